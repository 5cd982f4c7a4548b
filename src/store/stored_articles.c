/*
 * stored_articles.c - articles going into the database and coming out again
 *
 * Feeds send things twice: a crawler that starts anew, a client that saw no answer. What is
 * sent again has to change nothing, so an article is recognised by the id it came with and
 * a hash of all that it says. One that came without an id is recognised by the hash alone,
 * because its place in an input is no name. The same id with other words is a later version
 * of the article; it is kept beside the first, since what it says may be a copy of
 * something else.
 */
#include "store/stored_articles.h"

#include "store/packed_text.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum {
    FIND_RECORD,
    FIND_ID,
    INSERT,
    GET,
    NEXT,
    DELETE_ONE,
    EXPIRE,
    COUNT,
    STATEMENT_COUNT
};
_Static_assert((int)STATEMENT_COUNT <= (int)WTW_DATABASE_STATEMENTS,
               "each statement has its place");

static const char *const texts[STATEMENT_COUNT] = {
    [FIND_RECORD] = "SELECT number FROM articles WHERE record = ?1"
                    " AND (given_id = ?2 OR ?3) ORDER BY number LIMIT 1",
    [FIND_ID] = "SELECT number FROM articles WHERE id = ?1",
    [INSERT] =
        "INSERT INTO articles (id, given_id, record, url, source, title, published,"
        " arrived, text_bytes, digest, text)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [GET] = "SELECT id, url, source, title, digest, text, text_bytes, published, arrived"
            " FROM articles WHERE number = ?1",
    [NEXT] = "SELECT number FROM articles WHERE number > ?1 ORDER BY number LIMIT 1",
    [DELETE_ONE] = "DELETE FROM articles WHERE number = ?1",
    [EXPIRE] = "DELETE FROM articles WHERE number IN (SELECT number FROM articles"
               " WHERE ifnull(published, arrived) < ?1"
               " ORDER BY ifnull(published, arrived), number LIMIT ?2)",
    [COUNT] = "SELECT count(*) FROM articles",
};

static enum wtw_status statement_of(struct wtw_database *database, uint32_t slot,
                                    struct sqlite3_stmt **out_statement,
                                    struct wtw_error *error)
{
    return wtw_database_statement(database, slot, texts[slot], out_statement, error);
}

/* An empty text and an empty blob are not NULL to the database. */
static int bind_text(struct sqlite3_stmt *statement, int i, struct wtw_stored_bytes bytes)
{
    return sqlite3_bind_text64(statement, i, bytes.count ? bytes.items : "", bytes.count,
                               SQLITE_STATIC, SQLITE_UTF8);
}

static int bind_blob(struct sqlite3_stmt *statement, int i, const void *bytes,
                     size_t count)
{
    return sqlite3_bind_blob64(statement, i, count ? bytes : "", count, SQLITE_STATIC);
}

/* Steps a statement that gives at most one number, and gives it, 0 where there is none. */
static enum wtw_status step_number(const struct wtw_database *database,
                                   struct sqlite3_stmt *statement, int64_t *out_number,
                                   struct wtw_error *error)
{
    int code = sqlite3_step(statement);
    int64_t number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;

