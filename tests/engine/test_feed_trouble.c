/*
 * test_feed_trouble.c - a feed when memory, disk or the file are not there for it
 */
#include "engine/feed_runs.h"

#include "base/faults.h"
#include "engine/feed_state.h"

#include <sqlite3.h>

static struct wtw_feed_article first_article(void)
{
    return sent("a", "harbour.example", HARBOUR, 1000);
}

static struct wtw_feed_article copied_article(void)
{
    return sent("b", "mirror.example", HARBOUR, 4600);
}

static uint64_t count_of(struct feed_run *run)
{
    struct wtw_feed_counts counts;

    check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
    return counts.articles;
}

/* After a failure: nothing was told and nothing is there; when it is sent again it is new,
 * and judged as if nothing had happened. */
static void check_nothing_happened(struct feed_run *run,
                                   const struct wtw_feed_article *article)
{
    check_number(run->receipt_count, 0);
    check_number(count_of(run), 1);
    check(!add_one(run, article).is_known);
    check_number(run->receipts[0].verdict, WTW_FEED_COPY);
    check_number(run->receipts[0].cluster, 1);
    check_number(run->receipts[0].size, 2);
}

static void limit_pages(struct feed_run *run, const char *sql)
{
    check_ok(wtw_database_run(&run->feed->database, sql, "limit", &run->error),
             &run->error);
}

Test(feed_trouble, on_a_full_disk_nothing_is_told_and_it_goes_on_when_there_is_room)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = first_article();
    const struct wtw_feed_article copy = copied_article();
    static char text[400000];
    struct random_input random = random_begin(5);
    struct wtw_feed_article large = sent("c", "velm.example", text, 5000);

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + random_below(&random, 26));
    large.text.count = sizeof text - 1;
    add_one(run, &first);
    limit_pages(run, "PRAGMA max_page_count = 1");
    check_status(try_add(run, &large, 1), WTW_IO);
    cr_assert(strstr(run->error.words, "no room left") != NULL, "%s", run->error.words);
    check_number(run->receipt_count, 0);
    limit_pages(run, "PRAGMA max_page_count = 100000");
    check_nothing_happened(run, &copy);
    end_run(run);
}

/* More than are stored at a time, so that the disk is full while some are judged already. */
enum { MANY = 1300 };

static struct wtw_feed_article *many_articles(const struct made_article *made,
                                              char (*ids)[16])
{
    struct wtw_feed_article *articles = calloc(MANY, sizeof *articles);

    for (size_t i = 0; i < MANY; i++)
        articles[i] = sent_made(&made[i], i, ids[i]);
    return articles;
}

Test(feed_trouble, wherever_in_a_batch_the_disk_is_full_nothing_of_it_is_there)
{
    struct feed_run *run = begin_run();
    struct made_article *made = made_articles(MANY, 311);
    char(*ids)[16] = calloc(MANY, sizeof *ids);
    struct wtw_feed_article *articles = many_articles(made, ids);
    const struct wtw_feed_article first = first_article();
    enum wtw_status status = WTW_IO;
    int failures = 0;
    char sql[64];

    add_one(run, &first);
    for (int pages = 24; status != WTW_OK; pages += 16) {
        uint64_t count = 0;

        snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", pages);
        limit_pages(run, sql);
        status = try_add(run, articles, MANY);
        check(status == WTW_OK || status == WTW_IO);
        check_number(run->receipt_count, status == WTW_OK ? MANY : 0);
        check_ok(wtw_feed_check(run->feed, &count, &run->error), &run->error);
        check_number(count, status == WTW_OK ? MANY + 1 : 1);
        failures += status != WTW_OK;
    }
    check(failures > 3);
    end_run(run);
    free(articles);
    free(ids);
    free(made);
}

Test(feed_trouble, waits_for_nobody_who_holds_the_file_longer_than_it_may)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = first_article();
    const struct wtw_feed_article copy = copied_article();
    sqlite3 *stranger = NULL;

    add_one(run, &first);
    check(sqlite3_open(run->path, &stranger) == SQLITE_OK);
    check(sqlite3_exec(stranger, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
    check_status(try_add(run, &copy, 1), WTW_IO);
    check(strstr(run->error.words, "another program") != NULL);
    check_number(run->receipt_count, 0);
    check(sqlite3_exec(stranger, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
    check(sqlite3_close(stranger) == SQLITE_OK);
    check_nothing_happened(run, &copy);
    end_run(run);
}

#ifdef WTW_FAULTS

Test(feed_trouble, goes_on_after_memory_ran_out_anywhere_in_a_batch)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = first_article();
    const struct wtw_feed_article copy = copied_article();
    uint64_t nth = 1;

    run->options.thread_count = 1;
    close_run(run);
    open_run(run);
    add_one(run, &first);
    for (;; nth += 3) {
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = try_add(run, &copy, 1);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        if (status == WTW_OK)
            break;
        check_number(status, WTW_NO_MEMORY);
        check_number(run->receipt_count, 0);
        check_number(count_of(run), 1);
    }
    check(nth > 20);
    check_number(run->receipts[0].verdict, WTW_FEED_COPY);
    check_number(run->receipts[0].size, 2);
    end_run(run);
}

#endif
