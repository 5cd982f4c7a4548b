/*
 * results_database.c - clusters and matches as an SQLite database
 *
 * The file is new and nobody else sees it before it is complete, so it needs no journal
 * and no sync: one that broke off is thrown away. Rows come in the order of their keys,
 * which makes every insert an append; indexes are made at the end.
 */
#include "write/results_database.h"

#include "base/faults.h"
#include "base/memory.h"
#include "write/date_words.h"
#include "write/valid_text.h"

#include <sqlite3.h>

#include <stdio.h>

static const char schema[] =
    "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA application_id = 0x77747772;" /* "wtwr" */
    "BEGIN;"
    "CREATE TABLE run(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE cluster("
    "  number INTEGER PRIMARY KEY,"
    "  size INTEGER NOT NULL,"
    "  canonical INTEGER NOT NULL REFERENCES article(number),"
    "  first_seen TEXT);"
    "CREATE TABLE article("
    "  number INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL,"
    "  url TEXT, source TEXT, date TEXT, published INTEGER, title TEXT, agency TEXT,"
    "  input TEXT NOT NULL, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL,"
    "  cluster INTEGER NOT NULL REFERENCES cluster(number),"
    "  relation TEXT NOT NULL,"
    "  jaccard REAL NOT NULL, contained REAL NOT NULL, contains REAL NOT NULL,"
    "  lag_seconds INTEGER, story INTEGER);"
    "CREATE TABLE match("
    "  a INTEGER NOT NULL REFERENCES article(number),"
    "  b INTEGER NOT NULL REFERENCES article(number),"
    "  relation TEXT NOT NULL, is_copy INTEGER NOT NULL,"
    "  jaccard REAL NOT NULL, a_in_b REAL NOT NULL, b_in_a REAL NOT NULL,"
    "  shared_shingles INTEGER NOT NULL, lag_seconds INTEGER,"
    "  PRIMARY KEY(a, b)) WITHOUT ROWID;"
    "CREATE VIEW copy AS SELECT article.number, article.id, article.source, article.date,"
    "  article.relation, article.jaccard, article.contained, article.contains,"
    "  article.lag_seconds, kept.id AS canonical, kept.source AS canonical_source,"
    "  cluster.number AS cluster, cluster.size AS size"
    "  FROM article JOIN cluster ON cluster.number = article.cluster"
    "  JOIN article AS kept ON kept.number = cluster.canonical"
    "  WHERE article.number <> cluster.canonical;";

static const char ending[] = "CREATE INDEX article_by_id ON article(id);"
                             "CREATE INDEX article_by_cluster ON article(cluster);"
                             "CREATE INDEX article_by_source ON article(source);"
                             "CREATE INDEX cluster_by_size ON cluster(size);"
                             "CREATE INDEX match_by_b ON match(b);"
                             "COMMIT;";

enum statement { FACT, ARTICLE, CLUSTER, MATCH, STATEMENT_COUNT };

