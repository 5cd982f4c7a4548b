/*
 * loop_ahead.c - a loop that runs ahead of whoever needs its items, one after the other
 *
 * Work that has to be done in order by one thread often needs something of each item first
 * that any thread can do. Chunks are taken in order, by the workers and by the one who waits,
 * and a chunk that is done is marked; so the one who waits never waits for a chunk that
 * nobody has begun. Workers who are too far ahead wait until more is asked for.
 */
#include "base/loop_ahead.h"

#include "base/faults.h"
#include "base/memory.h"

#include <pthread.h>

struct worker {
    struct wtw_loop_ahead *ahead;
    uint32_t number;
    pthread_t thread;
};

struct wtw_loop_ahead {
    struct wtw_loop loop;
    pthread_mutex_t lock;
    pthread_cond_t done;    /* with some chunk */
    pthread_cond_t awaited; /* some later chunk, or the end has come */
    bool *are_done;         /* of each chunk */
    size_t lead;            /* chunks */
    size_t stop;            /* chunk that nobody begins before it is awaited */
    size_t next;            /* chunk */
    size_t end;             /* chunks that are to be begun */
    size_t failed;          /* the first chunk that failed; SIZE_MAX for none */
    enum wtw_status status;
    struct wtw_error error;
    struct worker *workers; /* [thread_count]; the first is the one who waits */
    uint32_t started;
};

static size_t count_chunks(const struct wtw_loop *loop)
{
    return loop->item_count / loop->chunk_items +
           (loop->item_count % loop->chunk_items != 0);
}

static void note_failure(struct wtw_loop_ahead *ahead, size_t chunk,
                         enum wtw_status status, const struct wtw_error *error)
{
    if (chunk > ahead->failed)
        return;
    ahead->failed = ahead->end = chunk;
    ahead->status = status;
    ahead->error = *error;
}

/* Works on the next chunk. The lock is held, but not meanwhile. */
static void work_on_next(struct wtw_loop_ahead *ahead, uint32_t worker)
{
    const struct wtw_loop *loop = &ahead->loop;
    size_t chunk = ahead->next++;
    size_t begin = chunk * loop->chunk_items;
    size_t left = loop->item_count - begin;
    size_t end = begin + (left < loop->chunk_items ? left : loop->chunk_items);
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    pthread_mutex_unlock(&ahead->lock);
    status = loop->body(loop->context, worker, begin, end, &error);
    pthread_mutex_lock(&ahead->lock);
    if (status != WTW_OK)
        note_failure(ahead, chunk, status, &error);
    ahead->are_done[chunk] = true;
    pthread_cond_signal(&ahead->done);
}

static void *work(void *argument)
{
    const struct worker *worker = argument;
    struct wtw_loop_ahead *ahead = worker->ahead;

    pthread_mutex_lock(&ahead->lock);
    while (ahead->next < ahead->end) {
        if (ahead->next < ahead->stop)
            work_on_next(ahead, worker->number);
        else
            pthread_cond_wait(&ahead->awaited, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* No more than there are chunks for, of which the one who waits takes one. */
static void start_workers(struct wtw_loop_ahead *ahead)
{
    for (uint32_t i = 1; i < ahead->loop.thread_count && i < ahead->end; i++) {
        struct worker *worker = &ahead->workers[i];

        *worker = (struct worker){.ahead = ahead, .number = i};
        if (wtw_fault_is_due(WTW_FAULT_THREAD) ||
            pthread_create(&worker->thread, NULL, work, worker) != 0)
            return;
        ahead->started = i + 1;
    }
}

enum wtw_status wtw_loop_ahead_begin(const struct wtw_loop *loop, size_t lead_items,
                                     struct wtw_loop_ahead **out_ahead,
                                     struct wtw_error *error)
{
    struct wtw_loop_ahead *ahead = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&ahead, 1, error));
    ahead->loop = *loop;
    ahead->end = count_chunks(loop);
    ahead->failed = SIZE_MAX;
    ahead->lead = ahead->stop = lead_items / loop->chunk_items;
    ahead->started = 1;
    status = WTW_ALLOCATE(&ahead->are_done, ahead->end, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&ahead->workers, loop->thread_count, error);
    if (status != WTW_OK) {
        wtw_release_items(ahead->are_done);
        wtw_release_items(ahead);
        return status;
    }
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->done, NULL);
    pthread_cond_init(&ahead->awaited, NULL);
    start_workers(ahead);
    *out_ahead = ahead;
    return WTW_OK;
}

enum wtw_status wtw_loop_ahead_await(struct wtw_loop_ahead *ahead, size_t item,
                                     struct wtw_error *error)
{
    size_t chunk = item / ahead->loop.chunk_items;
    enum wtw_status status = WTW_OK;

    pthread_mutex_lock(&ahead->lock);
    if (chunk + ahead->lead > ahead->stop) {
        ahead->stop = chunk + ahead->lead;
        pthread_cond_broadcast(&ahead->awaited);
    }
    while (!ahead->are_done[chunk] && chunk < ahead->failed) {
        if (ahead->next <= chunk)
            work_on_next(ahead, 0);
        else
            pthread_cond_wait(&ahead->done, &ahead->lock);
    }
    if (chunk >= ahead->failed) {
        status = ahead->status;
        if (error)
            *error = ahead->error;
    }
    pthread_mutex_unlock(&ahead->lock);
    return status;
}

void wtw_loop_ahead_end(struct wtw_loop_ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->end = 0;
    pthread_cond_broadcast(&ahead->awaited);
    pthread_mutex_unlock(&ahead->lock);
    for (uint32_t i = 1; i < ahead->started; i++)
        pthread_join(ahead->workers[i].thread, NULL);
    pthread_cond_destroy(&ahead->done);
    pthread_cond_destroy(&ahead->awaited);
    pthread_mutex_destroy(&ahead->lock);
    wtw_release_items(ahead->workers);
    wtw_release_items(ahead->are_done);
    wtw_release_items(ahead);
}
