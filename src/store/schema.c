/*
 * schema.c - the tables of a database, and how older ones become today's
 *
 * A schema is the sum of its steps: the list below only grows at its end, and a step that
 * was released is never changed. The file carries the number of steps that it has seen
 * (SQLite's user_version), and a table of them with dates for people. Its application id
 * tells it from the databases of other programs, which are left alone.
 *
 * Articles are keyed by arrival: rows are appended, and AUTOINCREMENT sees to it that a
 * number is never given twice, however many were deleted. 'given_id' is the id that an
 * article came with and 'record' the hash of all that it said: together they recognise what
 * is sent again. 'id' is what it is known by, which is given_id unless that was taken.
 */
#include "store/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* "WTwn" */
enum { APPLICATION_ID = 0x5754776e };

static const struct wtw_migration steps[] = {
    {"articles",
     "CREATE TABLE stamps (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
     "CREATE TABLE articles ("
     "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
     "  id TEXT NOT NULL UNIQUE,"
     "  given_id TEXT NOT NULL,"
     "  record BLOB NOT NULL,"
     "  url TEXT NOT NULL,"
     "  source TEXT NOT NULL,"
     "  title TEXT NOT NULL,"
     "  published INTEGER,"        /* seconds since 1970, NULL where not known */
     "  arrived INTEGER NOT NULL," /* likewise */
     "  text_bytes INTEGER NOT NULL,"
     "  digest BLOB NOT NULL,"
     "  text BLOB);" /* by zstd; NULL where texts are left out */
     "CREATE INDEX articles_by_record ON articles (record);"
     "CREATE INDEX articles_by_age ON articles (ifnull(published, arrived));"},
};

const struct wtw_migration *wtw_schema_steps(uint32_t *out_count)
{
    *out_count = sizeof steps / sizeof *steps;
    return steps;
}

static enum wtw_status read_number(const struct wtw_database *database, const char *sql,
                                   int64_t *out_number, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);

    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            *out_number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? WTW_OK : wtw_database_fail(database, code, "open", error);
}

static enum wtw_status note_step(const struct wtw_database *database, uint32_t version,
                                 const char *what, struct wtw_error *error)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "INSERT INTO migrations VALUES (%u, '%s', strftime('%%s', 'now'));"
             "PRAGMA user_version = %u;",
             version, what, version);
    return wtw_database_run(database, sql, "bring up to date", error);
}

static enum wtw_status make_file(const struct wtw_database *database,
                                 struct wtw_error *error)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "PRAGMA application_id = %d;"
             "CREATE TABLE migrations (version INTEGER PRIMARY KEY, what TEXT NOT NULL,"
             " done INTEGER NOT NULL);",
             APPLICATION_ID);
    return wtw_database_run(database, sql, "make the tables of", error);
}

static enum wtw_status take_steps(const struct wtw_database *database,
                                  const struct wtw_migration *list, uint32_t from,
                                  uint32_t to, struct wtw_error *error)
{
    if (!from)
        WTW_TRY(make_file(database, error));
    for (uint32_t i = from; i < to; i++) {
        WTW_TRY(wtw_database_run(database, list[i].sql, "bring up to date", error));
        WTW_TRY(note_step(database, i + 1, list[i].what, error));
    }
    return WTW_OK;
}

/* What of other programs is there, and which version of ours. */
static enum wtw_status look(const struct wtw_database *database, uint32_t step_count,
                            int64_t *out_version, struct wtw_error *error)
{
    int64_t application = 0;
    int64_t tables = 0;

    WTW_TRY(read_number(database, "PRAGMA application_id", &application, error));
    WTW_TRY(read_number(database, "PRAGMA user_version", out_version, error));
    WTW_TRY(read_number(database, "SELECT count(*) FROM sqlite_master", &tables, error));
    if (application != APPLICATION_ID && (application || tables || *out_version))
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s is the database of another program; name another file",
                        database->path.items);
    if (*out_version < 0 || *out_version > step_count)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s has version %lld of the tables and this is a wiretwin that "
                        "knows %u; use the newer wiretwin that made it",
                        database->path.items, (long long)*out_version, step_count);
    return WTW_OK;
}

enum wtw_status wtw_schema_follow(struct wtw_database *database,
                                  const struct wtw_migration *list, uint32_t step_count,
                                  bool may_write, struct wtw_error *error)
{
    int64_t version = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(look(database, step_count, &version, error));
    if (version == step_count)
        return WTW_OK;
    if (!may_write)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s has not the tables of today; open it once for writing",
                        database->path.items);
    WTW_TRY(wtw_database_begin(database, error));
    status = take_steps(database, list, (uint32_t)version, step_count, error);
    if (status == WTW_OK)
        status = wtw_database_commit(database, error);
    if (status != WTW_OK)
        wtw_database_roll_back(database);
    return status;
}

enum wtw_status wtw_schema_open(struct wtw_database *database, bool may_write,
                                struct wtw_error *error)
{
    return wtw_schema_follow(database, steps, sizeof steps / sizeof *steps, may_write,
                             error);
}
