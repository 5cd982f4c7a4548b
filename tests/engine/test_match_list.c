/*
 * test_match_list.c - a growing list of matches
 */
#include "check.h"
#include "engine/made_articles.h"
#include "random_input.h"

#include "base/failure.h"
#include "base/faults.h"
#include "engine/match_list.h"

static void add(struct wtw_match_list *list, uint32_t a, uint32_t b, uint32_t shared)
{
    struct wtw_match match = {
        .a = a, .b = b, .relation = WTW_NEAR, .figures = {.shared = shared}};
    struct wtw_error error = {0};

    check_ok(wtw_match_list_add(list, &match, &error), &error);
}

Test(match_list, sorted_it_is_by_a_then_by_b_and_any_match_is_found_from_both_sides)
{
    enum { SIDE = 40 };
    struct wtw_match_list list = {0};
    struct random_input random = random_begin(330);
    bool is_in[SIDE][SIDE] = {{false}};

    for (int i = 0; i < 500; i++) {
        uint32_t a = random_below(&random, SIDE - 1);
        uint32_t b = random_between(&random, a + 1, SIDE - 1);

        if (!is_in[a][b])
            add(&list, a, b, a * SIDE + b);
        is_in[a][b] = true;
    }
    check_ok(wtw_match_list_sort(&list, NULL), &(struct wtw_error){0});
    for (size_t i = 1; i < list.count; i++)
        check(list.items[i - 1].figures.shared < list.items[i].figures.shared);
    for (uint32_t a = 0; a < SIDE; a++)
        for (uint32_t b = a + 1; b < SIDE; b++) {
            const struct wtw_match *match = wtw_match_list_find(&list, b, a);

            check((match != NULL) == is_in[a][b]);
            check(match == wtw_match_list_find(&list, a, b));
            check(!match || match->figures.shared == a * SIDE + b);
        }
    wtw_match_list_release(&list);
    check(list.items == NULL);
    check_number(list.count, 0);
}

Test(match_list, an_empty_one_can_be_sorted_searched_and_released)
{
    struct wtw_match_list list = {0};

    check_ok(wtw_match_list_sort(&list, NULL), &(struct wtw_error){0});
    check(wtw_match_list_find(&list, 0, 1) == NULL);
    wtw_match_list_release(&list);
    wtw_match_list_release(&list);
}

/* Articles 0 and 1 are the same, 2 is unlike both. */
static struct made_article *three_articles(void)
{
    struct made_article *articles = made_articles(3, 331);
    struct random_input random = random_begin(332);

    made_fresh(&articles[0], 50, &random);
    made_derived(&articles[1], &articles[0], 0, 50, 0, &random);
    made_fresh(&articles[2], 50, &random);
    return articles;
}

static enum wtw_status verify_three(struct made_article *articles, bool keeps_unrelated,
                                    struct wtw_match_list *list)
{
    static const uint32_t counts[] = {48, 48, 48};
    static const uint32_t tokens[] = {50, 50, 50};
    static const int64_t dates[] = {30, 20, WTW_DATE_UNKNOWN};
    const uint64_t pairs[] = {wtw_pair_of(0, 1), wtw_pair_of(0, 2), wtw_pair_of(1, 2)};
    struct wtw_options options;
    struct wtw_verify verify = {.options = &options,
                                .kernel = wtw_kernel_best(),
                                .shingle_counts = counts,
                                .token_counts = tokens,
                                .published_seconds = dates,
                                .thread_count = 1};

    wtw_options_init(&options);
    options.text_source =
        (struct wtw_text_source){.fetch = made_fetch, .context = articles};
    return wtw_match_list_verify(list, &verify, pairs, 3, keeps_unrelated, NULL);
}

