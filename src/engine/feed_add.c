/*
 * feed_add.c - a batch of articles judged, made durable, and then told
 *
 *     prepare     hash, sketch and pack, on all threads; before its turn, if it can be
 *     recognise   what was sent before, and number the rest by their arrival
 *     judge       each against all before it, and note what came of it
 *     store       all of it, with one sync; by another thread while the next batch is
 *                 judged, where there is one (feed_store.c)
 *     tell        now that nothing of it can be lost
 *
 * What is in memory is changed before it is stored, so that after a failure it is dropped, and
 * made anew of the database when it is needed next.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stored_articles.h"

#include <string.h>

struct adding {
    struct wtw_feed *feed;
    struct wtw_feed_prepared *prepared;
    const struct wtw_feed_batch *batch;
    size_t known; /* articles that were recognised */
    size_t added; /* those that are new */
};

/* ------------------------------------------------------------------ prepare */

enum wtw_status wtw_feed_reserve(struct wtw_feed *feed, size_t count,
                                 struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->work.slots, &feed->work.slot_capacity, count, error));
    WTW_TRY(WTW_GROW(&feed->articles, &feed->article_capacity, count, error));
    WTW_TRY(WTW_GROW(&feed->work.indexes, &feed->work.index_capacity, count, error));
    return WTW_GROW(&feed->arrivals, &feed->arrival_capacity, count, error);
}

struct wtw_article wtw_feed_article_to_sketch(const struct wtw_feed_article *given)
{
    return (struct wtw_article){.text = given->text.items,
                                .text_bytes = given->text.count,
                                .title = given->title.items,
                                .title_bytes = given->title.count,
                                .published_seconds = given->published_seconds,
                                .source = wtw_feed_source_hash(given->source),
                                .rank = given->rank};
}

/* ------------------------------------------------------------------ judge */

static enum wtw_status take_outcome(void *context, size_t i,
                                    const struct wtw_live_outcome *outcome,
                                    struct wtw_error *error)
{
    struct adding *adding = context;
    struct wtw_feed_work *work = &adding->feed->work;
    size_t index = work->indexes[i];
    struct wtw_feed_slot *slot = &work->slots[index];

    slot->changes_begin = work->change_count;
    WTW_TRY(wtw_feed_note_outcome(adding->feed, outcome, slot,
                                  &adding->batch->articles[index], &slot->receipt,
                                  error));
    slot->changes_end = work->change_count;
    return WTW_OK;
}

/* What was known is told as it stands after the batch. */
static enum wtw_status look_up_known(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;

    for (size_t i = 0; i < adding->batch->count; i++) {
        struct wtw_feed_slot *slot = &feed->work.slots[i];
        struct wtw_live_outcome outcome;

        if (!slot->receipt.is_known)
            continue;
        WTW_TRY(wtw_live_outcome_of(feed->live,
                                    wtw_live_place(feed->live, slot->receipt.number),
                                    &outcome, error));
        slot->receipt = wtw_feed_receipt_of(feed, &outcome);
        slot->receipt.is_known = true;
    }
    return WTW_OK;
}

/* Gives those that are new their places. */
static enum wtw_status line_up(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    struct wtw_feed_work *work = &feed->work;
    uint32_t first_place = feed->places;

    for (size_t i = 0; i < adding->batch->count; i++) {
        const struct wtw_feed_slot *slot = &work->slots[i];

        if (slot->receipt.is_known)
            continue;
        WTW_TRY(wtw_feed_place_add(
            feed, wtw_feed_prepared_source(adding->prepared, slot->sketched), error));
        work->indexes[adding->added] = i;
        feed->arrivals[adding->added++] =
            (struct wtw_live_arrival){slot->sketched, slot->receipt.number};
    }
    work->incoming = (struct wtw_feed_incoming){.articles = adding->batch->articles,
                                                .first_place = first_place,
                                                .indexes = work->indexes,
                                                .count = adding->added};
    return WTW_OK;
}

static enum wtw_status recognise(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    struct wtw_feed_work *work = &feed->work;
    const struct wtw_feed_batch *batch = adding->batch;

    WTW_TRY(wtw_feed_recognise(feed, adding->prepared, batch->articles, batch->count,
                               &adding->known, error));
    WTW_TRY(wtw_feed_prepare_unknown(adding->prepared, work->slots, error));
    work->sketches = wtw_feed_prepared_swap_sketches(adding->prepared, feed->live);
    atomic_store(&feed->was_mostly_known, adding->known > batch->count / 2);
    return WTW_OK;
}

static enum wtw_status judge(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    const struct wtw_live_taker taker = {take_outcome, adding};

    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_feed_reserve(feed, adding->batch->count, error));
    feed->work.batch = *adding->batch;
    feed->work.prepared = adding->prepared;
    feed->work.change_count = feed->work.note_count = feed->touched_count = 0;
    WTW_TRY(recognise(adding, error));
    WTW_TRY(line_up(adding, error));
    WTW_TRY(wtw_live_add(feed->live, feed->arrivals, adding->added, &taker, error));
    WTW_TRY(wtw_feed_note_settled(feed, error));
    return look_up_known(adding, error);
}

/* ------------------------------------------------------------------ all of it */

