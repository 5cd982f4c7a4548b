/*
 * feed_recognise.c - which articles of a batch were sent before, and the numbers of the others
 *
 * Each is looked up in the database. What came in the batch itself, or in the one before it that
 * is still being stored, is not there yet: new ones are in a table of what they say, by which
 * those that say the same are recognised by the database's rule.
 */
#include "base/memory.h"
#include "engine/feed_state.h"

#include <string.h>

enum { TABLE_SLOTS_MIN = 16 };

static enum wtw_status begin_table(struct wtw_feed_work *work, size_t count,
                                   struct wtw_error *error)
{
    work->record_table_slots = TABLE_SLOTS_MIN;
    while (work->record_table_slots < 2 * count)
        work->record_table_slots *= 2;
    WTW_TRY(WTW_GROW(&work->record_table, &work->record_table_capacity,
                     work->record_table_slots, error));
    memset(work->record_table, 0,
           work->record_table_slots * sizeof work->record_table[0]);
    return WTW_OK;
}

/* An id that was made up says only where an article stood. */
static bool is_the_same(const struct wtw_feed_article *before,
                        const struct wtw_feed_article *article)
{
    if (article->has_made_up_id)
        return true;
    return before->id.count == article->id.count &&
           (!article->id.count ||
            memcmp(before->id.items, article->id.items, article->id.count) == 0);
}

/* The number of the first new one of a batch that an article repeats, 0 where there is none. Gives
 * the free place of the table behind those that say the same. */
static int64_t find_in(const struct wtw_feed_work *work,
                       const struct wtw_feed_article *articles,
                       const struct wtw_feed_article *article,
                       struct wtw_record_hash record, size_t *out_free)
{
    size_t mask = work->record_table_slots - 1;
    size_t place = record.low & mask;

    for (; work->record_table[place]; place = (place + 1) & mask) {
        size_t i = work->record_table[place] - 1;
        const struct wtw_feed_slot *slot = &work->slots[i];

        if (slot->record.low == record.low && slot->record.high == record.high &&
            is_the_same(&articles[i], article))
            return slot->receipt.number;
    }
    *out_free = place;
    return 0;
}

static enum wtw_status recognise_one(struct wtw_feed *feed,
                                     const struct wtw_feed_article *articles, size_t i,
                                     struct wtw_error *error)
{
    struct wtw_feed_work *work = &feed->work;
    struct wtw_feed_slot *slot = &work->slots[i];
    int64_t known = 0;
    size_t place = 0;

    WTW_TRY(wtw_stored_article_recognise(wtw_feed_reading(feed), &articles[i],
                                         slot->record, &known, error));
    if (!known && feed->is_storing)
        known = find_in(&feed->stored, feed->stored.batch.articles, &articles[i],
                        slot->record, &place);
    if (!known)
        known = find_in(work, articles, &articles[i], slot->record, &place);
    slot->receipt = (struct wtw_feed_receipt){.number = known, .is_known = known != 0};
    slot->changes_begin = slot->changes_end = 0;
    if (known)
        return WTW_OK;
    slot->receipt.number = ++feed->last_number;
    work->record_table[place] = (uint32_t)i + 1;
    return WTW_OK;
}

static enum wtw_status recognise_all(struct wtw_feed *feed,
                                     const struct wtw_feed_prepared *prepared,
                                     const struct wtw_feed_article *articles,
                                     size_t count, size_t *out_known,
                                     struct wtw_error *error)
{
    if (feed->last_number < 0)
        WTW_TRY(wtw_stored_article_last(&feed->database, &feed->last_number, error));
    *out_known = 0;
    for (size_t i = 0; i < count; i++) {
        feed->work.slots[i].record = wtw_feed_prepared_record(prepared, i);
        WTW_TRY(recognise_one(feed, articles, i, error));
        *out_known += feed->work.slots[i].receipt.is_known;
    }
    return WTW_OK;
}

enum wtw_status wtw_feed_recognise(struct wtw_feed *feed,
                                   const struct wtw_feed_prepared *prepared,
                                   const struct wtw_feed_article *articles, size_t count,
                                   size_t *out_known, struct wtw_error *error)
{
    struct wtw_database *database = wtw_feed_reading(feed);
    enum wtw_status status = WTW_OK;

    WTW_TRY(begin_table(&feed->work, count, error));
    WTW_TRY(wtw_database_hold(database, error));
    status = recognise_all(feed, prepared, articles, count, out_known, error);
    wtw_database_let_go(database);
    return status;
}
