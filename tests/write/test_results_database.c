/*
 * test_results_database.c - clusters and matches as an SQLite database
 */
#include "base/failure.h"
#include "base/faults.h"
#include "capture.h"
#include "write/results_database.h"

#include <sqlite3.h>

static char path[64];

static void make_file(void)
{
    snprintf(path, sizeof path, "/tmp/wtw_results.XXXXXX");
    close(mkstemp(path));
}

static enum wtw_status fill(struct wtw_results_database *database,
                            struct wtw_error *error)
{
    const struct wtw_cluster cluster = {.first = 6, .canonical = 6, .size = 1};
    const struct wtw_match match = {.a = 1, .b = 6, .relation = WTW_TEMPLATE};
    struct wtw_cluster_member member = {
        .article = {.id = text_of("caf\xc3\xa9 \xff"),
                    .title = text_of("it's; DROP TABLE article"),
                    .input = "in",
                    .offset = UINT32_MAX + UINT64_C(5),
                    .published_seconds = WTW_DATE_UNKNOWN},
        .membership = {.cluster = 6, .relation = WTW_EXACT, .story = 3},
        .lag_seconds = -7,
    };

    WTW_TRY(wtw_results_add_fact(database, "articles", "1", error));
    WTW_TRY(wtw_results_add_article(database, 6, &member, true, error));
    WTW_TRY(wtw_results_add_cluster(database, &cluster, WTW_DATE_UNKNOWN, error));
    return wtw_results_add_match(database, &match, error);
}

static enum wtw_status make(struct wtw_error *error)
{
    struct wtw_results_database *database = NULL;
    enum wtw_status status = wtw_results_database_new(path, "out.db", &database, error);

    if (status != WTW_OK)
        return status;
    status = fill(database, error);
    if (status == WTW_OK)
        return wtw_results_database_close(database, error);
    wtw_results_database_free(database);
    return status;
}

static void check_answer(sqlite3 *handle, const char *question, const char *wanted)
{
    sqlite3_stmt *statement = NULL;

    check(sqlite3_prepare_v2(handle, question, -1, &statement, NULL) == SQLITE_OK);
    check(sqlite3_step(statement) == SQLITE_ROW);
    check_string((const char *)sqlite3_column_text(statement, 0), wanted);
    sqlite3_finalize(statement);
}

Test(results_database, holds_what_was_added)
{
    struct wtw_error error = {0};
    sqlite3 *handle = NULL;

    make_file();
    check_ok(make(&error), &error);
    check(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    check_answer(handle, "SELECT id FROM article", "caf\xc3\xa9 \xef\xbf\xbd");
    check_answer(handle, "SELECT title FROM article", "it's; DROP TABLE article");
    check_answer(handle,
                 "SELECT number || ' ' || byte_offset || ' ' || cluster || ' ' || "
                 "lag_seconds || ' ' || story || ' ' || typeof(date) FROM article",
                 "7 4294967300 7 -7 4 null");
    check_answer(handle,
                 "SELECT number || ' ' || size || ' ' || canonical || ' ' || "
                 "typeof(first_seen) FROM cluster",
                 "7 1 7 null");
    check_answer(handle,
                 "SELECT a || ' ' || b || ' ' || relation || ' ' || is_copy FROM match",
                 "2 7 template 0");
    check_answer(handle, "SELECT value FROM run WHERE name = 'articles'", "1");
    check_answer(handle, "PRAGMA integrity_check", "ok");
    sqlite3_close(handle);
    unlink(path);
}

Test(results_database, says_what_is_in_the_way)
{
    struct wtw_results_database *database = NULL;
    struct wtw_error error = {0};

    check(wtw_results_database_new("/nowhere/x", "out.db", &database, &error) == WTW_IO);
    check_string(error.words, "cannot write out.db: unable to open database file");
    check(database == NULL);
}

#ifdef WTW_FAULTS

static void fail_each(enum wtw_fault_kind kind, uint64_t least)
{
    for (uint64_t nth = 1;; nth++) {
        struct wtw_error error = {0};
        enum wtw_status status;
        bool was_asked = false;

        make_file();
        wtw_fault_plan(kind, nth);
        status = make(&error);
        was_asked = wtw_fault_count(kind) >= nth;
        wtw_fault_plan(kind, 0);
        unlink(path);
        if (!was_asked) {
            check_ok(status, &error);
            check(nth > least);
            return;
        }
        check(status == (kind == WTW_FAULT_WRITE ? WTW_IO : WTW_NO_MEMORY));
        check(error.words[0] != '\0');
    }
}

Test(results_database, ends_in_order_whichever_step_fails)
{
    fail_each(WTW_FAULT_WRITE, 6);
    fail_each(WTW_FAULT_ALLOCATION, 1);
}

#endif
