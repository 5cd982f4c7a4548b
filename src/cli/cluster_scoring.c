/*
 * cluster_scoring.c - a predicted clustering against a gold one
 *
 * Scored are the articles that gold knows. One that the prediction does not name is a
 * cluster of its own there; one that gold does not name cannot be judged and counts on
 * no side.
 */
#include "base/memory.h"
#include "cli/evaluating.h"
#include "cli/worst_clusters.h"

/* Parallel arrays of the articles that are scored, in the order of gold. */
struct scored {
    uint32_t *ids;
    uint32_t *gold;
    uint32_t *predicted;
    size_t count;
    struct wtw_worst_cluster *worst;
};

_Static_assert((int)WTW_WORST_PARTS <= (int)WTW_EVALUATION_SIDES,
               "each part of a cluster is shown by an article");

static void release(struct scored *scored)
{
    wtw_release_items(scored->worst);
    wtw_release_items(scored->predicted);
    wtw_release_items(scored->gold);
    wtw_release_items(scored->ids);
}

/* Collects the articles of gold, with a label of its own for each that was not
 * predicted. */
static enum wtw_status collect(const struct wtw_evaluating *run, struct scored *scored,
                               struct wtw_error *error)
{
    const struct wtw_grouping *gold = &run->gold;
    size_t room = (size_t)gold->member_count;
    uint64_t next_label = run->predicted.clusters.count;

    if (next_label + room >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE,
                        "there are more than 4 billion clusters and articles");
    WTW_TRY(WTW_ALLOCATE(&scored->ids, room, error));
    WTW_TRY(WTW_ALLOCATE(&scored->gold, room, error));
    WTW_TRY(WTW_ALLOCATE(&scored->predicted, room, error));
    for (uint32_t id = 0; id < gold->member_room; id++) {
        const struct wtw_grouping_member *wanted = wtw_grouping_member(gold, id);
        const struct wtw_grouping_member *got = wtw_grouping_member(&run->predicted, id);

        if (!wanted)
            continue;
        scored->ids[scored->count] = id;
        scored->gold[scored->count] = wanted->cluster;
        scored->predicted[scored->count++] = got ? got->cluster : (uint32_t)next_label++;
    }
    return WTW_OK;
}

static void note_size(struct wtw_cluster_sizes *sizes, struct wtw_span name,
                      uint64_t size)
{
    size_t to = WTW_EVALUATION_NAMES;

    sizes->singles += size == 1;
    sizes->clusters += size > 1;
    while (to > 0 && size > sizes->largest[to - 1].size)
        to--;
    for (size_t i = WTW_EVALUATION_NAMES; i-- > to + 1;)
        sizes->largest[i] = sizes->largest[i - 1];
    if (to < WTW_EVALUATION_NAMES)
        sizes->largest[to] = (struct wtw_cluster_size){name, size};
}

/* Labels from names->count on are those of articles that were not predicted. */
static enum wtw_status measure_sizes(const uint32_t *labels, size_t count,
                                     const struct wtw_id_table *names,
                                     struct wtw_cluster_sizes *out_sizes,
                                     struct wtw_error *error)
{
    uint64_t *sizes = NULL;

    WTW_TRY(WTW_ALLOCATE(&sizes, names->count, error));
    for (size_t i = 0; i < count; i++) {
        if (labels[i] < names->count)
            sizes[labels[i]]++;
        else
            out_sizes->singles++;
    }
    for (uint32_t i = 0; i < names->count; i++) {
        if (sizes[i])
            note_size(out_sizes, wtw_id_words(names, i), sizes[i]);
    }
    wtw_release_items(sizes);
    return WTW_OK;
}

/* ------------------------------------------------------------------ errors */

/*
 * Who stands for a part: the canonical of the predicted cluster if it is in the part,
 * because figures are to it, or else the part's first article.
 */
