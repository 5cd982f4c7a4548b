/*
 * test_known_pairs.c - whether a pair is among others, against a table
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/known_pairs.h"

enum { ARTICLES = 40 };

static struct wtw_known_pairs index_of(const struct wtw_pairs *pairs)
{
    struct wtw_known_pairs known = {0};
    struct wtw_error error = {0};

    check_ok(wtw_known_pairs_make(&known, pairs, ARTICLES, &error), &error);
    return known;
}

Test(known_pairs, none_are_known_of_no_pairs)
{
    const struct wtw_pairs none = {0};
    struct wtw_known_pairs known = {0};

    check(!wtw_known_pairs_have(&known, wtw_pair_of(0, 1)));
    known = index_of(&none);
    check(!wtw_known_pairs_have(&known, wtw_pair_of(0, 1)));
    wtw_known_pairs_release(&known);
    wtw_known_pairs_release(&known);
}

/* From a pair or two in all to nearly every one. */
Test(known_pairs, those_given_are_known_and_no_others)
{
    struct random_input random = random_begin(570);

    for (int round = 0; round < 200; round++) {
        bool is_given[ARTICLES][ARTICLES] = {{false}};
        struct wtw_pairs pairs = {0};
        struct wtw_known_pairs known = {0};
        struct wtw_error error = {0};

        for (uint32_t i = random_below(&random, 1000); i > 0; i--) {
            uint32_t a = random_below(&random, ARTICLES - 1);
            uint32_t b = random_between(&random, a + 1, ARTICLES - 1);

            is_given[a][b] = true;
            check_ok(wtw_pairs_add(&pairs, wtw_pair_of(a, b), &error), &error);
        }
        wtw_pairs_settle(&pairs);
        known = index_of(&pairs);
        for (uint32_t a = 0; a < ARTICLES; a++)
            for (uint32_t b = a + 1; b < ARTICLES; b++)
                check_number(wtw_known_pairs_have(&known, wtw_pair_of(a, b)),
                             is_given[a][b]);
        wtw_known_pairs_release(&known);
        wtw_pairs_release(&pairs);
    }
}

#ifdef WTW_FAULTS

Test(known_pairs, a_failed_allocation_is_told)
{
    uint64_t items[] = {wtw_pair_of(0, 1)};
    const struct wtw_pairs pairs = {.items = items, .count = 1};
    struct wtw_known_pairs known = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_known_pairs_make(&known, &pairs, ARTICLES, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(!known.begins);
}

#endif
