/*
 * feed_ahead.c - the next batch of a feed read, understood and prepared while one is added
 *
 * A batch is added by one thread, which stores its articles one after the other, and waits for
 * the disk in the end. Meanwhile another makes the next one ready, which is about as much work;
 * both share theirs with the other threads where they can. Batches are added in their order and
 * one at a time, so nothing of what is stored or told depends on it. It is never more than one
 * batch ahead, so that memory holds two.
 *
 * A pipe is not read ahead. Whoever writes to it may wait for the answers to what it has sent,
 * and a thread that waits for it could not be told to end.
 */
#include "cli/feed_ahead.h"

#include "base/faults.h"

#include <time.h>

static enum wtw_status make(struct wtw_feed_ahead *ahead, uint32_t thread_count,
                            struct wtw_error *error)
{
    struct wtw_feed_ready *ready = &ahead->items[ahead->turn];
    const struct wtw_record *records = NULL;
    size_t count = 0;

    if (!ready->prepared)
        WTW_TRY(wtw_feed_prepared_new(ahead->feed, &ready->prepared, error));
    WTW_TRY(wtw_intake_next(ahead->intake, &records, &count, error));
    WTW_TRY(wtw_feed_articles_parse(&ready->articles, ahead->intake, ahead->preferences,
                                    records, count, thread_count, (int64_t)time(NULL),
                                    error));
    return wtw_feed_prepare(ready->prepared, ready->articles.items, ready->articles.count,
                            error);
}

/* One thread adds meanwhile. */
static void *make_ahead(void *argument)
{
    struct wtw_feed_ahead *ahead = argument;

    ahead->status = make(ahead, ahead->thread_count - 1, &ahead->error);
    return NULL;
}

/* Where the sizes of all inputs are known they are files, which are all there. */
static bool may_wait(const struct wtw_feed_ahead *ahead)
{
    uint64_t total = 0;

    (void)wtw_reader_progress(ahead->intake->reader, &total);
    return !total || ahead->intake->follows;
}

void wtw_feed_ahead_begin(struct wtw_feed_ahead *ahead)
{
    if (ahead->thread_count < 2 || may_wait(ahead) || wtw_fault_is_due(WTW_FAULT_THREAD))
        return;
    ahead->has_thread = pthread_create(&ahead->thread, NULL, make_ahead, ahead) == 0;
}

static void await(struct wtw_feed_ahead *ahead)
{
    if (!ahead->has_thread)
        return;
    pthread_join(ahead->thread, NULL);
    ahead->has_thread = false;
}

enum wtw_status wtw_feed_ahead_take(struct wtw_feed_ahead *ahead,
                                    struct wtw_feed_ready **out_ready,
                                    struct wtw_error *error)
{
    if (ahead->has_thread)
        await(ahead);
    else
        ahead->status = make(ahead, ahead->thread_count, &ahead->error);
    if (ahead->status != WTW_OK) {
        *error = ahead->error;
        return ahead->status;
    }
    *out_ready = &ahead->items[ahead->turn];
    ahead->turn = !ahead->turn;
    return WTW_OK;
}

void wtw_feed_ahead_release(struct wtw_feed_ahead *ahead)
{
    await(ahead);
    for (int i = 0; i < 2; i++) {
        wtw_feed_articles_release(&ahead->items[i].articles);
        wtw_feed_prepared_free(ahead->items[i].prepared);
        ahead->items[i].prepared = NULL;
    }
}
