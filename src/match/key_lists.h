/*
 * key_lists.h - the keys of all articles, sorted into lists by their top bits
 */
#ifndef WTW_MATCH_KEY_LISTS_H
#define WTW_MATCH_KEY_LISTS_H

#include "base/failure.h"

/* Lists, by a key's top bits; those of sampled keys, whose highest bit is 1, are the upper
 * half. */
enum { WTW_KEY_LIST_BITS = 8, WTW_KEY_LISTS = 1 << WTW_KEY_LIST_BITS };

/* With its head, a chunk is a page of 4 KB; two entries take 7 bytes or more. */
enum { WTW_KEY_CHUNK_BYTES = 4084, WTW_KEY_CHUNK_KEYS = WTW_KEY_CHUNK_BYTES / 7 * 2 };

struct wtw_key_chunk {
    struct wtw_key_chunk *next;
    uint32_t count; /* entries; of the last chunk of a list, known when it is left */
    uint8_t bytes[WTW_KEY_CHUNK_BYTES];
};

struct wtw_key_list {
    struct wtw_key_chunk *first;
    struct wtw_key_chunk *last;
    uint32_t count;     /* entries of 'last' */
    uint32_t far_bytes; /* at its end */
    uint32_t room;      /* bytes of it that may be in use before another entry */
    uint32_t last_article;
    uint64_t left_count; /* entries of all chunks before it */
};

struct wtw_key_block {
    struct wtw_key_chunk *chunks;
    size_t count;
};

/* Zero-initialised is empty; ended by wtw_key_lists_release(). */
struct wtw_key_lists {
    struct wtw_key_list lists[WTW_KEY_LISTS];
    uint64_t key_count;
    struct wtw_key_block *blocks;
    size_t block_count;
    size_t block_capacity;
    size_t chunk_count; /* in all blocks */
    size_t spare_count; /* of them not in use */
    size_t next_block;  /* where the next one is */
    size_t next_chunk;
};

/*
 * wtw_key_lists_reserve() makes room for 'keys' more, so that appending as many cannot
 * fail. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE; after a failure all is as it was.
 * wtw_key_lists_append() adds the keys of 'article', whose number is not below that of the
 * last one.
 */
WTW_MUST_CHECK enum wtw_status wtw_key_lists_reserve(struct wtw_key_lists *lists,
                                                     size_t keys,
                                                     struct wtw_error *error);
void wtw_key_lists_append(struct wtw_key_lists *lists, uint32_t article,
                          const uint32_t *keys, size_t count);

void wtw_key_lists_release(struct wtw_key_lists *lists);

/* wtw_key_list_count() is how many entries a list has. */
static inline uint64_t wtw_key_list_count(const struct wtw_key_list *list)
{
    return list->left_count + list->count;
}

/* Where the reading of one list has come to; to begin with, zeroes but for 'lists' and
 * 'number'. */
struct wtw_key_cursor {
    const struct wtw_key_lists *lists; /* borrowed */
    uint32_t number;                   /* of the list */
    uint32_t article;
    const struct wtw_key_chunk *read; /* the last chunk read; NULL before the first */
};

/*
 * wtw_key_cursor_next() writes the next entries of a list, key << 32 | article, articles
 * ascending, to 'out_entries', which has room for WTW_KEY_CHUNK_KEYS; returns how many, 0
 * at the end.
 */
size_t wtw_key_cursor_next(struct wtw_key_cursor *cursor, uint64_t *out_entries);

#endif