static const char *const inserts[] = {
    [FACT] = "INSERT INTO run VALUES(?, ?)",
    [ARTICLE] = ("INSERT INTO article "
                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [CLUSTER] = "INSERT INTO cluster VALUES(?, ?, ?, ?)",
    [MATCH] = "INSERT INTO match VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

struct wtw_results_database {
    const char *name; /* borrowed */
    sqlite3 *handle;
    sqlite3_stmt *inserts[STATEMENT_COUNT];
    struct wtw_buffer scratch; /* for text that is not valid UTF-8 */
};

/* The row that is being made; the first failure stays. */
struct row {
    struct wtw_results_database *database;
    sqlite3_stmt *insert;
    int column;
    int failure;
};

/* ------------------------------------------------------------------ life */

static enum wtw_status fail(const struct wtw_results_database *database, int failure,
                            struct wtw_error *error)
{
    if (failure == SQLITE_NOMEM)
        return wtw_fail(error, WTW_NO_MEMORY, "no memory left to write %s",
                        database->name);
    return wtw_fail(error, WTW_IO, "cannot write %s: %s", database->name,
                    database->handle ? sqlite3_errmsg(database->handle)
                                     : sqlite3_errstr(failure));
}

static enum wtw_status run(const struct wtw_results_database *database,
                           const char *statements, struct wtw_error *error)
{
    int failure = wtw_fault_is_due(WTW_FAULT_WRITE)
                      ? SQLITE_IOERR
                      : sqlite3_exec(database->handle, statements, NULL, NULL, NULL);

    return failure == SQLITE_OK ? WTW_OK : fail(database, failure, error);
}

static enum wtw_status set_up(struct wtw_results_database *database, const char *path,
                              struct wtw_error *error)
{
    char version[64];
    int failure = sqlite3_open_v2(path, &database->handle, SQLITE_OPEN_READWRITE, NULL);

    if (failure != SQLITE_OK)
        return fail(database, failure, error);
    WTW_TRY(run(database, schema, error));
    snprintf(version, sizeof version, "PRAGMA user_version = %d;", WTW_RESULTS_SCHEMA);
    WTW_TRY(run(database, version, error));
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        failure = sqlite3_prepare_v2(database->handle, inserts[i], -1,
                                     &database->inserts[i], NULL);
        if (failure != SQLITE_OK)
            return fail(database, failure, error);
    }
    return WTW_OK;
}

enum wtw_status wtw_results_database_new(const char *path, const char *name,
                                         struct wtw_results_database **out_database,
                                         struct wtw_error *error)
{
    struct wtw_results_database *database = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&database, 1, error));
    database->name = name;
    status = set_up(database, path, error);
    if (status == WTW_OK)
        *out_database = database;
    else
        wtw_results_database_free(database);
    return status;
}

static int close_handle(struct wtw_results_database *database)
{
    int failure = SQLITE_OK;

    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(database->inserts[i]);
        database->inserts[i] = NULL;
    }
    failure = sqlite3_close(database->handle);
    database->handle = NULL;
    return failure;
}

void wtw_results_database_free(struct wtw_results_database *database)
{
    if (!database)
        return;
    close_handle(database);
    wtw_buffer_release(&database->scratch);
    wtw_release_items(database);
}

enum wtw_status wtw_results_database_close(struct wtw_results_database *database,
                                           struct wtw_error *error)
{
    enum wtw_status status = run(database, ending, error);

    if (status == WTW_OK) {
        int failure = close_handle(database);

        if (failure != SQLITE_OK)
            status = fail(database, failure, error);
    }
    wtw_results_database_free(database);
    return status;
}

/* ------------------------------------------------------------------ cells */

static struct row row_of(struct wtw_results_database *database, enum statement which)
{
    return (struct row){.database = database, .insert = database->inserts[which]};
}

static void note(struct row *row, int failure)
{
    if (row->failure == SQLITE_OK)
        row->failure = failure;
}

static void put_number(struct row *row, int64_t number)
{
    note(row, sqlite3_bind_int64(row->insert, ++row->column, number));
}

static void put_real(struct row *row, double number)
{
    note(row, sqlite3_bind_double(row->insert, ++row->column, number));
}

static void put_null(struct row *row)
{
    note(row, sqlite3_bind_null(row->insert, ++row->column));
}

static void put_text(struct row *row, struct wtw_span text)
{
    struct wtw_span valid;

    if (!text.count) {
        put_null(row);
        return;
    }
    if (wtw_valid_text(text, &row->database->scratch, &valid, NULL) != WTW_OK) {
        note(row, SQLITE_NOMEM);
        return;
    }
    note(row, sqlite3_bind_text64(row->insert, ++row->column, valid.items, valid.count,
                                  SQLITE_TRANSIENT, SQLITE_UTF8));
}

static void put_words(struct row *row, const char *words)
{
    if (words && words[0])
        note(row,
             sqlite3_bind_text(row->insert, ++row->column, words, -1, SQLITE_TRANSIENT));
    else
        put_null(row);
}

