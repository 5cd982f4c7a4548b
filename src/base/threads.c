/*
 * threads.c - one loop over all cores
 *
 * Workers take chunks from a shared counter until it runs out. A failed chunk lowers the
 * end of the loop to its own begin, so that all chunks before it still run and the first
 * failure in item order is the one that is told. Threads live for one loop: starting one
 * costs about 20 microseconds, loops here last milliseconds.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/threads.h"

#include "base/faults.h"
#include "base/memory.h"

#include <pthread.h>
#include <sched.h>

struct crew {
    const struct wtw_loop *loop;
    pthread_mutex_t lock;
    size_t next;
    size_t end;
    enum wtw_status status;
    struct wtw_error error;
};

struct worker {
    struct crew *crew;
    uint32_t number;
    pthread_t thread;
};

uint32_t wtw_threads_available(void)
{
    cpu_set_t set;
    int count = 0;

    if (sched_getaffinity(0, sizeof set, &set) == 0)
        count = CPU_COUNT(&set);
    return count > 0 ? (uint32_t)count : 1;
}

static bool take_chunk(struct crew *crew, size_t *out_begin, size_t *out_end)
{
    bool taken = false;

    pthread_mutex_lock(&crew->lock);
    if (crew->next < crew->end) {
        size_t left = crew->end - crew->next;

        *out_begin = crew->next;
        *out_end = crew->next +
                   (left < crew->loop->chunk_items ? left : crew->loop->chunk_items);
        crew->next = *out_end;
        taken = true;
    }
    pthread_mutex_unlock(&crew->lock);
    return taken;
}

static void note_failure(struct crew *crew, size_t begin, enum wtw_status status,
                         const struct wtw_error *error)
{
    pthread_mutex_lock(&crew->lock);
    if (crew->status == WTW_OK || begin < crew->end) {
        crew->status = status;
        crew->error = *error;
        crew->end = begin;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct crew *crew = worker->crew;
    size_t begin = 0;
    size_t end = 0;

    while (take_chunk(crew, &begin, &end)) {
        struct wtw_error error = {0};
        enum wtw_status status =
            crew->loop->body(crew->loop->context, worker->number, begin, end, &error);

        if (status != WTW_OK)
            note_failure(crew, begin, status, &error);
    }
    return NULL;
}

static enum wtw_status run_alone(const struct wtw_loop *loop, struct wtw_error *error)
{
    for (size_t begin = 0; begin < loop->item_count;) {
        size_t left = loop->item_count - begin;
        size_t end = begin + (left < loop->chunk_items ? left : loop->chunk_items);

        WTW_TRY(loop->body(loop->context, 0, begin, end, error));
        begin = end;
    }
    return WTW_OK;
}

static bool start_worker(struct worker *worker)
{
    if (wtw_fault_is_due(WTW_FAULT_THREAD))
        return false;
    return pthread_create(&worker->thread, NULL, work, worker) == 0;
}

enum wtw_status wtw_loop_run(const struct wtw_loop *loop, struct wtw_error *error)
{
    struct crew crew = {.loop = loop, .end = loop->item_count, .status = WTW_OK};
    struct worker *workers = NULL;
    uint32_t started = 1;

    if (loop->thread_count == 1 || loop->item_count <= loop->chunk_items)
        return run_alone(loop, error);

    WTW_TRY(WTW_ALLOCATE(&workers, loop->thread_count, error));
    pthread_mutex_init(&crew.lock, NULL);
    for (uint32_t i = 0; i < loop->thread_count; i++)
        workers[i] = (struct worker){.crew = &crew, .number = i};
    while (started < loop->thread_count && start_worker(&workers[started]))
        started++;
    work(&workers[0]);
    for (uint32_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    pthread_mutex_destroy(&crew.lock);
    wtw_release_items(workers);

    if (crew.status != WTW_OK && error)
        *error = crew.error;
    return crew.status;
}
