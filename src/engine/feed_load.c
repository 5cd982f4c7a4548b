/*
 * feed_load.c - when a feed's memory is made and dropped, and how it finds texts
 */
#include "engine/feed_state.h"
#include "store/stored_articles.h"

/* Large ones are not kept. */
enum { PACKED_BYTES_KEPT = 1 << 16 };

/* A database is for one thread at a time, so texts are read one by one, and unpacked by as
 * many threads as ask for them. */
static enum wtw_status take_packed(struct wtw_feed *feed, int64_t number,
                                   struct wtw_feed_unpacker **out_unpacker,
                                   struct wtw_error *error)
{
    struct wtw_feed_unpacker *unpacker = feed->unpackers;
    enum wtw_status status = WTW_OK;

    pthread_mutex_lock(&feed->reading);
    while (unpacker->is_taken)
        unpacker++;
    unpacker->is_taken = true;
    status = wtw_stored_article_packed(wtw_feed_reading(feed), number, &unpacker->packed,
                                       error);
    pthread_mutex_unlock(&feed->reading);
    *out_unpacker = unpacker;
    return status;
}

static void give_back(struct wtw_feed *feed, struct wtw_feed_unpacker *unpacker)
{
    if (unpacker->packed.capacity > PACKED_BYTES_KEPT)
        wtw_buffer_release(&unpacker->packed);
    pthread_mutex_lock(&feed->reading);
    unpacker->is_taken = false;
    pthread_mutex_unlock(&feed->reading);
}

static enum wtw_status read_text(struct wtw_feed *feed, int64_t number,
                                 struct wtw_buffer *out_text, struct wtw_error *error)
{
    struct wtw_feed_unpacker *unpacker = NULL;
    enum wtw_status status = take_packed(feed, number, &unpacker, error);

    if (status == WTW_OK)
        status = wtw_text_unpack(&unpacker->packer, unpacker->packed.items,
                                 unpacker->packed.count, WTW_TEXT_BYTES_UNKNOWN, out_text,
                                 error);
    give_back(feed, unpacker);
    return status;
}

/* NULL where the article at 'place' is none of them. */
static const struct wtw_feed_article *find_incoming(
    const struct wtw_feed_incoming *incoming, uint32_t place)
{
    if (place < incoming->first_place || place - incoming->first_place >= incoming->count)
        return NULL;
    return &incoming->articles[incoming->indexes[place - incoming->first_place]];
}

/* Texts of articles that are being added are the caller's. Those that are not kept are lost with
 * their batch, however long that takes to be stored. */
static enum wtw_status fetch_text(void *context, uint32_t place,
                                  struct wtw_buffer *out_text, struct wtw_error *error)
{
    struct wtw_feed *feed = context;
    const struct wtw_feed_article *article = find_incoming(&feed->work.incoming, place);

    if (!article && feed->database.keeps_texts)
        article = find_incoming(&feed->stored.incoming, place);
    if (!article)
        return read_text(feed, wtw_live_number(feed->live, place), out_text, error);
    out_text->count = 0;
    return wtw_buffer_append(out_text, article->text.items, article->text.count, error);
}

enum wtw_status wtw_feed_begin_empty(struct wtw_feed *feed, struct wtw_error *error)
{
    feed->options.text_source.fetch = fetch_text;
    feed->options.text_source.context = feed;
    feed->places = 0;
    return wtw_live_new(&feed->options, &feed->live, error);
}

enum wtw_status wtw_feed_load(struct wtw_feed *feed, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (feed->live)
        return WTW_OK;
    WTW_TRY(wtw_feed_begin_empty(feed, error));
    status = wtw_feed_fill(feed, feed->live, true, error);
    if (status != WTW_OK)
        wtw_feed_unload(feed);
    return status;
}

void wtw_feed_unload(struct wtw_feed *feed)
{
    wtw_live_free(feed->live);
    feed->live = NULL;
    feed->work.incoming = (struct wtw_feed_incoming){.count = 0};
    feed->work.note_count = feed->work.change_count = 0;
    feed->touched_count = 0;
    feed->last_number = -1;
}

enum wtw_status wtw_feed_end_batch(struct wtw_feed *feed, enum wtw_status status,
                                   struct wtw_error *error)
{
    if (status == WTW_OK)
        status = wtw_database_commit(&feed->database, error);
    if (status != WTW_OK) {
        wtw_database_roll_back(&feed->database);
        wtw_feed_unload(feed);
    }
    return status;
}
