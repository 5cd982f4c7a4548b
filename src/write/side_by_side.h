/*
 * side_by_side.h - two articles compared with all that can be shown of it
 */
#ifndef WTW_WRITE_SIDE_BY_SIDE_H
#define WTW_WRITE_SIDE_BY_SIDE_H

#include "write/comparison_out.h"
#include "write/pair_evidence.h"

/* Zeroes are ready; ended by release. */
struct wtw_side_by_side {
    struct wtw_pair_evidence pair;
    struct wtw_story_comparer *stories; /* owned, as all that follows */
    struct wtw_boilerplate *found[2];   /* where the comparer looks for none */
    uint32_t *slots[2];
    uint32_t *longest_first;
    uint32_t *in_b_order;
    struct wtw_comparison comparison; /* the result, borrowed until the release */
};

/* One of the two; all borrowed until the release. */
struct wtw_compared_article {
    const char *name; /* as the user named it; may be NULL */
    int64_t number;   /* of a feed; 0: none */
    struct wtw_article_info info;
    struct wtw_span text;
};

/*
 * wtw_side_by_side_compare() does to two articles what the engine does to millions, and
 * fills in 'run->comparison'. Once between zeroes and release. Returns WTW_OK,
 * WTW_BAD_ARGUMENT, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_side_by_side_compare(
    struct wtw_side_by_side *run, const struct wtw_options *options,
    const struct wtw_compared_article articles[2], struct wtw_error *error);
void wtw_side_by_side_release(struct wtw_side_by_side *run);

#endif
