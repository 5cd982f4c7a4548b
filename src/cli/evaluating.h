/*
 * evaluating.h - an evaluation while it is being made
 */
#ifndef WTW_CLI_EVALUATING_H
#define WTW_CLI_EVALUATING_H

#include "cli/grouping.h"
#include "write/evaluation_out.h"

/* Zeroes but for 'settings' are ready; ended by wtw_evaluating_release(). */
struct wtw_evaluating {
    const struct wtw_settings *settings; /* borrowed */
    struct wtw_id_table ids;
    struct wtw_grouping gold;
    struct wtw_grouping predicted;
    struct wtw_label_row *labels;        /* owned: one for each label of gold's pairs */
    struct wtw_evaluation_error *errors; /* owned */
    size_t error_capacity;
    struct wtw_evaluation evaluation; /* borrows from all of the above */
};

void wtw_evaluating_release(struct wtw_evaluating *run);

/*
 * wtw_evaluating_count() fills in how many articles either side has and which of them the
 * other lacks, where that means something: a list of pairs need not name every article,
 * and labelled pairs judge only some. Returns WTW_OK, WTW_NO_MEMORY, or WTW_BAD_INPUT
 * where the two have no article in common.
 */
WTW_MUST_CHECK enum wtw_status wtw_evaluating_count(struct wtw_evaluating *run,
                                                    struct wtw_error *error);

/* wtw_score_clusters() compares two clusterings, wtw_score_pairs() whatever has pairs on
 * one side or both. Both fill in the evaluation. Return WTW_OK, WTW_NO_MEMORY,
 * WTW_TOO_LARGE, or WTW_BAD_ARGUMENT where --positive names no label. */
WTW_MUST_CHECK enum wtw_status wtw_score_clusters(struct wtw_evaluating *run,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_score_pairs(struct wtw_evaluating *run,
                                               struct wtw_error *error);

/* wtw_evaluating_error() adds an error with its articles still to be filled in, zeroed,
 * and gives it, borrowed until the next. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_evaluating_error(
    struct wtw_evaluating *run, struct wtw_evaluation_error **out_error_of_prediction,
    struct wtw_error *error);

/* wtw_evaluating_side() is an article with what the prediction says of it. */
struct wtw_error_side wtw_evaluating_side(const struct wtw_evaluating *run, uint32_t id);

/* wtw_id_words() is the text of an id, for a writer. */
struct wtw_span wtw_id_words(const struct wtw_id_table *table, uint32_t number);

#endif
