/*
 * feed_batch.c - the records of a batch as articles of a feed
 */
#include "cli/feed_batch.h"

#include "base/byte_blocks.h"
#include "base/memory.h"
#include "base/threads.h"
#include "read/feed_record.h"

#include <string.h>

/* What a record turned out to be. */
struct wtw_feed_item {
    struct wtw_feed_article article;
    struct wtw_error *why; /* owned; NULL unless the record was rejected */
    enum wtw_reject_reason reason;
};

/* What a thread parses by, and what of its articles is not in their records. */
struct wtw_feed_parser {
    struct wtw_buffer scratch; /* of the record at hand, as is the id */
    struct wtw_buffer id;
    struct wtw_byte_blocks kept;
};

/* Of a longer record the room is not kept for the next batch. */
enum { SCRATCH_BYTES_KEPT = 1 << 20, CHUNK_RECORDS = 16 };

struct parsing {
    struct wtw_feed_articles *articles;
    const struct wtw_reader *reader;
    const struct wtw_preferences *preferences;
    const struct wtw_record *records;
};

static enum wtw_status note_reject(struct wtw_feed_item *item,
                                   const struct wtw_error *why, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&item->why, 1, error));
    *item->why = *why;
    return WTW_OK;
}

static bool is_in(const struct wtw_buffer *buffer, struct wtw_span span)
{
    uintptr_t begin = (uintptr_t)buffer->items;
    uintptr_t at = (uintptr_t)span.items;

    return span.count && at >= begin && at - begin < buffer->count;
}

/* Keeps what of an article the next record would write over. */
static enum wtw_status keep(struct wtw_feed_parser *parser, struct wtw_span *part,
                            struct wtw_error *error)
{
    if (!is_in(&parser->scratch, *part) && !is_in(&parser->id, *part))
        return WTW_OK;
    return wtw_byte_blocks_copy(&parser->kept, part->items, part->count, &part->items,
                                error);
}

static enum wtw_status keep_all(struct wtw_feed_parser *parser,
                                struct wtw_feed_article *article, struct wtw_error *error)
{
    WTW_TRY(keep(parser, &article->id, error));
    WTW_TRY(keep(parser, &article->url, error));
    WTW_TRY(keep(parser, &article->source, error));
    WTW_TRY(keep(parser, &article->title, error));
    return keep(parser, &article->text, error);
}

static enum wtw_status parse_one(const struct parsing *parsing,
                                 struct wtw_feed_parser *parser, size_t i,
                                 struct wtw_error *error)
{
    struct wtw_feed_item *item = &parsing->articles->parsed[i];
    const struct wtw_record *record = &parsing->records[i];
    const char *name = wtw_reader_input(parsing->reader, record->place.input).name;
    struct wtw_error why;
    struct wtw_fields fields;
    enum wtw_status status = wtw_record_parse(parsing->reader, record, &parser->scratch,
                                              &fields, &item->reason, &why);

    if (status == WTW_BAD_INPUT)
        return note_reject(item, &why, error);
    if (status != WTW_OK) {
        *error = why;
        return status;
    }
    WTW_TRY(wtw_feed_record_fill(&fields, name, &record->place, &parser->id,
                                 &item->article, error));
    item->article.rank = wtw_preferences_rank(
        parsing->preferences, fields.items[WTW_FIELD_SOURCE].value, item->article.url);
    return keep_all(parser, &item->article, error);
}

static enum wtw_status parse_some(void *context, uint32_t worker, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    const struct parsing *parsing = context;

    for (size_t i = begin; i < end; i++)
        WTW_TRY(parse_one(parsing, &parsing->articles->parsers[worker], i, error));
    return WTW_OK;
}

static enum wtw_status reserve(struct wtw_feed_articles *articles, size_t count,
                               uint32_t thread_count, struct wtw_error *error)
{
    size_t parsers = articles->parser_capacity;

    WTW_TRY(
        WTW_GROW(&articles->parsers, &articles->parser_capacity, thread_count, error));
    if (articles->parser_capacity > parsers)
        memset(articles->parsers + parsers, 0,
               (articles->parser_capacity - parsers) * sizeof articles->parsers[0]);
    WTW_TRY(WTW_GROW(&articles->items, &articles->capacity, count, error));
    WTW_TRY(WTW_GROW(&articles->parsed, &articles->parsed_capacity, count, error));
    for (size_t i = 0; i < count; i++)
        articles->parsed[i] = (struct wtw_feed_item){.why = NULL};
    articles->parsed_count = count;
    return WTW_OK;
}

/* Before a batch: what the last one left. */
static void clear(struct wtw_feed_articles *articles)
{
    articles->count = 0;
    for (size_t i = 0; i < articles->parsed_count; i++)
        wtw_release_items(articles->parsed[i].why);
    articles->parsed_count = 0;
    for (size_t i = 0; i < articles->parser_capacity; i++) {
        struct wtw_feed_parser *parser = &articles->parsers[i];

        wtw_byte_blocks_clear(&parser->kept);
        if (parser->scratch.capacity > SCRATCH_BYTES_KEPT)
            wtw_buffer_release(&parser->scratch);
    }
}

enum wtw_status wtw_feed_articles_parse(struct wtw_feed_articles *articles,
                                        struct wtw_intake *intake,
                                        const struct wtw_preferences *preferences,
                                        const struct wtw_record *records, size_t count,
                                        uint32_t thread_count, int64_t arrived_seconds,
                                        struct wtw_error *error)
{
    struct parsing parsing = {articles, intake->reader, preferences, records};
    const struct wtw_loop loop = {.body = parse_some,
                                  .context = &parsing,
                                  .thread_count = thread_count,
                                  .item_count = count,
                                  .chunk_items = CHUNK_RECORDS};
    struct wtw_reject_turn turn = {.batch = intake->batch_number};

    clear(articles);
    WTW_TRY(reserve(articles, count, thread_count, error));
    WTW_TRY(wtw_loop_run(&loop, error));
    for (; turn.record < count; turn.record++) {
        struct wtw_feed_item *item = &articles->parsed[turn.record];

        wtw_rejects_let_go(&intake->rejects, turn);
        if (item->why) {
            wtw_rejects_note(&intake->rejects, item->reason, item->why);
            wtw_release_items(item->why);
            item->why = NULL;
            continue;
        }
        item->article.arrived_seconds = arrived_seconds;
        articles->items[articles->count++] = item->article;
    }
    wtw_rejects_let_go(&intake->rejects, turn);
    return WTW_OK;
}

void wtw_feed_articles_release(struct wtw_feed_articles *articles)
{
    clear(articles);
    for (size_t i = 0; i < articles->parser_capacity; i++) {
        wtw_buffer_release(&articles->parsers[i].scratch);
        wtw_buffer_release(&articles->parsers[i].id);
        wtw_byte_blocks_release(&articles->parsers[i].kept);
    }
    wtw_release_items(articles->parsers);
    wtw_release_items(articles->parsed);
    wtw_release_items(articles->items);
    *articles = (struct wtw_feed_articles){0};
}
