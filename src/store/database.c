/*
 * database.c - the file in which a feed keeps its articles
 *
 * SQLite with a write-ahead log: readers see the last commit while a writer is at work, and
 * a commit is one append and one sync. synchronous=FULL makes it durable when it returns;
 * the weaker NORMAL of many tutorials loses the last commits when the power goes. Room that
 * deleted articles leave is given back a piece at a time (auto_vacuum=INCREMENTAL), because
 * a whole VACUUM copies the file and stops everybody meanwhile. A writer has a cache of 64 MB,
 * because hashes go to all places of their indexes, and its log grows to as much before it is
 * written back, so that a page of an index that many batches change is written back once.
 * Pages of 16 KB instead of SQLite's 4 took articles in twice as fast, as each costs two calls
 * of the system on its way to the log, and waste less room behind packed texts.
 */
#include "store/database.h"

#include "base/memory.h"
#include "store/schema.h"
#include "store/stamp.h"
#include "store/statements.h"
#include "store/store_failure.h"
#include "store/stored_sources.h"
#include "store/writer_lock.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum wtw_status wtw_database_fail(const struct wtw_database *database, int code,
                                  const char *doing, struct wtw_error *error)
{
    return wtw_store_fail(database->handle, code, database->path.items, doing, error);
}

enum wtw_status wtw_database_run(const struct wtw_database *database, const char *sql,
                                 const char *doing, struct wtw_error *error)
{
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? WTW_OK : wtw_database_fail(database, code, doing, error);
}

static enum wtw_status open_file(struct wtw_database *database,
                                 const struct wtw_database_terms *terms,
                                 struct wtw_error *error)
{
    int flags = terms->use == WTW_DATABASE_WRITE
                    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : SQLITE_OPEN_READONLY;
    int code = sqlite3_open_v2(terms->path, &database->handle,
                               flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (code != SQLITE_OK)
        return wtw_database_fail(database, code, "open", error);
    sqlite3_busy_timeout(database->handle, (int)terms->wait_milliseconds);
    return WTW_OK;
}

/* What SQLite asks memory for with each row of an article fits into one of these. It does
 * without where they are not to be had. */
enum { ROW_ROOM_BYTES = 4096, ROW_ROOMS = 64 };

static void give_room_for_rows(const struct wtw_database *database)
{
    (void)sqlite3_db_config(database->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL,
                            ROW_ROOM_BYTES, ROW_ROOMS);
}

/* The journal's mode is written into the file, so a file that is none of ours has to be
 * known before. */
static enum wtw_status prepare_writer(struct wtw_database *database,
                                      struct wtw_error *error)
{
    give_room_for_rows(database);
    WTW_TRY(wtw_stored_sources_begin(database, error));
    WTW_TRY(wtw_database_run(database,
                             "PRAGMA page_size = 16384;"
                             "PRAGMA auto_vacuum = INCREMENTAL;"
                             "PRAGMA synchronous = FULL;"
                             "PRAGMA cache_size = -65536;"
                             "PRAGMA wal_autocheckpoint = 4096;",
                             "open", error));
    WTW_TRY(wtw_schema_open(database, true, error));
    if (sqlite3_db_readonly(database->handle, "main") == 1)
        return wtw_database_fail(database, SQLITE_READONLY, "open for writing", error);
    return wtw_database_run(database, "PRAGMA journal_mode = WAL", "open", error);
}

static enum wtw_status compare_stamp(struct wtw_database *database,
                                     const struct wtw_database_terms *terms,
                                     struct wtw_error *error)
{
    enum wtw_status status =
        wtw_stamp_compare(database, terms->options, !terms->leaves_texts_out, error);

    if (status != WTW_BAD_ARGUMENT || !terms->lets_other_options_pass)
        return status;
    WTW_TRY(wtw_stamp_says(database, "texts kept", "1", &database->keeps_texts, error));
    if (database->keeps_texts == terms->leaves_texts_out)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "%s was made %s texts, and that stays so; feed a new database",
                        database->path.items, database->keeps_texts ? "with" : "without");
    if (!database->keeps_texts)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "%s keeps no texts that could be judged anew; feed a new database",
            database->path.items);
    database->is_outdated = true;
    return WTW_OK;
}

