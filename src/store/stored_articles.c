/*
 * stored_articles.c - articles going into the database and coming out again
 *
 * Feeds send things twice: a crawler that starts anew, a client that saw no answer. What is
 * sent again has to change nothing, so an article is recognised by the id it came with and
 * a hash of all that it says. One that came without an id is recognised by the hash alone,
 * because its place in an input is no name. The same id with other words is a later version
 * of the article; it is kept beside the first, since what it says may be a copy of
 * something else.
 *
 * An article is three rows, in tables that are read for different ends. Texts come packed,
 * because packing takes longer than all the rest and can be done on other threads.
 */
#include "store/stored_articles.h"

#include "store/packed_text.h"
#include "store/statements.h"
#include "store/stored_sources.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

/* ------------------------------------------------------------------ recognising */

/* Of each part its length too, so that moving words from one to the next shows. */
static XXH128_hash_t hash_part(XXH128_hash_t before, const void *bytes, size_t count)
{
    XXH128_hash_t part = XXH3_128bits(bytes, count);
    uint64_t joined[5] = {before.low64, before.high64, part.low64, part.high64, count};

    return XXH3_128bits(joined, sizeof joined);
}

struct wtw_record_hash wtw_stored_article_hash(const struct wtw_feed_article *article)
{
    const struct wtw_span parts[] = {article->url, article->source, article->title,
                                     article->text};
    XXH128_hash_t hash = {0, 0};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = hash_part(hash, parts[i].items, parts[i].count);
    hash = hash_part(hash, &article->published_seconds, sizeof(int64_t));
    return (struct wtw_record_hash){hash.low64, hash.high64};
}

static int64_t hash_id(struct wtw_span id)
{
    return (int64_t)XXH3_64bits(id.items, id.count);
}

enum wtw_status wtw_stored_article_recognise(struct wtw_database *database,
                                             const struct wtw_feed_article *article,
                                             struct wtw_record_hash record,
                                             int64_t *out_number, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_RECOGNISE);

    wtw_give_number(&asked, (int64_t)record.low);
    wtw_give_number(&asked, (int64_t)record.high);
    wtw_give_words(&asked, article->id);
    wtw_give_number(&asked, article->has_made_up_id);
    return wtw_number(&asked, out_number, error);
}

enum wtw_status wtw_stored_article_find(struct wtw_database *database, struct wtw_span id,
                                        int64_t *out_number, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_FIND_ID);

    wtw_give_number(&asked, hash_id(id));
    wtw_give_words(&asked, id);
    return wtw_number(&asked, out_number, error);
}

/* Puts 'id' as that of a version into the database's scratch, and asks whether it is taken. */
static enum wtw_status try_version(struct wtw_database *database, struct wtw_span id,
                                   uint32_t version, bool *out_is_taken,
                                   struct wtw_error *error)
{
    struct wtw_buffer *out = &database->scratch;
    char suffix[16] = "";
    int64_t number = 0;

    if (version > 1)
        snprintf(suffix, sizeof suffix, "@%u", version);
    out->count = 0;
    WTW_TRY(wtw_buffer_append(out, id.items, id.count, error));
    WTW_TRY(wtw_buffer_append(out, suffix, strlen(suffix), error));
    WTW_TRY(wtw_stored_article_find(database, (struct wtw_span){out->items, out->count},
                                    &number, error));
    *out_is_taken = number != 0;
    return WTW_OK;
}

/*
 * Puts one of id, id@2, id@3, ... that is free into the database's scratch: the one after the
 * last, unless some were deleted. The end is looked for in strides that double, then halve,
 * because a feed whose articles all have one id has as many versions of it.
 */