/* Judges a batch, and when that before it was stored and told, has it stored and told. */
static enum wtw_status add(struct adding *adding, bool may_go_on, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    struct wtw_error why;
    enum wtw_status judging = judge(adding, &why);
    enum wtw_status status = wtw_feed_await(feed, error);

    if (status == WTW_OK && judging != WTW_OK) {
        status = judging;
        if (error)
            *error = why;
    }
    if (status == WTW_OK)
        status = wtw_feed_store(feed, may_go_on, error);
    else
        wtw_feed_prepared_clear(adding->prepared);
    if (status != WTW_OK)
        wtw_feed_unload(feed);
    return status;
}

static enum wtw_status add_prepared(struct wtw_feed *feed,
                                    struct wtw_feed_prepared *prepared,
                                    const struct wtw_feed_batch *batch, bool may_go_on,
                                    struct wtw_error *error)
{
    struct adding adding = {.feed = feed, .prepared = prepared, .batch = batch};

    if (wtw_feed_is_prepared(prepared, feed, batch->articles, batch->count))
        return add(&adding, may_go_on, error);
    WTW_TRY(wtw_feed_end_adding(feed, error));
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "these are not the articles that were prepared for this feed");
}

enum wtw_status wtw_feed_add_prepared(struct wtw_feed *feed,
                                      struct wtw_feed_prepared *prepared,
                                      const struct wtw_feed_batch *batch,
                                      struct wtw_error *error)
{
    return add_prepared(feed, prepared, batch, false, error);
}

enum wtw_status wtw_feed_begin_adding(struct wtw_feed *feed,
                                      struct wtw_feed_prepared *prepared,
                                      const struct wtw_feed_batch *batch,
                                      struct wtw_error *error)
{
    return add_prepared(feed, prepared, batch, true, error);
}

enum wtw_status wtw_feed_end_adding(struct wtw_feed *feed, struct wtw_error *error)
{
    enum wtw_status status = wtw_feed_await(feed, error);

    if (status != WTW_OK)
        wtw_feed_unload(feed);
    return status;
}

enum wtw_status wtw_feed_add(struct wtw_feed *feed, const struct wtw_feed_batch *batch,
                             struct wtw_error *error)
{
    WTW_TRY(wtw_feed_check_writer(feed, error));
    WTW_TRY(
        wtw_feed_prepare_hashes(feed->prepared, batch->articles, batch->count, error));
    return wtw_feed_add_prepared(feed, feed->prepared, batch, error);
}

/* ------------------------------------------------------------------ judging only */

static enum wtw_status take_judgement(void *context, size_t i,
                                      const struct wtw_live_outcome *outcome,
                                      struct wtw_error *error)
{
    struct adding *adding = context;

    (void)i;
    (void)error;
    adding->feed->work.slots[0].receipt = wtw_feed_receipt_of(adding->feed, outcome);
    return WTW_OK;
}

/* The next number is nobody's; an article that is taken back leaves no trace. */
static enum wtw_status judge_and_take_back(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    const struct wtw_live_taker taker = {.take = take_judgement, .context = adding};
    int64_t number = feed->work.slots[0].receipt.number;
    enum wtw_status status = WTW_OK;

    WTW_TRY(
        wtw_feed_place_add(feed, wtw_feed_prepared_source(adding->prepared, 0), error));
    feed->places--; /* for the while */
    feed->work.indexes[0] = 0;
    feed->arrivals[0] = (struct wtw_live_arrival){0, number};
    feed->work.incoming = (struct wtw_feed_incoming){.articles = adding->batch->articles,
                                                     .first_place = feed->places,
                                                     .indexes = feed->work.indexes,
                                                     .count = 1};
    status = wtw_live_add(feed->live, feed->arrivals, 1, &taker, error);
    if (status == WTW_OK)
        status = wtw_live_take_back(feed->live, 1, error);
    feed->work.incoming = (struct wtw_feed_incoming){.count = 0};
    if (status != WTW_OK)
        wtw_feed_unload(feed);
    return status;
}

/* An article that is not there has no number, and stands for or founds no cluster. */
static struct wtw_feed_receipt without_number(const struct wtw_feed_receipt *receipt)
{
    struct wtw_feed_receipt judged = *receipt;

    if (judged.cluster == judged.number)
        judged.cluster = 0;
    if (judged.canonical == judged.number)
        judged.canonical = 0;
    judged.number = 0;
    return judged;
}

enum wtw_status wtw_feed_judge(struct wtw_feed *feed,
                               const struct wtw_feed_article *article,
                               struct wtw_feed_receipt *out_receipt,
                               struct wtw_error *error)
{
    const struct wtw_feed_batch batch = {.articles = article, .count = 1};
    struct adding adding = {.feed = feed, .prepared = feed->prepared, .batch = &batch};
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_feed_check_writer(feed, error));
    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_feed_reserve(feed, 1, error));
    WTW_TRY(wtw_feed_prepare_hashes(feed->prepared, article, 1, error));
    status = wtw_feed_recognise(feed, feed->prepared, article, 1, &adding.known, error);
    feed->last_number = -1; /* its number was not given */
    if (status != WTW_OK)
        return status;
    if (adding.known) {
        WTW_TRY(look_up_known(&adding, error));
        *out_receipt = feed->work.slots[0].receipt;
        return WTW_OK;
    }
    WTW_TRY(wtw_feed_prepare_unknown(feed->prepared, feed->work.slots, error));
    wtw_feed_prepared_swap_sketches(feed->prepared, feed->live);
    WTW_TRY(judge_and_take_back(&adding, error));
    *out_receipt = without_number(&feed->work.slots[0].receipt);
    return WTW_OK;
}
