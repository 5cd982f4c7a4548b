/*
 * shingle_join.h - every pair of sets that is alike enough, found by counting, for tests
 * of the estimates
 */
#ifndef WTW_BENCH_SHINGLE_JOIN_H
#define WTW_BENCH_SHINGLE_JOIN_H

#include "wiretwin.h"

struct wtw_shingle_join; /* opaque */

/* wtw_shingle_join_new() gives an empty join to the caller. Returns WTW_OK or
 * WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_shingle_join_new(struct wtw_shingle_join **out_join,
                                                    struct wtw_error *error);
void wtw_shingle_join_free(struct wtw_shingle_join *join);

/*
 * wtw_shingle_join_add() adds a set: the runs of 'k' (1 to 16) neighbouring tokens, or
 * one run of all of them where there are fewer. Sets are numbered from 0 in the order of
 * adding. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_shingle_join_add(struct wtw_shingle_join *join,
                                                    const uint64_t *token_hashes,
                                                    size_t token_count, uint32_t k,
                                                    struct wtw_error *error);

/* Told of a pair, a < b, in the order of a, then b. Returns a status; all but WTW_OK ends
 * the run. */
struct wtw_shingle_join_listener {
    enum wtw_status (*found)(void *context, uint32_t a, uint32_t b, double jaccard,
                             struct wtw_error *error);
    void *context;
};

/*
 * wtw_shingle_join_run() tells of all pairs with a Jaccard of 'threshold' or more, which
 * is over 0. No set may be added afterwards. Returns WTW_OK, WTW_NO_MEMORY, or what the
 * listener returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_shingle_join_run(
    struct wtw_shingle_join *join, double threshold,
    const struct wtw_shingle_join_listener *listener, struct wtw_error *error);

#endif