static enum wtw_status choose_id(struct wtw_database *database, struct wtw_span id,
                                 uint32_t *out_version, struct wtw_error *error)
{
    uint32_t taken = 0;
    uint32_t free = 1;
    bool is_taken = false;

    WTW_TRY(try_version(database, id, free, &is_taken, error));
    while (is_taken && free < UINT32_MAX / 2) {
        taken = free;
        free *= 2;
        WTW_TRY(try_version(database, id, free, &is_taken, error));
    }
    while (free - taken > 1) {
        uint32_t middle = taken + (free - taken) / 2;

        WTW_TRY(try_version(database, id, middle, &is_taken, error));
        taken = is_taken ? middle : taken;
        free = is_taken ? free : middle;
    }
    *out_version = free;
    return free == 1 ? WTW_OK : try_version(database, id, free, &is_taken, error);
}

/* ------------------------------------------------------------------ adding */

static void give_source(struct wtw_asked *asked, int64_t source)
{
    if (source)
        wtw_give_number(asked, source);
    else
        wtw_give_null(asked);
}

static enum wtw_status add_words(struct wtw_database *database, int64_t number,
                                 const struct wtw_stored_article *stored, bool is_version,
                                 int64_t source, struct wtw_error *error)
{
    const struct wtw_feed_article *article = &stored->article;
    const struct wtw_span id = {database->scratch.items, database->scratch.count};
    struct wtw_asked asked = wtw_ask(database, WTW_ADD_ARTICLE);

    wtw_give_number(&asked, number);
    wtw_give_words(&asked, id);
    if (is_version)
        wtw_give_words(&asked, article->id);
    else
        wtw_give_null(&asked);
    wtw_give_number(&asked, hash_id(id));
    wtw_give_number(&asked, (int64_t)stored->record.low);
    wtw_give_number(&asked, (int64_t)stored->record.high);
    wtw_give_number(&asked, article->has_made_up_id);
    wtw_give_words(&asked, article->url);
    give_source(&asked, source);
    wtw_give_words(&asked, article->title);
    wtw_give_date(&asked, article->published_seconds);
    wtw_give_number(&asked, article->arrived_seconds);
    wtw_give_number(&asked, (int64_t)article->text.count);
    return wtw_change(&asked, error);
}

static enum wtw_status add_text(struct wtw_database *database, int64_t number,
                                struct wtw_span packed, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_ADD_TEXT);

    assert(packed.count);
    wtw_give_number(&asked, number);
    wtw_give_blob(&asked, packed);
    return wtw_change(&asked, error);
}

static enum wtw_status add_digest(struct wtw_database *database, int64_t number,
                                  const struct wtw_stored_article *article,
                                  int64_t source, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_ADD_DIGEST);

    wtw_give_number(&asked, number);
    wtw_give_date(&asked, article->article.published_seconds);
    give_source(&asked, source);
    wtw_give_number(&asked, article->article.rank);
    wtw_give_agency(&asked, article->agency);
    wtw_give_blob(&asked, article->digest);
    return wtw_change(&asked, error);
}

static enum wtw_status insert(struct wtw_database *database,
                              const struct wtw_stored_article *article,
                              struct wtw_stored_receipt *out_receipt,
                              struct wtw_error *error)
{
    uint32_t version = 0;
    int64_t number = 0;
    int64_t source = 0;

    WTW_TRY(wtw_stored_article_last(database, &number, error));
    number++;
    WTW_TRY(choose_id(database, article->article.id, &version, error));
    WTW_TRY(wtw_stored_source_of(database, article->article.source, &source, error));
    WTW_TRY(add_words(database, number, article, version > 1, source, error));
    if (database->keeps_texts)
        WTW_TRY(add_text(database, number, article->packed, error));
    WTW_TRY(add_digest(database, number, article, source, error));
    database->last_number = number;
    out_receipt->number = number;
    out_receipt->source = source;
    out_receipt->verdict = version == 1 ? WTW_STORED_NEW : WTW_STORED_VERSION;
    return WTW_OK;
}

enum wtw_status wtw_stored_article_add(struct wtw_database *database,
                                       const struct wtw_stored_article *article,
                                       struct wtw_stored_receipt *out_receipt,
                                       struct wtw_error *error)
{
    struct wtw_stored_receipt receipt = {.verdict = WTW_STORED_KNOWN};
    const bool is_alone = !database->is_in_batch;
    enum wtw_status status = WTW_OK;

