/*
 * tuning_out.h - thresholds, bands and their curves, in each format
 */
#ifndef WTW_WRITE_TUNING_OUT_H
#define WTW_WRITE_TUNING_OUT_H

#include "write/json_out.h"
#include "write/page.h"

/* ------------------------------------------------------------------ bands */

/* How bands for a threshold behave; the curve itself is wtw_bands_recall(). */
struct wtw_band_plan {
    double threshold;
    double wanted_recall;
    uint32_t slots;
    uint32_t bands;
    uint32_t rows;
};

void wtw_band_plan_table(const struct wtw_page *page, const struct wtw_band_plan *plan);
void wtw_band_plan_tsv(struct wtw_out *out, const struct wtw_band_plan *plan);
void wtw_band_plan_jsonl(struct wtw_json *json, const struct wtw_band_plan *plan);

/* ------------------------------------------------------------------ thresholds */

/* A threshold of one measure, and how right it is. */
struct wtw_threshold_row {
    double threshold;
    struct wtw_rates rates;
    bool is_best;
    bool is_current; /* the threshold that is set */
};

enum { WTW_THRESHOLD_STEPS = 100 };

struct wtw_tuned_measure {
    const char *name;   /* "jaccard" or "containment" */
    const char *option; /* that sets it */
    struct wtw_threshold_row best;
    double best_above;
    double best_upto;
    double interval_low; /* of the best threshold, 95 % */
    double interval_high;
    double f1_low;
    double f1_high;
    const struct wtw_threshold_row *rows; /* the best and what is around it, ascending */
    size_t row_count;
    double least; /* thresholds below were not tried */
    struct wtw_threshold_row curve[WTW_THRESHOLD_STEPS]; /* .01, .02, ... 1 */
};

enum { WTW_TUNED_MEASURES = 2 };

struct wtw_tuning {
    const char *gold_name;
    bool gold_is_pairs;
    uint64_t positives; /* pairs compared */
    uint64_t negatives;
    uint64_t all_positives; /* that there are; more where they were sampled */
    uint64_t all_negatives;
    uint64_t missing; /* pairs, or articles of gold's clusters, not in the input */
    struct wtw_span missing_example;
    uint64_t unscored;
    double floor; /* Jaccard from which negatives were looked for; 0: labelled ones */
    uint32_t resamples;
    double threshold; /* as they are set now */
    double containment;
    struct wtw_rates current; /* of both rules together */
    struct wtw_tuned_measure measures[WTW_TUNED_MEASURES];
};

void wtw_tuning_table(const struct wtw_page *page, const struct wtw_tuning *tuning);
void wtw_tuning_tsv(struct wtw_out *out, const struct wtw_tuning *tuning);
void wtw_tuning_jsonl(struct wtw_json *json, const struct wtw_tuning *tuning);

#endif
