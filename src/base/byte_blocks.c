/*
 * byte_blocks.c - bytes copied to where they stay until all go at once
 *
 * Thousands of texts that live as long as each other need no memory each of its own: they lie
 * behind one another in blocks, each of which is asked for once and then used again and again.
 * In one buffer they would move when it grows.
 */
#include "base/byte_blocks.h"

#include "base/memory.h"

#include <string.h>

/* Some hundred texts of articles. */
enum { BLOCK_BYTES = 1 << 20 };

static enum wtw_status add_block(struct wtw_byte_blocks *blocks, size_t needed,
                                 struct wtw_error *error)
{
    struct wtw_byte_block block = {.capacity =
                                       needed < BLOCK_BYTES ? BLOCK_BYTES : needed};

    WTW_TRY(WTW_GROW(&blocks->items, &blocks->capacity, blocks->count + 1, error));
    WTW_TRY(WTW_RESIZE(&block.bytes, block.capacity, error));
    blocks->items[blocks->count++] = block;
    return WTW_OK;
}

/* The first block from the current one on that has room; what is left of others stays empty. */
static enum wtw_status find_room(struct wtw_byte_blocks *blocks, size_t count,
                                 struct wtw_byte_block **out_block,
                                 struct wtw_error *error)
{
    while (blocks->current < blocks->count) {
        struct wtw_byte_block *block = &blocks->items[blocks->current];

        if (block->capacity - block->count >= count) {
            *out_block = block;
            return WTW_OK;
        }
        blocks->current++;
    }
    WTW_TRY(add_block(blocks, count, error));
    *out_block = &blocks->items[blocks->current];
    return WTW_OK;
}

enum wtw_status wtw_byte_blocks_copy(struct wtw_byte_blocks *blocks, const char *bytes,
                                     size_t count, const char **out_bytes,
                                     struct wtw_error *error)
{
    struct wtw_byte_block *block = NULL;

    if (!count) {
        *out_bytes = "";
        return WTW_OK;
    }
    WTW_TRY(find_room(blocks, count, &block, error));
    memcpy(block->bytes + block->count, bytes, count);
    *out_bytes = block->bytes + block->count;
    block->count += count;
    return WTW_OK;
}

void wtw_byte_blocks_clear(struct wtw_byte_blocks *blocks)
{
    size_t kept = 0;

    for (size_t i = 0; i < blocks->count; i++) {
        struct wtw_byte_block block = blocks->items[i];

        if (block.capacity > BLOCK_BYTES) {
            wtw_release_items(block.bytes);
            continue;
        }
        block.count = 0;
        blocks->items[kept++] = block;
    }
    blocks->count = kept;
    blocks->current = 0;
}

void wtw_byte_blocks_release(struct wtw_byte_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        wtw_release_items(blocks->items[i].bytes);
    wtw_release_items(blocks->items);
    *blocks = (struct wtw_byte_blocks){0};
}