    if (!article->is_unknown)
        WTW_TRY(wtw_stored_article_recognise(database, &article->article, article->record,
                                             &receipt.number, error));
    if (!receipt.number) {
        if (is_alone)
            WTW_TRY(wtw_database_begin(database, error));
        status = insert(database, article, &receipt, error);
        if (is_alone && status == WTW_OK)
            status = wtw_database_commit(database, error);
        if (is_alone && status != WTW_OK)
            wtw_database_roll_back(database);
    }
    if (status == WTW_OK)
        *out_receipt = receipt;
    return status;
}

/* ------------------------------------------------------------------ getting */

enum { WORD_COLUMNS = 5 }; /* id, url, source, title, digest */

/* The text first and the rest behind it, of which pointers are taken when all is there. */
static enum wtw_status copy_row(const struct wtw_asked *asked, bool with_text,
                                struct wtw_buffer *scratch,
                                struct wtw_stored_article *out, struct wtw_error *error)
{
    struct wtw_feed_article *article = &out->article;
    struct wtw_span *const places[WORD_COLUMNS] = {
        &article->id, &article->url, &article->source, &article->title, &out->digest};
    struct wtw_span packed = wtw_column_bytes(asked, 5);
    size_t begins[WORD_COLUMNS];

    scratch->count = 0;
    if (with_text && asked->database->keeps_texts)
        WTW_TRY(wtw_text_unpack(&asked->database->packer, packed.items, packed.count,
                                (size_t)wtw_column_number(asked, 6), scratch, error));
    article->text.count = scratch->count;
    for (int i = 0; i < WORD_COLUMNS; i++) {
        *places[i] = wtw_column_bytes(asked, i);
        begins[i] = scratch->count;
        WTW_TRY(wtw_buffer_append(scratch, places[i]->items, places[i]->count, error));
    }
    for (int i = 0; i < WORD_COLUMNS; i++)
        places[i]->items = places[i]->count ? scratch->items + begins[i] : NULL;
    article->text.items = article->text.count ? scratch->items : NULL;
    return WTW_OK;
}

static enum wtw_status missing(int64_t number, struct wtw_error *error)
{
    return wtw_fail(error, WTW_END, "there is no article %lld", (long long)number);
}

static enum wtw_status get_by(struct wtw_database *database, enum wtw_statement statement,
                              int64_t number, struct wtw_buffer *scratch,
                              struct wtw_stored_article *out_article,
                              struct wtw_error *error)
{
    struct wtw_stored_article article = {.number = number};
    struct wtw_asked asked = wtw_ask(database, statement);
    bool is_there = false;
    enum wtw_status status = WTW_OK;

    wtw_give_number(&asked, number);
    status = wtw_row(&asked, &is_there, error);
    if (status == WTW_OK && !is_there)
        status = missing(number, error);
    if (status == WTW_OK) {
        article.article.published_seconds = wtw_column_date(&asked, 7);
        article.article.arrived_seconds = wtw_column_number(&asked, 8);
        article.article.has_made_up_id = wtw_column_number(&asked, 9) != 0;
        article.article.rank = (uint8_t)wtw_column_number(&asked, 10);
        article.agency = wtw_column_agency(&asked, 11);
        status = copy_row(&asked, statement == WTW_GET_ARTICLE, scratch, &article, error);
    }
    wtw_done(&asked);
    if (status == WTW_OK)
        *out_article = article;
    return status;
}

enum wtw_status wtw_stored_article_get(struct wtw_database *database, int64_t number,
                                       struct wtw_buffer *scratch,
                                       struct wtw_stored_article *out_article,
                                       struct wtw_error *error)
{
    return get_by(database, WTW_GET_ARTICLE, number, scratch, out_article, error);
}

