/*
 * race_threads.c - the loop over all cores under ThreadSanitizer
 *
 * A plain program, because ThreadSanitizer does not start under Criterion. Each item is
 * written by the worker that has it and read by the caller after the loop, without
 * atomics: any gap in the loop's locking or joining is a race that ThreadSanitizer
 * reports. With the argument "race" the workers share a plain counter, which has to be
 * reported; test_races.py runs both.
 */
#include "base/threads.h"

#include <string.h>

enum { ITEMS = 20000, CHUNK = 16, THREADS = 4 };

struct shared {
    uint64_t items[ITEMS];
    uint64_t counter;
    bool racing;
};

static enum wtw_status square_items(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct shared *shared = context;

    (void)worker;
    for (size_t i = begin; i < end; i++) {
        shared->items[i] = (uint64_t)i * i;
        if (shared->racing)
            shared->counter++;
    }
    if (begin >= ITEMS / 2)
        return wtw_fail(error, WTW_IO, "the second half is shut");
    return WTW_OK;
}

int main(int argument_count, char **arguments)
{
    static struct shared shared;
    struct wtw_loop loop = {square_items, &shared, THREADS, ITEMS, CHUNK};
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
