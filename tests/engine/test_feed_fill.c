/*
 * test_feed_fill.c - what is read of a database by several threads is all of it
 */
#include "engine/feed_runs.h"

#include <sqlite3.h>

static void change(struct feed_run *run, const char *sql)
{
    sqlite3 *stranger = NULL;

    check(sqlite3_open(run->path, &stranger) == SQLITE_OK);
    check(sqlite3_exec(stranger, sql, NULL, NULL, NULL) == SQLITE_OK);
    check(sqlite3_close(stranger) == SQLITE_OK);
}

static void add_three(struct feed_run *run)
{
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000), sent("b", "", OTHER, 2000),
        sent("c", "harbour.example", HARBOUR_REVISED, 4600)};

    check_ok(try_add(run, articles, 3), &run->error);
    close_run(run);
}

/* A revision is one only by its source, which is looked up by its number in the database. */
Test(feed_fill, sources_dates_and_clusters_are_there_on_any_number_of_threads)
{
    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct feed_run *run = begin_run();
        const struct wtw_feed_article other = sent("d", "velm.example", OTHER, 500);
        const struct wtw_feed_article last = sent("e", "harbour.example", HARBOUR, 9000);

        add_three(run);
        run->options.thread_count = threads;
        open_run(run);
        check_number(add_one(run, &other).verdict, WTW_FEED_COPY);
        check_number(run->receipts[0].partner, 2);
        check_number(run->receipts[0].figures.lag_seconds, 1500);
        check_number(add_one(run, &last).cluster, 1);
        check_number(run->receipts[0].size, 3);
        end_run(run);
    }
}

Test(feed_fill, an_article_that_went_leaves_no_gap)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article last = sent("e", "mirror.example", HARBOUR, 9000);
    bool is_deleted = false;

    add_three(run);
    open_run(run);
    check_ok(wtw_feed_delete(run->feed, 2, NULL, &is_deleted, &run->error), &run->error);
    close_run(run);
    open_run(run);
    check_number(add_one(run, &last).size, 3);
    check_number(run->receipts[0].number, 4);
    end_run(run);
}

Test(feed_fill, refuses_articles_without_digests_and_digests_that_are_none)
{
    static const char *const damages[] = {
        "DELETE FROM digests WHERE number = 2",
        "UPDATE digests SET number = 7 WHERE number = 3",
        "UPDATE digests SET digest = x'00' WHERE number = 1",
        "DELETE FROM articles WHERE number = 2"};

    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct feed_run *run = begin_run();

        add_three(run);
        change(run, damages[i]);
        check_status(wtw_feed_open(&run->terms, &run->feed, &run->error), WTW_BAD_INPUT);
        check(run->error.words[0] != '\0');
        end_run(run);
    }
}
