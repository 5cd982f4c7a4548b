/*
 * parallel_out.c - items that are made into bytes on all threads, and written in order
 *
 * A block of items is made while the one before it is written. Each worker appends to a
 * buffer of its own, and what it made of a few items at a time is a piece.
 */
#include "write/parallel_out.h"

#include "base/memory.h"
#include "base/threads.h"

/* A block is one or two megabytes and some ten milliseconds of work, against which the start of
 * threads does not count; a piece is short, so that they end together. */
enum { BLOCK_WEIGHT = 4096, PIECE_ITEMS = 8 };

struct piece {
    uint32_t worker;
    size_t begin; /* in its buffer */
    size_t end;
};

struct block {
    size_t begin; /* items */
    size_t end;
    struct piece *pieces;
    size_t piece_capacity;
    struct wtw_buffer *buffers; /* by worker */
};

struct writing {
    const struct wtw_parallel_out *items;
    struct wtw_out *out;
    struct block blocks[2];
    struct block *made;  /* that is being made */
    struct block *ready; /* that was made before */
};

static enum wtw_status make_piece(void *context, uint32_t worker, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    const struct writing *writing = context;
    const struct wtw_parallel_out *items = writing->items;
    struct block *block = writing->made;
    struct wtw_buffer *buffer = &block->buffers[worker];
    struct piece *piece = &block->pieces[begin / PIECE_ITEMS];
    struct wtw_out out;

    wtw_out_into(&out, buffer);
    *piece = (struct piece){.worker = worker, .begin = buffer->count};
    for (size_t i = begin; i < end; i++)
        WTW_TRY(items->make(items->context, worker, block->begin + i, &out, error));
    piece->end = buffer->count;
    return wtw_out_flush(&out, "what is to be written", error);
}

/* Empties the block that is ready. */
static void write_ready(void *context)
{
    struct writing *writing = context;
    const struct wtw_parallel_out *items = writing->items;
    struct block *block = writing->ready;
    size_t count = block->end - block->begin;

    for (size_t i = 0; i * PIECE_ITEMS < count; i++) {
        const struct piece *piece = &block->pieces[i];

        wtw_out_put(writing->out, block->buffers[piece->worker].items + piece->begin,
                    piece->end - piece->begin);
    }
    for (uint32_t i = 0; i < items->thread_count; i++)
        block->buffers[i].count = 0;
    block->begin = block->end;
    if (count && items->tell)
        items->tell(items->context, block->end);
}

static size_t end_of_block(const struct wtw_parallel_out *items, size_t begin)
{
    size_t end = begin;
    size_t weight = 0;

    while (end < items->item_end && weight < BLOCK_WEIGHT) {
        weight += items->weight_of ? items->weight_of(items->context, end) : 1;
        end++;
    }
    return end;
}

/* The next block is made, and the last one written meanwhile. */
static enum wtw_status make_block(struct writing *writing, size_t begin,
                                  struct wtw_error *error)
{
    struct block *block = writing->made;
    struct wtw_loop loop = {.body = make_piece,
                            .context = writing,
                            .thread_count = writing->items->thread_count,
                            .chunk_items = PIECE_ITEMS,
                            .errand = {write_ready, writing}};

    block->begin = begin;
    block->end = end_of_block(writing->items, begin);
    loop.item_count = block->end - begin;
    WTW_TRY(WTW_GROW(&block->pieces, &block->piece_capacity,
                     loop.item_count / PIECE_ITEMS + 1, error));
    return wtw_loop_run(&loop, error);
}

static enum wtw_status write_all(struct writing *writing, struct wtw_error *error)
{
    for (uint32_t i = 0; i < 2; i++)
        WTW_TRY(WTW_ALLOCATE(&writing->blocks[i].buffers, writing->items->thread_count,
                             error));
    for (size_t i = writing->items->item_begin;
         i < writing->items->item_end && !wtw_out_has_failed(writing->out);) {
        struct block *made = writing->made;

        WTW_TRY(make_block(writing, i, error));
        i = made->end;
        writing->made = writing->ready;
        writing->ready = made;
    }
    write_ready(writing);
    return WTW_OK;
}

enum wtw_status wtw_parallel_out_run(const struct wtw_parallel_out *items,
                                     struct wtw_out *out, struct wtw_error *error)
{
    struct writing writing = {.items = items, .out = out};
    enum wtw_status status = WTW_OK;

    writing.made = &writing.blocks[0];
    writing.ready = &writing.blocks[1];
    status = write_all(&writing, error);
    for (uint32_t i = 0; i < 2; i++) {
        struct block *block = &writing.blocks[i];

        for (uint32_t k = 0; block->buffers && k < items->thread_count; k++)
            wtw_buffer_release(&block->buffers[k]);
        wtw_release_items(block->buffers);
        wtw_release_items(block->pieces);
    }
    return status;
}
