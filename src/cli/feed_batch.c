/*
 * feed_batch.c - the records of a batch as articles of a feed
 */
#include "cli/feed_batch.h"

#include "base/memory.h"
#include "base/threads.h"
#include "read/feed_record.h"

#include <string.h>

/* What a record turned out to be. */
struct wtw_feed_item {
    struct wtw_buffer scratch; /* kept from batch to batch, as is the id's room */
    struct wtw_buffer id;
    struct wtw_feed_article article;
    struct wtw_error *why; /* owned; NULL unless the record was rejected */
    enum wtw_reject_reason reason;
};

/* Buffers that had to hold more than this are not kept for the next batch: for the most
 * articles it is enough, and of 16,384 it is 128 MB. */
enum { BYTES_KEPT = 1 << 13, CHUNK_RECORDS = 16 };

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

static enum wtw_status parse_one(const struct parsing *parsing, size_t i,
                                 struct wtw_error *error)
{
    struct wtw_feed_item *item = &parsing->articles->parsed[i];
    const struct wtw_record *record = &parsing->records[i];
    const char *name = wtw_reader_input(parsing->reader, record->place.input).name;
    struct wtw_error why;
    struct wtw_fields fields;
    enum wtw_status status = wtw_record_parse(parsing->reader, record, &item->scratch,
                                              &fields, &item->reason, &why);

    if (status == WTW_BAD_INPUT)
        return note_reject(item, &why, error);
    if (status != WTW_OK) {
        *error = why;
        return status;
    }
    WTW_TRY(wtw_feed_record_fill(&fields, name, &record->place, &item->id, &item->article,
                                 error));
    item->article.rank = wtw_preferences_rank(
        parsing->preferences, fields.items[WTW_FIELD_SOURCE].value, item->article.url);
    return WTW_OK;
}

static enum wtw_status parse_some(void *context, uint32_t worker, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    (void)worker;
    for (size_t i = begin; i < end; i++)
        WTW_TRY(parse_one(context, i, error));
    return WTW_OK;
}

static enum wtw_status reserve(struct wtw_feed_articles *articles, size_t count,
                               struct wtw_error *error)
{
    size_t before = articles->parsed_capacity;

    WTW_TRY(WTW_GROW(&articles->items, &articles->capacity, count, error));
    WTW_TRY(WTW_GROW(&articles->parsed, &articles->parsed_capacity, count, error));
    if (articles->parsed_capacity > before)
        memset(articles->parsed + before, 0,
               (articles->parsed_capacity - before) * sizeof *articles->parsed);
    return WTW_OK;
}

/* Before a batch: what the last one left that is too large to keep. */
static void tidy(struct wtw_feed_item *item)
{
    if (item->scratch.capacity > BYTES_KEPT)
        wtw_buffer_release(&item->scratch);
    if (item->id.capacity > BYTES_KEPT)
        wtw_buffer_release(&item->id);
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

    articles->count = 0;
    WTW_TRY(reserve(articles, count, error));
    for (size_t i = 0; i < articles->parsed_capacity; i++)
        tidy(&articles->parsed[i]);
    WTW_TRY(wtw_loop_run(&loop, error));
    for (size_t i = 0; i < count; i++) {
        struct wtw_feed_item *item = &articles->parsed[i];

        if (item->why) {
            wtw_rejects_note(&intake->rejects, item->reason, item->why);
            wtw_release_items(item->why);
            item->why = NULL;
            continue;
        }
        item->article.arrived_seconds = arrived_seconds;
        articles->items[articles->count++] = item->article;
    }
    return WTW_OK;
}

void wtw_feed_articles_release(struct wtw_feed_articles *articles)
{
    for (size_t i = 0; i < articles->parsed_capacity; i++) {
        wtw_buffer_release(&articles->parsed[i].scratch);
        wtw_buffer_release(&articles->parsed[i].id);
        wtw_release_items(articles->parsed[i].why);
    }
    wtw_release_items(articles->parsed);
    wtw_release_items(articles->items);
    *articles = (struct wtw_feed_articles){0};
}
