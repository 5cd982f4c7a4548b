/*
 * test_match_list.c - lists of matches: order and look-up
 */
#include "check.h"

#include "engine/match_list.h"

static void add(struct wtw_match_list *list, uint32_t a, uint32_t b)
{
    struct wtw_match match = {.a = a, .b = b, .relation = WTW_NEAR};
    struct wtw_error error = {0};

    check_ok(wtw_match_list_add(list, &match, &error), &error);
}

Test(match_list, sorts_by_a_and_then_by_b)
{
    static const uint32_t wanted[][2] = {{0, 9}, {1, 2}, {1, 7}, {3, 4}};
    struct wtw_match_list list = {0};

    add(&list, 3, 4);
    add(&list, 1, 7);
    add(&list, 0, 9);
    add(&list, 1, 2);
    wtw_match_list_sort(&list);
    check_number(list.count, 4);
    for (size_t i = 0; i < list.count; i++) {
        check_number(list.items[i].a, wanted[i][0]);
        check_number(list.items[i].b, wanted[i][1]);
    }
    wtw_match_list_release(&list);
}

Test(match_list, finds_a_pair_in_any_order_and_no_other)
{
    struct wtw_match_list list = {0};

    for (uint32_t i = 0; i < 100; i++)
        add(&list, 2 * i, 2 * i + 3);
    wtw_match_list_sort(&list);
    for (uint32_t i = 0; i < 100; i++) {
        check(wtw_match_list_find(&list, 2 * i, 2 * i + 3) == &list.items[i]);
        check(wtw_match_list_find(&list, 2 * i + 3, 2 * i) == &list.items[i]);
        check(wtw_match_list_find(&list, 2 * i, 2 * i + 1) == NULL);
    }
    wtw_match_list_release(&list);
}

Test(match_list, an_empty_list_sorts_and_holds_nothing)
{
    struct wtw_match_list list = {0};

    wtw_match_list_sort(&list);
    check(wtw_match_list_find(&list, 0, 1) == NULL);
    wtw_match_list_release(&list);
}

/* Article n is the n-th of these. */
static enum wtw_status fetch(void *context, uint32_t number, struct wtw_buffer *out_text,
                             struct wtw_error *error)
{
    static const char *const texts[] = {"one two three four", "One, two, three: four!",
                                        "five six seven"};

    (void)context;
    out_text->count = 0;
    return wtw_buffer_append(out_text, texts[number], strlen(texts[number]), error);
}

Test(match_list, keeps_unrelated_pairs_only_when_asked)
{
    static const uint32_t counts[] = {2, 2, 1};
    static const uint64_t pairs[] = {1, 2}; /* 0 with 1, 0 with 2 */
    struct wtw_options options;
    struct wtw_verify verify = {.options = &options,
                                .kernel = wtw_kernel_best(),
                                .shingle_counts = counts,
                                .token_counts = counts,
                                .thread_count = 1};
    struct wtw_match_list list = {0};
    struct wtw_error error = {0};

    wtw_options_init(&options);
    options.text_source.fetch = fetch;
    check_ok(wtw_match_list_verify(&list, &verify, pairs, 2, false, &error), &error);
    check_number(list.count, 1);
    check_number(list.items[0].relation, WTW_EXACT);
    check_number(list.items[0].figures.shared, 2);
    check_ok(wtw_match_list_verify(&list, &verify, pairs, 2, true, &error), &error);
    check_number(list.count, 3);
    check_number(list.items[2].relation, WTW_UNRELATED);
    wtw_match_list_release(&list);
}
