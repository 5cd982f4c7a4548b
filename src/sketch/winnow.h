/*
 * winnow.h - keys by which two texts that share a passage find each other
 */
#ifndef WTW_SKETCH_WINNOW_H
#define WTW_SKETCH_WINNOW_H

#include "base/failure.h"

/*
 * A key is the hash of two shingles that begin five tokens apart, thus of k + 5 tokens:
 * eight with the default k, the length of the shortest passage. With five tokens, phrases
 * such as "on condition of anonymity because they" made four times the candidates on a
 * real feed for a tenth more excerpts. One key is kept of every 24 neighbouring ones, so
 * a shared run of 24 + k + 4 tokens always has one in common, one of 24 tokens with
 * probability .84; on average an article of 400 tokens has 31.
 */
enum { WTW_WINNOW_STEP = 5, WTW_WINNOW_WINDOW = 24 };

/* A list of keys that grows; zero-initialised is empty. Owned by whoever holds it. */
struct wtw_winnow_keys {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/*
 * wtw_winnow_append() appends the winnowed keys of a text's 'count' shingle hashes, all
 * of them in order. A text of WTW_WINNOW_STEP shingles or fewer has none. Returns WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE, with the list as it was.
 */
WTW_MUST_CHECK enum wtw_status wtw_winnow_append(const uint64_t *shingles, size_t count,
                                                 struct wtw_winnow_keys *keys,
                                                 struct wtw_error *error);

void wtw_winnow_keys_release(struct wtw_winnow_keys *keys);

#endif
