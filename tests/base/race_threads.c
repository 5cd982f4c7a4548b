/*
 * race_threads.c - the loop over all cores under ThreadSanitizer
 *
 * A plain program, because ThreadSanitizer does not start under Criterion. Each item is
 * written by the worker that has it and read by the caller after the loop, without
 * atomics: any gap in the loop's locking or joining is a race that ThreadSanitizer
 * reports. With the argument "race" the workers share a plain counter, which has to be
 * reported; test_races.py runs both. For the race to be there at any speed, the first two
 * workers wait until both are inside the loop, with relaxed atomics, which put nothing in
 * order.
 */
#include "base/threads.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { ITEMS = 20000, CHUNK = 16, THREADS = 4 };

struct shared {
    uint64_t items[ITEMS];
    uint64_t counter;
    atomic_int begun;
    bool racing;
};

static void race(struct shared *shared)
{
    const struct timespec millisecond = {.tv_nsec = 1000 * 1000};

    atomic_fetch_add_explicit(&shared->begun, 1, memory_order_relaxed);
    for (int waits = 0; waits < 5000; waits++) {
        if (atomic_load_explicit(&shared->begun, memory_order_relaxed) >= 2)
            break;
        nanosleep(&millisecond, NULL);
    }
    shared->counter++;
}

static enum wtw_status square_items(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct shared *shared = context;

    (void)worker;
    if (shared->racing)
        race(shared);
    for (size_t i = begin; i < end; i++)
        shared->items[i] = (uint64_t)i * i;
    if (begin >= ITEMS / 2)
        return wtw_fail(error, WTW_IO, "the second half is shut");
    return WTW_OK;
}

int main(int argument_count, char **arguments)
{
    static struct shared shared;
    struct wtw_loop loop = {.body = square_items,
                            .context = &shared,
                            .thread_count = THREADS,
                            .item_count = ITEMS,
                            .chunk_items = CHUNK};
    struct wtw_error error = {0};

    shared.racing = argument_count > 1 && strcmp(arguments[1], "race") == 0;
    if (wtw_loop_run(&loop, &error) != WTW_IO ||
        strcmp(error.words, "the second half is shut"))
        return 1;
    for (uint64_t i = 0; i < ITEMS / 2; i++)
        if (shared.items[i] != i * i)
            return 1;
    return 0;
}
