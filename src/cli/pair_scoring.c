/*
 * pair_scoring.c - predictions against gold where at least one of them is a list of pairs
 *
 * Against labelled pairs, only those pairs are scored: a pair counts as predicted when it
 * is in one cluster, or listed with a relation that makes copies. Against gold clusters,
 * listed pairs are claims, and every pair within a gold cluster should have been one.
 */
#include "base/memory.h"
#include "cli/evaluating.h"
#include "cli/label_rule.h"

#include <string.h>

/* A pair whose prediction is wrong, before it is shown. */
struct wrong_pair {
    uint32_t a;
    uint32_t b;
    uint32_t label;
    uint32_t line;
    float jaccard;
};

struct wrong_pairs {
    struct wrong_pair *items;
    size_t count;
    size_t room;
    uint64_t all;
};

/* The most alike come first: there prediction and gold contradict each other most. */
static bool is_worse(const struct wrong_pair *a, const struct wrong_pair *b)
{
    return a->jaccard > b->jaccard || (!(a->jaccard < b->jaccard) && a->line < b->line);
}

static void note_wrong(struct wrong_pairs *pairs, const struct wrong_pair *pair)
{
    size_t to = pairs->count;

    pairs->all++;
    while (to > 0 && is_worse(pair, &pairs->items[to - 1]))
        to--;
    if (to == pairs->room)
        return;
    if (pairs->count == pairs->room)
        pairs->count--;
    memmove(&pairs->items[to + 1], &pairs->items[to],
            (pairs->count - to) * sizeof pairs->items[0]);
    pairs->items[to] = *pair;
    pairs->count++;
}

/* ------------------------------------------------------------------ verdicts */

/* What b is to a by the rows of one cluster: known where one is the other's canonical. */
static uint32_t relation_in_cluster(const struct wtw_grouping_member *a_member,
                                    const struct wtw_grouping_member *b_member,
                                    uint32_t a, uint32_t b)
{
    uint32_t relation = WTW_RELATION_NONE;

    if (b_member->canonical == a)
        relation = b_member->relation;
    else if (a_member->canonical == b && a_member->relation <= WTW_EXACT)
        relation = wtw_relation_reversed((enum wtw_relation)a_member->relation);
    if (relation > WTW_EXACT || !wtw_relation_is_copy((enum wtw_relation)relation))
        return WTW_VERDICT_TOGETHER;
    return relation;
}

/* What the prediction says that b is to a, and how alike they are, -1 where unknown. */
static uint32_t verdict_of(const struct wtw_grouping *predicted, uint32_t a, uint32_t b,
                           float *out_jaccard)
{
    const struct wtw_grouping_pair *pair = wtw_grouping_pair(predicted, a, b);
    const struct wtw_grouping_member *a_member = wtw_grouping_member(predicted, a);
    const struct wtw_grouping_member *b_member = wtw_grouping_member(predicted, b);

    *out_jaccard = -1;
    if (pair) {
        *out_jaccard = pair->figures.jaccard;
        return pair->relation == WTW_RELATION_LISTED ? WTW_VERDICT_TOGETHER
                                                     : pair->relation;
    }
    if (!a_member || !b_member || a_member->cluster != b_member->cluster)
        return WTW_VERDICT_APART;
    if (b_member->canonical == a)
        *out_jaccard = b_member->figures.jaccard;
    else if (a_member->canonical == b)
        *out_jaccard = a_member->figures.jaccard;
    return relation_in_cluster(a_member, b_member, a, b);
}

static bool is_claim(uint32_t verdict, const struct wtw_settings *settings)
{
    if (verdict == WTW_VERDICT_TOGETHER)
        return true;
    if (verdict == WTW_EXCERPT)
        return settings->count_excerpts;
    return verdict <= WTW_EXACT && wtw_relation_is_copy((enum wtw_relation)verdict);
}

/* ------------------------------------------------------------------ errors */

static enum wtw_status add_error(struct wtw_evaluating *run,
                                 const struct wrong_pair *pair, enum wtw_error_kind kind,
                                 struct wtw_error *error)
{
    const struct wtw_grouping_pair *listed =
        wtw_grouping_pair(&run->predicted, pair->a, pair->b);
    struct wtw_evaluation_error *wrong = NULL;
    struct wtw_error_side *b = NULL;

    WTW_TRY(wtw_evaluating_error(run, &wrong, error));
    wrong->kind = kind;
    if (pair->label != WTW_NO_NUMBER)
        wrong->label = wtw_id_words(&run->gold.labels, pair->label);
    wrong->sides[0] = wtw_evaluating_side(run, pair->a);
    wrong->sides[1] = wtw_evaluating_side(run, pair->b);
    wrong->side_count = 2;
    if (!listed)
        return WTW_OK;
    b = &wrong->sides[1];
    if (listed->relation <= WTW_EXACT)
        b->relation = wtw_relation_name((enum wtw_relation)listed->relation);
    b->jaccard = (double)listed->figures.jaccard;
    b->contained = (double)listed->figures.backward;
    b->contains = (double)listed->figures.forward;
    return WTW_OK;
}

