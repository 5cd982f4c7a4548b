/*
 * test_spread.c - matches of texts become matches of all articles that have them
 */
#include "check.h"

#include "engine/spread.h"

/*
 * Ten articles. 0, 4 and 6 have one text, 1 and 2 another; all others are alone. The
 * leaders 0 and 1 have a match in which 1 is abridged.
 */
static uint32_t leaders[] = {0, 1, 1, 3, 0, 5, 0, 7, 8, 9};
static uint32_t nexts[] = {4, 2, 2, 3, 6, 5, 6, 7, 8, 9};

static struct wtw_exact_groups make_groups(void)
{
    static struct wtw_match exact[] = {
        {.a = 0, .b = 4, .relation = WTW_EXACT},
        {.a = 0, .b = 6, .relation = WTW_EXACT},
        {.a = 1, .b = 2, .relation = WTW_EXACT},
    };

    return (struct wtw_exact_groups){
        .leaders = leaders, .nexts = nexts, .matches = {.items = exact, .count = 3}};
}

static struct wtw_match_list spread(uint32_t limit)
{
    struct wtw_exact_groups groups = make_groups();
    struct wtw_match match = {
        .a = 0,
        .b = 1,
        .relation = WTW_ABRIDGED,
        .figures = {.shared = 8, .a_shingles = 30, .b_shingles = 9}};
    struct wtw_match_list list = {0};
    struct wtw_error error = {0};

    check_ok(wtw_match_list_add(&list, &match, &error), &error);
    check_ok(wtw_spread_matches(&list, &groups, limit, &error), &error);
    return list;
}

Test(spread, lists_every_pair_of_two_groups_and_within_each)
{
    /* {0 4 6} x {1 2} are six, 0-4 0-6 4-6 three, 1-2 one. */
    static const uint32_t wanted[][2] = {{0, 1}, {0, 2}, {0, 4}, {0, 6}, {1, 2},
                                         {1, 4}, {1, 6}, {2, 4}, {2, 6}, {4, 6}};
    struct wtw_match_list list = spread(16);

    check_number(list.count, 10);
    for (size_t i = 0; i < list.count; i++) {
        check_number(list.items[i].a, wanted[i][0]);
        check_number(list.items[i].b, wanted[i][1]);
    }
    wtw_match_list_release(&list);
}

Test(spread, turns_relation_and_figures_where_the_order_turns)
{
    struct wtw_match_list list = spread(16);
    const struct wtw_match *straight = wtw_match_list_find(&list, 0, 2);
    const struct wtw_match *turned = wtw_match_list_find(&list, 1, 4);

    check_number(straight->relation, WTW_ABRIDGED);
    check_number(straight->figures.a_shingles, 30);
    check_number(turned->relation, WTW_EXPANDED);
    check_number(turned->figures.a_shingles, 9);
    check_number(turned->figures.b_shingles, 30);
    check_number(turned->figures.shared, 8);
    wtw_match_list_release(&list);
}

Test(spread, lists_as_many_of_each_group_as_the_limit_allows)
{
    /* One of each group: 0-1. Within: each member with its leader, and with the one that
     * follows. */
    static const uint32_t wanted[][2] = {{0, 1}, {0, 4}, {0, 6}, {1, 2}, {4, 6}};
    struct wtw_match_list list = spread(1);

    check_number(list.count, 5);
    for (size_t i = 0; i < list.count; i++) {
        check_number(list.items[i].a, wanted[i][0]);
        check_number(list.items[i].b, wanted[i][1]);
    }
    wtw_match_list_release(&list);
}
