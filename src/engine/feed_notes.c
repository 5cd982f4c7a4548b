/*
 * feed_notes.c - what is to be written to the database of what came of articles
 *
 * Who judges does not write: the database may be busy with the batch before. What came of an
 * article is noted in numbers of the database, and written when it is the batch's turn.
 *
 * A cluster that changed is settled once, when all of a batch are judged, and for that some
 * member has to say where it stands: its founder, unless that is gone or elsewhere, or an article
 * that came into it. Of one that others left it may be neither; then its members in the database
 * are asked where that is up to date, or else all clusters are looked through, which is rare.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stored_clusters.h"
#include "store/stored_matches.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ noting */

static enum wtw_status note(struct wtw_feed *feed, const struct wtw_feed_note *given,
                            struct wtw_error *error)
{
    struct wtw_feed_work *work = &feed->work;

    WTW_TRY(WTW_GROW(&work->notes, &work->note_capacity, work->note_count + 1, error));
    work->notes[work->note_count++] = *given;
    return WTW_OK;
}

enum wtw_status wtw_feed_touch(struct wtw_feed *feed, int64_t cluster, uint32_t place,
                               struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->touched, &feed->touched_capacity, feed->touched_count + 1,
                     error));
    feed->touched[feed->touched_count++] = (struct wtw_feed_touched){cluster, place};
    return WTW_OK;
}

enum wtw_status wtw_feed_note_matches(struct wtw_feed *feed,
                                      const struct wtw_live_match *matches, size_t count,
                                      struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct wtw_feed_note given = {
            .kind = WTW_FEED_NOTE_MATCH,
            .match = {.match = {.a = wtw_live_number(feed->live, matches[i].a),
                                .b = wtw_live_number(feed->live, matches[i].b),
                                .relation = matches[i].relation,
                                .figures = matches[i].figures},
                      .is_estimated = matches[i].is_estimated}};

        WTW_TRY(note(feed, &given, error));
    }
    return WTW_OK;
}

/* An article that is gone has no number to tell. */
static int64_t number_at(const struct wtw_feed *feed, uint32_t place)
{
    return place == UINT32_MAX ? 0 : wtw_live_number(feed->live, place);
}

static enum wtw_status note_change(struct wtw_feed *feed,
                                   const struct wtw_live_change *change,
                                   struct wtw_error *error)
{
    struct wtw_feed_work *work = &feed->work;
    struct wtw_feed_note given = {.kind = WTW_FEED_NOTE_MOVE, .cluster = change->cluster};

    WTW_TRY(
        WTW_GROW(&work->changes, &work->change_capacity, work->change_count + 1, error));
    given.number = number_at(feed, change->place);
    work->changes[work->change_count++] = (struct wtw_feed_change){
        .kind = change->is_canonical ? WTW_FEED_CANONICAL : WTW_FEED_MOVED,
        .cluster = change->cluster,
        .number = given.number,
        .before = change->is_canonical ? number_at(feed, change->before_place)
                                       : change->before_cluster};
    WTW_TRY(wtw_feed_touch(feed, change->cluster, change->place, error));
    if (change->is_canonical)
        return WTW_OK;
    WTW_TRY(wtw_feed_touch(feed, change->before_cluster, UINT32_MAX, error));
    return note(feed, &given, error);
}

enum wtw_status wtw_feed_note_changes(struct wtw_feed *feed,
                                      const struct wtw_live_change *changes, size_t count,
                                      struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++)
        WTW_TRY(note_change(feed, &changes[i], error));
    return WTW_OK;
}

enum wtw_status wtw_feed_note_outcome(struct wtw_feed *feed,
                                      const struct wtw_live_outcome *outcome,
                                      const struct wtw_feed_slot *newcomer,
                                      const struct wtw_feed_article *article,
                                      struct wtw_feed_receipt *out_receipt,
                                      struct wtw_error *error)
{
    struct wtw_feed_note given = {.kind =
                                      newcomer ? WTW_FEED_NOTE_ENTER : WTW_FEED_NOTE_MOVE,
                                  .cluster = outcome->cluster,
                                  .slot = newcomer,
                                  .article = article};

    *out_receipt = wtw_feed_receipt_of(feed, outcome);
    given.number = out_receipt->number;
    WTW_TRY(wtw_feed_note_matches(feed, outcome->matches, outcome->match_count, error));
    WTW_TRY(wtw_feed_note_changes(feed, outcome->changes, outcome->change_count, error));
    if (outcome->size < 2)
        return WTW_OK;
    WTW_TRY(wtw_feed_touch(feed, outcome->cluster, outcome->place, error));
    return note(feed, &given, error);
}

/* ------------------------------------------------------------------ clusters that changed */

static int compare_touched(const void *left, const void *right)
{
    int64_t x = ((const struct wtw_feed_touched *)left)->cluster;
    int64_t y = ((const struct wtw_feed_touched *)right)->cluster;

    return x < y ? -1 : x > y;
}

