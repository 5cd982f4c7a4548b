/*
 * feed_rebuild.c - all articles of a feed judged anew, under other options
 *
 * Articles, their numbers and texts stay. Digests, matches and clusters are made again, in
 * order of arrival and a block at a time, as if all had just come; clusters get the numbers
 * that they would have had. It is one transaction, so that whoever reads meanwhile sees the
 * old judgements, and a stop in the middle leaves them.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stamp.h"
#include "store/stored_articles.h"
#include "store/stored_digests.h"

enum { BLOCK_ARTICLES = 2048 };

struct rebuilding {
    struct wtw_feed *feed;
    struct wtw_buffer *rooms; /* of the block's articles, BLOCK_ARTICLES of them */
    struct wtw_feed_article *articles;
    int64_t *numbers;
    size_t count;
    uint64_t done;
    uint64_t total;
};

static enum wtw_status read_block(struct rebuilding *rebuilding, int64_t *number,
                                  struct wtw_error *error)
{
    struct wtw_database *database = &rebuilding->feed->database;

    rebuilding->count = 0;
    while (*number && rebuilding->count < BLOCK_ARTICLES) {
        struct wtw_stored_article stored;

        WTW_TRY(wtw_stored_article_get(
            database, *number, &rebuilding->rooms[rebuilding->count], &stored, error));
        rebuilding->articles[rebuilding->count] = stored.article;
        rebuilding->numbers[rebuilding->count++] = *number;
        WTW_TRY(wtw_stored_article_next(database, *number, number, error));
    }
    return WTW_OK;
}

static enum wtw_status sketch_block(struct rebuilding *rebuilding,
                                    struct wtw_error *error)
{
    struct wtw_feed *feed = rebuilding->feed;

    for (size_t i = 0; i < rebuilding->count; i++)
        feed->articles[i] = wtw_feed_article_to_sketch(&rebuilding->articles[i]);
    WTW_TRY(wtw_live_sketch(feed->live, feed->articles, rebuilding->count, error));
    for (size_t i = 0; i < rebuilding->count; i++) {
        struct wtw_span digest = {NULL, 0};

        digest.items = wtw_live_digest(feed->live, i, &digest.count);
        WTW_TRY(wtw_stored_digest_replace(&feed->database, rebuilding->numbers[i], digest,
                                          wtw_live_agency(feed->live, i), error));
        WTW_TRY(wtw_feed_place_add(feed, feed->articles[i].source, error));
        feed->work.indexes[i] = i;
        feed->arrivals[i] = (struct wtw_live_arrival){i, rebuilding->numbers[i]};
    }
    return WTW_OK;
}

static enum wtw_status take_outcome(void *context, size_t i,
                                    const struct wtw_live_outcome *outcome,
                                    struct wtw_error *error)
{
    struct rebuilding *rebuilding = context;
    struct wtw_feed_receipt unused;

    (void)i;
    return wtw_feed_note_outcome(rebuilding->feed, outcome, NULL, NULL, &unused, error);
}

static enum wtw_status judge_block(struct rebuilding *rebuilding, struct wtw_error *error)
{
    struct wtw_feed *feed = rebuilding->feed;
    const struct wtw_live_taker taker = {.take = take_outcome, .context = rebuilding};

    WTW_TRY(sketch_block(rebuilding, error));
    feed->work.incoming = (struct wtw_feed_incoming){
        .articles = rebuilding->articles,
        .first_place = feed->places - (uint32_t)rebuilding->count,
        .indexes = feed->work.indexes,
        .count = rebuilding->count};
    WTW_TRY(wtw_live_add(feed->live, feed->arrivals, rebuilding->count, &taker, error));
    feed->work.incoming = (struct wtw_feed_incoming){.count = 0};
    feed->work.change_count = 0;
    return wtw_feed_settle(feed, error);
}

static enum wtw_status tell(const struct rebuilding *rebuilding, struct wtw_error *error)
{
    const struct wtw_watch *watch = &rebuilding->feed->options.watch;

    if (watch->keep_going && !watch->keep_going(watch->context, WTW_STAGE_VERIFY,
                                                rebuilding->done, rebuilding->total))
        return wtw_fail(error, WTW_STOPPED, "stopped; the database is as it was");
    return WTW_OK;
}

static enum wtw_status judge_all(struct rebuilding *rebuilding, struct wtw_error *error)
{
    struct wtw_feed *feed = rebuilding->feed;
    int64_t number = 0;

    WTW_TRY(wtw_stored_judgements_clear(&feed->database, error));
    WTW_TRY(wtw_stored_article_next(&feed->database, 0, &number, error));
    while (number) {
        WTW_TRY(tell(rebuilding, error));
        WTW_TRY(read_block(rebuilding, &number, error));
        WTW_TRY(judge_block(rebuilding, error));
        rebuilding->done += rebuilding->count;
    }
    return wtw_stamp_replace(&feed->database, &feed->options, feed->database.keeps_texts,
                             error);
}

static enum wtw_status rebuild(struct rebuilding *rebuilding, struct wtw_error *error)
{
    struct wtw_feed *feed = rebuilding->feed;
    struct wtw_feed_counts counts;
    enum wtw_status status = WTW_OK;

    if (!feed->database.keeps_texts)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "%s keeps no texts that could be judged anew; feed a new database",
            feed->database.path.items);
    WTW_TRY(WTW_ALLOCATE(&rebuilding->rooms, BLOCK_ARTICLES, error));
    WTW_TRY(WTW_ALLOCATE(&rebuilding->articles, BLOCK_ARTICLES, error));
    WTW_TRY(WTW_ALLOCATE(&rebuilding->numbers, BLOCK_ARTICLES, error));
    WTW_TRY(wtw_feed_reserve(feed, BLOCK_ARTICLES, error));
    WTW_TRY(wtw_feed_count(feed, &counts, error));
    rebuilding->total = counts.articles;
    WTW_TRY(wtw_feed_begin_empty(feed, error));
    WTW_TRY(wtw_database_begin(&feed->database, error));
    status = judge_all(rebuilding, error);
    return wtw_feed_end_batch(feed, status, error);
}

enum wtw_status wtw_feed_rebuild(struct wtw_feed *feed, struct wtw_error *error)
{
    struct rebuilding rebuilding = {.feed = feed};
    enum wtw_status status = rebuild(&rebuilding, error);

    for (size_t i = 0; rebuilding.rooms && i < BLOCK_ARTICLES; i++)
        wtw_buffer_release(&rebuilding.rooms[i]);
    wtw_release_items(rebuilding.rooms);
    wtw_release_items(rebuilding.articles);
    wtw_release_items(rebuilding.numbers);
    return status;
}
