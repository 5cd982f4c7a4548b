/*
 * labelled_pairs.c - pairs of articles that are known to be copies or not, with their
 * exact figures
 *
 * Labelled pairs say themselves which pairs are no copies. Gold clusters do not: nearly
 * all pairs of a corpus are none, and nearly all of those have nothing in common. The
 * pairs that can be mistaken are those with something in common, so the engine looks for
 * them, down to a low Jaccard; what it finds between two gold clusters is negative.
 */
#include "cli/labelled_pairs.h"

#include "base/memory.h"
#include "base/threads.h"
#include "cli/label_rule.h"
#include "cli/stop_signal.h"
#include "cli/threshold_sweep.h"

#include <stdlib.h>
#include <string.h>

/* A pair takes some ten microseconds. */
enum { CHUNK_PAIRS = 64 };

void wtw_labelled_pairs_release(struct wtw_labelled_pairs *pairs)
{
    wtw_release_items(pairs->items);
    *pairs = (struct wtw_labelled_pairs){0};
}

static enum wtw_status add_pair(struct wtw_labelled_pairs *pairs,
                                const struct wtw_labelled_pair *pair,
                                struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&pairs->items, &pairs->capacity, pairs->count + 1, error));
    pairs->items[pairs->count++] = *pair;
    pairs->positives += pair->is_positive;
    pairs->negatives += !pair->is_positive;
    return WTW_OK;
}

/* The article of that id; notes it as missing where the input does not have it. */
static bool find_article(struct wtw_labelled_pairs *pairs, const struct wtw_id_table *ids,
                         const struct wtw_session *session, uint32_t id,
                         uint32_t *out_number)
{
    struct wtw_span text = wtw_id_table_text(ids, id);

    if (wtw_id_table_find(&session->ledger.ids, text, out_number))
        return true;
    if (!pairs->missing_example.items)
        pairs->missing_example = text;
    return false;
}

/* ------------------------------------------------------------------ labelled pairs */

static enum wtw_status take_pairs(struct wtw_labelled_pairs *pairs,
                                  const struct wtw_grouping *gold,
                                  const struct wtw_id_table *ids,
                                  const struct wtw_session *session,
                                  const struct wtw_label_row *labels,
                                  struct wtw_error *error)
{
    for (size_t i = 0; i < gold->pair_count; i++) {
        const struct wtw_grouping_pair *given = &gold->pairs[i];
        const struct wtw_label_row *label = &labels[given->label];
        struct wtw_labelled_pair pair = {.unit = pairs->unit_count,
                                         .is_positive = label->is_positive};

        if (!label->is_scored) {
            pairs->unscored++;
            continue;
        }
        if (!find_article(pairs, ids, session, given->a, &pair.a) ||
            !find_article(pairs, ids, session, given->b, &pair.b)) {
            pairs->missing++;
            continue;
        }
        WTW_TRY(add_pair(pairs, &pair, error));
        pairs->unit_count++;
    }
    pairs->all_positives = pairs->positives;
    pairs->all_negatives = pairs->negatives;
    return WTW_OK;
}

enum wtw_status wtw_labelled_pairs_take(struct wtw_labelled_pairs *pairs,
                                        const struct wtw_grouping *gold,
                                        const struct wtw_id_table *ids,
                                        const struct wtw_session *session,
                                        struct wtw_error *error)
{
    struct wtw_label_row *labels = NULL;
    enum wtw_status status = WTW_ALLOCATE(&labels, gold->labels.count, error);

    if (status == WTW_OK)
        status = wtw_label_rule_apply(gold, session->settings, labels, error);
    if (status == WTW_OK)
        status = take_pairs(pairs, gold, ids, session, labels, error);
    wtw_release_items(labels);
    return status;
}

/* ------------------------------------------------------------------ gold clusters */

/* Gold's clusters as lists of articles of the input. */
struct placed {
    uint32_t *cluster_of; /* by article; WTW_NO_NUMBER: gold does not know it */
    uint32_t *members;    /* articles, cluster by cluster, ascending */
    uint64_t *starts;     /* of each cluster in 'members', and the end */
    size_t cluster_count;
};

static void release_placed(struct placed *placed)
{
    wtw_release_items(placed->starts);
    wtw_release_items(placed->members);
    wtw_release_items(placed->cluster_of);
}

static enum wtw_status place_articles(struct wtw_labelled_pairs *pairs,
                                      const struct wtw_grouping *gold,
                                      const struct wtw_id_table *ids,
                                      const struct wtw_session *session,
                                      struct placed *placed, struct wtw_error *error)
{
    size_t articles = session->ledger.count;

