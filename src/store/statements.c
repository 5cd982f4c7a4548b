/*
 * statements.c - all that the room asks of SQLite again and again, prepared once
 *
 * The words stand in one table, so that whoever changes the schema sees what depends on it,
 * and test_statements.c can look at SQLite's plan of each: none may walk through a table where
 * an index was meant to serve it.
 *
 * A statement that may change one row and then fail at another (INSERT ... SELECT, INSERT OR
 * REPLACE) makes SQLite copy each page that it touches to a journal of the statement's own: of
 * articles that have copies that was half of all that a batch wrote. So rows are put by plain
 * INSERTs, and what has to be replaced is replaced by an UPDATE of its own.
 */
#include "store/statements.h"

#include <sqlite3.h>

_Static_assert((int)WTW_STATEMENT_COUNT <= (int)WTW_DATABASE_STATEMENTS,
               "each statement has its place");

#define FIGURES                                                                          \
    "a, b, relation, is_estimated, shared, a_shingles, b_shingles,"                      \
    " longest_passage_tokens, passage_tokens, a_tokens, b_tokens, a_aligned, b_aligned," \
    " aligned_shared, aligned_long, misread, changed_figures, changed_names, lag"
#define CLUSTER "cluster, canonical, size, sources, newest, begins, ends"

