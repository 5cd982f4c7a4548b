/*
 * test_loop_ahead.c - items are done when they were awaited, each once, and fail in order
 *
 * Every case is tried with one thread, few, and more than there are chunks. Races are looked
 * for by race_feed.c under ThreadSanitizer.
 */
#include "base/loop_ahead.h"
#include "check.h"

#include "base/faults.h"

#include <stdatomic.h>

static const uint32_t thread_counts[] = {1, 2, 3, 8, 33};
enum {
    THREAD_COUNTS = sizeof thread_counts / sizeof thread_counts[0],
    MOST_ITEMS = 400,
    NONE = MOST_ITEMS
};

struct visits {
    atomic_int of_item[MOST_ITEMS];
    size_t broken[2]; /* items whose chunks fail */
};

static enum wtw_status visit(void *context, uint32_t worker, size_t begin, size_t end,
                             struct wtw_error *error)
{
    struct visits *visits = context;

    check(worker < 33);
    for (size_t i = begin; i < end; i++) {
        atomic_fetch_add(&visits->of_item[i], 1);
        if (i == visits->broken[0] || i == visits->broken[1])
            return wtw_fail(error, WTW_IO, "item %zu is broken", i);
    }
    return WTW_OK;
}

static struct visits no_visits(size_t first_broken, size_t second_broken)
{
    return (struct visits){.broken = {first_broken, second_broken}};
}

static struct wtw_loop loop_of(struct visits *visits, uint32_t thread_count,
                               size_t item_count, size_t chunk_items)
{
    return (struct wtw_loop){.body = visit,
                             .context = visits,
                             .thread_count = thread_count,
                             .item_count = item_count,
                             .chunk_items = chunk_items};
}

static void check_all_awaited(uint32_t thread_count, size_t item_count,
                              size_t chunk_items, size_t step)
{
    struct visits visits = no_visits(NONE, NONE);
    const struct wtw_loop loop = loop_of(&visits, thread_count, item_count, chunk_items);
    struct wtw_loop_ahead *ahead = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_loop_ahead_begin(&loop, MOST_ITEMS, &ahead, &error), &error);
    for (size_t i = 0; i < item_count; i += step) {
        check_ok(wtw_loop_ahead_await(ahead, i, &error), &error);
        for (size_t j = 0; j <= i; j++)
            check_number(visits.of_item[j], 1);
    }
    wtw_loop_ahead_end(ahead);
    for (size_t i = 0; i < MOST_ITEMS; i++)
        check(visits.of_item[i] <= (i < item_count ? 1 : 0));
}

Test(loop_ahead, what_is_awaited_is_done_with_all_before_it_once)
{
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        check_all_awaited(thread_counts[i], 0, 4, 1);
        check_all_awaited(thread_counts[i], 1, 4, 1);
        check_all_awaited(thread_counts[i], 16, 4, 1);
        check_all_awaited(thread_counts[i], MOST_ITEMS, 7, 1);
        check_all_awaited(thread_counts[i], MOST_ITEMS, 1, 50);
        check_all_awaited(thread_counts[i], MOST_ITEMS, 300, 3);
    }
}

Test(loop_ahead, may_end_before_anything_was_awaited)
{
    wtw_loop_ahead_end(NULL);
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        struct visits visits = no_visits(NONE, NONE);
        const struct wtw_loop loop = loop_of(&visits, thread_counts[i], MOST_ITEMS, 3);
        struct wtw_loop_ahead *ahead = NULL;
        struct wtw_error error = {0};

        check_ok(wtw_loop_ahead_begin(&loop, MOST_ITEMS, &ahead, &error), &error);
        wtw_loop_ahead_end(ahead);
        for (size_t j = 0; j < MOST_ITEMS; j++)
            check(visits.of_item[j] <= 1);
    }
}

/* Chunks of 5: items 0 to 99 are whole, the chunk of 102 fails, and that of 301 is never told. */
Test(loop_ahead, tells_the_first_failure_to_those_who_wait_for_it_or_what_is_behind)
{
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        struct visits visits = no_visits(301, 102);
        const struct wtw_loop loop = loop_of(&visits, thread_counts[i], MOST_ITEMS, 5);
        struct wtw_loop_ahead *ahead = NULL;
        struct wtw_error error = {0};

        check_ok(wtw_loop_ahead_begin(&loop, MOST_ITEMS, &ahead, &error), &error);
        for (size_t item = 0; item < 100; item += 9)
            check_ok(wtw_loop_ahead_await(ahead, item, &error), &error);
        check_status(wtw_loop_ahead_await(ahead, 100, &error), WTW_IO);
        check_string(error.words, "item 102 is broken");
        check_status(wtw_loop_ahead_await(ahead, MOST_ITEMS - 1, NULL), WTW_IO);
        check_ok(wtw_loop_ahead_await(ahead, 99, &error), &error);
        wtw_loop_ahead_end(ahead);
    }
}

/* Each item leaves its number where that of the item 20 before it was, chunks of 4. Who awaits
 * them finds their own numbers, also where some are passed over, and the rest of their chunk. */
static size_t left[20];

static enum wtw_status leave_number(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    (void)context;
    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++)
        left[i % 20] = i;
    return WTW_OK;
}

Test(loop_ahead, what_was_made_is_not_overwritten_before_more_is_awaited)
{
    static const size_t steps[] = {1, 3, 4, 50};

    for (size_t row = 0; row < THREAD_COUNTS * 4; row++) {
        const struct wtw_loop loop = {.body = leave_number,
                                      .thread_count = thread_counts[row / 4],
                                      .item_count = MOST_ITEMS,
                                      .chunk_items = 4};
        struct wtw_loop_ahead *ahead = NULL;
        struct wtw_error error = {0};

        check_ok(wtw_loop_ahead_begin(&loop, 20, &ahead, &error), &error);
        for (size_t i = 0; i < MOST_ITEMS; i += steps[row % 4]) {
            check_ok(wtw_loop_ahead_await(ahead, i, &error), &error);
            for (size_t j = i / 4 * 4; j < i / 4 * 4 + 4; j++)
                check_number(left[j % 20], j);
        }
        wtw_loop_ahead_end(ahead);
    }
}

#ifdef WTW_FAULTS

Test(loop_ahead, does_without_threads_that_cannot_be_started)
{
    for (uint64_t nth = 1; nth < 5; nth++) {
        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        check_all_awaited(4, MOST_ITEMS, 7, 1);
        wtw_fault_plan(WTW_FAULT_THREAD, 0);
    }
}

Test(loop_ahead, any_failed_allocation_is_told)
{
    struct visits visits = no_visits(NONE, NONE);
    const struct wtw_loop loop = loop_of(&visits, 3, MOST_ITEMS, 5);
    struct wtw_loop_ahead *ahead = NULL;

    for (uint64_t nth = 1; nth <= 3; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_loop_ahead_begin(&loop, MOST_ITEMS, &ahead, NULL),
                     WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(!ahead);
    }
}

#endif
