/*
 * judge.h - what two texts that are not equal are to each other
 */
#ifndef WTW_MATCH_JUDGE_H
#define WTW_MATCH_JUDGE_H

#include "match/facts.h"

/* Opaque: what judging needs and may reuse; for one thread at a time. */
struct wtw_judge;

/* wtw_judge_new() gives a judge to the caller; 'options' are borrowed for its life.
 * Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_judge_new(const struct wtw_options *options,
                                             struct wtw_judge **out_judge,
                                             struct wtw_error *error);
void wtw_judge_free(struct wtw_judge *judge);

/*
 * wtw_judge_pair() takes the counts of shingles and the lag in 'figures', looks for
 * alignment and passages as far as the relation, or options->measure_passages, calls for
 * them, and adds what it finds to the figures. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_judge_pair(struct wtw_judge *judge,
                                              const struct wtw_fact_text *a,
                                              const struct wtw_fact_text *b,
                                              struct wtw_figures *figures,
                                              enum wtw_relation *out_relation,
                                              struct wtw_error *error);

#endif