static const char *const words_of[WTW_STATEMENT_COUNT] = {
    [WTW_STAMPED_SHARE] = "SELECT CAST(value AS REAL) FROM stamps WHERE name = ?1",
    [WTW_RECOGNISE] = "SELECT number FROM articles WHERE record = ?1 AND record_rest = ?2"
                      " AND (ifnull(given_id, id) = ?3 OR ?4) ORDER BY number LIMIT 1",
    [WTW_FIND_ID] = "SELECT number FROM articles WHERE id_hash = ?1 AND id = ?2",
    [WTW_FIND_SOURCE] = "SELECT id FROM sources WHERE name = ?1",
    [WTW_ADD_SOURCE] = "INSERT INTO sources (name) VALUES (?1) RETURNING id",
    [WTW_ADD_ARTICLE] =
        "INSERT INTO articles (number, id, given_id, id_hash, record, record_rest,"
        " is_made_up, url, source, title, published, arrived, text_bytes)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [WTW_ADD_TEXT] = "INSERT INTO texts (number, packed) VALUES (?1, ?2)",
    [WTW_ADD_DIGEST] = "INSERT INTO digests (number, published, source, rank, agency,"
                       " digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [WTW_GET_ARTICLE] =
        "SELECT a.id, a.url, s.name, a.title, d.digest, t.packed, a.text_bytes,"
        " a.published, a.arrived, a.is_made_up, d.rank, d.agency FROM articles AS a"
        " LEFT JOIN sources AS s ON s.id = a.source"
        " LEFT JOIN digests AS d ON d.number = a.number"
        " LEFT JOIN texts AS t ON t.number = a.number WHERE a.number = ?1",
    [WTW_DESCRIBE_ARTICLE] =
        "SELECT a.id, a.url, s.name, a.title, NULL, NULL, 0,"
        " a.published, a.arrived, a.is_made_up, 0, NULL FROM articles AS a"
        " LEFT JOIN sources AS s ON s.id = a.source WHERE a.number = ?1",
    [WTW_GET_TEXT] = "SELECT packed FROM texts WHERE number = ?1",
    [WTW_NEXT_ARTICLE] =
        "SELECT number FROM articles WHERE number > ?1 ORDER BY number LIMIT 1",
    [WTW_LAST_ARTICLE] =
        "SELECT max(last, ifnull((SELECT max(number) FROM articles), 0)) FROM arrivals",
    [WTW_NEWEST_ARTICLE] = "SELECT ifnull(max(number), 0) FROM articles",
    [WTW_NOTE_LAST] = "UPDATE arrivals SET last = ?1 WHERE last < ?1",
    [WTW_OLDEST_ARTICLES] =
        "SELECT number FROM articles WHERE ifnull(published, arrived) < ?1"
        " ORDER BY ifnull(published, arrived), number LIMIT ?2",
    [WTW_DELETE_ARTICLE] = "DELETE FROM articles WHERE number = ?1",
    [WTW_DELETE_TEXT] = "DELETE FROM texts WHERE number = ?1",
    [WTW_DELETE_DIGEST] = "DELETE FROM digests WHERE number = ?1",
    [WTW_DELETE_MATCHES_OF_A] = "DELETE FROM matches WHERE a = ?1",
    [WTW_DELETE_MATCHES_OF_B] = "DELETE FROM matches WHERE b = ?1",
    [WTW_WALK_DIGESTS] =
        "SELECT number, published, source, rank, agency, digest FROM digests"
        " WHERE number >= ?1 AND number < ?2 ORDER BY number",
    [WTW_WALK_STANDINGS] = "SELECT number, cluster FROM members"
                           " WHERE number >= ?1 AND number < ?2 ORDER BY number",
    [WTW_WALK_NUMBERS] = "SELECT number FROM articles INDEXED BY articles_by_source",
    [WTW_NUMBER_SPAN] =
        "SELECT ifnull((SELECT min(number) FROM articles), 0),"
        " ifnull((SELECT max(number) FROM articles), 0), (SELECT count(*) FROM articles)",
    [WTW_REPLACE_DIGEST] =
        "UPDATE digests SET digest = ?2, agency = ?3 WHERE number = ?1",
    [WTW_PUT_MATCH] = "INSERT OR IGNORE INTO matches (" FIGURES ") VALUES (?1, ?2, ?3,"
                      " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
                      " ?18, ?19)",
    [WTW_REPLACE_MATCH] =
        "UPDATE matches SET relation = ?3, is_estimated = ?4, shared = ?5,"
        " a_shingles = ?6, b_shingles = ?7, longest_passage_tokens = ?8,"
        " passage_tokens = ?9, a_tokens = ?10, b_tokens = ?11, a_aligned = ?12,"
        " b_aligned = ?13, aligned_shared = ?14, aligned_long = ?15, misread = ?16,"
        " changed_figures = ?17, changed_names = ?18, lag = ?19 WHERE b = ?2 AND a = ?1",
    [WTW_DROP_MATCH] = "DELETE FROM matches WHERE a = ?1 AND b = ?2",
    [WTW_WALK_MATCHES] = "SELECT " FIGURES " FROM matches ORDER BY b, a",
    [WTW_MATCHES_OF] =
        "SELECT " FIGURES " FROM (SELECT * FROM matches WHERE a = ?1 UNION ALL"
        " SELECT * FROM matches WHERE b = ?1) ORDER BY shared DESC, a, b",
    [WTW_GET_MATCH] = "SELECT " FIGURES " FROM matches WHERE a = ?1 AND b = ?2",
    [WTW_LEAVE_CLUSTER] = "DELETE FROM members WHERE number = ?1",
    [WTW_MEMBERSHIP] =
        "SELECT m.cluster, a.source, a.published, a.arrived FROM articles AS a"
        " LEFT JOIN members AS m ON m.number = a.number WHERE a.number = ?1",
    [WTW_ENTER_CLUSTER] =
        "INSERT INTO members (cluster, number, source, published, arrived)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [WTW_LOOK_AT_MEMBERS] = "SELECT number, source, published FROM members"
                            " WHERE cluster = ?1 ORDER BY cluster, number",
    [WTW_PUT_CLUSTER] = "INSERT OR IGNORE INTO clusters (" CLUSTER ")"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [WTW_REPLACE_CLUSTER] = "UPDATE clusters SET canonical = ?2, size = ?3, sources = ?4,"
                            " newest = ?5, begins = ?6, ends = ?7 WHERE cluster = ?1",
    [WTW_DROP_CLUSTER] = "DELETE FROM clusters WHERE cluster = ?1",
    [WTW_DROP_MEMBERS] = "DELETE FROM members WHERE cluster = ?1",
    [WTW_CLUSTER_OF] = "SELECT ifnull(m.cluster, a.number) FROM articles AS a"
                       " LEFT JOIN members AS m ON m.number = a.number"
                       " WHERE a.number = ?1",
    [WTW_GET_CLUSTER] = "SELECT " CLUSTER " FROM clusters WHERE cluster = ?1",
    [WTW_GET_SINGLE] =
        "SELECT number, number, 1, source IS NOT NULL, number, published, published"
        " FROM articles WHERE number = ?1"
        " AND NOT EXISTS (SELECT 1 FROM members WHERE number = ?1)",
    [WTW_MEMBERS] =
        "SELECT number FROM members WHERE cluster = ?1 ORDER BY cluster, number",
    [WTW_WALK_MEMBERS] = "SELECT cluster, number, source, published,"
                         " ifnull(published, arrived) FROM members"
                         " ORDER BY cluster, number",
    [WTW_WALK_SOURCES] = "SELECT id, name FROM sources ORDER BY id",
    [WTW_SOURCE_NAME] = "SELECT name FROM sources WHERE id = ?1",
    [WTW_COUNT_ARTICLES] = "SELECT count(*) FROM articles",
    [WTW_COUNT_CLUSTERS] =
        "SELECT count(*), ifnull(sum(size), 0) FROM clusters WHERE size > 1",
    [WTW_COUNT_MATCHES] = "SELECT count(*) FROM matches",
    [WTW_COUNT_BYTES] =
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    [WTW_COUNT_FREE] = "SELECT freelist_count FROM pragma_freelist_count",
};

const char *wtw_statement_words(enum wtw_statement statement)
{
    return words_of[statement];
}

/* ------------------------------------------------------------------ asking */

struct wtw_asked wtw_ask(struct wtw_database *database, enum wtw_statement statement)
{
    struct sqlite3_stmt **place = &database->statements[statement];
    struct wtw_asked asked = {.database = database, .next = 1, .code = SQLITE_OK};

