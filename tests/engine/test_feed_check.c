/*
 * test_feed_check.c - whether a feed agrees with itself
 */
#include "engine/feed_runs.h"

#include <sqlite3.h>

Test(feed_check, says_where_the_database_does_not_agree_with_itself)
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
            sent("a", "harbour.example", HARBOUR, 1000),
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
