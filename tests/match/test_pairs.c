/*
 * test_pairs.c - a growing set of article pairs
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/pairs.h"

static void add(struct wtw_pairs *pairs, uint64_t pair)
{
    struct wtw_error error = {0};

    check_ok(wtw_pairs_add(pairs, pair, &error), &error);
}

Test(pairs, a_pair_is_the_same_from_both_sides_lower_article_first)
{
    uint64_t pair = wtw_pair_of(70000, 3);

    check(pair == wtw_pair_of(3, 70000));
    check_number(wtw_pair_a(pair), 3);
    check_number(wtw_pair_b(pair), 70000);
    pair = wtw_pair_of(UINT32_MAX - 1, 0);
    check_number(wtw_pair_a(pair), 0);
    check_number(wtw_pair_b(pair), UINT32_MAX - 1);
}

Test(pairs, sort_by_the_lower_article_then_by_the_other)
{
    check(wtw_pair_of(1, 900) < wtw_pair_of(2, 3));
    check(wtw_pair_of(1, 2) < wtw_pair_of(1, 3));
    check(wtw_pair_of(0, UINT32_MAX) < wtw_pair_of(1, 2));
}

Test(pairs, an_empty_set_can_be_settled_removed_from_and_released)
{
    struct wtw_pairs pairs = {0};
    struct wtw_pairs known = {0};

    wtw_pairs_settle(&pairs);
    wtw_pairs_remove(&pairs, &known);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
    wtw_pairs_release(&pairs);
}

Test(pairs, settled_pairs_are_sorted_and_stand_once)
{
    static const uint64_t wanted[] = {0x0000000100000002, 0x0000000100000003,
                                      0x0000000200000003};
    struct wtw_pairs pairs = {0};

    for (int i = 0; i < 5; i++) {
        add(&pairs, wtw_pair_of(3, 2));
        add(&pairs, wtw_pair_of(3, 1));
        add(&pairs, wtw_pair_of(1, 2));
    }
    wtw_pairs_settle(&pairs);
    check_number(pairs.count, 3);
    check(memcmp(pairs.items, wanted, sizeof wanted) == 0);
    wtw_pairs_settle(&pairs);
    check_number(pairs.count, 3);
    wtw_pairs_release(&pairs);
    check(pairs.items == NULL);
    check_number(pairs.count, 0);
}

Test(pairs, growth_past_64_ki_loses_none)
{
    struct wtw_pairs pairs = {0};
    enum { SIDE = 500 };
    size_t next = 0;

    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t a = SIDE; a-- > 0;)
            for (uint32_t b = SIDE; b < 2 * SIDE; b++)
                add(&pairs, wtw_pair_of(b, a));
    wtw_pairs_settle(&pairs);
    check_number(pairs.count, SIDE * SIDE);
    for (uint32_t a = 0; a < SIDE; a++)
        for (uint32_t b = SIDE; b < 2 * SIDE; b++)
            check(pairs.items[next++] == wtw_pair_of(a, b));
    wtw_pairs_release(&pairs);
}

Test(pairs, repeats_do_not_make_the_memory_grow)
{
    struct wtw_pairs pairs = {0};

    for (uint32_t i = 0; i < 3000000; i++)
        add(&pairs, wtw_pair_of(i % 1000, 1000 + i % 7));
    check(pairs.capacity <= 1 << 17);
    wtw_pairs_settle(&pairs);
    check_number(pairs.count, 7000);
    wtw_pairs_release(&pairs);
}

Test(pairs, all_of_one_set_can_be_added_to_another)
{
    struct wtw_error error = {0};
    struct wtw_pairs pairs = {0};
    struct wtw_pairs more = {0};

    for (uint32_t i = 0; i < 100000; i++)
        add(i % 2 ? &pairs : &more, wtw_pair_of(i, i + 1));
    add(&pairs, wtw_pair_of(0, 1));
    check_ok(wtw_pairs_add_all(&pairs, &more, &error), &error);
    wtw_pairs_settle(&pairs);
    check_number(pairs.count, 100000);
    check_number(more.count, 50000);
    for (uint32_t i = 0; i < 100000; i++)
        check(pairs.items[i] == wtw_pair_of(i, i + 1));
    wtw_pairs_release(&pairs);
    wtw_pairs_release(&more);
}

Test(pairs, removing_known_ones_is_the_difference_of_sets)
{
    struct random_input random = random_begin(80);

    for (int round = 0; round < 300; round++) {
        bool in_pairs[64] = {false};
        bool in_known[64] = {false};
        struct wtw_pairs pairs = {0};
        struct wtw_pairs known = {0};
        size_t next = 0;

        for (uint32_t i = random_below(&random, 40); i > 0; i--) {
            uint32_t number = random_below(&random, 64);

            in_pairs[number] = true;
            add(&pairs, number);
        }
        for (uint32_t i = random_below(&random, 40); i > 0; i--) {
            uint32_t number = random_below(&random, 64);

            in_known[number] = true;
            add(&known, number);
        }
        wtw_pairs_settle(&pairs);
        wtw_pairs_settle(&known);
        wtw_pairs_remove(&pairs, &known);
        for (uint32_t number = 0; number < 64; number++)
            if (in_pairs[number] && !in_known[number])
                check(next < pairs.count && pairs.items[next++] == number);
        check_number(pairs.count, next);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&known);
    }
}

static void note(struct wtw_pairs *pairs, uint64_t pair)
{
    struct wtw_error error = {0};

    check_ok(wtw_pairs_note(pairs, pair, &error), &error);
}

Test(pairs, noted_once_are_dropped_and_noted_more_often_stand_once)
{
    static const uint64_t noted[] = {9, 5, 7, 5, 3, 9, 5, 8, 3, 3, 3};
    static const uint64_t wanted[] = {3, 5, 9};
    struct wtw_pairs pairs = {0};

    wtw_pairs_keep_repeated(&pairs);
    check_number(pairs.count, 0);
    for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++)
        note(&pairs, noted[i]);
    check_number(pairs.count, sizeof noted / sizeof noted[0]);
    wtw_pairs_keep_repeated(&pairs);
    check_number(pairs.count, 3);
    check(memcmp(pairs.items, wanted, sizeof wanted) == 0);
    wtw_pairs_release(&pairs);
    note(&pairs, 6);
    wtw_pairs_keep_repeated(&pairs);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
}

Test(pairs, noted_are_counted_as_a_table_counts_them)
{
    struct random_input random = random_begin(82);

    for (int round = 0; round < 300; round++) {
        uint32_t counts[64] = {0};
        struct wtw_pairs pairs = {0};
        size_t next = 0;

        for (uint32_t i = random_below(&random, 120); i > 0; i--) {
            uint32_t number = random_below(&random, 64);

            counts[number]++;
            note(&pairs, wtw_pair_of(number, 64));
        }
        wtw_pairs_keep_repeated(&pairs);
        for (uint32_t number = 0; number < 64; number++)
            if (counts[number] > 1)
                check(next < pairs.count &&
                      pairs.items[next++] == wtw_pair_of(number, 64));
        check_number(pairs.count, next);
        wtw_pairs_release(&pairs);
    }
}

/* Growing must not remove the repeats that are the point of noting. */
Test(pairs, noted_before_and_after_the_list_has_grown_are_repeats)
{
    struct wtw_pairs pairs = {0};
    enum { MANY = 200000 };

    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < MANY; i++)
            if (round == 0 || i % 2)
                note(&pairs, wtw_pair_of(i, MANY));
    check_number(pairs.count, MANY + MANY / 2);
    wtw_pairs_keep_repeated(&pairs);
    check_number(pairs.count, MANY / 2);
    for (uint32_t i = 0; i < MANY / 2; i++)
        check(pairs.items[i] == wtw_pair_of(2 * i + 1, MANY));
    wtw_pairs_release(&pairs);
}

