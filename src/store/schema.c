/*
 * schema.c - the tables of a database, and how older ones become today's
 *
 * A schema is the sum of its steps: the list below only grows at its end, and a step that
 * was released is never changed. The file carries the number of steps that it has seen
 * (SQLite's user_version), and a table of them with dates for people. Its application id
 * tells it from the databases of other programs, which are left alone.
 *
 * All is keyed by arrival, so that rows are appended. Digests stand apart from texts, because
 * opening a feed reads all of the one and none of the other; titles too, because looking for
 * words reads them all. Ids and records are found by hashes of 64 bits: indexes of whole ids
 * and whole hashes would be five times as large, and outgrow the cache. 'given_id' is the id
 * that an article came with and 'record' the hash of all that it said: together they recognise
 * what is sent again. 'id' is what it is known by.
 *
 * Members of clusters carry with them what is asked of clusters most, who published them and
 * when, so that flows are one walk through one small table.
 */
#include "store/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* "WTwn" */
enum { APPLICATION_ID = 0x5754776e };

static const struct wtw_migration steps[] = {
    {"articles, matches and clusters",
     "CREATE TABLE stamps (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
     "CREATE TABLE arrivals (last INTEGER NOT NULL);" /* a number is never given twice */
     "INSERT INTO arrivals VALUES (0);"
     "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
     "CREATE TABLE articles ("
     "  number INTEGER PRIMARY KEY,"
     "  id TEXT NOT NULL,"
     "  given_id TEXT," /* NULL where it is the same */
     "  id_hash INTEGER NOT NULL,"
     "  record INTEGER NOT NULL,"      /* the first half of the hash */
     "  record_rest INTEGER NOT NULL," /* and the second */
     "  is_made_up INTEGER NOT NULL,"  /* the id */
     "  url TEXT NOT NULL,"
     "  source INTEGER," /* NULL where not known */
     "  title TEXT NOT NULL,"
     "  published INTEGER,"        /* seconds since 1970, NULL where not known */
     "  arrived INTEGER NOT NULL," /* likewise */
     "  text_bytes INTEGER NOT NULL);"
     "CREATE INDEX articles_by_id ON articles (id_hash);"
     "CREATE INDEX articles_by_record ON articles (record);"
     "CREATE INDEX articles_by_age ON articles (ifnull(published, arrived));"
     "CREATE INDEX articles_by_source ON articles (source);"
     "CREATE TABLE texts (number INTEGER PRIMARY KEY, packed BLOB NOT NULL);" /* by zstd */
     "CREATE TABLE digests ("
     "  number INTEGER PRIMARY KEY,"
     "  published INTEGER,"
     "  source INTEGER,"
     "  rank INTEGER NOT NULL,"
     "  agency INTEGER," /* NULL for none */
     "  digest BLOB NOT NULL);"
     /* By b, the later one, rows are appended. */
     "CREATE TABLE matches ("
     "  a INTEGER NOT NULL,"
     "  b INTEGER NOT NULL,"
     "  relation INTEGER NOT NULL," /* what b is to a: enum wtw_relation */
     "  is_estimated INTEGER NOT NULL,"
     "  shared INTEGER NOT NULL,"
     "  a_shingles INTEGER NOT NULL,"
     "  b_shingles INTEGER NOT NULL,"
     "  longest_passage_tokens INTEGER NOT NULL,"
     "  passage_tokens INTEGER NOT NULL,"
     "  a_tokens INTEGER NOT NULL,"
     "  b_tokens INTEGER NOT NULL,"
     "  a_aligned INTEGER NOT NULL,"
     "  b_aligned INTEGER NOT NULL,"
     "  aligned_shared INTEGER NOT NULL,"
     "  aligned_long INTEGER NOT NULL,"
     "  misread INTEGER NOT NULL,"
     "  changed_figures INTEGER NOT NULL,"
     "  changed_names INTEGER NOT NULL,"
     "  lag INTEGER," /* seconds, NULL where not known */
     "  PRIMARY KEY (b, a)) WITHOUT ROWID;"
     "CREATE INDEX matches_by_a ON matches (a);"
     /* Of clusters of two and more. */
     "CREATE TABLE members ("
     "  cluster INTEGER NOT NULL,"
     "  number INTEGER NOT NULL,"
     "  source INTEGER,"
     "  published INTEGER,"
     "  arrived INTEGER NOT NULL,"
     "  PRIMARY KEY (cluster, number)) WITHOUT ROWID;"
     "CREATE UNIQUE INDEX members_by_number ON members (number);"
     "CREATE TABLE clusters ("
     "  cluster INTEGER PRIMARY KEY,"
     "  canonical INTEGER NOT NULL,"
     "  size INTEGER NOT NULL,"
     "  sources INTEGER NOT NULL," /* how many of those that are known */
     "  newest INTEGER NOT NULL,"
     "  begins INTEGER," /* earliest and latest date, NULL where none is known */
     "  ends INTEGER);"
     "CREATE INDEX clusters_by_newest ON clusters (newest);"},
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
