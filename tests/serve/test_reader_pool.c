/*
 * test_reader_pool.c - a few handles of one feed, for those that only look
 */
#include "check.h"

#include "serve/feed_stand_in.h"
#include "serve/reader_pool.h"

#include <time.h>

static void *borrow_and_return(void *context)
{
    struct wtw_reader_pool *pool = context;

    for (int i = 0; i < 200; i++) {
        struct wtw_feed *feed = NULL;

        if (wtw_readers_borrow(pool, &feed, NULL) != WTW_OK)
            return context; /* tells that it failed */
        wtw_readers_return(pool, feed);
    }
    return NULL;
}

Test(reader_pool, lends_again_what_came_back)
{
    struct wtw_reader_pool pool;
    struct wtw_feed *first = NULL;
    struct wtw_feed *second = NULL;
    struct wtw_error error = {0};

    stand_in_reset();
    wtw_readers_init(&pool, "stand-in", 4);
    check_ok(wtw_readers_borrow(&pool, &first, &error), &error);
    wtw_readers_return(&pool, first);
    check_ok(wtw_readers_borrow(&pool, &second, &error), &error);
    check(first == second);
    wtw_readers_return(&pool, second);
    check_number(stand_in.open_handles, 1);
    wtw_readers_release(&pool);
    check_number(stand_in.open_handles, 0);
}

Test(reader_pool, opens_no_more_than_it_may_however_many_ask)
{
    struct wtw_reader_pool pool;
    pthread_t threads[16];

    stand_in_reset();
    wtw_readers_init(&pool, "stand-in", 3);
    for (size_t i = 0; i < 16; i++)
        check(pthread_create(&threads[i], NULL, borrow_and_return, &pool) == 0);
    for (size_t i = 0; i < 16; i++) {
        void *failed = NULL;

        pthread_join(threads[i], &failed);
        check(failed == NULL);
    }
    check(stand_in.most_handles >= 1 && stand_in.most_handles <= 3);
    wtw_readers_release(&pool);
    check_number(stand_in.open_handles, 0);
}

Test(reader_pool, forgets_a_handle_that_could_not_be_opened)
{
    struct wtw_reader_pool pool;
    struct wtw_feed *feed = NULL;
    struct wtw_error error = {0};

    stand_in_reset();
    wtw_readers_init(&pool, "stand-in", 1);
    stand_in.open_status = WTW_IO;
    for (int i = 0; i < 3; i++) /* would wait for ever if it counted as open */
        check_status(wtw_readers_borrow(&pool, &feed, &error), WTW_IO);
    stand_in.open_status = WTW_OK;
    check_ok(wtw_readers_borrow(&pool, &feed, &error), &error);
    wtw_readers_return(&pool, feed);
    wtw_readers_release(&pool);
    stand_in_reset();
}
