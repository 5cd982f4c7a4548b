/*
 * key_lists.c - the keys of all articles, sorted into lists by their top bits
 *
 * The join wants all articles of one key together, and an article brings its keys a few
 * dozen at a time. Keys kept article by article had to be read anew for each range of keys
 * that was joined, 64 times for a million articles. So each key goes to one of 256 lists
 * when it comes: the join reads a list from front to back, and nothing else.
 *
 * The list is known by the key's top 8 bits, which leaves 24 to store, and nearly always 4
 * for how many articles further on than the entry before this one is: an article of 400
 * words has a key in every fourth list. Two entries stand in 7 bytes, from the front of a
 * chunk: their keys, then both distances. Where a distance is FAR or more, how much more
 * stands in another byte, or FURTHER and the whole of it in five, from the end of the chunk
 * on. So a key costs 3.6 bytes, an eighth less than by itself, and nothing has to say where
 * an article's keys begin. Fewer lists would have to store more of the key, more lists of
 * the distance; all come to the same, which is near the least there is.
 *
 * Lists grow by chunks of a page, so that growing copies nothing; chunks come from blocks,
 * each an eighth of all so far, and are used in their order. What is not written to costs
 * nothing.
 */
#include "match/key_lists.h"

#include "base/byte_bits.h"
#include "base/memory.h"

#include <string.h>

enum { REST_BITS = 32 - WTW_KEY_LIST_BITS, PAIR_BYTES = 7 };
enum { FAR = 15, FURTHER = 255, FAR_BYTES_MAX = 1 + sizeof(uint32_t) };
enum { ROOM = WTW_KEY_CHUNK_BYTES - PAIR_BYTES - FAR_BYTES_MAX + 1 };
enum { LEAST_BLOCK = 64 /* chunks, 256 KB */ };

/* Chunks, and so pages, that are asked for at a time. */
enum { CHUNKS_AHEAD = 64 };

/* The line of the cache after the one that a list is written to: so many lists are too many
 * for the machine to foresee. */
enum { PREFETCH_BYTES = 64 };

/* Entries that any chunk has room for: 3.5 bytes each and as far as can be. */
enum { LEAST_KEYS = (WTW_KEY_CHUNK_BYTES - 16) / 9 };

static const uint32_t rest_mask = (UINT32_C(1) << REST_BITS) - 1;

_Static_assert(sizeof(struct wtw_key_chunk) <= 4096, "a chunk is a page at most");

/* Adds a block of at least 'chunks' chunks. */
static enum wtw_status add_block(struct wtw_key_lists *lists, size_t chunks,
                                 struct wtw_error *error)
{
    struct wtw_key_block block = {.count = lists->chunk_count / 8};

    if (block.count < LEAST_BLOCK)
        block.count = LEAST_BLOCK;
    if (block.count < chunks)
        block.count = chunks;
    WTW_TRY(
        WTW_GROW(&lists->blocks, &lists->block_capacity, lists->block_count + 1, error));
    WTW_TRY(wtw_allocate_large((void **)&block.chunks, block.count,
                               sizeof block.chunks[0], error));
    lists->blocks[lists->block_count++] = block;
    lists->chunk_count += block.count;
    lists->spare_count += block.count;
    return WTW_OK;
}

enum wtw_status wtw_key_lists_reserve(struct wtw_key_lists *lists, size_t keys,
                                      struct wtw_error *error)
{
    /* Each list that a key goes to may be about to need a chunk. */
    size_t lists_met = keys < WTW_KEY_LISTS ? keys : WTW_KEY_LISTS;
    size_t chunks = keys / LEAST_KEYS + lists_met + 1;

    if (!keys || chunks <= lists->spare_count)
        return WTW_OK;
    return add_block(lists, chunks - lists->spare_count, error);
}

/* The next chunks of a block are about to be used. */
static void expect_chunks(const struct wtw_key_block *block, size_t next)
{
    size_t count = block->count - next;

    if (count > CHUNKS_AHEAD)
        count = CHUNKS_AHEAD;
    wtw_expect_writes(&block->chunks[next], count * sizeof block->chunks[0]);
}

static void add_chunk(struct wtw_key_lists *lists, struct wtw_key_list *list)
{
    struct wtw_key_chunk *chunk = NULL;

    if (lists->next_chunk == lists->blocks[lists->next_block].count) {
        lists->next_block++;
        lists->next_chunk = 0;
    }
    if (lists->next_chunk % CHUNKS_AHEAD == 0)
        expect_chunks(&lists->blocks[lists->next_block], lists->next_chunk);
    chunk = &lists->blocks[lists->next_block].chunks[lists->next_chunk++];
    lists->spare_count--;
    chunk->next = NULL;
    list->left_count += list->count;
    if (list->last) {
        list->last->count = list->count;
        list->last->next = chunk;
    } else {
        list->first = chunk;
    }
    list->last = chunk;
    list->count = 0;
    list->far_bytes = 0;
    list->room = ROOM;
}

