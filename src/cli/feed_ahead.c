/*
 * feed_ahead.c - the next batch of a feed read, understood and prepared while one is added
 *
 * While a batch is added another thread makes the next one ready, which is about as much work;
 * both share theirs with the other threads where they can. Batches are added in their order, so
 * nothing of what is stored or told depends on it. It is never more than one batch ahead, so that
 * memory holds three: the last may still be stored and told.
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
    /* A batch may be of rejects only. */
    while (!count) {
        WTW_TRY(wtw_intake_next(ahead->intake, &ready->batch, ahead->batch_number++,
                                false, &records, &count, error));
        WTW_TRY(wtw_feed_articles_parse(&ready->articles, ahead->intake,
                                        ahead->preferences, records, count, thread_count,
                                        (int64_t)time(NULL), error));
    }
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
    if (ahead->thread_count > 1)
        ahead->turn = (ahead->turn + 1) % WTW_FEED_READY;
    return WTW_OK;
}

void wtw_feed_ahead_release(struct wtw_feed_ahead *ahead)
{
    await(ahead);
    for (int i = 0; i < WTW_FEED_READY; i++) {
        wtw_feed_articles_release(&ahead->items[i].articles);
        wtw_feed_prepared_free(ahead->items[i].prepared);
        ahead->items[i].prepared = NULL;
        wtw_batch_release(&ahead->items[i].batch);
    }
}
