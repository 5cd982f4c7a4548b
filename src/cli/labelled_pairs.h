/*
 * labelled_pairs.h - pairs of articles that are known to be copies or not, with their
 * exact figures
 */
#ifndef WTW_CLI_LABELLED_PAIRS_H
#define WTW_CLI_LABELLED_PAIRS_H

#include "cli/grouping.h"
#include "cli/session.h"

struct wtw_labelled_pair {
    uint32_t a; /* numbers of articles, a the lower */
    uint32_t b;
    uint32_t unit; /* of the bootstrap: the pair itself, or a's gold cluster */
    bool is_positive;
    struct wtw_figures figures; /* these two when compared */
    enum wtw_relation relation;
};

/* Zeroes are empty; ended by wtw_labelled_pairs_release(). */
struct wtw_labelled_pairs {
    struct wtw_labelled_pair *items;
    size_t count;
    size_t capacity;
    uint32_t unit_count;
    uint64_t positives;
    uint64_t negatives;
    uint64_t all_positives; /* more than positives where these are a sample; same below */
    uint64_t all_negatives;
    uint64_t unscored;
    uint64_t missing; /* pairs, or articles of clusters, that the input does not have */
    struct wtw_span missing_example; /* borrowed from the table of ids */
};

void wtw_labelled_pairs_release(struct wtw_labelled_pairs *pairs);

/*
 * wtw_labelled_pairs_take() takes the scored pairs of a gold of pairs. The session has
 * read its articles. Returns WTW_OK, WTW_NO_MEMORY, or WTW_BAD_ARGUMENT for --positive.
 */
WTW_MUST_CHECK enum wtw_status wtw_labelled_pairs_take(struct wtw_labelled_pairs *pairs,
                                                       const struct wtw_grouping *gold,
                                                       const struct wtw_id_table *ids,
                                                       const struct wtw_session *session,
                                                       struct wtw_error *error);

/*
 * wtw_labelled_pairs_make() makes pairs of a gold of clusters: the pairs within clusters
 * are positive; negative are the session's matches, which has run, between two gold
 * clusters. Of either, at most 'ceiling' are taken, drawn by 'seed'. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_labelled_pairs_make(struct wtw_labelled_pairs *pairs,
                                                       const struct wtw_grouping *gold,
                                                       const struct wtw_id_table *ids,
                                                       const struct wtw_session *session,
                                                       uint64_t ceiling, uint64_t seed,
                                                       struct wtw_error *error);

/* wtw_labelled_pairs_compare() reads the articles again and compares every pair with
 * 'options'; the session's may look for more. Returns WTW_OK, WTW_NO_MEMORY, WTW_IO,
 * WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_labelled_pairs_compare(
    struct wtw_labelled_pairs *pairs, const struct wtw_session *session,
    const struct wtw_options *options, struct wtw_error *error);

#endif