    placed->cluster_count = gold->clusters.count;
    WTW_TRY(WTW_ALLOCATE(&placed->cluster_of, articles, error));
    WTW_TRY(WTW_ALLOCATE(&placed->members, articles, error));
    WTW_TRY(WTW_ALLOCATE(&placed->starts, placed->cluster_count + 2, error));
    memset(placed->cluster_of, 0xff, articles * sizeof placed->cluster_of[0]);
    for (uint32_t id = 0; id < gold->member_room; id++) {
        const struct wtw_grouping_member *member = wtw_grouping_member(gold, id);
        uint32_t article = 0;

        if (!member)
            continue;
        if (find_article(pairs, ids, session, id, &article)) {
            placed->cluster_of[article] = member->cluster;
            placed->starts[member->cluster + 2]++;
        } else {
            pairs->missing++;
        }
    }
    for (size_t i = 2; i < placed->cluster_count + 2; i++)
        placed->starts[i] += placed->starts[i - 1];
    /* starts[c + 1] is where cluster c begins, and where it ends once it is filled. */
    for (uint32_t article = 0; article < articles; article++) {
        uint32_t cluster = placed->cluster_of[article];

        if (cluster != WTW_NO_NUMBER)
            placed->members[placed->starts[cluster + 1]++] = article;
    }
    return WTW_OK;
}

static int compare_picks(const void *first, const void *second)
{
    uint64_t a = *(const uint64_t *)first;
    uint64_t b = *(const uint64_t *)second;

    return (a > b) - (a < b);
}

/* At most 'ceiling' different numbers below 'all', ascending; all of them where they are
 * no more. */
static enum wtw_status draw(uint64_t all, uint64_t ceiling, uint64_t *random,
                            uint64_t **out_picks, size_t *out_count,
                            struct wtw_error *error)
{
    size_t count = (size_t)(all < ceiling ? all : ceiling);
    size_t kept = 0;
    uint64_t *picks = NULL;

    WTW_TRY(WTW_ALLOCATE(&picks, count, error));
    for (size_t i = 0; i < count; i++)
        picks[i] = all <= ceiling ? i : wtw_random_below(random, all);
    if (count)
        qsort(picks, count, sizeof *picks, compare_picks);
    /* Numbers that were drawn twice count once: a few less than asked for. */
    for (size_t i = 0; i < count; i++) {
        if (!kept || picks[i] != picks[kept - 1])
            picks[kept++] = picks[i];
    }
    *out_picks = picks;
    *out_count = kept;
    return WTW_OK;
}

static uint64_t pairs_of(uint64_t count)
{
    return count ? count * (count - 1) / 2 : 0;
}

/* The pairs within clusters are numbered cluster by cluster, row by row. */
static enum wtw_status add_positives(struct wtw_labelled_pairs *pairs,
                                     const struct placed *placed, const uint64_t *picks,
                                     size_t count, struct wtw_error *error)
{
    uint64_t row_begin = 0;
    size_t next = 0;

    for (uint32_t cluster = 0; cluster < placed->cluster_count; cluster++) {
        uint64_t end = placed->starts[cluster + 1];

        for (uint64_t i = placed->starts[cluster]; i < end && next < count; i++) {
            uint64_t row = end - i - 1;

            for (; next < count && picks[next] < row_begin + row; next++) {
                uint64_t j = i + 1 + (picks[next] - row_begin);
                const struct wtw_labelled_pair pair = {.a = placed->members[i],
                                                       .b = placed->members[j],
                                                       .unit = cluster,
                                                       .is_positive = true};

                WTW_TRY(add_pair(pairs, &pair, error));
            }
            row_begin += row;
        }
    }
    return WTW_OK;
}

static bool is_negative(const struct placed *placed, const struct wtw_match *match)
{
    uint32_t a = placed->cluster_of[match->a];
    uint32_t b = placed->cluster_of[match->b];

    return a != WTW_NO_NUMBER && b != WTW_NO_NUMBER && a != b;
}

static enum wtw_status add_negatives(struct wtw_labelled_pairs *pairs,
                                     const struct placed *placed,
                                     const struct wtw_match *matches, size_t match_count,
                                     const uint64_t *picks, size_t count,
                                     struct wtw_error *error)
{
    uint64_t number = 0;
    size_t next = 0;

    for (size_t i = 0; i < match_count && next < count; i++) {
        const struct wtw_labelled_pair pair = {.a = matches[i].a,
                                               .b = matches[i].b,
                                               .unit = placed->cluster_of[matches[i].a]};

        if (!is_negative(placed, &matches[i]) || number++ != picks[next])
            continue;
        WTW_TRY(add_pair(pairs, &pair, error));
        next++;
    }
    return WTW_OK;
}