    if (*place)
        sqlite3_reset(*place);
    else
        asked.code = sqlite3_prepare_v3(database->handle, words_of[statement], -1,
                                        SQLITE_PREPARE_PERSISTENT, place, NULL);
    asked.statement = *place;
    return asked;
}

void wtw_give_number(struct wtw_asked *asked, int64_t number)
{
    if (asked->code == SQLITE_OK)
        asked->code = sqlite3_bind_int64(asked->statement, asked->next++, number);
}

void wtw_give_null(struct wtw_asked *asked)
{
    if (asked->code == SQLITE_OK)
        asked->code = sqlite3_bind_null(asked->statement, asked->next++);
}

void wtw_give_date(struct wtw_asked *asked, int64_t seconds)
{
    if (seconds == WTW_DATE_UNKNOWN)
        wtw_give_null(asked);
    else
        wtw_give_number(asked, seconds);
}

void wtw_give_agency(struct wtw_asked *asked, uint32_t agency)
{
    if (agency == WTW_NO_AGENCY)
        wtw_give_null(asked);
    else
        wtw_give_number(asked, agency);
}

void wtw_give_words(struct wtw_asked *asked, struct wtw_span words)
{
    if (asked->code == SQLITE_OK)
        asked->code = sqlite3_bind_text64(asked->statement, asked->next++,
                                          words.count ? words.items : "", words.count,
                                          SQLITE_STATIC, SQLITE_UTF8);
}

void wtw_give_blob(struct wtw_asked *asked, struct wtw_span bytes)
{
    if (asked->code == SQLITE_OK)
        asked->code = sqlite3_bind_blob64(asked->statement, asked->next++,
                                          bytes.count ? bytes.items : "", bytes.count,
                                          SQLITE_STATIC);
}

/* ------------------------------------------------------------------ answers */

void wtw_done(struct wtw_asked *asked)
{
    sqlite3_reset(asked->statement);
}

enum wtw_status wtw_row(struct wtw_asked *asked, bool *out_is_row,
                        struct wtw_error *error)
{
    if (asked->code == SQLITE_OK || asked->code == SQLITE_ROW)
        asked->code = sqlite3_step(asked->statement);
    *out_is_row = asked->code == SQLITE_ROW;
    if (asked->code == SQLITE_ROW || asked->code == SQLITE_DONE)
        return WTW_OK;
    return wtw_database_fail(asked->database, asked->code, "read", error);
}

enum wtw_status wtw_change(struct wtw_asked *asked, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (asked->code == SQLITE_OK)
        asked->code = sqlite3_step(asked->statement);
    if (asked->code != SQLITE_DONE)
        status = wtw_database_fail(asked->database, asked->code, "write to", error);
    wtw_done(asked);
    return status;
}

enum wtw_status wtw_put(struct wtw_asked *asked, bool *out_is_there,
                        struct wtw_error *error)
{
    WTW_TRY(wtw_change(asked, error));
    *out_is_there = sqlite3_changes(asked->database->handle) == 0;
    return WTW_OK;
}

enum wtw_status wtw_number(struct wtw_asked *asked, int64_t *out_number,
                           struct wtw_error *error)
{
    bool is_row = false;
    enum wtw_status status = wtw_row(asked, &is_row, error);

    if (status == WTW_OK)
        *out_number = is_row ? wtw_column_number(asked, 0) : 0;
    wtw_done(asked);
    return status;
}

int64_t wtw_column_number(const struct wtw_asked *asked, int column)
{
    return sqlite3_column_int64(asked->statement, column);
}

int64_t wtw_column_date(const struct wtw_asked *asked, int column)
{
    return sqlite3_column_type(asked->statement, column) == SQLITE_NULL
               ? WTW_DATE_UNKNOWN
               : sqlite3_column_int64(asked->statement, column);
}

uint32_t wtw_column_agency(const struct wtw_asked *asked, int column)
{
    return sqlite3_column_type(asked->statement, column) == SQLITE_NULL
               ? WTW_NO_AGENCY
               : (uint32_t)sqlite3_column_int64(asked->statement, column);
}

struct wtw_span wtw_column_bytes(const struct wtw_asked *asked, int column)
{
    const char *items = sqlite3_column_blob(asked->statement, column);

    return (struct wtw_span){items,
                             (size_t)sqlite3_column_bytes(asked->statement, column)};
}

struct wtw_feed_cluster wtw_column_cluster(const struct wtw_asked *asked)
{
    return (struct wtw_feed_cluster){
        .cluster = wtw_column_number(asked, 0),
        .canonical = wtw_column_number(asked, 1),
        .size = (uint32_t)wtw_column_number(asked, 2),
        .source_count = (uint32_t)wtw_column_number(asked, 3),
        .newest = wtw_column_number(asked, 4),
        .begin_seconds = wtw_column_date(asked, 5),
        .end_seconds = wtw_column_date(asked, 6),
    };
}
