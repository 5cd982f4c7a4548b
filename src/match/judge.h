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

/*
 * wtw_judge_measure_all() is wtw_judge_pair() with alignment and passages whether the
 * relation calls for them or not; after it they can be looked at, borrowed until the next
 * pair or free, and so can the facts that changed in one of the differences.
 */
WTW_MUST_CHECK enum wtw_status wtw_judge_measure_all(struct wtw_judge *judge,
                                                     const struct wtw_fact_text *a,
                                                     const struct wtw_fact_text *b,
                                                     struct wtw_figures *figures,
                                                     enum wtw_relation *out_relation,
                                                     struct wtw_error *error);
const struct wtw_alignment *wtw_judge_alignment(const struct wtw_judge *judge);
const struct wtw_passages *wtw_judge_passages(const struct wtw_judge *judge);
struct wtw_changes wtw_judge_changes(const struct wtw_judge *judge,
                                     const struct wtw_difference *difference,
                                     const struct wtw_fact_text *a,
                                     const struct wtw_fact_text *b);

#endif
