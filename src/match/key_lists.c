/*
 * key_lists.c - the keys of all articles, sorted into lists by their top bits
 *
 * The join wants all articles of one key together, and an article brings its keys a few
 * dozen at a time. Keys kept article by article had to be read anew for each range of keys
 * that was joined, 64 times for a million articles. So each key goes to one of 128 lists
 * when it comes: the join reads a list from front to back, and nothing else.
 *
 * An entry is one word of 32 bits. The list is known by the key's top 7 bits, so 25 are
 * left to store; the other 7 bits hold how many articles further on than the entry before
 * this one is, mostly few, as an article has a key in every fourth list. Where it is FAR
 * or further, the article's number follows in a word of its own. So a key costs 4 bytes, as
 * it did, and nothing has to say where an article's keys begin.
 *
 * Lists grow by chunks of a page, so that growing copies nothing; chunks come from blocks,
 * each an eighth of all so far, and are used in their order. What is not written to costs
 * nothing.
 */
#include "match/key_lists.h"

#include "base/memory.h"
#include "base/sizes.h"

enum { REST_BITS = 32 - WTW_KEY_LIST_BITS, FAR = (1 << WTW_KEY_LIST_BITS) - 1 };
enum { WORDS_MAX = 2 /* of an entry */ };
enum { LEAST_BLOCK = 256 /* chunks, 1 MB */ };

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
    WTW_TRY(WTW_GROW(&lists->blocks, &lists->block_capacity, lists->block_count + 1,
                     error));
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
    size_t words = 0;
    size_t chunks = 0;

    if (!wtw_size_multiply(keys, WORDS_MAX, &words))
        return wtw_fail(error, WTW_TOO_LARGE, "the keys of articles do not fit in memory");
    /* The last word of a chunk may not be enough for an entry. Each list may be about to
     * need a chunk. */
    chunks = words / (WTW_KEY_CHUNK_WORDS - 1) + WTW_KEY_LISTS + 1;
    if (!keys || chunks <= lists->spare_count)
        return WTW_OK;
    return add_block(lists, chunks - lists->spare_count, error);
}

static void add_chunk(struct wtw_key_lists *lists, struct wtw_key_list *list)
{
    struct wtw_key_chunk *chunk = NULL;

    if (lists->next_chunk == lists->blocks[lists->next_block].count) {
        lists->next_block++;
        lists->next_chunk = 0;
    }
    chunk = &lists->blocks[lists->next_block].chunks[lists->next_chunk++];
    lists->spare_count--;
    chunk->next = NULL;
    if (list->last) {
        list->last->count = list->used;
        list->last->next = chunk;
    } else {
        list->first = chunk;
    }
    list->last = chunk;
    list->used = 0;
}

static void append_key(struct wtw_key_lists *lists, uint32_t article, uint32_t key)
{
    struct wtw_key_list *list = &lists->lists[key >> REST_BITS];
    uint32_t distance = article - list->last_article;
    uint32_t rest = key & rest_mask;

    if (!list->last || list->used > WTW_KEY_CHUNK_WORDS - WORDS_MAX)
        add_chunk(lists, list);
    if (distance >= FAR) {
        list->last->words[list->used++] = (uint32_t)FAR << REST_BITS | rest;
        list->last->words[list->used++] = article;
    } else {
        list->last->words[list->used++] = distance << REST_BITS | rest;
    }
    list->last_article = article;
    list->key_count++;
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

/* Parameters are restrict, so that no store makes the loop read them again. */
static size_t read_words(const uint32_t *restrict words, size_t count, uint32_t top,
                         uint32_t *restrict article, uint64_t *restrict out_entries)
{
    uint32_t number = *article;
    size_t entries = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t word = words[i];
        uint32_t distance = word >> REST_BITS;

        if (distance == FAR)
            number = words[++i];
        else
            number += distance;
        out_entries[entries++] = (uint64_t)(top | (word & rest_mask)) << 32 | number;
    }
    *article = number;
    return entries;
}

size_t wtw_key_cursor_next(struct wtw_key_cursor *cursor, uint64_t *out_entries)
{
    const struct wtw_key_list *list = &cursor->lists->lists[cursor->number];
    const struct wtw_key_chunk *chunk = cursor->read ? cursor->read->next : list->first;

    if (!chunk)
        return 0;
    cursor->read = chunk;
    return read_words(chunk->words, chunk == list->last ? list->used : chunk->count,
                      cursor->number << REST_BITS, &cursor->article, out_entries);
}
