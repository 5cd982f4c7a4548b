/*
 * soundness.c - whether all that a database holds is as it was stored
 *
 * SQLite finds broken pages, and rows and indexes that do not agree; a bit that flipped
 * inside of a text it cannot see, but the text's own checksum does. What one table says of
 * another is a law each, in SQL.
 */
#include "store/soundness.h"

#include "store/stored_articles.h"

#include <sqlite3.h>
#include <string.h>

static enum wtw_status check_pages(const struct wtw_database *database,
                                   struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    enum wtw_status status = WTW_OK;
    int code = sqlite3_prepare_v2(database->handle, "PRAGMA integrity_check(1)", -1,
                                  &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(statement, 0);

        if (!said)
            status = wtw_database_fail(database, SQLITE_NOMEM, "check", error);
        else if (strcmp(said, "ok") != 0)
            status = wtw_fail(error, WTW_BAD_INPUT,
                              "%s is damaged: %s; go back to a copy of it, or save what "
                              "can still be read with sqlite3's command .recover",
                              database->path.items, said);
    } else {
        status = wtw_database_fail(database, code, "check", error);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Each gives the numbers of what is wrong, and says what that is. */
static const struct {
    const char *sql;
    const char *words;
} laws[] = {
    {"SELECT number FROM articles AS a WHERE NOT EXISTS"
     " (SELECT 1 FROM digests AS d WHERE d.number = a.number"
     " AND d.published IS a.published AND d.source IS a.source)",
     "article %lld has no digest that is its own"},
    {"SELECT number FROM digests WHERE number NOT IN (SELECT number FROM articles)",
     "digest %lld has no article"},
    {"SELECT number FROM texts WHERE number NOT IN (SELECT number FROM articles)",
     "text %lld has no article"},
    {"SELECT number FROM articles WHERE source IS NOT NULL"
     " AND source NOT IN (SELECT id FROM sources)",
     "the source of article %lld is not there"},
    {"SELECT a.number FROM articles AS a JOIN articles AS b ON b.id_hash = a.id_hash"
     " AND b.id = a.id AND b.number < a.number",
     "article %lld has an id that another has"},
    {"SELECT m.number FROM members AS m LEFT JOIN articles AS a ON a.number = m.number"
     " WHERE a.number IS NULL OR a.source IS NOT m.source"
     " OR a.published IS NOT m.published OR a.arrived <> m.arrived",
     "member %lld of a cluster is not as its article says"},
    {"SELECT number FROM members WHERE cluster NOT IN (SELECT cluster FROM clusters)",
     "article %lld is in a cluster that is not there"},
    {"SELECT c.cluster FROM clusters AS c LEFT JOIN (SELECT cluster, count(*) AS size,"
     "  count(DISTINCT source) AS sources, max(number) AS newest,"
     "  min(published) AS begins, max(published) AS ends FROM members GROUP BY cluster)"
     " AS m ON m.cluster = c.cluster WHERE m.size IS NOT c.size OR c.size < 1"
     " OR m.sources <> c.sources OR m.newest <> c.newest"
     " OR m.begins IS NOT c.begins OR m.ends IS NOT c.ends",
     "cluster %lld is not what its members make"},
    {"SELECT cluster FROM clusters AS c WHERE NOT EXISTS (SELECT 1 FROM members AS m"
     " WHERE m.number = c.canonical AND m.cluster = c.cluster)",
     "cluster %lld has a canonical that is no member"},
    {"SELECT b FROM matches WHERE a >= b OR a NOT IN (SELECT number FROM articles)"
     " OR b NOT IN (SELECT number FROM articles)",
     "a match of article %lld has no two articles"},
};

static enum wtw_status broken(const struct wtw_database *database, const char *words,
                              int64_t number, struct wtw_error *error)
{
    char said[128] = "";

    sqlite3_snprintf(sizeof said, said, words, (long long)number);
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s is damaged: %s; go back to a copy of it, or judge all anew by "
                    "wiretwin feed --rebuild",
                    database->path.items, said);
}

static enum wtw_status check_law(const struct wtw_database *database, const char *sql,
                                 const char *words, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    enum wtw_status status = WTW_OK;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        status = broken(database, words, sqlite3_column_int64(statement, 0), error);
    else if (code != SQLITE_DONE)
        status = wtw_database_fail(database, code, "check", error);
    sqlite3_finalize(statement);
    return status;
}

static enum wtw_status check_laws(const struct wtw_database *database,
                                  struct wtw_error *error)
{
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        WTW_TRY(check_law(database, laws[i].sql, laws[i].words, error));
    return WTW_OK;
}

static enum wtw_status check_texts(struct wtw_database *database,
                                   struct wtw_buffer *scratch, uint64_t *out_articles,
                                   struct wtw_error *error)
{
    struct wtw_stored_article article;
    uint64_t count = 0;
    int64_t number = 0;

    WTW_TRY(wtw_stored_article_next(database, 0, &number, error));
    while (number) {
        WTW_TRY(wtw_stored_article_get(database, number, scratch, &article, error));
        count++;
        WTW_TRY(wtw_stored_article_next(database, number, &number, error));
    }
    *out_articles = count;
    return WTW_OK;
}

enum wtw_status wtw_soundness_check(struct wtw_database *database, uint64_t *out_articles,
                                    struct wtw_error *error)
{
    struct wtw_buffer scratch = {0};
    enum wtw_status status = wtw_database_hold(database, error);

    if (status != WTW_OK)
        return status;
    status = check_pages(database, error);
    if (status == WTW_OK)
        status = check_laws(database, error);
    if (status == WTW_OK)
        status = check_texts(database, &scratch, out_articles, error);
    wtw_database_let_go(database);
    wtw_buffer_release(&scratch);
    return status;
}