static void sort_touched(struct wtw_feed *feed)
{
    if (feed->touched_count)
        qsort(feed->touched, feed->touched_count, sizeof feed->touched[0],
              compare_touched);
}

/* The end of those of the cluster at 'begin'. */
static size_t end_of(const struct wtw_feed *feed, size_t begin)
{
    size_t end = begin + 1;

    while (end < feed->touched_count &&
           feed->touched[end].cluster == feed->touched[begin].cluster)
        end++;
    return end;
}

/* Looks whether the article at 'place' stands in a cluster. */
static enum wtw_status look_at(struct wtw_feed *feed, uint32_t place, int64_t cluster,
                               struct wtw_live_standing *out_standing, bool *out_is_it,
                               struct wtw_error *error)
{
    *out_is_it = false;
    if (place == UINT32_MAX)
        return WTW_OK;
    WTW_TRY(wtw_live_standing(feed->live, place, out_standing, error));
    *out_is_it = out_standing->cluster == cluster;
    return WTW_OK;
}

/* The number of who stands for a cluster; its own, which is that of its founder, where it has
 * no members any more. */
static int64_t canonical_of(const struct wtw_feed *feed, int64_t cluster,
                            const struct wtw_live_standing *standing)
{
    return standing->size ? wtw_live_number(feed->live, standing->canonical) : cluster;
}

/* Of the cluster that was touched from 'begin' to 'end'. */
static enum wtw_status note_one_settled(struct wtw_feed *feed, size_t begin, size_t end,
                                        struct wtw_error *error)
{
    int64_t cluster = feed->touched[begin].cluster;
    struct wtw_feed_note given = {.kind = WTW_FEED_NOTE_SETTLE, .cluster = cluster};
    struct wtw_live_standing standing;
    bool is_it = false;

    WTW_TRY(look_at(feed, wtw_live_place(feed->live, cluster), cluster, &standing, &is_it,
                    error));
    for (size_t i = begin; i < end && !is_it; i++)
        WTW_TRY(look_at(feed, feed->touched[i].place, cluster, &standing, &is_it, error));
    if (!is_it)
        wtw_live_find_cluster(feed->live, cluster, &standing);
    given.number = canonical_of(feed, cluster, &standing);
    return note(feed, &given, error);
}

enum wtw_status wtw_feed_note_settled(struct wtw_feed *feed, struct wtw_error *error)
{
    size_t end = 0;

    sort_touched(feed);
    for (size_t begin = 0; begin < feed->touched_count; begin = end) {
        end = end_of(feed, begin);
        WTW_TRY(note_one_settled(feed, begin, end, error));
    }
    feed->touched_count = 0;
    return WTW_OK;
}

/* Here the database is up to date but for the clusters' rows. */
static enum wtw_status settle_one(struct wtw_feed *feed, int64_t cluster,
                                  struct wtw_error *error)
{
    struct wtw_live_standing standing;
    int64_t member = 0;
    size_t count = 0;
    bool is_it = false;

    WTW_TRY(look_at(feed, wtw_live_place(feed->live, cluster), cluster, &standing, &is_it,
                    error));
    if (!is_it) {
        standing.size = 0;
        WTW_TRY(wtw_stored_members(&feed->database, cluster, &member, 1, &count, error));
    }
    if (count)
        WTW_TRY(wtw_live_standing(feed->live, wtw_live_place(feed->live, member),
                                  &standing, error));
    return wtw_stored_cluster_settle(&feed->database, cluster,
                                     canonical_of(feed, cluster, &standing), error);
}

enum wtw_status wtw_feed_settle(struct wtw_feed *feed, struct wtw_error *error)
{
    WTW_TRY(wtw_feed_write_notes(feed, &feed->work, error));
    sort_touched(feed);
    for (size_t i = 0; i < feed->touched_count; i = end_of(feed, i))
        WTW_TRY(settle_one(feed, feed->touched[i].cluster, error));
    feed->touched_count = 0;
    return WTW_OK;
}

/* ------------------------------------------------------------------ writing */

static enum wtw_status write_note(struct wtw_database *database,
                                  const struct wtw_feed_note *given,
                                  struct wtw_error *error)
{
    if (given->kind == WTW_FEED_NOTE_MATCH)
        return wtw_stored_match_put(database, &given->match, error);
    if (given->kind == WTW_FEED_NOTE_MOVE)
        return wtw_stored_article_move(database, given->number, given->cluster, error);
    if (given->kind == WTW_FEED_NOTE_SETTLE)
        return wtw_stored_cluster_settle(database, given->cluster, given->number, error);
    return wtw_stored_article_enter(
        database, given->number, given->cluster,
        &(struct wtw_stored_member){given->slot->source,
                                    given->article->published_seconds,
                                    given->article->arrived_seconds},
        error);
}

enum wtw_status wtw_feed_write_notes(struct wtw_feed *feed, struct wtw_feed_work *work,
                                     struct wtw_error *error)
{
    for (size_t i = 0; i < work->note_count; i++)
        WTW_TRY(write_note(&feed->database, &work->notes[i], error));
    work->note_count = 0;
    return WTW_OK;
}
