/*
 * test_pair_filter.c - pairs that were met twice, against a table of them
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "base/threads.h"
#include "match/pair_filter.h"
#include "match/pairs.h"

static struct wtw_pair_filter new_filter(uint64_t articles, uint32_t thread_count)
{
    struct wtw_pair_filter filter = {0};
    struct wtw_error error = {0};

    check_ok(wtw_pair_filter_init(&filter, articles, thread_count, &error), &error);
    return filter;
}

Test(pair_filter, a_pair_is_not_there_when_met_once_and_is_when_met_again)
{
    struct wtw_pair_filter filter = new_filter(4, 1);
    uint64_t pair = wtw_pair_of(1, 3);

    check(!wtw_pair_filter_may_repeat(&filter, pair));
    wtw_pair_filter_mark(&filter, pair);
    check(!wtw_pair_filter_may_repeat(&filter, pair));
    wtw_pair_filter_mark(&filter, pair);
    check(wtw_pair_filter_may_repeat(&filter, pair));
    wtw_pair_filter_mark(&filter, pair);
    check(wtw_pair_filter_may_repeat(&filter, pair));
    wtw_pair_filter_release(&filter);
    wtw_pair_filter_release(&filter);
}

enum { ARTICLES = 3000, PAIRS_EACH = 12, PAIRS = ARTICLES * PAIRS_EACH };

/* A dozen pairs of each article, of which every 'often'-th is met a second time. */
static void fill(uint64_t *out_pairs, bool *out_is_repeated, uint32_t often)
{
    size_t next = 0;

    for (uint32_t i = 0; i < ARTICLES; i++)
        for (uint32_t j = 1; j <= PAIRS_EACH; j++, next++) {
            out_pairs[next] = wtw_pair_of(i, i + j * 7);
            out_is_repeated[next] = often && next % often == 0;
        }
}

/* Of the single ones a fifth shares a slot at a dozen pairs an article. */
Test(pair_filter, all_that_were_met_twice_are_found_and_few_of_the_others)
{
    static uint64_t pairs[PAIRS];
    static bool is_repeated[PAIRS];
    struct wtw_pair_filter filter = new_filter(ARTICLES, 1);
    size_t singles = 0;
    size_t mistaken = 0;

    fill(pairs, is_repeated, 50);
    for (size_t i = 0; i < PAIRS; i++)
        wtw_pair_filter_mark(&filter, pairs[i]);
    for (size_t i = 0; i < PAIRS; i++) {
        wtw_pair_filter_ask_for(&filter, pairs[i]);
        if (is_repeated[i])
            wtw_pair_filter_mark(&filter, pairs[i]);
    }
    for (size_t i = 0; i < PAIRS; i++) {
        bool may_repeat = wtw_pair_filter_may_repeat(&filter, pairs[i]);

        check(may_repeat || !is_repeated[i]);
        singles += !is_repeated[i];
        mistaken += may_repeat && !is_repeated[i];
    }
    check(mistaken > 0);
    check((double)mistaken < .22 * (double)singles);
    wtw_pair_filter_release(&filter);
}

Test(pair_filter, the_order_of_marks_does_not_matter)
{
    static uint64_t pairs[PAIRS];
    static bool is_repeated[PAIRS];
    struct random_input random = random_begin(230);
    struct wtw_pair_filter filter = new_filter(ARTICLES, 1);
    struct wtw_pair_filter shuffled = new_filter(ARTICLES, 4);

    fill(pairs, is_repeated, 0);
    for (size_t i = 0; i < PAIRS; i++)
        wtw_pair_filter_mark(&filter, pairs[i]);
    random_shuffle(&random, pairs, PAIRS);
    for (size_t i = 0; i < PAIRS; i++)
        wtw_pair_filter_mark(&shuffled, pairs[i]);
    for (size_t i = 0; i < PAIRS; i++)
        check(wtw_pair_filter_may_repeat(&filter, pairs[i]) ==
              wtw_pair_filter_may_repeat(&shuffled, pairs[i]));
    wtw_pair_filter_release(&filter);
    wtw_pair_filter_release(&shuffled);
}

/* Marks of several threads: what of 'pairs' is marked twice, by two of them. */
struct marking {
    struct wtw_pair_filter *filter;
    const uint64_t *pairs;
};

static enum wtw_status mark_some(void *context, uint32_t worker, size_t begin, size_t end,
                                 struct wtw_error *error)
{
    const struct marking *marking = context;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++)
        wtw_pair_filter_mark(marking->filter, marking->pairs[i % PAIRS]);
    return WTW_OK;
}

Test(pair_filter, threads_that_mark_at_once_lose_no_mark)
{
    static uint64_t pairs[PAIRS];
    static bool is_repeated[PAIRS];
    struct wtw_error error = {0};

    fill(pairs, is_repeated, 0);
    for (int round = 0; round < 5; round++) {
        struct wtw_pair_filter filter = new_filter(ARTICLES, 4);
        struct marking marking = {&filter, pairs};
        struct wtw_loop loop = {.body = mark_some,
                                .context = &marking,
                                .thread_count = 4,
                                .item_count = 2 * PAIRS,
                                .chunk_items = 64};

        check_ok(wtw_loop_run(&loop, &error), &error);
        for (size_t i = 0; i < PAIRS; i++)
            check(wtw_pair_filter_may_repeat(&filter, pairs[i]));
        wtw_pair_filter_release(&filter);
    }
}

#ifdef WTW_FAULTS

Test(pair_filter, a_failed_allocation_is_told)
{
    struct wtw_pair_filter filter = {0};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_pair_filter_init(&filter, 10, 1, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(strlen(error.words) > 0);
    wtw_pair_filter_release(&filter);
}

#endif
