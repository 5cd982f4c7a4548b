/*
 * feed_receipt.c - what became of an article, in numbers of the database
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/stored_clusters.h"
#include "store/stored_matches.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PIECE_BYTES = 64 };

enum wtw_status wtw_feed_place_add(struct wtw_feed *feed, uint32_t source,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->sources, &feed->source_capacity, (size_t)feed->places + 1,
                     error));
    feed->sources[feed->places++] = source;
    return WTW_OK;
}

static char fold(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

uint32_t wtw_feed_source_hash(struct wtw_span source)
{
    char piece[PIECE_BYTES];
    uint64_t hash = 0;

    if (!source.count)
        return 0;
    for (size_t done = 0; done < source.count;) {
        size_t count = source.count - done;

        count = count < sizeof piece ? count : sizeof piece;
        for (size_t i = 0; i < count; i++)
            piece[i] = fold(source.items[done + i]);
        hash = XXH3_64bits_withSeed(piece, count, hash);
        done += count;
    }
    return (uint32_t)hash ? (uint32_t)hash : 1;
}

const char *wtw_feed_verdict_name(enum wtw_feed_verdict verdict)
{
    static const char *const names[] = {[WTW_FEED_NEW] = "new",
                                        [WTW_FEED_COPY] = "copy",
                                        [WTW_FEED_REVISION] = "revision",
                                        [WTW_FEED_EXCERPT] = "excerpt"};

    return names[verdict];
}

enum wtw_feed_verdict wtw_feed_verdict_of(enum wtw_relation relation, bool is_same_source)
{
    if (relation == WTW_EXCERPT)
        return WTW_FEED_EXCERPT;
    if (!wtw_relation_is_copy(relation))
        return WTW_FEED_NEW;
    return is_same_source && relation != WTW_EXACT ? WTW_FEED_REVISION : WTW_FEED_COPY;
}

static bool is_same_source(const struct wtw_feed *feed, uint32_t x, uint32_t y)
{
    return feed->sources[x] && feed->sources[x] == feed->sources[y];
}

struct wtw_feed_receipt wtw_feed_receipt_of(const struct wtw_feed *feed,
                                            const struct wtw_live_outcome *outcome)
{
    bool has_partner = outcome->partner != outcome->place;
    struct wtw_feed_receipt receipt = {
        .number = wtw_live_number(feed->live, outcome->place),
        .cluster = outcome->cluster,
        .canonical = wtw_live_number(feed->live, outcome->canonical),
        .size = outcome->size,
        .agency = outcome->agency,
    };

    if (!has_partner)
        return receipt;
    receipt.partner = wtw_live_number(feed->live, outcome->partner);
    receipt.relation = outcome->relation;
    receipt.figures = outcome->figures;
    receipt.is_estimated = outcome->is_estimated;
    receipt.verdict = wtw_feed_verdict_of(
        outcome->relation, is_same_source(feed, outcome->place, outcome->partner));
    return receipt;
}

/* ------------------------------------------------------------------ to the database */

enum wtw_status wtw_feed_touch(struct wtw_feed *feed, int64_t cluster,
                               struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->touched, &feed->touched_capacity, feed->touched_count + 1,
                     error));
    feed->touched[feed->touched_count++] = cluster;
    return WTW_OK;
}

enum wtw_status wtw_feed_note_matches(struct wtw_feed *feed,
                                      const struct wtw_live_match *matches, size_t count,
                                      struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct wtw_stored_match stored = {
            .match = {.a = wtw_live_number(feed->live, matches[i].a),
                      .b = wtw_live_number(feed->live, matches[i].b),
                      .relation = matches[i].relation,
                      .figures = matches[i].figures},
            .is_estimated = matches[i].is_estimated};

        WTW_TRY(wtw_stored_match_put(&feed->database, &stored, error));
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
    struct wtw_feed_change *noted = NULL;

    WTW_TRY(
        WTW_GROW(&feed->changes, &feed->change_capacity, feed->change_count + 1, error));
    noted = &feed->changes[feed->change_count++];
    *noted = (struct wtw_feed_change){
        .kind = change->is_canonical ? WTW_FEED_CANONICAL : WTW_FEED_MOVED,
        .cluster = change->cluster,
        .number = number_at(feed, change->place),
        .before = change->is_canonical ? number_at(feed, change->before_place)
                                       : change->before_cluster};
    WTW_TRY(wtw_feed_touch(feed, change->cluster, error));
    if (change->is_canonical)
        return WTW_OK;
    WTW_TRY(wtw_feed_touch(feed, change->before_cluster, error));
    return wtw_stored_article_move(&feed->database, noted->number, change->cluster,
                                   error);
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
                                      const struct wtw_stored_member *newcomer,
                                      struct wtw_feed_receipt *out_receipt,
                                      struct wtw_error *error)
{
    *out_receipt = wtw_feed_receipt_of(feed, outcome);
    WTW_TRY(wtw_feed_note_matches(feed, outcome->matches, outcome->match_count, error));
    WTW_TRY(wtw_feed_note_changes(feed, outcome->changes, outcome->change_count, error));
    if (outcome->size < 2)
        return WTW_OK;
    WTW_TRY(wtw_feed_touch(feed, outcome->cluster, error));
    if (newcomer)
        return wtw_stored_article_enter(&feed->database, out_receipt->number,
                                        outcome->cluster, newcomer, error);
    return wtw_stored_article_move(&feed->database, out_receipt->number, outcome->cluster,
                                   error);
}

static int compare_numbers(const void *left, const void *right)
{
    int64_t x = *(const int64_t *)left;
    int64_t y = *(const int64_t *)right;

    return x < y ? -1 : x > y;
}

/* Where some member of a cluster stands: its founder, unless that is gone or elsewhere. */
static enum wtw_status find_standing(struct wtw_feed *feed, int64_t cluster,
                                     struct wtw_live_standing *out_standing,
                                     struct wtw_error *error)
{
    uint32_t place = wtw_live_place(feed->live, cluster);
    int64_t member = 0;
    size_t count = 0;

    *out_standing = (struct wtw_live_standing){.cluster = 0};
    if (place != UINT32_MAX)
        WTW_TRY(wtw_live_standing(feed->live, place, out_standing, error));
    if (out_standing->cluster == cluster)
        return WTW_OK;
    WTW_TRY(wtw_stored_members(&feed->database, cluster, &member, 1, &count, error));
    if (!count)
        return WTW_OK;
    return wtw_live_standing(feed->live, wtw_live_place(feed->live, member), out_standing,
                             error);
}

static enum wtw_status settle_one(struct wtw_feed *feed, int64_t cluster,
                                  struct wtw_error *error)
{
    struct wtw_live_standing standing;
    int64_t canonical = cluster;

    WTW_TRY(find_standing(feed, cluster, &standing, error));
    if (standing.size)
        canonical = wtw_live_number(feed->live, standing.canonical);
    return wtw_stored_cluster_settle(&feed->database, cluster, canonical, error);
}

enum wtw_status wtw_feed_settle(struct wtw_feed *feed, struct wtw_error *error)
{
    if (feed->touched_count)
        qsort(feed->touched, feed->touched_count, sizeof feed->touched[0],
              compare_numbers);
    for (size_t i = 0; i < feed->touched_count; i++) {
        if (i == 0 || feed->touched[i] != feed->touched[i - 1])
            WTW_TRY(settle_one(feed, feed->touched[i], error));
    }
    feed->touched_count = 0;
    return WTW_OK;
}