/* Ten million notes of one pair take no more room than a few. */
Test(pairs, noted_again_and_again_does_not_make_the_memory_grow)
{
    struct wtw_pairs pairs = {0};

    for (uint32_t i = 0; i < 10000000; i++)
        note(&pairs, wtw_pair_of(i % 1000, 1000));
    check(pairs.capacity <= 1 << 16);
    wtw_pairs_keep_repeated(&pairs);
    check_number(pairs.count, 1000);
    wtw_pairs_release(&pairs);
}

/* Component of each article by spreading the lowest number until nothing changes. */
static void label_components(const struct wtw_pairs *pairs, uint32_t *labels,
                             uint32_t articles)
{
    bool is_quiet = false;

    for (uint32_t i = 0; i < articles; i++)
        labels[i] = i;
    while (!is_quiet) {
        is_quiet = true;
        for (size_t i = 0; i < pairs->count; i++) {
            uint32_t *a = &labels[wtw_pair_a(pairs->items[i])];
            uint32_t *b = &labels[wtw_pair_b(pairs->items[i])];

            is_quiet = is_quiet && *a == *b;
            *a = *b = *a < *b ? *a : *b;
        }
    }
}

Test(pairs, trimmed_they_are_still_there_and_hold_no_room_for_more)
{
    struct wtw_pairs pairs = {0};
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < 1000; i++)
        check_ok(wtw_pairs_add(&pairs, wtw_pair_of(i, i + 1), &error), &error);
    wtw_pairs_settle(&pairs);
    wtw_pairs_trim(&pairs);
    check_number(pairs.count, 1000);
    check(pairs.scratch == NULL);
    for (uint32_t i = 0; i < 1000; i++)
        check(pairs.items[i] == wtw_pair_of(i, i + 1));
    wtw_pairs_release(&pairs);
}

