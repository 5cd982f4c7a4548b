/*
 * feed_look.c - what is in a feed, for writers and readers alike
 *
 * A writer has all verdicts in memory. A reader has the matches in the database, and compares
 * the texts of two articles of one cluster that have none.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "match/relation.h"
#include "store/cluster_query.h"
#include "store/stored_articles.h"
#include "store/stored_clusters.h"
#include "store/stored_flows.h"
#include "store/stored_matches.h"

/* Matches of a canonical that are looked at for the one that it shares most with. */
enum { MATCHES_LOOKED_AT = 64 };

enum wtw_status wtw_feed_find(struct wtw_feed *feed, struct wtw_span id,
                              int64_t *out_number, struct wtw_error *error)
{
    return wtw_stored_article_find(&feed->database, id, out_number, error);
}

enum wtw_status wtw_feed_next(struct wtw_feed *feed, int64_t number, int64_t *out_number,
                              struct wtw_error *error)
{
    return wtw_stored_article_next(&feed->database, number, out_number, error);
}

enum wtw_status wtw_feed_describe(struct wtw_feed *feed, int64_t number,
                                  struct wtw_buffer *scratch,
                                  struct wtw_feed_article *out_article,
                                  struct wtw_error *error)
{
    struct wtw_stored_article stored;

    WTW_TRY(
        wtw_stored_article_describe(&feed->database, number, scratch, &stored, error));
    *out_article = stored.article;
    return WTW_OK;
}

/* ------------------------------------------------------------------ a reader's receipt */

static bool is_same_source(struct wtw_span x, struct wtw_span y)
{
    return x.count && wtw_feed_source_hash(x) == wtw_feed_source_hash(y);
}

static void set_partner(struct wtw_feed_receipt *receipt, int64_t partner,
                        enum wtw_relation relation, const struct wtw_figures *figures)
{
    receipt->partner = partner;
    receipt->relation = relation;
    receipt->figures = *figures;
}

/* From the article's end: in a stored match it may be either. */
static void set_match(struct wtw_feed_receipt *receipt,
                      const struct wtw_stored_match *stored)
{
    const struct wtw_feed_match *match = &stored->match;

    receipt->is_estimated = stored->is_estimated;
    if (match->a == receipt->number) {
        set_partner(receipt, match->b, wtw_relation_reversed(match->relation),
                    &match->figures);
    } else {
        const struct wtw_figures figures = wtw_figures_reversed(&match->figures);

        set_partner(receipt, match->a, match->relation, &figures);
    }
}

/* The figures of two articles of one cluster that were never compared. */
static enum wtw_status compare(struct wtw_feed *feed, struct wtw_feed_receipt *receipt,
                               int64_t partner, struct wtw_error *error)
{
    const int64_t numbers[2] = {receipt->number, partner};
    struct wtw_article articles[2];
    struct wtw_figures figures;
    enum wtw_relation relation;

    if (!feed->comparer)
        WTW_TRY(wtw_comparer_new(&feed->options, &feed->comparer, error));
    for (int i = 0; i < 2; i++) {
        struct wtw_stored_article stored;

        WTW_TRY(wtw_stored_article_get(&feed->database, numbers[i], &feed->texts[i],
                                       &stored, error));
        articles[i] = wtw_feed_article_to_sketch(&stored.article);
    }
    WTW_TRY(wtw_comparer_compare(feed->comparer, &articles[0], &articles[1], &figures,
                                 &relation, error));
    set_partner(receipt, partner, wtw_relation_reversed(relation), &figures);
    return WTW_OK;
}

static enum wtw_status set_canonical(struct wtw_feed *feed,
                                     struct wtw_feed_receipt *receipt,
                                     struct wtw_error *error)
{
    int64_t x = receipt->number;
    int64_t y = receipt->canonical;
    struct wtw_stored_match match;
    enum wtw_status status = wtw_stored_match_get(&feed->database, x < y ? x : y,
                                                  x < y ? y : x, &match, error);

    if (status == WTW_OK)
        set_match(receipt, &match);
    return status == WTW_END ? compare(feed, receipt, y, error) : status;
}

/* Copies first, then excerpts, each by what is shared most; forms are no partners. */
static enum wtw_status set_best(struct wtw_feed *feed, struct wtw_feed_receipt *receipt,
                                struct wtw_error *error)
{
    struct wtw_stored_match matches[MATCHES_LOOKED_AT];
    const struct wtw_stored_match *best = NULL;
    size_t count = 0;

    WTW_TRY(wtw_stored_matches_of(&feed->database, receipt->number, matches,
                                  MATCHES_LOOKED_AT, &count, error));
    count = count < MATCHES_LOOKED_AT ? count : MATCHES_LOOKED_AT;
    for (size_t i = 0; i < count; i++) {
        bool is_copy = wtw_relation_is_copy(matches[i].match.relation);

        if (!is_copy && matches[i].match.relation != WTW_EXCERPT)
            continue;
        if (!best || (is_copy && !wtw_relation_is_copy(best->match.relation)))
            best = &matches[i];
    }
    if (best)
        set_match(receipt, best);
    return WTW_OK;
}