    sqlite3_reset(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return wtw_database_fail(database, code, "read", error);
    *out_number = number;
    return WTW_OK;
}

/* Steps a statement that changes something. */
static enum wtw_status step_change(const struct wtw_database *database,
                                   struct sqlite3_stmt *statement,
                                   struct wtw_error *error)
{
    int code = sqlite3_step(statement);

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return code == SQLITE_DONE ? WTW_OK
                               : wtw_database_fail(database, code, "write to", error);
}

/* ------------------------------------------------------------------ recognising */

struct record_hash {
    unsigned char bytes[sizeof(XXH128_canonical_t)];
};

/* Of each part its length first, so that moving words from one to the next shows. */
static XXH128_hash_t hash_part(XXH128_hash_t before, const void *bytes, size_t count)
{
    XXH128_hash_t part = XXH3_128bits(bytes, count);
    uint64_t joined[5] = {before.low64, before.high64, part.low64, part.high64, count};

    return XXH3_128bits(joined, sizeof joined);
}

static struct record_hash hash_record(const struct wtw_stored_article *article)
{
    const struct wtw_stored_bytes parts[] = {article->url, article->source,
                                             article->title, article->text};
    XXH128_hash_t hash = {0, 0};
    XXH128_canonical_t canonical;
    struct record_hash record;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = hash_part(hash, parts[i].items, parts[i].count);
    hash = hash_part(hash, &article->published_seconds, sizeof(int64_t));
    XXH128_canonicalFromHash(&canonical, hash);
    memcpy(record.bytes, canonical.digest, sizeof record.bytes);
    return record;
}

static enum wtw_status find_record(struct wtw_database *database,
                                   const struct wtw_stored_article *article,
                                   const struct record_hash *record, int64_t *out_number,
                                   struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    int code = SQLITE_OK;

    WTW_TRY(statement_of(database, FIND_RECORD, &statement, error));
    code = bind_blob(statement, 1, record->bytes, sizeof record->bytes);
    if (code == SQLITE_OK)
        code = bind_text(statement, 2, article->id);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int(statement, 3, article->has_made_up_id);
    if (code != SQLITE_OK)
        return wtw_database_fail(database, code, "read", error);
    return step_number(database, statement, out_number, error);
}

enum wtw_status wtw_stored_article_find(struct wtw_database *database,
                                        struct wtw_stored_bytes id, int64_t *out_number,
                                        struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    int code = SQLITE_OK;

    WTW_TRY(statement_of(database, FIND_ID, &statement, error));
    code = bind_text(statement, 1, id);
    if (code != SQLITE_OK)
        return wtw_database_fail(database, code, "read", error);
    return step_number(database, statement, out_number, error);
}

/* Puts the first of id, id@2, id@3, ... that is free into 'out'. */
static enum wtw_status choose_id(struct wtw_database *database,
                                 struct wtw_stored_bytes id, struct wtw_buffer *out,
                                 uint32_t *out_version, struct wtw_error *error)
{
    int64_t taken_by = 1;
    uint32_t version = 0;

    while (taken_by) {
        char suffix[16] = "";

        if (++version > 1)
            snprintf(suffix, sizeof suffix, "@%u", version);
        out->count = 0;
        WTW_TRY(wtw_buffer_append(out, id.items, id.count, error));
        WTW_TRY(wtw_buffer_append(out, suffix, strlen(suffix), error));
        WTW_TRY(wtw_stored_article_find(database,
                                        (struct wtw_stored_bytes){out->items, out->count},
                                        &taken_by, error));
    }
    *out_version = version;
    return WTW_OK;
}

/* ------------------------------------------------------------------ adding */

static int bind_article(struct sqlite3_stmt *statement,
                        const struct wtw_stored_article *article,
                        const struct wtw_buffer *id, const struct record_hash *record,
                        const struct wtw_buffer *packed)
{
    const struct wtw_stored_bytes parts[] = {{id->items, id->count}, article->id};
    const struct wtw_stored_bytes words[] = {article->url, article->source,
                                             article->title};
    int code = SQLITE_OK;

    for (int i = 0; i < 2 && code == SQLITE_OK; i++)
        code = bind_text(statement, i + 1, parts[i]);
    if (code == SQLITE_OK)
        code = bind_blob(statement, 3, record->bytes, sizeof record->bytes);
    for (int i = 0; i < 3 && code == SQLITE_OK; i++)
        code = bind_text(statement, i + 4, words[i]);
    if (code == SQLITE_OK && article->published_seconds != WTW_DATE_UNKNOWN)
        code = sqlite3_bind_int64(statement, 7, article->published_seconds);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 8, article->arrived_seconds);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 9, (int64_t)article->text.count);
    if (code == SQLITE_OK)
        code = bind_blob(statement, 10, article->digest.items, article->digest.count);
    if (code == SQLITE_OK && packed->count)
        code = bind_blob(statement, 11, packed->items, packed->count);
    return code;
}

static enum wtw_status insert(struct wtw_database *database,
                              const struct wtw_stored_article *article,
                              const struct record_hash *record,
                              struct wtw_stored_receipt *out_receipt,
                              struct wtw_error *error)
{
    struct wtw_buffer id = {0};
    struct wtw_buffer packed = {0};
    struct sqlite3_stmt *statement = NULL;
    uint32_t version = 0;
    int code = SQLITE_OK;
    enum wtw_status status = choose_id(database, article->id, &id, &version, error);

    if (status == WTW_OK && database->keeps_texts)
        status = wtw_text_pack(&database->packer, article->text.items,
                               article->text.count, &packed, error);
    if (status == WTW_OK)
        status = statement_of(database, INSERT, &statement, error);
    if (status == WTW_OK) {
        code = bind_article(statement, article, &id, record, &packed);
        status = code == SQLITE_OK ? step_change(database, statement, error)
                                   : wtw_database_fail(database, code, "write to", error);
    }
    if (status == WTW_OK) {
        out_receipt->number = sqlite3_last_insert_rowid(database->handle);
        out_receipt->verdict = version == 1 ? WTW_STORED_NEW : WTW_STORED_VERSION;
    }
    wtw_buffer_release(&packed);
    wtw_buffer_release(&id);
    return status;
}

enum wtw_status wtw_stored_article_add(struct wtw_database *database,
                                       const struct wtw_stored_article *article,
                                       struct wtw_stored_receipt *out_receipt,
                                       struct wtw_error *error)
{
    const struct record_hash record = hash_record(article);
    int64_t known = 0;

