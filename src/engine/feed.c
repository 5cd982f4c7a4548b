/*
 * feed.c - opens and closes a feed, and judges all of it anew where that is asked for
 */
#include "base/memory.h"
#include "base/threads.h"
#include "engine/feed_state.h"
#include "store/stamp.h"

#include <string.h>

enum wtw_status wtw_feed_check_writer(const struct wtw_feed *feed,
                                      struct wtw_error *error)
{
    return feed->is_writer ? WTW_OK
                           : wtw_fail(error, WTW_BAD_ARGUMENT,
                                      "this feed was opened for reading only");
}

static enum wtw_status check_options(const struct wtw_options *options,
                                     struct wtw_error *error)
{
    WTW_TRY(wtw_options_check(options, error));
    if (options->memory_bytes || options->finds_stories)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "a feed has no bound of memory and finds no stories; leave %s out",
            options->memory_bytes ? "memory_bytes" : "finds_stories");
    return WTW_OK;
}

/* Every line of a feed tells the longest passage, so all matches have theirs measured. */
static void settle_options(struct wtw_options *options)
{
    options->measure_passages = true;
    options->exhaustive_limit = 0;
    options->temporary_folder = NULL;
    if (!options->thread_count)
        options->thread_count = wtw_threads_available();
}

static enum wtw_status open_database(struct wtw_feed *feed,
                                     const struct wtw_feed_terms *terms,
                                     struct wtw_error *error)
{
    const struct wtw_database_terms how = {
        .path = terms->path,
        .use = feed->is_writer ? WTW_DATABASE_WRITE : WTW_DATABASE_READ,
        .options = feed->is_writer ? &feed->options : NULL,
        .leaves_texts_out = terms->leaves_texts_out,
        .lets_other_options_pass = terms->rebuild,
        .wait_milliseconds = terms->wait_milliseconds,
    };

    WTW_TRY(wtw_database_open(&feed->database, &how, error));
    return feed->is_writer ? WTW_OK
                           : wtw_stamp_read(&feed->database, &feed->options, error);
}

static enum wtw_status open_feed(struct wtw_feed *feed,
                                 const struct wtw_feed_terms *terms,
                                 struct wtw_error *error)
{
    wtw_options_init(&feed->options);
    if (terms->options && feed->is_writer)
        feed->options = *terms->options;
    WTW_TRY(check_options(&feed->options, error));
    settle_options(&feed->options);
    WTW_TRY(open_database(feed, terms, error));
    if (!feed->is_writer)
        return WTW_OK;
    WTW_TRY(
        wtw_feed_prepared_make(feed, feed->options.thread_count, &feed->prepared, error));
    WTW_TRY(WTW_ALLOCATE(&feed->unpackers, feed->options.thread_count, error));
    if (terms->rebuild)
        return wtw_feed_rebuild(feed, error);
    return wtw_feed_load(feed, error);
}

enum wtw_status wtw_feed_open(const struct wtw_feed_terms *terms,
                              struct wtw_feed **out_feed, struct wtw_error *error)
{
    struct wtw_feed *feed = NULL;
    enum wtw_status status = WTW_ALLOCATE(&feed, 1, error);

    if (status != WTW_OK)
        return status;
    feed->database.lock = feed->reader.lock = -1;
    feed->last_number = -1;
    feed->is_writer = terms->use == WTW_FEED_WRITE;
    if (pthread_mutex_init(&feed->reading, NULL) != 0) {
        wtw_release_items(feed);
        return wtw_fail(error, WTW_IO, "the system has no mutex left");
    }
    status = open_feed(feed, terms, error);
    if (status == WTW_OK)
        *out_feed = feed;
    else
        wtw_feed_close(feed);
    return status;
}

static void release_work(struct wtw_feed_work *work)
{
    wtw_release_items(work->slots);
    wtw_release_items(work->record_table);
    wtw_release_items(work->indexes);
    wtw_release_items(work->changes);
    wtw_release_items(work->notes);
}

void wtw_feed_close(struct wtw_feed *feed)
{
    enum wtw_status unused = WTW_OK; /* of a batch after whose outcome nobody asked */

    if (!feed)
        return;
    unused = wtw_feed_await(feed, NULL);
    (void)unused;
    wtw_feed_unload(feed);
    wtw_database_close(&feed->reader);
    wtw_database_close(&feed->database);
    pthread_mutex_destroy(&feed->reading);
    wtw_feed_prepared_free(feed->prepared);
    for (uint32_t i = 0; feed->unpackers && i < feed->options.thread_count; i++) {
        wtw_text_packer_release(&feed->unpackers[i].packer);
        wtw_buffer_release(&feed->unpackers[i].packed);
    }
    wtw_release_items(feed->unpackers);
    wtw_comparer_free(feed->comparer);
    wtw_buffer_release(&feed->texts[0]);
    wtw_buffer_release(&feed->texts[1]);
    release_work(&feed->work);
    release_work(&feed->stored);
    wtw_release_items(feed->articles);
    wtw_release_items(feed->arrivals);
    wtw_release_items(feed->touched);
    wtw_release_items(feed->sources);
    wtw_release_items(feed);
}

const struct wtw_options *wtw_feed_options(const struct wtw_feed *feed)
{
    return &feed->options;
}
