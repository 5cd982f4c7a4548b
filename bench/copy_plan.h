/*
 * copy_plan.h - which article is a copy of which, without remembering any
 */
#ifndef WTW_BENCH_COPY_PLAN_H
#define WTW_BENCH_COPY_PLAN_H

#include "counter_random.h"
#include "edits.h"

struct wtw_copy_plan {
    uint64_t seed;
    uint64_t copies_share; /* of 2^32: how many articles are not bases */
    uint32_t weights[WTW_EDIT_KIND_COUNT];
    uint64_t weight_sum; /* of 'weights', at least 1 */
};

/* What one article is. For a base all but 'is_base' is 0. */
struct wtw_article_role {
    bool is_base;
    enum wtw_edit_kind kind; /* how it was made of 'base' */
    uint64_t base;
    uint64_t
        other_base; /* of a merge, the second one; may be the same article as 'base' */
};

/* wtw_role_of() is the role of article 'number'. Article 0 is a base. */
struct wtw_article_role wtw_role_of(const struct wtw_copy_plan *plan, uint64_t number);

/*
 * wtw_cluster_of() is the number of the base whose cluster the article belongs to: its
 * own, unless it is a copy.
 */
uint64_t wtw_cluster_of(const struct wtw_article_role *role, uint64_t number);

#endif