Test(pairs, ordered_by_component_those_tied_to_each_other_stand_together)
{
    struct random_input random = random_begin(81);
    enum { ARTICLES = 300 };

    for (int round = 0; round < 200; round++) {
        struct wtw_error error = {0};
        struct wtw_pairs pairs = {0};
        struct wtw_pairs settled = {0};
        uint32_t labels[ARTICLES];
        bool is_done[ARTICLES] = {false};

        for (uint32_t i = random_below(&random, 250); i > 0; i--) {
            uint32_t a = random_below(&random, ARTICLES - 1);

            add(&pairs, wtw_pair_of(a, random_between(&random, a + 1, ARTICLES - 1)));
        }
        wtw_pairs_settle(&pairs);
        check_ok(wtw_pairs_add_all(&settled, &pairs, &error), &error);
        label_components(&pairs, labels, ARTICLES);
        check_ok(wtw_pairs_order_by_component(&pairs, ARTICLES, &error), &error);
        for (size_t i = 1; i < pairs.count; i++) {
            uint32_t before = labels[wtw_pair_a(pairs.items[i - 1])];
            uint32_t here = labels[wtw_pair_a(pairs.items[i])];

            is_done[before] = is_done[before] || before != here;
            check(!is_done[here]);
        }
        wtw_pairs_settle(&pairs);
        check_number(pairs.count, settled.count);
        check(!pairs.count || memcmp(pairs.items, settled.items, pairs.count * 8) == 0);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&settled);
    }
}

#ifdef WTW_FAULTS

Test(pairs, a_failed_allocation_keeps_what_was_added)
{
    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_pairs pairs = {0};
        uint32_t i = 0;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_pairs_add(&pairs, 5, NULL), WTW_NO_MEMORY);
        check_number(pairs.count, 0);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        for (i = 0; i < 1 << 16; i++)
            add(&pairs, i);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_pairs_add(&pairs, i, NULL), WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(pairs.count, 1 << 16);
        add(&pairs, i);
        wtw_pairs_settle(&pairs);
        check_number(pairs.count, (1 << 16) + 1);
        check_number(pairs.items[1 << 16], 1 << 16);
        wtw_pairs_release(&pairs);
    }
}

Test(pairs, a_failed_allocation_keeps_what_was_noted)
{
    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_pairs pairs = {0};
        uint32_t i = 0;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_pairs_note(&pairs, 5, NULL), WTW_NO_MEMORY);
        check_number(pairs.count, 0);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        for (i = 0; i < 1 << 16; i++)
            note(&pairs, i);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_pairs_note(&pairs, 7, NULL), WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(pairs.count, 1 << 16);
        note(&pairs, 9);
        wtw_pairs_keep_repeated(&pairs);
        check_number(pairs.count, 1);
        check_number(pairs.items[0], 9);
        wtw_pairs_release(&pairs);
    }
}

#endif