/* Puts the rest of a distance at the end of the chunk; returns what stands in its place. */
static uint32_t put_far(struct wtw_key_list *list, uint32_t distance)
{
    uint8_t *end = list->last->bytes + WTW_KEY_CHUNK_BYTES - list->far_bytes;

    if (distance - FAR < FURTHER) {
        end[-1] = (uint8_t)(distance - FAR);
        list->far_bytes++;
    } else {
        end[-1] = FURTHER;
        memcpy(end - FAR_BYTES_MAX, &distance, sizeof distance);
        list->far_bytes += FAR_BYTES_MAX;
    }
    return FAR;
}

/* Without a branch on which of its pair an entry is: that is as good as random. */
static void append_key(struct wtw_key_lists *lists, uint32_t article, uint32_t key)
{
    struct wtw_key_list *list = &lists->lists[key >> REST_BITS];
    uint32_t distance = article - list->last_article;
    uint32_t is_second = 0;
    uint8_t *pair = NULL;

    if (list->count / 2 * PAIR_BYTES + list->far_bytes >= list->room)
        add_chunk(lists, list);
    if (distance >= FAR)
        distance = put_far(list, distance);
    is_second = list->count % 2;
    pair = list->last->bytes + (size_t)(list->count / 2) * PAIR_BYTES;
    list->count++;
    list->last_article = article;
    __builtin_prefetch(pair + PREFETCH_BYTES, 1);
    pair[6] = (uint8_t)((pair[6] & (0 - is_second)) | distance << 4 * is_second);
    pair += 3 * is_second;
    pair[0] = (uint8_t)key;
    pair[1] = (uint8_t)(key >> 8);
    pair[2] = (uint8_t)(key >> 16);
}

void wtw_key_lists_append(struct wtw_key_lists *lists, uint32_t article,
                          const uint32_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        append_key(lists, article, keys[i]);
    lists->key_count += count;
}

void wtw_key_lists_release(struct wtw_key_lists *lists)
{
    for (size_t i = 0; i < lists->block_count; i++)
        wtw_release_items(lists->blocks[i].chunks);
    wtw_release_items(lists->blocks);
    *lists = (struct wtw_key_lists){.key_count = 0};
}

/* Where a chunk is read. */
struct chunk_reading {
    const uint8_t *far; /* behind the next byte of far distances, which go downwards */
    uint32_t top;       /* of all keys */
    uint32_t article;
};

static uint32_t take_far(struct chunk_reading *reading)
{
    uint32_t distance = *--reading->far;

    if (distance < FURTHER)
        return FAR + distance;
    reading->far -= sizeof distance;
    memcpy(&distance, reading->far, sizeof distance);
    return distance;
}

static inline uint64_t make_entry(struct chunk_reading *reading, uint64_t rest,
                                  uint32_t distance)
{
    if (distance == FAR)
        distance = take_far(reading);
    reading->article += distance;
    return (reading->top | (rest & rest_mask)) << 32 | reading->article;
}

/* Reads a byte more than the last pair has, which no chunk is so full that it lacks. */
static void read_pairs(struct chunk_reading *reading, const uint8_t *bytes, size_t count,
                       uint64_t *restrict out_entries)
{
    struct chunk_reading at = *reading;

    for (size_t i = 0; i < count; i += 2, bytes += PAIR_BYTES) {
        uint64_t pair = wtw_load_eight(bytes);

        out_entries[i] = make_entry(&at, pair, pair >> 48 & FAR);
        if (i + 1 < count)
            out_entries[i + 1] = make_entry(&at, pair >> REST_BITS, pair >> 52 & FAR);
    }
    *reading = at;
}

size_t wtw_key_cursor_next(struct wtw_key_cursor *cursor, uint64_t *out_entries)
{
    const struct wtw_key_list *list = &cursor->lists->lists[cursor->number];
    const struct wtw_key_chunk *chunk = cursor->read ? cursor->read->next : list->first;
    struct chunk_reading reading = {.top = cursor->number << REST_BITS,
                                    .article = cursor->article};
    size_t count = 0;

    if (!chunk)
        return 0;
    count = chunk == list->last ? list->count : chunk->count;
    reading.far = chunk->bytes + WTW_KEY_CHUNK_BYTES;
    read_pairs(&reading, chunk->bytes, count, out_entries);
    cursor->article = reading.article;
    cursor->read = chunk;
    return count;
}
