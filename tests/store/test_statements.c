/*
 * test_statements.c - every statement is understood, and served by an index where it looks
 * something up
 */
#include "store/feed_scene.h"

#include "store/statements.h"

/* Those that are meant to read all of a table. */
static bool reads_all(int statement)
{
    return statement == WTW_WALK_NUMBERS || statement == WTW_NUMBER_SPAN ||
           statement == WTW_WALK_MATCHES || statement == WTW_WALK_MEMBERS ||
           statement == WTW_COUNT_ARTICLES || statement == WTW_COUNT_CLUSTERS ||
           statement == WTW_COUNT_MATCHES || statement == WTW_COUNT_BYTES ||
           statement == WTW_COUNT_FREE;
}

/* Of one row, or through an index to its first. */
static bool is_no_walk(int statement)
{
    return statement == WTW_LAST_ARTICLE || statement == WTW_NEWEST_ARTICLE ||
           statement == WTW_NOTE_LAST;
}

Test(statements, look_up_by_an_index_what_they_look_up)
{
    struct feed_scene scene;
    char plan[2000];

    scene_begin(&scene);
    for (int i = 0; i < WTW_STATEMENT_COUNT; i++) {
        explain(&scene, wtw_statement_words((enum wtw_statement)i), plan, sizeof plan);
        if (!reads_all(i) && !is_no_walk(i))
            cr_assert(!strstr(plan, "SCAN articles") && !strstr(plan, "SCAN members") &&
                          !strstr(plan, "SCAN matches") && !strstr(plan, "SCAN digests"),
                      "%s\n%s", wtw_statement_words((enum wtw_statement)i), plan);
    }
    scene_end(&scene);
}

Test(statements, are_walked_without_sorting_and_oldest_articles_by_their_age)
{
    struct feed_scene scene;
    static const enum wtw_statement ordered[] = {
        WTW_WALK_DIGESTS, WTW_WALK_STANDINGS, WTW_WALK_SOURCES,   WTW_WALK_MATCHES,
        WTW_WALK_MEMBERS, WTW_MEMBERS,        WTW_OLDEST_ARTICLES};
    char plan[2000];

    scene_begin(&scene);
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++) {
        explain(&scene, wtw_statement_words(ordered[i]), plan, sizeof plan);
        cr_assert(!strstr(plan, "TEMP B-TREE"), "%s", plan);
    }
    explain(&scene, wtw_statement_words(WTW_OLDEST_ARTICLES), plan, sizeof plan);
    check(strstr(plan, "articles_by_age"));
    explain(&scene, wtw_statement_words(WTW_MATCHES_OF), plan, sizeof plan);
    check(strstr(plan, "matches_by_a") && strstr(plan, "PRIMARY KEY (b=?)"));
    scene_end(&scene);
}

Test(statements, keep_the_first_failure_for_the_end)
{
    struct feed_scene scene;
    struct wtw_asked asked;
    int64_t number = 7;
    bool is_row = false;

    scene_begin(&scene);
    asked = wtw_ask(&scene.database, WTW_FIND_SOURCE);
    wtw_give_words(&asked, bytes_of("x"));
    wtw_give_number(&asked, 1); /* there is no second */
    wtw_give_blob(&asked, bytes_of("x"));
    check_status(wtw_number(&asked, &number, &scene.error), WTW_IO);
    check_number(number, 7);
    asked = wtw_ask(&scene.database, WTW_FIND_SOURCE);
    wtw_give_null(&asked);
    wtw_give_date(&asked, WTW_DATE_UNKNOWN);
    check_status(wtw_row(&asked, &is_row, &scene.error), WTW_IO);
    asked = wtw_ask(&scene.database, WTW_DROP_CLUSTER);
    wtw_give_number(&asked, 1);
    wtw_give_agency(&asked, 1);
    check_status(wtw_change(&asked, &scene.error), WTW_IO);
    asked = wtw_ask(&scene.database, WTW_FIND_SOURCE);
    wtw_give_words(&asked, bytes_of("x"));
    check_ok(wtw_number(&asked, &number, &scene.error), &scene.error);
    check_number(number, 0);
    scene_end(&scene);
}

/* ------------------------------------------------------------------ journals of statements */

static sqlite3_vfs *system_files;
static int journals;

static int open_and_count(sqlite3_vfs *files, const char *name, sqlite3_file *file,
                          int flags, int *out_flags)
{
    (void)files;
    journals += (flags & SQLITE_OPEN_SUBJOURNAL) != 0;
    return system_files->xOpen(system_files, name, file, flags, out_flags);
}

static sqlite3_vfs counting;

/* Those of any size are files, and each is counted. SQLite is told before it starts, or
 * between an end and a start. */
static void count_journals(void)
{
    sqlite3_shutdown();
    check(sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, 0) == SQLITE_OK);
    system_files = sqlite3_vfs_find(NULL);
    counting = *system_files;
    counting.zName = "counting";
    counting.xOpen = open_and_count;
    check(sqlite3_vfs_register(&counting, 1) == SQLITE_OK);
}

static void stop_counting(void)
{
    enum { SPILL_BYTES_BY_DEFAULT = 1 << 16 };

    sqlite3_vfs_unregister(&counting);
    sqlite3_shutdown();
    check(sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, SPILL_BYTES_BY_DEFAULT) ==
          SQLITE_OK);
}

Test(statements, put_and_replace_rows_without_journals_of_their_own)
{
    struct feed_scene scene;
    struct wtw_stored_match match;
    struct wtw_feed_cluster cluster;

    count_journals();
    scene_begin(&scene);
    add_plain(&scene, "a", "One."); /* of a new source, whose number is asked for */
    add_plain(&scene, "b", "Two.");
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    journals = 0;
    add_plain(&scene, "c", "Three.");
    for (uint32_t shared = 5; shared <= 6; shared++) {
        add_match(&scene, 1, 2, WTW_NEAR, shared);
        join_cluster(&scene, 2, 1, shared - 4);
    }
    check_number(journals, 0);
    check_ok(wtw_stored_match_get(&scene.database, 1, 2, &match, &scene.error),
             &scene.error);
    check_number(match.match.figures.shared, 6);
    check_ok(wtw_stored_cluster_get(&scene.database, 1, &cluster, &scene.error),
             &scene.error);
    check_number(cluster.size, 2);
    check_number(cluster.canonical, 2);
    check_ok(wtw_database_run(&scene.database,
                              "INSERT OR REPLACE INTO matches SELECT * FROM matches",
                              "write to", &scene.error),
             &scene.error);
    check_number(journals, 1);
    check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
    scene_end(&scene);
    stop_counting();
}