static uint32_t spokesman(const struct wtw_evaluating *run, uint32_t first)
{
    const struct wtw_grouping_member *got = wtw_grouping_member(&run->predicted, first);
    const struct wtw_grouping_member *gold = wtw_grouping_member(&run->gold, first);
    const struct wtw_grouping_member *other_got = NULL;
    const struct wtw_grouping_member *other_gold = NULL;

    if (!got || got->canonical == WTW_NO_NUMBER)
        return first;
    other_got = wtw_grouping_member(&run->predicted, got->canonical);
    other_gold = wtw_grouping_member(&run->gold, got->canonical);
    if (!other_got || !other_gold || other_got->cluster != got->cluster ||
        other_gold->cluster != gold->cluster)
        return first;
    return got->canonical;
}

static enum wtw_status add_error(struct wtw_evaluating *run, const struct scored *scored,
                                 const struct wtw_worst_cluster *worst,
                                 enum wtw_error_kind kind, struct wtw_error *error)
{
    const struct wtw_grouping *outer =
        kind == WTW_ERROR_SPLIT ? &run->gold : &run->predicted;
    struct wtw_evaluation_error *wrong = NULL;

    WTW_TRY(wtw_evaluating_error(run, &wrong, error));
    wrong->kind = kind;
    wrong->cluster = wtw_id_words(&outer->clusters, worst->outer);
    wrong->size = worst->size;
    wrong->parts = worst->part_count;
    wrong->pairs = worst->lost_pairs;
    for (uint32_t i = 0; i < worst->part_count && i < WTW_WORST_PARTS; i++) {
        uint32_t id = spokesman(run, scored->ids[worst->parts[i].first]);
        struct wtw_error_side side = wtw_evaluating_side(run, id);

        side.articles = worst->parts[i].count;
        if (kind == WTW_ERROR_MIXED)
            side.cluster = wtw_id_words(&run->gold.clusters, worst->parts[i].inner);
        wrong->sides[wrong->side_count++] = side;
    }
    return WTW_OK;
}

static enum wtw_status find_errors(struct wtw_evaluating *run, struct scored *scored,
                                   enum wtw_error_kind kind, struct wtw_error *error)
{
    bool is_split = kind == WTW_ERROR_SPLIT;
    size_t found = 0;

    WTW_TRY(wtw_worst_clusters_find(is_split ? scored->gold : scored->predicted,
                                    is_split ? scored->predicted : scored->gold,
                                    scored->count, scored->worst, run->settings->errors,
                                    &found, &run->evaluation.errors_of[kind], error));
    for (size_t i = 0; i < found; i++)
        WTW_TRY(add_error(run, scored, &scored->worst[i], kind, error));
    return WTW_OK;
}

static enum wtw_status score(struct wtw_evaluating *run, struct scored *scored,
                             struct wtw_error *error)
{
    struct wtw_evaluation *evaluation = &run->evaluation;

    WTW_TRY(collect(run, scored, error));
    WTW_TRY(WTW_ALLOCATE(&scored->worst, run->settings->errors, error));
    WTW_TRY(wtw_agreement_measure(scored->gold, scored->predicted, scored->count,
                                  &evaluation->agreement, error));
    evaluation->has_agreement = true;
    evaluation->pairs = (struct wtw_pair_scores){
        .hits = evaluation->agreement.shared_pairs,
        .predicted = evaluation->agreement.predicted_pairs,
        .gold = evaluation->agreement.gold_pairs,
        .rates = evaluation->agreement.pairs,
    };
    WTW_TRY(measure_sizes(scored->gold, scored->count, &run->gold.clusters,
                          &evaluation->gold_sizes, error));
    WTW_TRY(measure_sizes(scored->predicted, scored->count, &run->predicted.clusters,
                          &evaluation->predicted_sizes, error));
    WTW_TRY(find_errors(run, scored, WTW_ERROR_SPLIT, error));
    return find_errors(run, scored, WTW_ERROR_MIXED, error);
}

enum wtw_status wtw_score_clusters(struct wtw_evaluating *run, struct wtw_error *error)
{
    struct scored scored = {0};
    enum wtw_status status = score(run, &scored, error);

    release(&scored);
    return status;
}