static enum wtw_status put_or_compare_stamp(struct wtw_database *database,
                                            const struct wtw_database_terms *terms,
                                            struct wtw_error *error)
{
    bool is_new = false;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_stamp_says(database, "scheme", "", &is_new, error));
    if (!is_new || terms->use != WTW_DATABASE_WRITE)
        return compare_stamp(database, terms, error);
    WTW_TRY(wtw_database_begin(database, error));
    status = wtw_stamp_put(database, terms->options, !terms->leaves_texts_out, error);
    if (status == WTW_OK)
        status = wtw_database_commit(database, error);
    if (status != WTW_OK)
        wtw_database_roll_back(database);
    return status;
}

enum wtw_status wtw_database_open(struct wtw_database *out_database,
                                  const struct wtw_database_terms *terms,
                                  struct wtw_error *error)
{
    struct wtw_database *database = out_database;

    *database = (struct wtw_database){.lock = -1, .last_number = -1};
    WTW_TRY(
        wtw_buffer_append(&database->path, terms->path, strlen(terms->path) + 1, error));
    if (terms->use == WTW_DATABASE_WRITE)
        WTW_TRY(wtw_writer_lock_take(terms->path, &database->lock, error));
    WTW_TRY(open_file(database, terms, error));
    if (terms->use == WTW_DATABASE_WRITE)
        WTW_TRY(prepare_writer(database, error));
    else
        WTW_TRY(wtw_schema_open(database, false, error));
    if (terms->options)
        WTW_TRY(put_or_compare_stamp(database, terms, error));
    return wtw_stamp_says(database, "texts kept", "1", &database->keeps_texts, error);
}

void wtw_database_close(struct wtw_database *database)
{
    for (size_t i = 0; i < WTW_DATABASE_STATEMENTS; i++)
        sqlite3_finalize(database->statements[i]);
    sqlite3_close(database->handle);
    wtw_buffer_release(&database->scratch);
    wtw_text_packer_release(&database->packer);
    wtw_buffer_release(&database->path);
    wtw_release_items(database->source_ids);
    wtw_writer_lock_release(database->lock);
    *database = (struct wtw_database){.lock = -1};
}

enum wtw_status wtw_database_begin(struct wtw_database *database, struct wtw_error *error)
{
    WTW_TRY(wtw_database_run(database, "BEGIN IMMEDIATE", "write to", error));
    database->is_in_batch = true;
    return WTW_OK;
}

enum wtw_status wtw_database_commit(struct wtw_database *database,
                                    struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    /* A full disk and the like make SQLite roll back by itself. */
    if (!database->is_in_batch || sqlite3_get_autocommit(database->handle))
        status =
            wtw_fail(error, WTW_IO,
                     "nothing of this batch was stored in %s, after a failure in it; "
                     "send it again",
                     database->path.items);
    else
        status = wtw_database_run(database, "COMMIT", "write to", error);
    if (status != WTW_OK)
        wtw_database_roll_back(database);
    database->is_in_batch = false;
    return status;
}

void wtw_database_roll_back(struct wtw_database *database)
{
    database->is_in_batch = false;
    database->last_number = -1;
    wtw_stored_sources_forget(database);
    /* SQLite may have rolled back by itself; then there is nothing to do. */
    if (database->handle && !sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

enum wtw_status wtw_database_hold(struct wtw_database *database, struct wtw_error *error)
{
    if (!database->is_in_batch && !database->holds)
        WTW_TRY(wtw_database_run(database, "BEGIN", "read", error));
    database->holds++;
    return WTW_OK;
}

void wtw_database_let_go(struct wtw_database *database)
{
    if (!database->holds || --database->holds || database->is_in_batch)
        return;
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "COMMIT", NULL, NULL, NULL);
}

enum wtw_status wtw_database_tidy(struct wtw_database *database, uint32_t pages,
                                  bool *out_more, struct wtw_error *error)
{
    struct wtw_asked asked;
    int64_t left = 0;
    char sql[64];

    snprintf(sql, sizeof sql, "PRAGMA incremental_vacuum(%u)", pages);
    if (pages)
        WTW_TRY(wtw_database_run(database, sql, "tidy up", error));
    asked = wtw_ask(database, WTW_COUNT_FREE);
    WTW_TRY(wtw_number(&asked, &left, error));
    *out_more = left > 0;
    return WTW_OK;
}
