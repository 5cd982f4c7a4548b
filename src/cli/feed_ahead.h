/*
 * feed_ahead.h - the next batch of a feed read, understood and prepared while one is added
 */
#ifndef WTW_CLI_FEED_AHEAD_H
#define WTW_CLI_FEED_AHEAD_H

#include "cli/feed_batch.h"
#include "read/batch.h"

#include <pthread.h>

/* A batch that is ready to be added. */
struct wtw_feed_ready {
    struct wtw_batch batch; /* its records */
    struct wtw_feed_articles articles;
    struct wtw_feed_prepared *prepared;
};

enum { WTW_FEED_READY = 3 };

/* Zero-initialised but for the first four is ready; ended by wtw_feed_ahead_release(). */
struct wtw_feed_ahead {
    struct wtw_intake *intake;
    const struct wtw_preferences *preferences;
    struct wtw_feed *feed;
    uint32_t thread_count;
    /* In turns: one is made, one is judged, and one is stored and told. */
    struct wtw_feed_ready items[WTW_FEED_READY];
    size_t turn;           /* of the one that is made next, or being made */
    uint64_t batch_number; /* likewise */
    pthread_t thread;
    bool has_thread;
    enum wtw_status status;
    struct wtw_error error;
};

/*
 * wtw_feed_ahead_begin() lets another thread make the next batch, while the last one that was
 * taken is added. Nobody else may use the intake until the batch is taken. It does nothing with
 * one thread, where no other can be started, or where reading may have to wait for whoever
 * writes the input: then the batch is made when it is taken, and ends with what is there.
 */
void wtw_feed_ahead_begin(struct wtw_feed_ahead *ahead);

/*
 * wtw_feed_ahead_take() gives the next batch, borrowed until the next but two is begun or
 * taken; with one thread, until the next is.
 * Returns WTW_OK; WTW_END where there are no more; what the reader, parsing or preparing
 * returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_ahead_take(struct wtw_feed_ahead *ahead,
                                                   struct wtw_feed_ready **out_ready,
                                                   struct wtw_error *error);

/* wtw_feed_ahead_release() waits for what is being made, and lets go of it; before the feed is
 * closed. */
void wtw_feed_ahead_release(struct wtw_feed_ahead *ahead);

#endif
