/*
 * feed_add.c - a batch of articles judged, made durable, and then told
 *
 *     prepare     hash, sketch and pack, on all threads; before its turn, if it can be
 *     recognise   what was sent before
 *     store       some articles, each with the number of its arrival
 *     judge       each of them against all before it, and store what came of it; while other
 *                 threads look up whom to compare them with, the next ones are stored
 *     commit      one sync for all
 *     tell        now that nothing of it can be lost
 *
 * What is in memory is changed before the commit, so that after a commit that failed it is
 * dropped, and made anew of the database when it is needed next.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stored_articles.h"

#include <string.h>

/* Articles stored and then judged: as many as the live one looks up together. */
enum { BLOCK_ARTICLES = 512 };

struct adding {
    struct wtw_feed *feed;
    struct wtw_feed_prepared *prepared;
    const struct wtw_feed_batch *batch;
    size_t known;            /* articles that were recognised */
    size_t next;             /* that is to be stored */
    size_t added;            /* those that are new */
    size_t judged;           /* those of these that were judged */
    enum wtw_status storing; /* of the block that was stored last, and why it failed */
    struct wtw_error why;
};

/* ------------------------------------------------------------------ prepare */

enum wtw_status wtw_feed_reserve(struct wtw_feed *feed, size_t count,
                                 struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->slots, &feed->slot_capacity, count, error));
    WTW_TRY(WTW_GROW(&feed->articles, &feed->article_capacity, count, error));
    WTW_TRY(WTW_GROW(&feed->indexes, &feed->index_capacity, count, error));
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

/* ------------------------------------------------------------------ store */

static enum wtw_status store_one(struct adding *adding, size_t i, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    struct wtw_feed_slot *slot = &feed->slots[i];
    struct wtw_stored_article stored = {
        .article = adding->batch->articles[i],
        .agency = wtw_live_agency(feed->live, slot->sketched),
        .packed = wtw_feed_prepared_text(adding->prepared, slot->sketched),
        .record = slot->record,
        .is_unknown = slot->is_unknown};
    struct wtw_stored_receipt receipt;

    stored.digest.items =
        wtw_live_digest(feed->live, slot->sketched, &stored.digest.count);
    WTW_TRY(wtw_stored_article_add(&feed->database, &stored, &receipt, error));
    slot->source = receipt.source;
    slot->receipt.number = receipt.number;
    slot->receipt.is_version = receipt.verdict == WTW_STORED_VERSION;
    slot->receipt.is_known = receipt.verdict == WTW_STORED_KNOWN; /* twice in a batch */
    if (slot->receipt.is_known)
        return WTW_OK;
    WTW_TRY(wtw_feed_place_add(
        feed, wtw_feed_prepared_source(adding->prepared, slot->sketched), error));
    feed->indexes[adding->added] = i;
    feed->arrivals[adding->added++] =
        (struct wtw_live_arrival){slot->sketched, receipt.number};
    return WTW_OK;
}

/* ------------------------------------------------------------------ judge */

static enum wtw_status take_outcome(void *context, size_t i,
                                    const struct wtw_live_outcome *outcome,
                                    struct wtw_error *error)
{
    struct adding *adding = context;
    struct wtw_feed *feed = adding->feed;
    struct wtw_feed_slot *slot = &feed->slots[feed->indexes[adding->judged + i]];
    const struct wtw_feed_article *article =
        &adding->batch->articles[feed->indexes[adding->judged + i]];
    const struct wtw_stored_member newcomer = {slot->source, article->published_seconds,
                                               article->arrived_seconds};
    bool is_version = slot->receipt.is_version;

    if (adding->storing != WTW_OK) { /* after which nothing may be stored any more */
        *error = adding->why;
        return adding->storing;
    }
    slot->changes_begin = feed->change_count;
    WTW_TRY(wtw_feed_note_outcome(feed, outcome, &newcomer, &slot->receipt, error));
    slot->receipt.is_version = is_version;
    slot->changes_end = feed->change_count;
    return WTW_OK;
}

