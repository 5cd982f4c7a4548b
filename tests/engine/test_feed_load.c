/*
 * test_feed_load.c - a feed closed and opened again
 */
#include "engine/feed_runs.h"

#include <sqlite3.h>

static struct wtw_feed_article first_article(void)
{
    return sent("a", "harbour.example", HARBOUR, 1000);
}

static struct wtw_feed_article copied_article(void)
{
    return sent("b", "mirror.example", HARBOUR_REVISED, 4600);
}

Test(feed_load, goes_on_after_it_was_closed_as_if_it_never_had_been)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article copy = sent("b", "mirror.example", HARBOUR, 4600);
    const struct wtw_feed_article revised =
        sent("c", "harbour.example", HARBOUR_REVISED, 5000);

    add_one(run, &first);
    add_one(run, &copy);
    close_run(run);
    open_run(run);
    check_number(add_one(run, &revised).verdict, WTW_FEED_REVISION);
    check_number(run->receipts[0].number, 3);
    check_number(run->receipts[0].cluster, 1);
    check_number(run->receipts[0].size, 3);
    check(add_one(run, &copy).is_known);
    check_number(run->receipts[0].size, 3);
    end_run(run);
}

/* Matches that lead nowhere would make the index wrong, so they are refused in words. */
Test(feed_load, refuses_a_database_whose_matches_have_no_articles)
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
