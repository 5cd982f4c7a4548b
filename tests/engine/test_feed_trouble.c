/*
 * test_feed_trouble.c - a feed when memory, disk or the file are not there for it
 */
#include "engine/feed_runs.h"

#include "base/faults.h"
#include "engine/feed_state.h"

#include <sqlite3.h>

#define HARBOUR                                                                          \
    "The harbour of Corrant was closed on Tuesday after a crane fell across both of "    \
    "its "                                                                               \
    "piers and blocked the fishing fleet, and sixty boats could not leave before night."
#define OTHER                                                                            \
    "A schoolteacher from Velm has won the national prize for poetry with a book about " \
    "her grandmother's garden, and its jury praised the quiet voice of the forty poems."

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

Test(feed_trouble, refuses_a_second_writer_and_a_file_that_is_none)
{
    struct feed_run *run = begin_run();
    struct wtw_feed *second = NULL;
    struct wtw_feed_terms terms = run->terms;

    check_status(wtw_feed_open(&terms, &second, &run->error), WTW_IO);
    check(strstr(run->error.words, "only one may") != NULL);
    terms.path =
        write_text("not.db", "These are the words of a text, and of no database.");
    check_status(wtw_feed_open(&terms, &second, &run->error), WTW_BAD_INPUT);
    check(second == NULL);
    end_run(run);
}

Test(feed_trouble, refuses_options_that_a_feed_has_no_use_for)
{
    struct feed_run *run = begin_run();
    struct wtw_feed *second = NULL;

    close_run(run);
    run->options.memory_bytes = 1 << 30;
    check_status(wtw_feed_open(&run->terms, &second, &run->error), WTW_BAD_ARGUMENT);
    check(strstr(run->error.words, "memory_bytes") != NULL);
    run->options.memory_bytes = 0;
    run->options.threshold = 2;
    check_status(wtw_feed_open(&run->terms, &second, &run->error), WTW_BAD_ARGUMENT);
    end_run(run);
}

/* Matches that lead nowhere would make the index wrong, so they are refused in words. */
Test(feed_trouble, refuses_a_database_whose_matches_have_no_articles)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {first_article(), copied_article()};
    sqlite3 *stranger = NULL;

    check_ok(try_add(run, articles, 2), &run->error);
    close_run(run);
    check(sqlite3_open(run->path, &stranger) == SQLITE_OK);
    check(sqlite3_exec(stranger, "UPDATE matches SET b = 77", NULL, NULL, NULL) ==
          SQLITE_OK);
    check(sqlite3_close(stranger) == SQLITE_OK);
    check_status(wtw_feed_open(&run->terms, &run->feed, &run->error), WTW_BAD_INPUT);
    check(strstr(run->error.words, "77") != NULL);
    end_run(run);
}

Test(feed_trouble, says_where_the_database_does_not_agree_with_itself)
{
    static const struct {
        const char *sql;
        const char *words;
    } rows[] = {
        {"UPDATE digests SET digest = (SELECT digest FROM digests WHERE number = 3)"
         " WHERE number = 1",
         "article 1"},
        {"DELETE FROM matches", "the cluster of article 2"},
    };
    uint64_t count = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct feed_run *run = begin_run();
        const struct wtw_feed_article articles[] = {
            first_article(),
            sent("b", "mirror.example", HARBOUR " Nobody was hurt, its master said.",
                 4600),
            sent("c", "velm.example", OTHER, 5000)};
        sqlite3 *stranger = NULL;

        check_ok(try_add(run, articles, 3), &run->error);
        check_ok(wtw_feed_check(run->feed, &count, &run->error), &run->error);
        check_number(count, 3);
        close_run(run);
        check(sqlite3_open(run->path, &stranger) == SQLITE_OK);
        check(sqlite3_exec(stranger, rows[i].sql, NULL, NULL, NULL) == SQLITE_OK);
        check(sqlite3_close(stranger) == SQLITE_OK);
        run->terms.use = WTW_FEED_READ;
        open_run(run);
        check_status(wtw_feed_check(run->feed, &count, &run->error), WTW_BAD_INPUT);
        cr_assert(strstr(run->error.words, rows[i].words) != NULL, "%s",
                  run->error.words);
        check(strstr(run->error.words, "--rebuild") != NULL);
        end_run(run);
    }
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