/* What was known is told as it stands after the batch. */
static enum wtw_status look_up_known(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;

    for (size_t i = 0; i < adding->batch->count; i++) {
        struct wtw_feed_slot *slot = &feed->slots[i];
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

/* ------------------------------------------------------------------ block by block */

static enum wtw_status store_some(struct adding *adding, struct wtw_error *error)
{
    size_t end = adding->added + BLOCK_ARTICLES;

    for (; adding->next < adding->batch->count && adding->added < end; adding->next++)
        if (!adding->feed->slots[adding->next].receipt.is_known)
            WTW_TRY(store_one(adding, adding->next, error));
    return WTW_OK;
}

/* As an errand, which has no status of its own. */
static void store_block(void *context)
{
    struct adding *adding = context;

    adding->storing = store_some(adding, &adding->why);
}

/* Judges those that were stored and not judged yet, and stores the next. */
static enum wtw_status judge_stored(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    const struct wtw_live_taker taker = {take_outcome, adding, {store_block, adding}};
    size_t count = adding->added - adding->judged;

    feed->incoming =
        (struct wtw_feed_incoming){.articles = adding->batch->articles,
                                   .first_place = feed->places - (uint32_t)adding->added,
                                   .indexes = feed->indexes,
                                   .count = adding->added};
    WTW_TRY(
        wtw_live_add(feed->live, feed->arrivals + adding->judged, count, &taker, error));
    adding->judged += count;
    return WTW_OK;
}

static enum wtw_status store_and_judge(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;

    WTW_TRY(store_some(adding, error));
    while (adding->judged < adding->added)
        WTW_TRY(judge_stored(adding, error));
    feed->incoming = (struct wtw_feed_incoming){.count = 0};
    return wtw_feed_settle(feed, error);
}

/* ------------------------------------------------------------------ all of it */

static enum wtw_status recognise(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    const struct wtw_feed_batch *batch = adding->batch;

    WTW_TRY(wtw_feed_recognise(feed, adding->prepared, batch->articles, batch->count,
                               &adding->known, error));
    WTW_TRY(wtw_feed_prepare_unknown(adding->prepared, feed->slots, error));
    wtw_feed_prepared_swap_sketches(adding->prepared, feed->live);
    atomic_store(&feed->was_mostly_known, adding->known > batch->count / 2);
    return WTW_OK;
}

/* What is in memory is changed when articles are judged, and then has to be what is
 * committed. */
static enum wtw_status add_all(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    enum wtw_status status = WTW_OK;

    feed->change_count = feed->touched_count = 0;
    WTW_TRY(wtw_database_begin(&feed->database, error));
    status = recognise(adding, error);
    if (status == WTW_OK)
        status = store_and_judge(adding, error);
    return wtw_feed_end_batch(feed, status, error);
}

static void tell_all(const struct adding *adding)
{
    const struct wtw_feed *feed = adding->feed;
    const struct wtw_feed_batch *batch = adding->batch;

    for (size_t i = 0; i < batch->count && batch->take; i++) {
        const struct wtw_feed_slot *slot = &feed->slots[i];
        size_t count = slot->changes_end - slot->changes_begin;
        const struct wtw_feed_answer answer = {
            .receipt = slot->receipt,
            .changes = count ? feed->changes + slot->changes_begin : NULL,
            .change_count = count};

        batch->take(batch->context, i, &answer);
    }
}

static enum wtw_status add_and_tell(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;

    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_feed_reserve(feed, adding->batch->count, error));
    WTW_TRY(add_all(adding, error));
    WTW_TRY(look_up_known(adding, error));
    WTW_TRY(wtw_database_hold(&feed->database, error));
    tell_all(adding);
    wtw_database_let_go(&feed->database);
    return WTW_OK;
}

enum wtw_status wtw_feed_add_prepared(struct wtw_feed *feed,
                                      struct wtw_feed_prepared *prepared,
                                      const struct wtw_feed_batch *batch,
                                      struct wtw_error *error)
{
    struct adding adding = {.feed = feed, .prepared = prepared, .batch = batch};
    enum wtw_status status = WTW_OK;

    if (!wtw_feed_is_prepared(prepared, feed, batch->articles, batch->count))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "these are not the articles that were prepared for this feed");
    status = add_and_tell(&adding, error);
    wtw_feed_prepared_clear(prepared);
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
    adding->feed->slots[0].receipt = wtw_feed_receipt_of(adding->feed, outcome);
    return WTW_OK;
}

/* The next number is nobody's; an article that is taken back leaves no trace. */
static enum wtw_status judge_and_take_back(struct adding *adding, struct wtw_error *error)
{
    struct wtw_feed *feed = adding->feed;
    const struct wtw_live_taker taker = {.take = take_judgement, .context = adding};
    int64_t last = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_stored_article_last(&feed->database, &last, error));
    WTW_TRY(
        wtw_feed_place_add(feed, wtw_feed_prepared_source(adding->prepared, 0), error));
    feed->places--; /* for the while */
    feed->indexes[0] = 0;
    feed->arrivals[0] = (struct wtw_live_arrival){0, last + 1};
    feed->incoming = (struct wtw_feed_incoming){.articles = adding->batch->articles,
                                                .first_place = feed->places,
                                                .indexes = feed->indexes,
                                                .count = 1};
    status = wtw_live_add(feed->live, feed->arrivals, 1, &taker, error);
    if (status == WTW_OK)
        status = wtw_live_take_back(feed->live, 1, error);
    feed->incoming = (struct wtw_feed_incoming){.count = 0};
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

    WTW_TRY(wtw_feed_check_writer(feed, error));
    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_feed_reserve(feed, 1, error));
    WTW_TRY(wtw_feed_prepare_hashes(feed->prepared, article, 1, error));
    WTW_TRY(wtw_feed_recognise(feed, feed->prepared, article, 1, &adding.known, error));
    if (adding.known) {
        WTW_TRY(look_up_known(&adding, error));
        *out_receipt = feed->slots[0].receipt;
        return WTW_OK;
    }
    WTW_TRY(wtw_feed_prepare_unknown(feed->prepared, feed->slots, error));
    wtw_feed_prepared_swap_sketches(feed->prepared, feed->live);
    WTW_TRY(judge_and_take_back(&adding, error));
    *out_receipt = without_number(&feed->slots[0].receipt);
    return WTW_OK;
}