enum wtw_status wtw_stored_article_describe(struct wtw_database *database, int64_t number,
                                            struct wtw_buffer *scratch,
                                            struct wtw_stored_article *out_article,
                                            struct wtw_error *error)
{
    return get_by(database, WTW_DESCRIBE_ARTICLE, number, scratch, out_article, error);
}

enum wtw_status wtw_stored_article_packed(struct wtw_database *database, int64_t number,
                                          struct wtw_buffer *out_packed,
                                          struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_GET_TEXT);
    bool is_there = false;
    enum wtw_status status = WTW_OK;

    wtw_give_number(&asked, number);
    status = wtw_row(&asked, &is_there, error);
    if (status == WTW_OK && !is_there)
        status = missing(number, error);
    if (status == WTW_OK) {
        struct wtw_span packed = wtw_column_bytes(&asked, 0);

        out_packed->count = 0;
        status = wtw_buffer_append(out_packed, packed.items, packed.count, error);
    }
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stored_article_next(struct wtw_database *database, int64_t number,
                                        int64_t *out_number, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_NEXT_ARTICLE);

    wtw_give_number(&asked, number);
    return wtw_number(&asked, out_number, error);
}

/* A reader looks each time, because others write. */
enum wtw_status wtw_stored_article_last(struct wtw_database *database,
                                        int64_t *out_number, struct wtw_error *error)
{
    struct wtw_asked asked;
    int64_t last = database->last_number;

    if (last < 0 || database->lock < 0) {
        asked = wtw_ask(database, WTW_LAST_ARTICLE);
        WTW_TRY(wtw_number(&asked, &last, error));
        database->last_number = last;
    }
    *out_number = last;
    return WTW_OK;
}

/* ------------------------------------------------------------------ deleting */

static enum wtw_status change_one(struct wtw_database *database,
                                  enum wtw_statement statement, int64_t number,
                                  struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, statement);

    wtw_give_number(&asked, number);
    return wtw_change(&asked, error);
}

static enum wtw_status delete_rows(struct wtw_database *database, int64_t number,
                                   struct wtw_error *error)
{
    static const enum wtw_statement steps[] = {
        WTW_NOTE_LAST,           WTW_DELETE_TEXT,         WTW_DELETE_DIGEST,
        WTW_DELETE_MATCHES_OF_A, WTW_DELETE_MATCHES_OF_B, WTW_LEAVE_CLUSTER,
        WTW_DELETE_ARTICLE};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        WTW_TRY(change_one(database, steps[i], number, error));
    return WTW_OK;
}

enum wtw_status wtw_stored_article_delete(struct wtw_database *database, int64_t number,
                                          bool *out_deleted, struct wtw_error *error)
{
    const bool is_alone = !database->is_in_batch;
    int64_t there = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_stored_article_next(database, number - 1, &there, error));
    if (there == number) {
        if (is_alone)
            WTW_TRY(wtw_database_begin(database, error));
        status = delete_rows(database, number, error);
        if (is_alone && status == WTW_OK)
            status = wtw_database_commit(database, error);
        if (is_alone && status != WTW_OK)
            wtw_database_roll_back(database);
    }
    if (status == WTW_OK)
        *out_deleted = there == number;
    return status;
}

enum wtw_status wtw_stored_articles_oldest(struct wtw_database *database,
                                           int64_t before_seconds, int64_t *out_numbers,
                                           size_t room, size_t *out_count,
                                           struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_OLDEST_ARTICLES);
    enum wtw_status status = WTW_OK;
    bool is_row = true;
    size_t count = 0;

    wtw_give_number(&asked, before_seconds);
    wtw_give_number(&asked, (int64_t)room);
    while (status == WTW_OK && is_row && count < room) {
        status = wtw_row(&asked, &is_row, error);
        if (status == WTW_OK && is_row)
            out_numbers[count++] = wtw_column_number(&asked, 0);
    }
    wtw_done(&asked);
    if (status == WTW_OK)
        *out_count = count;
    return status;
}
