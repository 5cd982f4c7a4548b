/*
 * copy_plan.c - roles from numbers alone
 *
 * Whether an article is a base follows from its first random number, so that a copy can
 * draw earlier numbers until it meets a base, and the base's text can be written again
 * from its number: memory does not grow with the corpus, and copies reach back to its
 * very beginning.
 *
 * Cluster sizes get their heavy tail from three tiers: a copy draws its base among all
 * numbers (60 %), the multiples of 8 (32 %) or the multiples of 64 (8 %). At a share of
 * .30, 7 of 10 ordinary bases have no copy, multiples of 8 have one or two on average,
 * multiples of 64 about four to five; early articles have more than late ones, as they
 * can be drawn for longer, up to some twenty.
 *
 * Rejected: a table of recent bases (memory, and no far copies); preferential attachment
 * (needs to know every degree so far).
 */
#include "copy_plan.h"

enum {
    /* A draw fails with the share of copies; 64 failures leave article 0 as base, which
     * happens to none of 2^32 articles at a share of .70. */
    BASE_DRAWS_MOST = 64
};

static bool draw_is_base(const struct wtw_copy_plan *plan, struct wtw_random *random)
{
    return (wtw_random_next(random) >> 32) >= plan->copies_share;
}

static bool number_is_base(const struct wtw_copy_plan *plan, uint64_t number)
{
    struct wtw_random random = wtw_random_of(plan->seed, number, WTW_STREAM_ROLE);

    return number == 0 || draw_is_base(plan, &random);
}

static uint64_t draw_base(const struct wtw_copy_plan *plan, struct wtw_random *random,
                          uint64_t number)
{
    uint32_t tier = wtw_random_below(random, 100);
    uint64_t step = tier < 60 ? 1 : tier < 92 ? 8 : 64;
    uint64_t choices =
        (number + step - 1) / step; /* multiples of 'step' below 'number' */

    for (uint32_t i = 0; i < BASE_DRAWS_MOST; i++) {
        uint64_t base = wtw_random_below_wide(random, choices) * step;

        if (number_is_base(plan, base))
            return base;
    }
    return 0;
}

static enum wtw_edit_kind draw_kind(const struct wtw_copy_plan *plan,
                                    struct wtw_random *random)
{
    uint64_t drawn = wtw_random_below_wide(random, plan->weight_sum);
    size_t kind = 0;

    while (drawn >= plan->weights[kind])
        drawn -= plan->weights[kind++];
    return (enum wtw_edit_kind)kind;
}

struct wtw_article_role wtw_role_of(const struct wtw_copy_plan *plan, uint64_t number)
{
    struct wtw_random random = wtw_random_of(plan->seed, number, WTW_STREAM_ROLE);

    if (draw_is_base(plan, &random) || number == 0)
        return (struct wtw_article_role){.is_base = true};

    struct wtw_article_role role = {.kind = draw_kind(plan, &random)};

    role.base = draw_base(plan, &random, number);
    if (role.kind == WTW_EDIT_MERGE)
        role.other_base = draw_base(plan, &random, number);
    return role;
}

uint64_t wtw_cluster_of(const struct wtw_article_role *role, uint64_t number)
{
    return !role->is_base && wtw_edit_makes_copy(role->kind) ? role->base : number;
}