/* Seconds or a lag, NULL where unknown. */
static void put_seconds(struct row *row, int64_t seconds)
{
    if (seconds == WTW_DATE_UNKNOWN)
        put_null(row);
    else
        put_number(row, seconds);
}

static enum wtw_status add(struct row *row, struct wtw_error *error)
{
    if (row->failure == SQLITE_OK && wtw_fault_is_due(WTW_FAULT_WRITE))
        row->failure = SQLITE_IOERR;
    if (row->failure == SQLITE_OK) {
        int done = sqlite3_step(row->insert);

        row->failure = done == SQLITE_DONE ? SQLITE_OK : done;
    }
    sqlite3_reset(row->insert);
    return row->failure == SQLITE_OK ? WTW_OK : fail(row->database, row->failure, error);
}

/* ------------------------------------------------------------------ rows */

enum wtw_status wtw_results_add_fact(struct wtw_results_database *database,
                                     const char *name, const char *value,
                                     struct wtw_error *error)
{
    struct row row = row_of(database, FACT);

    put_words(&row, name);
    put_words(&row, value);
    return add(&row, error);
}

static void put_info(struct row *row, const struct wtw_article_info *info)
{
    struct wtw_short_words iso = wtw_date_iso(info->published_seconds);

    put_text(row, info->id);
    put_text(row, info->url);
    put_text(row, info->source);
    if (iso.items[0])
        put_words(row, iso.items);
    else
        put_text(row, info->date);
    put_seconds(row, info->published_seconds);
    put_text(row, info->title);
    put_words(row, info->agency);
    put_words(row, info->input);
    put_number(row, info->line);
    put_number(row, (int64_t)info->offset);
}

enum wtw_status wtw_results_add_article(struct wtw_results_database *database,
                                        uint32_t number,
                                        const struct wtw_cluster_member *member,
                                        bool has_story, struct wtw_error *error)
{
    const struct wtw_membership *membership = &member->membership;
    struct row row = row_of(database, ARTICLE);

    put_number(&row, (int64_t)number + 1);
    put_info(&row, &member->article);
    put_number(&row, (int64_t)membership->cluster + 1);
    put_words(&row, wtw_relation_name(membership->relation));
    put_real(&row, wtw_jaccard(&membership->figures));
    put_real(&row, wtw_a_in_b(&membership->figures));
    put_real(&row, wtw_b_in_a(&membership->figures));
    put_seconds(&row, member->lag_seconds);
    if (has_story)
        put_number(&row, (int64_t)membership->story + 1);
    else
        put_null(&row);
    return add(&row, error);
}

enum wtw_status wtw_results_add_cluster(struct wtw_results_database *database,
                                        const struct wtw_cluster *cluster,
                                        int64_t first_seen_seconds,
                                        struct wtw_error *error)
{
    struct row row = row_of(database, CLUSTER);

    put_number(&row, (int64_t)cluster->first + 1);
    put_number(&row, cluster->size);
    put_number(&row, (int64_t)cluster->canonical + 1);
    put_words(&row, wtw_date_iso(first_seen_seconds).items);
    return add(&row, error);
}

enum wtw_status wtw_results_add_match(struct wtw_results_database *database,
                                      const struct wtw_match *match,
                                      struct wtw_error *error)
{
    struct row row = row_of(database, MATCH);

    put_number(&row, (int64_t)match->a + 1);
    put_number(&row, (int64_t)match->b + 1);
    put_words(&row, wtw_relation_name(match->relation));
    put_number(&row, wtw_relation_is_copy(match->relation));
    put_real(&row, wtw_jaccard(&match->figures));
    put_real(&row, wtw_a_in_b(&match->figures));
    put_real(&row, wtw_b_in_a(&match->figures));
    put_number(&row, match->figures.shared);
    put_seconds(&row, match->figures.lag_seconds);
    return add(&row, error);
}