static enum wtw_status make_pairs(struct wtw_labelled_pairs *pairs,
                                  const struct placed *placed,
                                  const struct wtw_session *session, uint64_t ceiling,
                                  uint64_t seed, struct wtw_error *error)
{
    size_t match_count = 0;
    const struct wtw_match *matches = wtw_result_matches(session->result, &match_count);
    uint64_t *picks = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    for (uint32_t i = 0; i < placed->cluster_count; i++)
        pairs->all_positives += pairs_of(placed->starts[i + 1] - placed->starts[i]);
    for (size_t i = 0; i < match_count; i++)
        pairs->all_negatives += is_negative(placed, &matches[i]);
    WTW_TRY(draw(pairs->all_positives, ceiling, &seed, &picks, &count, error));
    status = add_positives(pairs, placed, picks, count, error);
    wtw_release_items(picks);
    WTW_TRY(status);
    WTW_TRY(draw(pairs->all_negatives, ceiling, &seed, &picks, &count, error));
    status = add_negatives(pairs, placed, matches, match_count, picks, count, error);
    wtw_release_items(picks);
    return status;
}

enum wtw_status wtw_labelled_pairs_make(struct wtw_labelled_pairs *pairs,
                                        const struct wtw_grouping *gold,
                                        const struct wtw_id_table *ids,
                                        const struct wtw_session *session,
                                        uint64_t ceiling, uint64_t seed,
                                        struct wtw_error *error)
{
    struct placed placed = {0};
    enum wtw_status status = place_articles(pairs, gold, ids, session, &placed, error);

    if (status == WTW_OK)
        status = make_pairs(pairs, &placed, session, ceiling, seed, error);
    pairs->unit_count = (uint32_t)placed.cluster_count;
    release_placed(&placed);
    return status;
}

/* ------------------------------------------------------------------ figures */

/* What a thread needs, with the article that it read last as a. */
struct worker {
    struct wtw_comparer *comparer;
    struct wtw_buffer a_text;
    struct wtw_buffer b_text;
    uint32_t a;
    bool has_a;
};

struct comparing {
    struct wtw_labelled_pairs *pairs;
    const struct wtw_session *session;
    const struct wtw_options *options;
    struct worker *workers;
    uint32_t worker_count;
};

static enum wtw_status read_article(const struct comparing *comparing, uint32_t number,
                                    struct wtw_buffer *text,
                                    struct wtw_article *out_article,
                                    struct wtw_error *error)
{
    WTW_TRY(wtw_session_text(comparing->session, number, text, error));
    *out_article = (struct wtw_article){
        .text = text->items,
        .text_bytes = text->count,
        .published_seconds = wtw_ledger_published(&comparing->session->ledger, number),
    };
    return WTW_OK;
}

static enum wtw_status compare_range(void *context, uint32_t number, size_t begin,
                                     size_t end, struct wtw_error *error)
{
    const struct comparing *comparing = context;
    struct worker *worker = &comparing->workers[number];
    struct wtw_article a = {0};
    struct wtw_article b = {0};

    worker->has_a = false;
    if (wtw_stop_signal())
        return wtw_fail(error, WTW_STOPPED, "interrupted");
    for (size_t i = begin; i < end; i++) {
        struct wtw_labelled_pair *pair = &comparing->pairs->items[i];

        if (!worker->has_a || worker->a != pair->a) {
            worker->has_a = false;
            WTW_TRY(read_article(comparing, pair->a, &worker->a_text, &a, error));
            worker->a = pair->a;
            worker->has_a = true;
        }
        WTW_TRY(read_article(comparing, pair->b, &worker->b_text, &b, error));
        WTW_TRY(wtw_comparer_compare(worker->comparer, &a, &b, &pair->figures,
                                     &pair->relation, error));
    }
    return WTW_OK;
}

static enum wtw_status make_workers(struct comparing *comparing, struct wtw_error *error)
{
    uint32_t wanted = comparing->options->thread_count;

    if (!wanted)
        wanted = wtw_threads_available();
    WTW_TRY(WTW_ALLOCATE(&comparing->workers, wanted, error));
    comparing->worker_count = wanted;
    for (uint32_t i = 0; i < wanted; i++)
        WTW_TRY(
            wtw_comparer_new(comparing->options, &comparing->workers[i].comparer, error));
    return WTW_OK;
}

static void release_workers(struct comparing *comparing)
{
    for (uint32_t i = 0; i < comparing->worker_count; i++) {
        struct worker *worker = &comparing->workers[i];

        wtw_comparer_free(worker->comparer);
        wtw_buffer_release(&worker->a_text);
        wtw_buffer_release(&worker->b_text);
    }
    wtw_release_items(comparing->workers);
}

enum wtw_status wtw_labelled_pairs_compare(struct wtw_labelled_pairs *pairs,
                                           const struct wtw_session *session,
                                           const struct wtw_options *options,
                                           struct wtw_error *error)
{
    struct comparing comparing = {.pairs = pairs, .session = session, .options = options};
    enum wtw_status status = make_workers(&comparing, error);
    const struct wtw_loop loop = {
        .body = compare_range,
        .context = &comparing,
        .thread_count = comparing.worker_count,
        .item_count = pairs->count,
        .chunk_items = CHUNK_PAIRS,
    };

    if (status == WTW_OK) {
        wtw_stop_hold_off();
        status = wtw_loop_run(&loop, error);
        wtw_stop_let_through();
    }
    release_workers(&comparing);
    return status;
}