static enum wtw_status read_receipt(struct wtw_feed *feed,
                                    const struct wtw_stored_article *stored,
                                    struct wtw_feed_receipt *out_receipt,
                                    struct wtw_error *error)
{
    struct wtw_feed_receipt receipt = {.number = stored->number,
                                       .agency = stored->agency};
    struct wtw_feed_cluster cluster;
    struct wtw_buffer scratch = {0};
    struct wtw_feed_article partner = {.rank = 0};
    enum wtw_status status = WTW_OK;

    WTW_TRY(
        wtw_stored_cluster_of(&feed->database, stored->number, &receipt.cluster, error));
    WTW_TRY(wtw_stored_cluster_get(&feed->database, receipt.cluster, &cluster, error));
    receipt.canonical = cluster.canonical;
    receipt.size = cluster.size;
    if (receipt.canonical != receipt.number)
        WTW_TRY(set_canonical(feed, &receipt, error));
    else
        WTW_TRY(set_best(feed, &receipt, error));
    if (receipt.partner)
        status = wtw_feed_describe(feed, receipt.partner, &scratch, &partner, error);
    receipt.verdict = wtw_feed_verdict_of(
        receipt.relation, is_same_source(stored->article.source, partner.source));
    wtw_buffer_release(&scratch);
    *out_receipt = receipt;
    return status;
}

static enum wtw_status make_receipt(struct wtw_feed *feed,
                                    const struct wtw_stored_article *stored,
                                    struct wtw_feed_receipt *out_receipt,
                                    struct wtw_error *error)
{
    struct wtw_live_outcome outcome;

    if (!feed->is_writer)
        return read_receipt(feed, stored, out_receipt, error);
    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_live_outcome_of(feed->live, wtw_live_place(feed->live, stored->number),
                                &outcome, error));
    *out_receipt = wtw_feed_receipt_of(feed, &outcome);
    return WTW_OK;
}

enum wtw_status wtw_feed_get(struct wtw_feed *feed, int64_t number,
                             struct wtw_buffer *scratch,
                             struct wtw_feed_article *out_article,
                             struct wtw_feed_receipt *out_receipt,
                             struct wtw_error *error)
{
    struct wtw_stored_article stored;
    enum wtw_status status = wtw_database_hold(&feed->database, error);

    if (status == WTW_OK)
        status = wtw_stored_article_get(&feed->database, number, scratch, &stored, error);
    if (status == WTW_OK)
        status = make_receipt(feed, &stored, out_receipt, error);
    wtw_database_let_go(&feed->database);
    if (status == WTW_OK)
        *out_article = stored.article;
    return status;
}

/* ------------------------------------------------------------------ lists */

enum wtw_status wtw_feed_members(struct wtw_feed *feed, int64_t cluster,
                                 int64_t *out_numbers, size_t room, size_t *out_count,
                                 struct wtw_error *error)
{
    return wtw_stored_members(&feed->database, cluster, out_numbers, room, out_count,
                              error);
}

enum wtw_status wtw_feed_matches(struct wtw_feed *feed, int64_t number,
                                 struct wtw_feed_match *out_matches, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    struct wtw_stored_match *stored = NULL;
    enum wtw_status status = WTW_ALLOCATE(&stored, room + 1, error);

    if (status == WTW_OK)
        status = wtw_stored_matches_of(&feed->database, number, stored, room, out_count,
                                       error);
    for (size_t i = 0; status == WTW_OK && i < room && i < *out_count; i++)
        out_matches[i] = stored[i].match;
    wtw_release_items(stored);
    return status;
}

enum wtw_status wtw_feed_list(struct wtw_feed *feed, const struct wtw_feed_query *query,
                              struct wtw_feed_cluster *out_clusters, size_t room,
                              size_t *out_count, struct wtw_error *error)
{
    return wtw_stored_list(&feed->database, query, out_clusters, room, out_count, error);
}

enum wtw_status wtw_feed_flows(struct wtw_feed *feed, int64_t since_seconds,
                               struct wtw_buffer *scratch,
                               struct wtw_feed_flow *out_flows, size_t room,
                               size_t *out_count, struct wtw_error *error)
{
    return wtw_stored_flows(&feed->database, since_seconds, scratch, out_flows, room,
                            out_count, error);
}

enum wtw_status wtw_feed_count(struct wtw_feed *feed, struct wtw_feed_counts *out_counts,
                               struct wtw_error *error)
{
    WTW_TRY(wtw_stored_counts(&feed->database, out_counts, error));
    out_counts->index_bytes = feed->live ? wtw_live_bytes(feed->live) : 0;
    return WTW_OK;
}

enum wtw_status wtw_feed_tidy(struct wtw_feed *feed, uint32_t pages, bool *out_more,
                              struct wtw_error *error)
{
    WTW_TRY(wtw_feed_check_writer(feed, error));
    return wtw_database_tidy(&feed->database, pages, out_more, error);
}
