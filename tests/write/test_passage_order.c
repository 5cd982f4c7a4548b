/*
 * test_passage_order.c - passages in the order in which people want to see them
 */
#include "base/memory.h"
#include "capture.h"
#include "write/passage_order.h"

static const struct wtw_passage passages[] = {
    {.a_token = 0, .b_token = 10, .token_count = 9},
    {.a_token = 20, .b_token = 50, .token_count = 30},
    {.a_token = 60, .b_token = 0, .token_count = 9},
    {.a_token = 80, .b_token = 90, .token_count = 10},
};

static void check_order(enum wtw_passage_order order, const uint32_t wanted[4])
{
    struct wtw_error error = {0};
    uint32_t *positions = NULL;

    check_ok(wtw_passages_sort(passages, 4, order, &positions, &error), &error);
    for (size_t i = 0; i < 4; i++)
        check_number(positions[i], wanted[i]);
    wtw_release_items(positions);
}

Test(passage_order, puts_the_longest_first_and_equal_ones_as_in_a)
{
    check_order(WTW_PASSAGES_LONGEST_FIRST, (const uint32_t[]){1, 3, 0, 2});
}

Test(passage_order, follows_the_text_of_b)
{
    check_order(WTW_PASSAGES_AS_IN_B, (const uint32_t[]){2, 0, 1, 3});
}

Test(passage_order, takes_no_passages_at_all)
{
    struct wtw_error error = {0};
    uint32_t *positions = NULL;

    check_ok(wtw_passages_sort(passages, 0, WTW_PASSAGES_AS_IN_B, &positions, &error),
             &error);
    wtw_release_items(positions);
}

Test(passage_order, gives_the_text_of_a_range)
{
    struct wtw_span text =
        wtw_passage_text(text_of("one two three"), (struct wtw_range){4, 7});

    check_bytes(text.items, text.count, "two");
}
