/*
 * copy_bound.h - whether the odd sketches of two articles leave room for their being copies
 */
#ifndef WTW_MATCH_COPY_BOUND_H
#define WTW_MATCH_COPY_BOUND_H

#include "match/join_worker.h"

/*
 * wtw_can_be_copies() is false where the sketches prove, 6 standard deviations deep, that
 * articles x and y can reach neither the threshold nor the containment of the join.
 */
static inline bool wtw_can_be_copies(const struct wtw_joiner *joiner, uint64_t pair,
                                     const uint64_t *x_sketch, const uint64_t *y_sketch)
{
    const uint32_t *counts = joiner->join->digests->shingle_counts;
    double x_count = counts[wtw_pair_a(pair)];
    double y_count = counts[wtw_pair_b(pair)];
    uint32_t distance = wtw_odd_sketch_distance(x_sketch, y_sketch);
    double smaller = x_count < y_count ? x_count : y_count;
    double shared = (x_count + y_count - joiner->floors[distance]) / 2;

    shared = shared < smaller ? shared : smaller;
    return shared >= joiner->join->threshold * (x_count + y_count - shared) ||
           shared >= joiner->join->containment * smaller;
}

#endif
