/*
 * test_threads.c - the loop over all cores runs everything once and fails in item order
 *
 * Every case is tried with one thread, few, and more than there are items. That no two
 * workers race is shown by race_threads.c under ThreadSanitizer, which does not start
 * under Criterion.
 */
#include "base/threads.h"
#include "check.h"

#include "base/faults.h"

#include <stdatomic.h>
#include <time.h>

static const uint32_t thread_counts[] = {1, 2, 3, 8, 33};
enum {
    THREAD_COUNTS = sizeof thread_counts / sizeof thread_counts[0],
    MOST_ITEMS = 1000
};

static struct wtw_loop loop_of(enum wtw_status (*body)(void *context, uint32_t worker,
                                                       size_t begin, size_t end,
                                                       struct wtw_error *error),
                               void *context, uint32_t thread_count, size_t item_count,
                               size_t chunk_items)
{
    return (struct wtw_loop){.body = body,
                             .context = context,
                             .thread_count = thread_count,
                             .item_count = item_count,
                             .chunk_items = chunk_items};
}

struct visits {
    atomic_int of_item[MOST_ITEMS];
    uint32_t thread_count;
    size_t item_count;
    size_t chunk_items;
    atomic_bool strayed;
};

static enum wtw_status visit(void *context, uint32_t worker, size_t begin, size_t end,
                             struct wtw_error *error)
{
    struct visits *visits = context;

    (void)error;
    if (worker >= visits->thread_count || begin >= end || end > visits->item_count ||
        end - begin > visits->chunk_items)
        atomic_store(&visits->strayed, true);
    for (size_t i = begin; i < end && i < MOST_ITEMS; i++)
        atomic_fetch_add(&visits->of_item[i], 1);
    return WTW_OK;
}

static void check_each_once(uint32_t thread_count, size_t item_count, size_t chunk_items)
{
    struct wtw_error error = {0};
    struct visits visits = {.thread_count = thread_count,
                            .item_count = item_count,
                            .chunk_items = chunk_items};
    struct wtw_loop loop = loop_of(visit, &visits, thread_count, item_count, chunk_items);

    check_ok(wtw_loop_run(&loop, &error), &error);
    check(!visits.strayed);
    for (size_t i = 0; i < MOST_ITEMS; i++)
        check_number(visits.of_item[i], i < item_count ? 1 : 0);
}

Test(threads, at_least_one_is_available)
{
    check(wtw_threads_available() >= 1);
}

Test(threads, each_item_is_visited_once_at_any_count_of_threads_and_items)
{
    static const size_t item_counts[] = {0, 1, 2, 7, 100, 1000};
    static const size_t chunks[] = {1, 3, 64, 5000};

    for (size_t t = 0; t < THREAD_COUNTS; t++)
        for (size_t i = 0; i < sizeof item_counts / sizeof item_counts[0]; i++)
            for (size_t c = 0; c < sizeof chunks / sizeof chunks[0]; c++)
                check_each_once(thread_counts[t], item_counts[i], chunks[c]);
}

/* Fails for the items marked, with the item's number as words. */
struct failing {
    bool at_item[MOST_ITEMS];
    atomic_int ran[MOST_ITEMS];
};

static enum wtw_status fail_where_marked(void *context, uint32_t worker, size_t begin,
                                         size_t end, struct wtw_error *error)
{
    struct failing *failing = context;

    (void)worker;
    for (size_t i = begin; i < end; i++) {
        if (failing->at_item[i])
            return wtw_fail(error, i % 2 ? WTW_IO : WTW_BAD_INPUT, "item %zu", i);
        atomic_fetch_add(&failing->ran[i], 1);
    }
    return WTW_OK;
}

Test(threads, the_first_failure_in_item_order_is_told_at_any_thread_count)
{
    for (int round = 0; round < 40; round++) {
        struct failing failing = {
            .at_item = {[301] = true, [302] = true, [700] = true, [999] = true}};
        struct wtw_loop loop =
            loop_of(fail_where_marked, &failing, thread_counts[round % THREAD_COUNTS],
                    MOST_ITEMS, 1 + (size_t)round % 5);
        struct wtw_error error = {0};

        check_status(wtw_loop_run(&loop, &error), WTW_IO);
        check_string(error.words, "item 301");
    }
}

/* Two items that both fail, the one called 'slow' 20 ms after the other; both have begun
 * by then. */
struct duel {
    atomic_int begun;
    size_t slow;
};

static void pause_milliseconds(int count)
{
    const struct timespec pause = {.tv_nsec = (long)count * 1000 * 1000};

    nanosleep(&pause, NULL);
}

static enum wtw_status fail_in_turn(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct duel *duel = context;

    (void)worker;
    (void)end;
    atomic_fetch_add(&duel->begun, 1);
    for (int waits = 0; atomic_load(&duel->begun) < 2 && waits < 2000; waits++)
        pause_milliseconds(1);
    if (begin == duel->slow)
        pause_milliseconds(20);
    return wtw_fail(error, WTW_IO, "item %zu", begin);
}

Test(threads, of_two_failures_the_first_item_is_told_whichever_is_faster)
{
    for (size_t slow = 0; slow < 2; slow++) {
        struct duel duel = {.slow = slow};
        struct wtw_loop loop = loop_of(fail_in_turn, &duel, 2, 2, 1);
        struct wtw_error error = {0};

        check_status(wtw_loop_run(&loop, &error), WTW_IO);
        check_string(error.words, "item 0");
    }
}

Test(threads, all_items_before_a_failure_have_run_once)
{
    for (size_t t = 0; t < THREAD_COUNTS; t++) {
        struct failing failing = {.at_item = {[500] = true}};
        struct wtw_loop loop =
            loop_of(fail_where_marked, &failing, thread_counts[t], MOST_ITEMS, 1);

        check_status(wtw_loop_run(&loop, NULL), WTW_BAD_INPUT);
        for (size_t i = 0; i < 500; i++)
            check_number(failing.ran[i], 1);
    }
}

Test(threads, an_error_is_left_alone_by_a_loop_that_succeeds)
{
    for (size_t t = 0; t < THREAD_COUNTS; t++) {
        struct failing none = {0};
        struct wtw_loop loop =
            loop_of(fail_where_marked, &none, thread_counts[t], MOST_ITEMS, 10);
        struct wtw_error error = {.words = "untouched"};

        check_status(wtw_loop_run(&loop, &error), WTW_OK);
        check_string(error.words, "untouched");
    }
}

#ifdef WTW_FAULTS
Test(threads, a_thread_that_does_not_start_is_done_without)
{
    for (uint64_t nth = 1; nth <= 4; nth++) {
        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        check_each_once(4, 1000, 1);
    }
}

Test(threads, a_loop_that_finds_no_memory_says_so)
{
    struct failing none = {0};
    struct wtw_loop loop = loop_of(fail_where_marked, &none, 4, MOST_ITEMS, 10);
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_loop_run(&loop, &error), WTW_NO_MEMORY);
}
#endif
