/*
 * reader_pool.h - a few handles of one feed, for those that only look
 */
#ifndef WTW_SERVE_READER_POOL_H
#define WTW_SERVE_READER_POOL_H

#include "base/failure.h"

#include "wiretwin_feed.h"

#include <pthread.h>

enum { WTW_READERS_MOST = 16 };

struct wtw_reader_pool {
    const char *path; /* borrowed */
    uint32_t most;    /* handles */
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct wtw_feed *idle[WTW_READERS_MOST]; /* owned */
    uint32_t idle_count;
    uint32_t open_count; /* those that are lent too */
};

/* wtw_readers_init() readies a pool of up to 'most' handles, 1 to WTW_READERS_MOST, that
 * are opened when they are needed. All have to be back before wtw_readers_release(). */
void wtw_readers_init(struct wtw_reader_pool *pool, const char *path, uint32_t most);
void wtw_readers_release(struct wtw_reader_pool *pool);

/*
 * wtw_readers_borrow() gives a handle to the calling thread, and waits for one where all
 * are lent; wtw_readers_return() takes it back. Returns as wtw_feed_open().
 */
WTW_MUST_CHECK enum wtw_status wtw_readers_borrow(struct wtw_reader_pool *pool,
                                                  struct wtw_feed **out_feed,
                                                  struct wtw_error *error);
void wtw_readers_return(struct wtw_reader_pool *pool, struct wtw_feed *feed);

#endif