static enum wtw_status add_errors(struct wtw_evaluating *run,
                                  const struct wrong_pairs *pairs,
                                  enum wtw_error_kind kind, struct wtw_error *error)
{
    run->evaluation.errors_of[kind] = pairs->all;
    for (size_t i = 0; i < pairs->count; i++)
        WTW_TRY(add_error(run, &pairs->items[i], kind, error));
    return WTW_OK;
}

/* ------------------------------------------------------------------ gold pairs */

static void judge_pair(struct wtw_evaluating *run, const struct wtw_grouping_pair *gold,
                       struct wrong_pairs *missed, struct wrong_pairs *wrong)
{
    struct wtw_pair_scores *scores = &run->evaluation.pairs;
    struct wtw_label_row *row = &run->labels[gold->label];
    struct wrong_pair pair = {gold->a, gold->b, gold->label, gold->line, -1};
    uint32_t verdict = verdict_of(&run->predicted, gold->a, gold->b, &pair.jaccard);
    bool is_predicted = is_claim(verdict, run->settings);

    if (gold->is_swapped && verdict <= WTW_EXACT)
        verdict = wtw_relation_reversed((enum wtw_relation)verdict);
    row->verdicts[verdict]++;
    if (!row->is_scored) {
        scores->unscored++;
        return;
    }
    scores->predicted += is_predicted;
    scores->gold += row->is_positive;
    scores->negatives += !row->is_positive;
    scores->hits += is_predicted && row->is_positive;
    if (row->is_positive && !is_predicted)
        note_wrong(missed, &pair);
    if (is_predicted && !row->is_positive)
        note_wrong(wrong, &pair);
}

static enum wtw_status judge_labelled(struct wtw_evaluating *run,
                                      struct wrong_pairs *missed,
                                      struct wrong_pairs *wrong, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&run->labels, run->gold.labels.count, error));
    WTW_TRY(wtw_label_rule_apply(&run->gold, run->settings, run->labels, error));
    run->evaluation.labels = run->labels;
    run->evaluation.label_count = run->gold.labels.count;
    for (size_t i = 0; i < run->gold.pair_count; i++)
        judge_pair(run, &run->gold.pairs[i], missed, wrong);
    return WTW_OK;
}

/* ------------------------------------------------------------------ gold clusters */

static enum wtw_status count_gold_pairs(struct wtw_evaluating *run,
                                        struct wtw_error *error)
{
    uint64_t *sizes = NULL;

    WTW_TRY(WTW_ALLOCATE(&sizes, run->gold.clusters.count, error));
    for (uint32_t id = 0; id < run->gold.member_room; id++) {
        const struct wtw_grouping_member *member = wtw_grouping_member(&run->gold, id);

        if (member)
            run->evaluation.pairs.gold += sizes[member->cluster]++;
    }
    wtw_release_items(sizes);
    return WTW_OK;
}

static enum wtw_status judge_listed(struct wtw_evaluating *run, struct wrong_pairs *wrong,
                                    struct wtw_error *error)
{
    struct wtw_pair_scores *scores = &run->evaluation.pairs;

    WTW_TRY(count_gold_pairs(run, error));
    for (size_t i = 0; i < run->predicted.pair_count; i++) {
        const struct wtw_grouping_pair *listed = &run->predicted.pairs[i];
        const struct wtw_grouping_member *a = wtw_grouping_member(&run->gold, listed->a);
        const struct wtw_grouping_member *b = wtw_grouping_member(&run->gold, listed->b);
        struct wrong_pair pair = {listed->a, listed->b, WTW_NO_NUMBER, listed->line,
                                  listed->figures.jaccard};
        uint32_t verdict = listed->relation == WTW_RELATION_LISTED ? WTW_VERDICT_TOGETHER
                                                                   : listed->relation;

        if (!is_claim(verdict, run->settings))
            continue;
        if (!a || !b) {
            scores->unscored++;
            continue;
        }
        scores->predicted++;
        if (a->cluster == b->cluster)
            scores->hits++;
        else
            note_wrong(wrong, &pair);
    }
    return WTW_OK;
}

static enum wtw_status score(struct wtw_evaluating *run, struct wrong_pairs *missed,
                             struct wrong_pairs *wrong, struct wtw_error *error)
{
    struct wtw_pair_scores *scores = &run->evaluation.pairs;

    missed->room = wrong->room = run->settings->errors;
    WTW_TRY(WTW_ALLOCATE(&missed->items, missed->room, error));
    WTW_TRY(WTW_ALLOCATE(&wrong->items, wrong->room, error));
    if (run->gold.kind == WTW_GROUPING_PAIRS)
        WTW_TRY(judge_labelled(run, missed, wrong, error));
    else
        WTW_TRY(judge_listed(run, wrong, error));
    scores->rates = wtw_rates_of(scores->hits, scores->predicted, scores->gold);
    WTW_TRY(add_errors(run, missed, WTW_ERROR_MISSED, error));
    return add_errors(run, wrong, WTW_ERROR_WRONG, error);
}

enum wtw_status wtw_score_pairs(struct wtw_evaluating *run, struct wtw_error *error)
{
    struct wrong_pairs missed = {0};
    struct wrong_pairs wrong = {0};
    enum wtw_status status = score(run, &missed, &wrong, error);

    wtw_release_items(wrong.items);
    wtw_release_items(missed.items);
    return status;
}
