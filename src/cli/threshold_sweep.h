/*
 * threshold_sweep.h - of scored and labelled pairs, the threshold that tells them apart
 * best
 */
#ifndef WTW_CLI_THRESHOLD_SWEEP_H
#define WTW_CLI_THRESHOLD_SWEEP_H

#include "wiretwin.h"

struct wtw_sweep_pair {
    double score;  /* from 0 to 1; from the threshold on it is a claim */
    uint32_t unit; /* what is drawn again as a whole, below unit_count */
    bool is_positive;
};

/* Pairs, the highest score first, as wtw_sweep_sort() puts them. */
struct wtw_sweep {
    struct wtw_sweep_pair *pairs; /* owned by the caller */
    size_t count;
    uint32_t unit_count;
    double positive_weight; /* how many pairs each positive one stands for */
    double negative_weight;
    double least; /* thresholds below are not tried */
};

void wtw_sweep_sort(struct wtw_sweep *sweep);

/* wtw_sweep_rates() takes pairs from 'threshold' on as claims. */
struct wtw_rates wtw_sweep_rates(const struct wtw_sweep *sweep, double threshold);

/*
 * The best F1, which every threshold over 'above' up to 'upto' has; among equals the
 * highest. 'threshold' is the roundest number of them.
 */
struct wtw_best_threshold {
    double threshold;
    double above;
    double upto;
    struct wtw_rates rates;
};

/* wtw_sweep_best() needs a positive pair. */
struct wtw_best_threshold wtw_sweep_best(const struct wtw_sweep *sweep);

struct wtw_interval {
    double low;
    double high;
};

/*
 * wtw_sweep_bootstrap(), which needs a positive pair too, draws units with repeats, as many as there are, 'resamples' times
 * (1 or more), and gives the intervals that hold the middle 95 % of the best thresholds
 * and of their F1 (Efron 1979, percentile method). Equal seeds give equal intervals.
 * Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_sweep_bootstrap(const struct wtw_sweep *sweep,
                                                   uint32_t resamples, uint64_t seed,
                                                   struct wtw_interval *out_threshold,
                                                   struct wtw_interval *out_f1,
                                                   struct wtw_error *error);

/* wtw_random_below() is the next of a row of numbers below 'limit', 1 or more, that
 * '*state' begins. */
uint64_t wtw_random_below(uint64_t *state, uint64_t limit);

#endif
