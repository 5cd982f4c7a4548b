/*
 * feed_store.c - a batch that was judged, stored, made durable, and then told
 *
 * Writing to the database is as much work as judging, and only one thread can do it, which
 * waits for the disk in the end. So where more batches come it is done by a thread of its own
 * while the next one is judged. Batches are stored one after the other: the next is handed
 * over when the one before it has been told.
 *
 * The thread has the feed's handle of the database for itself. Who judges meanwhile reads by
 * another handle, which sees the last commit, and finds what is not there yet in the memory of
 * the batch that is being stored.
 */
#include "base/faults.h"
#include "base/memory.h"
#include "engine/feed_state.h"
#include "engine/live_digest.h"
#include "engine/live_sketches.h"
#include "store/stored_articles.h"

#include <assert.h>

/* ------------------------------------------------------------------ storing */

static enum wtw_status store_one(struct wtw_feed *feed, struct wtw_feed_work *work,
                                 size_t i, struct wtw_error *error)
{
    struct wtw_feed_slot *slot = &work->slots[i];
    struct wtw_stored_article stored = {
        .article = work->batch.articles[i],
        .packed = wtw_feed_prepared_text(work->prepared, slot->sketched),
        .record = slot->record,
        .is_unknown = true};
    struct wtw_stored_receipt receipt;

    stored.digest.items =
        wtw_live_sketches_digest(work->sketches, slot->sketched, &stored.digest.count);
    stored.agency = wtw_live_digest_agency(stored.digest.items);
    WTW_TRY(wtw_stored_article_add(&feed->database, &stored, &receipt, error));
    assert(receipt.number == slot->receipt.number);
    slot->source = receipt.source;
    slot->receipt.is_version = receipt.verdict == WTW_STORED_VERSION;
    return WTW_OK;
}

static enum wtw_status store_all(struct wtw_feed *feed, struct wtw_feed_work *work,
                                 struct wtw_error *error)
{
    for (size_t i = 0; i < work->incoming.count; i++)
        WTW_TRY(store_one(feed, work, work->indexes[i], error));
    return wtw_feed_write_notes(feed, work, error);
}

static enum wtw_status store_batch(struct wtw_feed *feed, struct wtw_feed_work *work,
                                   struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_database_begin(&feed->database, error));
    status = store_all(feed, work, error);
    if (status == WTW_OK)
        status = wtw_database_commit(&feed->database, error);
    if (status != WTW_OK)
        wtw_database_roll_back(&feed->database);
    return status;
}

/* ------------------------------------------------------------------ telling */

static void tell_all(const struct wtw_feed_work *work)
{
    for (size_t i = 0; i < work->batch.count; i++) {
        const struct wtw_feed_slot *slot = &work->slots[i];
        size_t count = slot->changes_end - slot->changes_begin;
        const struct wtw_feed_answer answer = {
            .receipt = slot->receipt,
            .changes = count ? work->changes + slot->changes_begin : NULL,
            .change_count = count};

        work->batch.take(work->batch.context, i, &answer);
    }
}

static enum wtw_status store_and_tell(struct wtw_feed *feed, struct wtw_error *error)
{
    struct wtw_feed_work *work = &feed->stored;

    WTW_TRY(store_batch(feed, work, error));
    if (!work->batch.take)
        return WTW_OK;
    WTW_TRY(wtw_database_hold(&feed->database, error));
    tell_all(work);
    wtw_database_let_go(&feed->database);
    return WTW_OK;
}

/* ------------------------------------------------------------------ by another thread */

static void *store_meanwhile(void *argument)
{
    struct wtw_feed *feed = argument;

    feed->storing = store_and_tell(feed, &feed->why);
    return NULL;
}

static enum wtw_status open_reader(struct wtw_feed *feed, struct wtw_error *error)
{
    const struct wtw_database_terms terms = {.path = feed->database.path.items,
                                             .use = WTW_DATABASE_READ};
    enum wtw_status status = WTW_OK;

    if (feed->reader.handle)
        return WTW_OK;
    status = wtw_database_open(&feed->reader, &terms, error);
    if (status != WTW_OK)
        wtw_database_close(&feed->reader);
    return status;
}

/* Without a reader or a thread it is done at once. */
static bool can_be_meanwhile(struct wtw_feed *feed)
{
    struct wtw_error unused;

    return feed->options.thread_count > 1 && open_reader(feed, &unused) == WTW_OK &&
           !wtw_fault_is_due(WTW_FAULT_THREAD);
}

struct wtw_database *wtw_feed_reading(struct wtw_feed *feed)
{
    return feed->is_storing ? &feed->reader : &feed->database;
}

/* The arrays of the one that was stored are used for the next that is judged. */
static void hand_over(struct wtw_feed *feed)
{
    struct wtw_feed_work judged = feed->work;

    feed->work = feed->stored;
    feed->stored = judged;
    feed->work.incoming = (struct wtw_feed_incoming){.count = 0};
    feed->work.note_count = feed->work.change_count = 0;
}

/* What is told no longer needs what was prepared, nor any text. */
static void forget_stored(struct wtw_feed *feed)
{
    wtw_feed_prepared_clear(feed->stored.prepared);
    feed->stored.incoming = (struct wtw_feed_incoming){.count = 0};
}

enum wtw_status wtw_feed_store(struct wtw_feed *feed, bool may_go_on,
                               struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    hand_over(feed);
    if (may_go_on && can_be_meanwhile(feed) &&
        pthread_create(&feed->storing_thread, NULL, store_meanwhile, feed) == 0) {
        feed->is_storing = true;
        return WTW_OK;
    }
    status = store_and_tell(feed, error);
    forget_stored(feed);
    return status;
}

enum wtw_status wtw_feed_await(struct wtw_feed *feed, struct wtw_error *error)
{
    if (!feed->is_storing)
        return WTW_OK;
    pthread_join(feed->storing_thread, NULL);
    feed->is_storing = false;
    forget_stored(feed);
    if (feed->storing != WTW_OK && error)
        *error = feed->why;
    return feed->storing;
}
