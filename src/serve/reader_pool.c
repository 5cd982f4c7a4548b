/*
 * reader_pool.c - a few handles of one feed, for those that only look
 *
 * A handle is for one thread at a time, and one for each connection would hold files and
 * caches for clients that are idle. More of them than CPUs gain nothing.
 */
#include "serve/reader_pool.h"

/* A reader has to wait only where the database is being checkpointed whole. */
enum { WAIT_MILLISECONDS = 5000 };

void wtw_readers_init(struct wtw_reader_pool *pool, const char *path, uint32_t most)
{
    *pool = (struct wtw_reader_pool){.path = path, .most = most};
    if (pool->most > WTW_READERS_MOST)
        pool->most = WTW_READERS_MOST;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->returned, NULL);
}

void wtw_readers_release(struct wtw_reader_pool *pool)
{
    while (pool->idle_count)
        wtw_feed_close(pool->idle[--pool->idle_count]);
    pthread_cond_destroy(&pool->returned);
    pthread_mutex_destroy(&pool->lock);
}

/* An idle one, or NULL where one is to be opened, which then counts as open. */
static struct wtw_feed *take_idle(struct wtw_reader_pool *pool)
{
    struct wtw_feed *feed = NULL;

    pthread_mutex_lock(&pool->lock);
    while (!pool->idle_count && pool->open_count == pool->most)
        pthread_cond_wait(&pool->returned, &pool->lock);
    if (pool->idle_count)
        feed = pool->idle[--pool->idle_count];
    else
        pool->open_count++;
    pthread_mutex_unlock(&pool->lock);
    return feed;
}

static void forget_one(struct wtw_reader_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->open_count--;
    pthread_cond_signal(&pool->returned);
    pthread_mutex_unlock(&pool->lock);
}

enum wtw_status wtw_readers_borrow(struct wtw_reader_pool *pool,
                                   struct wtw_feed **out_feed, struct wtw_error *error)
{
    struct wtw_feed_terms terms = {
        .path = pool->path,
        .use = WTW_FEED_READ,
        .wait_milliseconds = WAIT_MILLISECONDS,
    };
    struct wtw_feed *feed = take_idle(pool);
    enum wtw_status status = WTW_OK;

    if (!feed)
        status = wtw_feed_open(&terms, &feed, error);
    if (status == WTW_OK)
        *out_feed = feed;
    else
        forget_one(pool);
    return status;
}

void wtw_readers_return(struct wtw_reader_pool *pool, struct wtw_feed *feed)
{
    pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = feed;
    pthread_cond_signal(&pool->returned);
    pthread_mutex_unlock(&pool->lock);
}