Test(match_list, verified_pairs_are_appended_unrelated_ones_only_when_wanted)
{
    struct made_article *articles = three_articles();
    struct wtw_match_list list = {0};

    add(&list, 7, 8, 0);
    check_number(verify_three(articles, false, &list), WTW_OK);
    check_number(list.count, 2);
    check_number(list.items[0].a, 7);
    check_number(list.items[1].relation, WTW_EXACT);
    check_number(list.items[1].figures.shared, 48);
    check_number(list.items[1].figures.lag_seconds, -10);
    check_number(verify_three(articles, true, &list), WTW_OK);
    check_number(list.count, 5);
    check_number(list.items[3].relation, WTW_UNRELATED);
    check(list.items[4].a == 1 && list.items[4].b == 2);
    check_number(list.items[4].figures.lag_seconds, WTW_DATE_UNKNOWN);
    wtw_match_list_release(&list);
    free(articles);
}

#ifdef WTW_FAULTS

Test(match_list, a_failed_allocation_keeps_what_was_listed)
{
    struct made_article *articles = three_articles();
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_match_list list = {0};
        enum wtw_status status = WTW_OK;

        add(&list, 7, 8, 0);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = verify_three(articles, true, &list);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || (status == WTW_NO_MEMORY && list.count == 1));
        check_number(list.items[0].a, 7);
        wtw_match_list_release(&list);
    }
    check(nth > 5);
    free(articles);
}

Test(match_list, that_cannot_be_sorted_for_lack_of_memory_stays_as_it_is)
{
    struct wtw_match_list list = {0};

    add(&list, 3, 4, 1);
    add(&list, 1, 2, 2);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_match_list_sort(&list, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_number(list.items[0].a, 3);
    check_number(list.items[1].a, 1);
    check_ok(wtw_match_list_sort(&list, NULL), &(struct wtw_error){0});
    check_number(list.items[0].a, 1);
    wtw_match_list_release(&list);
}

#endif

/* More than three runs of a list that lies in a file. */
Test(match_list, in_a_file_is_sorted_as_in_memory)
{
    struct wtw_match_list list = {.memory = {.folder = "/tmp"}};
    struct wtw_error error = {0};
    uint32_t count = 3 * WTW_MATCHES_A_REST + 7;

    for (uint32_t i = 0; i < count; i++) {
        /* An odd factor goes through all numbers below a power of two. */
        uint32_t number = i * 40503u & 0x3ffff;
        struct wtw_match match = {
            .a = number / 16, .b = number, .relation = WTW_NEAR, .figures.shared = i};

        check_ok(wtw_match_list_add(&list, &match, &error), &error);
    }
    check_ok(wtw_match_list_sort(&list, &error), &error);
    check_number(list.count, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct wtw_match *match = &list.items[i];

        check(i == 0 || match[-1].b < match->b);
        check_number(match->figures.shared * 40503u & 0x3ffff, match->b);
    }
    check(wtw_match_list_find(&list, list.items[99].b, list.items[99].a) ==
          &list.items[99]);
    wtw_match_list_release(&list);
}

#ifdef WTW_FAULTS
Test(match_list, in_a_file_fails_with_words)
{
    for (int kind = 0; kind < 2; kind++)
        for (uint64_t nth = 1;; nth++) {
            struct wtw_match_list list = {.memory = {.folder = "/tmp"}};
            struct wtw_match match = {.relation = WTW_NEAR};
            struct wtw_error error = {0};
            enum wtw_status status = WTW_OK;

            wtw_fault_plan(kind ? WTW_FAULT_WRITE : WTW_FAULT_ALLOCATION, nth);
            for (uint32_t i = 0; status == WTW_OK && i < 2 * WTW_MATCHES_A_REST; i++) {
                match.b = 2 * WTW_MATCHES_A_REST - i;
                status = wtw_match_list_add(&list, &match, &error);
            }
            if (status == WTW_OK)
                status = wtw_match_list_sort(&list, &error);
            wtw_fault_plan(kind ? WTW_FAULT_WRITE : WTW_FAULT_ALLOCATION, 0);
            wtw_match_list_release(&list);
            if (status == WTW_OK) {
                check(nth > 4);
                break;
            }
            check(error.words[0] != '\0');
        }
}
#endif
