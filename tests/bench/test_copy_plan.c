/*
 * test_copy_plan.c - roles follow from numbers, and clusters have the sizes that --help
 * promises
 */
#include "check.h"
#include "copy_plan.h"

#include <stdlib.h>

static struct wtw_copy_plan plan_of(uint64_t seed, double share)
{
    return (struct wtw_copy_plan){.seed = seed,
                                  .copies_share = (uint64_t)(share * 4294967296.0),
                                  .weights = {[WTW_EDIT_EXACT] = 1, [WTW_EDIT_PAD] = 3},
                                  .weight_sum = 4};
}

Test(copy_plan, article_0_is_a_base_under_every_seed)
{
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct wtw_copy_plan plan = plan_of(seed, .95);

        check(wtw_role_of(&plan, 0).is_base);
    }
}

Test(copy_plan, copies_have_an_earlier_base_that_is_no_copy)
{
    struct wtw_copy_plan plan = plan_of(5, .9);

    for (uint64_t number = 0; number < 20000; number++) {
        struct wtw_article_role role = wtw_role_of(&plan, number);

        if (role.is_base) {
            check_number(wtw_cluster_of(&role, number), number);
            continue;
        }
        check(role.base < number);
        check(wtw_role_of(&plan, role.base).is_base);
        check_number(wtw_cluster_of(&role, number), role.base);
    }
}

Test(copy_plan, the_share_of_copies_and_of_kinds_is_the_one_asked_for)
{
    struct wtw_copy_plan plan = plan_of(6, .3);
    int copies = 0, padded = 0;

    for (uint64_t number = 0; number < 100000; number++) {
        struct wtw_article_role role = wtw_role_of(&plan, number);

        copies += !role.is_base;
        padded += !role.is_base && role.kind == WTW_EDIT_PAD;
    }
    /* four standard deviations: 4 sqrt(.3 .7 / 100000) and 4 sqrt(.75 .25 / 30000) */
    check_real(copies / 1e5, .3, .0058);
    check_real((double)padded / copies, .75, .010);
}

Test(copy_plan, no_copies_are_planned_at_a_share_of_0)
{
    struct wtw_copy_plan plan = plan_of(7, 0);

    for (uint64_t number = 0; number < 1000; number++)
        check(wtw_role_of(&plan, number).is_base);
}

Test(copy_plan, most_bases_have_no_copy_and_the_largest_cluster_has_some_twenty)
{
    enum { ARTICLES = 100000 };
    struct wtw_copy_plan plan = plan_of(1, .3);
    uint32_t *sizes = calloc(ARTICLES, sizeof *sizes);
    uint32_t largest = 0, bases = 0, lonely = 0;

    for (uint64_t number = 0; number < ARTICLES; number++) {
        struct wtw_article_role role = wtw_role_of(&plan, number);

        sizes[wtw_cluster_of(&role, number)]++;
    }
    for (uint32_t i = 0; i < ARTICLES; i++) {
        bases += sizes[i] > 0;
        lonely += sizes[i] == 1;
        largest = sizes[i] > largest ? sizes[i] : largest;
    }
    free(sizes);
    check_real((double)lonely / bases, .75, .02);
    check(largest >= 12 && largest <= 45);
}

Test(copy_plan, a_merge_has_two_bases_and_a_cluster_of_its_own)
{
    struct wtw_copy_plan plan = {.seed = 3,
                                 .copies_share = UINT64_C(1) << 31,
                                 .weights = {[WTW_EDIT_MERGE] = 1},
                                 .weight_sum = 1};
    int merges = 0;

    for (uint64_t number = 1; number < 1000; number++) {
        struct wtw_article_role role = wtw_role_of(&plan, number);

        if (role.is_base)
            continue;
        merges++;
        check(role.other_base < number && wtw_role_of(&plan, role.other_base).is_base);
        check_number(wtw_cluster_of(&role, number), number);
    }
    check(merges > 400);
}