    WTW_TRY(find_record(database, article, &record, &known, error));
    if (!known)
        return insert(database, article, &record, out_receipt, error);
    *out_receipt = (struct wtw_stored_receipt){known, WTW_STORED_KNOWN};
    return WTW_OK;
}

/* ------------------------------------------------------------------ getting */

enum { WORD_COLUMNS = 5 }; /* id, url, source, title, digest */

static struct wtw_stored_bytes column_bytes(struct sqlite3_stmt *statement, int i)
{
    const char *items = sqlite3_column_blob(statement, i);

    return (struct wtw_stored_bytes){items, (size_t)sqlite3_column_bytes(statement, i)};
}

/* The text first and the rest behind it, of which pointers are taken when all is there. */
static enum wtw_status copy_row(const struct wtw_database *database,
                                struct sqlite3_stmt *statement,
                                struct wtw_buffer *scratch,
                                struct wtw_stored_article *out_article,
                                struct wtw_error *error)
{
    struct wtw_stored_bytes *const places[WORD_COLUMNS] = {
        &out_article->id, &out_article->url, &out_article->source, &out_article->title,
        &out_article->digest};
    struct wtw_stored_bytes packed = column_bytes(statement, 5);
    size_t begins[WORD_COLUMNS];

    scratch->count = 0;
    if (database->keeps_texts)
        WTW_TRY(wtw_text_unpack(packed.items, packed.count,
                                (size_t)sqlite3_column_int64(statement, 6), scratch,
                                error));
    out_article->text.count = scratch->count;
    for (int i = 0; i < WORD_COLUMNS; i++) {
        *places[i] = column_bytes(statement, i);
        begins[i] = scratch->count;
        WTW_TRY(wtw_buffer_append(scratch, places[i]->items, places[i]->count, error));
    }
    for (int i = 0; i < WORD_COLUMNS; i++)
        places[i]->items = places[i]->count ? scratch->items + begins[i] : NULL;
    out_article->text.items = out_article->text.count ? scratch->items : NULL;
    return WTW_OK;
}

enum wtw_status wtw_stored_article_get(struct wtw_database *database, int64_t number,
                                       struct wtw_buffer *scratch,
                                       struct wtw_stored_article *out_article,
                                       struct wtw_error *error)
{
    struct wtw_stored_article article = {.number = number};
    struct sqlite3_stmt *statement = NULL;
    enum wtw_status status = WTW_OK;
    int code = SQLITE_OK;

    WTW_TRY(statement_of(database, GET, &statement, error));
    sqlite3_bind_int64(statement, 1, number);
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        article.published_seconds = sqlite3_column_type(statement, 7) == SQLITE_NULL
                                        ? WTW_DATE_UNKNOWN
                                        : sqlite3_column_int64(statement, 7);
        article.arrived_seconds = sqlite3_column_int64(statement, 8);
        status = copy_row(database, statement, scratch, &article, error);
    } else if (code == SQLITE_DONE) {
        status = wtw_fail(error, WTW_END, "there is no article %lld", (long long)number);
    } else {
        status = wtw_database_fail(database, code, "read", error);
    }
    sqlite3_reset(statement);
    if (status == WTW_OK)
        *out_article = article;
    return status;
}

enum wtw_status wtw_stored_article_next(struct wtw_database *database, int64_t number,
                                        int64_t *out_number, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;

    WTW_TRY(statement_of(database, NEXT, &statement, error));
    sqlite3_bind_int64(statement, 1, number);
    return step_number(database, statement, out_number, error);
}

enum wtw_status wtw_stored_articles_count(struct wtw_database *database,
                                          uint64_t *out_count, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    int64_t count = 0;

    WTW_TRY(statement_of(database, COUNT, &statement, error));
    WTW_TRY(step_number(database, statement, &count, error));
    *out_count = (uint64_t)count;
    return WTW_OK;
}

/* ------------------------------------------------------------------ deleting */

enum wtw_status wtw_stored_article_delete(struct wtw_database *database, int64_t number,
                                          bool *out_deleted, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;

    WTW_TRY(statement_of(database, DELETE_ONE, &statement, error));
    sqlite3_bind_int64(statement, 1, number);
    WTW_TRY(step_change(database, statement, error));
    *out_deleted = sqlite3_changes(database->handle) > 0;
    return WTW_OK;
}

enum wtw_status wtw_stored_articles_expire(struct wtw_database *database,
                                           int64_t before_seconds, uint32_t limit,
                                           uint32_t *out_count, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;

    WTW_TRY(statement_of(database, EXPIRE, &statement, error));
    sqlite3_bind_int64(statement, 1, before_seconds);
    sqlite3_bind_int64(statement, 2, limit);
    WTW_TRY(step_change(database, statement, error));
    *out_count = (uint32_t)sqlite3_changes(database->handle);
    /* A thousand pages are 4 MB, some milliseconds. */
    return wtw_database_run(database, "PRAGMA incremental_vacuum(1000)", "tidy up",
                            error);
}
