/*
 * join_worker.h - what each thread of a join has, and what bands and keys have in common
 */
#ifndef WTW_MATCH_JOIN_WORKER_H
#define WTW_MATCH_JOIN_WORKER_H

#include "match/join.h"
#include "match/known_pairs.h"
#include "match/pair_filter.h"
#include "match/repeats.h"
#include "sketch/odd_sketch.h"

/* Pairs that wait for the memory that tells what becomes of them. */
enum { WTW_WAITING_PAIRS = 32 };

struct wtw_join_worker {
    uint64_t *entries; /* key << 32 | article */
    uint64_t *scratch;
    size_t capacity;
    struct wtw_repeats repeats;
    struct wtw_pairs pairs;
    struct wtw_pairs noted; /* that share a sampled key, once for each */
    uint64_t waiting[WTW_WAITING_PAIRS];
    uint32_t waiting_count;
    uint64_t crowded_buckets;
    uint64_t common_keys;
};

/* A join on all threads; each file that joins has more to say in its 'context'. */
struct wtw_joiner {
    const struct wtw_join *join;
    struct wtw_join_worker *workers;
    struct wtw_known_pairs known; /* those of join->known, where they are looked for */
    uint32_t first_column;
    uint32_t floors[WTW_ODD_SKETCH_BITS + 1]; /* of bands */
    enum wtw_status (*join_column)(struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, uint32_t column,
                                   struct wtw_error *error);
    void *context;
};

/*
 * wtw_joiner_run() calls join_column for 'column_count' columns from joiner->first_column
 * on, on all threads, with workers begun empty, and moves what they found to 'joined'.
 * Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE or what join_column returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_joiner_run(struct wtw_joiner *joiner,
                                              size_t column_count,
                                              struct wtw_joined *joined,
                                              struct wtw_error *error);

/* wtw_join_worker_reserve() makes room for 'count' entries; what they held is lost. */
WTW_MUST_CHECK enum wtw_status wtw_join_worker_reserve(struct wtw_join_worker *worker,
                                                       size_t count,
                                                       struct wtw_error *error);

/* wtw_bucket_end() is the end of the bucket that begins at 'begin': entries of equal
 * keys. */
static inline size_t wtw_bucket_end(const uint64_t *entries, size_t begin, size_t count)
{
    size_t end = begin + 1;

    while (end < count && entries[end] >> 32 == entries[begin] >> 32)
        end++;
    return end;
}

/*
 * wtw_bucket_order() orders a bucket of more articles than may be compared with each other
 * by their content, differently for each key and 'column', and counts it; of others it
 * does nothing.
 */
void wtw_bucket_order(const struct wtw_join *join, struct wtw_join_worker *worker,
                      uint64_t *bucket, size_t count, uint32_t column);

/* wtw_bucket_pair() orders a bucket likewise, and adds the pairs of those that may be
 * compared, and are not among joiner->known, to the worker's. Returns WTW_OK, WTW_NO_MEMORY
 * or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_bucket_pair(const struct wtw_joiner *joiner,
                                               struct wtw_join_worker *worker,
                                               uint64_t *bucket, size_t count,
                                               uint32_t column, struct wtw_error *error);

/* The articles that are joined: a bit each. wtw_joined_bits_make() gives them to the
 * caller, who ends them with wtw_release_items(). Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_joined_bits_make(const struct wtw_join *join,
                                                    uint64_t **out_bits,
                                                    struct wtw_error *error);

/* 1 where the article of an entry is joined, else 0. */
static inline uint64_t wtw_joined_bit(const uint64_t *bits, uint64_t entry)
{
    uint32_t article = (uint32_t)entry;

    return bits[article / 64] >> article % 64 & 1;
}

#endif
