/*
 * feed_recognise.c - which articles of a batch were sent before
 *
 * Each is looked up in the database before the first of them is stored. One that comes twice
 * within the batch is not there yet then, so those that say the same as one before them are
 * looked up once more when it is their turn; all others need not be.
 */
#include "base/memory.h"
#include "engine/feed_state.h"

#include <string.h>

struct recognising {
    struct wtw_feed *feed;
    const struct wtw_feed_prepared *prepared;
    const struct wtw_feed_article *articles;
    size_t count;
    size_t known;
    size_t table_slots; /* a power of two */
};

static enum wtw_status begin_table(struct recognising *recognising,
                                   struct wtw_error *error)
{
    struct wtw_feed *feed = recognising->feed;
    size_t wanted = 2 * recognising->count;

    recognising->table_slots = 16;
    while (recognising->table_slots < wanted)
        recognising->table_slots *= 2;
    WTW_TRY(WTW_GROW(&feed->record_table, &feed->record_table_capacity,
                     recognising->table_slots, error));
    memset(feed->record_table, 0,
           recognising->table_slots * sizeof feed->record_table[0]);
    return WTW_OK;
}

/* Whether an article says what none before it in the batch said; later ones are told by it. */
static bool is_first_of_its_record(const struct recognising *recognising, size_t i)
{
    const struct wtw_feed *feed = recognising->feed;
    const struct wtw_record_hash own = feed->slots[i].record;
    size_t mask = recognising->table_slots - 1;
    size_t place = own.low & mask;

    for (; feed->record_table[place]; place = (place + 1) & mask) {
        const struct wtw_record_hash other =
            feed->slots[feed->record_table[place] - 1].record;

        if (other.low == own.low && other.high == own.high)
            return false;
    }
    feed->record_table[place] = (uint32_t)i + 1;
    return true;
}

static enum wtw_status recognise_one(struct recognising *recognising, size_t i,
                                     struct wtw_error *error)
{
    struct wtw_feed *feed = recognising->feed;
    struct wtw_feed_slot *slot = &feed->slots[i];
    int64_t known = 0;

    slot->record = wtw_feed_prepared_record(recognising->prepared, i);
    WTW_TRY(wtw_stored_article_recognise(&feed->database, &recognising->articles[i],
                                         slot->record, &known, error));
    slot->receipt = (struct wtw_feed_receipt){.number = known, .is_known = known != 0};
    slot->changes_begin = slot->changes_end = 0;
    slot->is_unknown = !known && is_first_of_its_record(recognising, i);
    recognising->known += known != 0;
    return WTW_OK;
}

enum wtw_status wtw_feed_recognise(struct wtw_feed *feed,
                                   const struct wtw_feed_prepared *prepared,
                                   const struct wtw_feed_article *articles, size_t count,
                                   size_t *out_known, struct wtw_error *error)
{
    struct recognising recognising = {
        .feed = feed, .prepared = prepared, .articles = articles, .count = count};

    WTW_TRY(begin_table(&recognising, error));
    for (size_t i = 0; i < count; i++)
        WTW_TRY(recognise_one(&recognising, i, error));
    *out_known = recognising.known;
    return WTW_OK;
}
