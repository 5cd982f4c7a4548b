/*
 * test_parallel_out.c - items that are made on all threads come out as if made one by one
 */
#include "capture.h"
#include "random_input.h"

#include "base/memory.h"
#include "write/parallel_out.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

/* Items are runs of one letter each, of lengths from nothing to more than a stream holds. */
struct runs {
    uint32_t *lengths;
    size_t count;
    size_t failing; /* this one and every third after it fail; SIZE_MAX: none */
    atomic_size_t made;
    size_t told; /* the last number that was told */
    bool is_told_in_order;
};

static enum wtw_status make_run(void *context, uint32_t worker, size_t item,
                                struct wtw_out *out, struct wtw_error *error)
{
    struct runs *runs = context;

    (void)worker;
    atomic_fetch_add(&runs->made, 1);
    if (item >= runs->failing && (item - runs->failing) % 3 == 0)
        return wtw_fail(error, WTW_BAD_INPUT, "item %zu", item);
    for (uint32_t i = 0; i < runs->lengths[item]; i++)
        wtw_out_character(out, (char)('a' + item % 26));
    wtw_out_number(out, item);
    return WTW_OK;
}

static size_t length_of(const void *context, size_t item)
{
    const struct runs *runs = context;

    return runs->lengths[item];
}

static void note_told(void *context, size_t done)
{
    struct runs *runs = context;

    runs->is_told_in_order = runs->is_told_in_order && done > runs->told;
    runs->told = done;
}

static struct runs some_runs(size_t count, uint32_t longest, uint32_t seed)
{
    struct runs runs = {.count = count, .failing = SIZE_MAX, .is_told_in_order = true};
    struct random_input random = random_begin(seed);

    runs.lengths = calloc(count + 1, sizeof runs.lengths[0]);
    for (size_t i = 0; i < count; i++)
        runs.lengths[i] = random_below(&random, longest);
    if (count > 9)
        runs.lengths[count / 2] = 100000;
    return runs;
}

static struct wtw_parallel_out items_of(struct runs *runs, uint32_t threads)
{
    return (struct wtw_parallel_out){.make = make_run,
                                     .weight_of = length_of,
                                     .tell = note_told,
                                     .context = runs,
                                     .item_end = runs->count,
                                     .thread_count = threads};
}

/* What 'begin' and those after it are, one by one. */
static struct wtw_buffer one_by_one(struct runs *runs, size_t begin)
{
    struct wtw_buffer bytes = {0};
    struct wtw_error error = {0};
    struct wtw_out out;

    wtw_out_into(&out, &bytes);
    for (size_t i = begin; i < runs->count; i++)
        check_ok(make_run(runs, 0, i, &out, &error), &error);
    return bytes;
}

static void check_runs(size_t count, uint32_t longest, uint32_t threads, size_t begin)
{
    struct runs runs = some_runs(count, longest, (uint32_t)count + threads);
    struct wtw_parallel_out items = items_of(&runs, threads);
    struct wtw_buffer wanted = one_by_one(&runs, begin);
    struct wtw_error error = {0};
    struct capture capture;

    items.item_begin = begin;
    if (threads == 2)
        items.weight_of = NULL;
    runs.made = 0;
    capture_begin(&capture);
    check_ok(wtw_parallel_out_run(&items, &capture.out, &error), &error);
    capture_end(&capture);
    check_number(capture.count, wanted.count);
    check(!wanted.count || memcmp(capture.bytes, wanted.items, wanted.count) == 0);
    check_number(runs.made, count - begin);
    check(runs.is_told_in_order);
    check_number(runs.told, count > begin ? count : 0);
    capture_release(&capture);
    wtw_buffer_release(&wanted);
    free(runs.lengths);
}

Test(parallel_out, writes_the_bytes_of_items_one_by_one)
{
    static const size_t counts[] = {0, 1, 7, 8, 9, 500, 9000};

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        for (uint32_t threads = 1; threads <= 4; threads++) {
            check_runs(counts[i], 1, threads, 0); /* nothing but numbers */
            check_runs(counts[i], 60, threads, counts[i] / 3);
        }
}

Test(parallel_out, tells_the_first_failure_of_an_item)
{
    for (uint32_t threads = 1; threads <= 3; threads++) {
        struct runs runs = some_runs(5000, 20, 7);
        struct wtw_parallel_out items = items_of(&runs, threads);
        struct wtw_error error = {0};
        struct capture capture;

        runs.failing = 1234;
        capture_begin(&capture);
        check(wtw_parallel_out_run(&items, &capture.out, &error) == WTW_BAD_INPUT);
        capture_end(&capture);
        check_string(error.words, "item 1234");
        capture_release(&capture);
        free(runs.lengths);
    }
}

Test(parallel_out, ends_soon_after_nobody_reads_any_more)
{
    struct runs runs = some_runs(200000, 40, 8);
    struct wtw_parallel_out items = items_of(&runs, 2);
    struct wtw_error error = {0};
    struct capture capture;

    capture_begin(&capture);
    capture.out.failure = EPIPE;
    check_ok(wtw_parallel_out_run(&items, &capture.out, &error), &error);
    check_number(runs.made, 0);
    capture.out.failure = 0;
    close(fileno(capture.file));
    check_ok(wtw_parallel_out_run(&items, &capture.out, &error), &error);
    check(wtw_out_has_failed(&capture.out));
    check(runs.made < 10000);
    wtw_out_release(&capture.out);
    free(runs.lengths);
}
