/*
 * key_buckets.h - what becomes of articles that share a winnowed or a sampled key
 */
#ifndef WTW_MATCH_KEY_BUCKETS_H
#define WTW_MATCH_KEY_BUCKETS_H

#include "match/join_worker.h"

/*
 * wtw_key_buckets_join() goes through the worker's first 'count' entries, sorted by their
 * keys: buckets of winnowed keys make pairs; those of sampled ones, two articles or more and
 * each once, are taken by 'take_sampled'. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE or what that returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_key_buckets_join(
    struct wtw_joiner *joiner, struct wtw_join_worker *worker, size_t count,
    enum wtw_status (*take_sampled)(struct wtw_joiner *joiner,
                                    struct wtw_join_worker *worker,
                                    const uint64_t *bucket, size_t count,
                                    struct wtw_error *error),
    struct wtw_error *error);

/* wtw_key_may_contain() tells of two that alone hold a sampled key whether that is enough:
 * of a short one and a long one more is too much to ask. */
bool wtw_key_may_contain(const struct wtw_join *join, const uint64_t *bucket);

#endif
