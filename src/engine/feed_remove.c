/*
 * feed_remove.c - articles that go: one by its number, or all that are too old
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stored_articles.h"
#include "store/stored_clusters.h"

/* Free pages given back after a deletion: some milliseconds at most. */
enum { PAGES_TIDIED = 1000 };

static enum wtw_status note_matches_of(struct wtw_feed *feed, uint32_t place,
                                       struct wtw_error *error)
{
    struct wtw_live_outcome outcome;

    WTW_TRY(wtw_live_outcome_of(feed->live, place, &outcome, error));
    return wtw_feed_note_matches(feed, outcome.matches, outcome.match_count, error);
}

/* Inside of a batch. */
static enum wtw_status remove_one(struct wtw_feed *feed, int64_t number,
                                  bool *out_deleted, struct wtw_error *error)
{
    uint32_t place = wtw_live_place(feed->live, number);
    const struct wtw_live_change *changes = NULL;
    uint32_t heir = UINT32_MAX;
    size_t count = 0;

    WTW_TRY(wtw_stored_article_delete(&feed->database, number, out_deleted, error));
    if (!*out_deleted || place == UINT32_MAX)
        return WTW_OK;
    heir = wtw_live_heir(feed->live, place);
    WTW_TRY(wtw_feed_touch(feed, wtw_live_cluster(feed->live, place), UINT32_MAX, error));
    WTW_TRY(wtw_live_remove(feed->live, place, &changes, &count, error));
    WTW_TRY(wtw_feed_note_changes(feed, changes, count, error));
    if (heir != UINT32_MAX)
        WTW_TRY(note_matches_of(feed, heir, error));
    /* before another goes that has part in them */
    return wtw_feed_write_notes(feed, &feed->work, error);
}

static enum wtw_status remove_all(struct wtw_feed *feed, const int64_t *numbers,
                                  size_t count, size_t *out_deleted,
                                  struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++) {
        bool is_deleted = false;

        WTW_TRY(remove_one(feed, numbers[i], &is_deleted, error));
        *out_deleted += is_deleted;
    }
    return wtw_feed_settle(feed, error);
}

static enum wtw_status remove_and_tell(struct wtw_feed *feed, const int64_t *numbers,
                                       size_t count,
                                       const struct wtw_feed_listener *listener,
                                       size_t *out_deleted, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    *out_deleted = 0;
    feed->work.change_count = feed->work.note_count = feed->touched_count = 0;
    WTW_TRY(wtw_database_begin(&feed->database, error));
    status = remove_all(feed, numbers, count, out_deleted, error);
    WTW_TRY(wtw_feed_end_batch(feed, status, error));
    if (listener && listener->take && feed->work.change_count)
        listener->take(listener->context, feed->work.changes, feed->work.change_count);
    return WTW_OK;
}

enum wtw_status wtw_feed_delete(struct wtw_feed *feed, int64_t number,
                                const struct wtw_feed_listener *listener,
                                bool *out_deleted, struct wtw_error *error)
{
    size_t deleted = 0;

    WTW_TRY(wtw_feed_check_writer(feed, error));
    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(remove_and_tell(feed, &number, 1, listener, &deleted, error));
    *out_deleted = deleted > 0;
    return WTW_OK;
}

static enum wtw_status expire_numbers(struct wtw_feed *feed, int64_t before_seconds,
                                      int64_t *numbers, uint32_t limit,
                                      const struct wtw_feed_listener *listener,
                                      uint32_t *out_count, struct wtw_error *error)
{
    size_t count = 0;
    size_t deleted = 0;
    bool has_more = false;

    WTW_TRY(wtw_stored_articles_oldest(&feed->database, before_seconds, numbers, limit,
                                       &count, error));
    if (count)
        WTW_TRY(remove_and_tell(feed, numbers, count, listener, &deleted, error));
    *out_count = (uint32_t)deleted;
    return count ? wtw_database_tidy(&feed->database, PAGES_TIDIED, &has_more, error)
                 : WTW_OK;
}

enum wtw_status wtw_feed_expire(struct wtw_feed *feed, int64_t before_seconds,
                                uint32_t limit, const struct wtw_feed_listener *listener,
                                uint32_t *out_count, struct wtw_error *error)
{
    int64_t *numbers = NULL;
    enum wtw_status status = wtw_feed_check_writer(feed, error);

    if (status == WTW_OK)
        status = wtw_feed_load(feed, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&numbers, (size_t)limit + 1, error);
    if (status == WTW_OK)
        status = expire_numbers(feed, before_seconds, numbers, limit, listener, out_count,
                                error);
    wtw_release_items(numbers);
    return status;
}
