/*
 * finish.c - the way from digests to matches and clusters
 *
 *     group     articles of equal tokens; from here on each distinct text counts once
 *     join      pairs that share a band or a winnowed key; all where texts are few
 *     verify    exact figures and the relation of each; the unrelated are dropped
 *     part      forms that are filled in anew on other days
 *     learn     lines that recur in unlike articles, and judge again without them
 *     cluster   articles that hold together by copies, and the canonical of each cluster
 *     spread    a match of two texts is a match of all articles that have them
 *     stand     each clustered article's figures to its canonical
 *     tell      clusters that tell one event become stories
 */
#include "engine/engine_state.h"

#include "base/clock.h"
#include "base/memory.h"
#include "engine/exact_groups.h"
#include "engine/forms.h"
#include "engine/gather.h"
#include "engine/recurring.h"
#include "engine/rejudge.h"
#include "engine/spread.h"
#include "engine/standings.h"
#include "match/join.h"

#include <stdlib.h>

/* Pairs verified between two looks at the watch: about half a second; their matches take
 * 2 MB. */
enum { BLOCK_PAIRS = 1 << 16 };

struct finishing {
    struct wtw_engine *engine;
    struct wtw_verify verify;
    struct wtw_digests digests;
    struct wtw_exact_groups groups;
    struct wtw_pairs pairs; /* candidates among distinct texts */
    struct wtw_recurring recurring;
    struct wtw_unit_set left_out; /* the same, for verification */
    uint32_t *roots;              /* by article, the lowest number of its cluster */
};

static enum wtw_status group_exact(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;

    WTW_TRY(wtw_staging_finish(&engine->staging, &engine->archive, error));
    finishing->digests = wtw_archive_digests(&engine->archive);
    if (wtw_staging_is_used(&engine->staging))
        finishing->digests.staged = &engine->staging.digests;
    WTW_TRY(wtw_exact_groups_find(&finishing->groups, &finishing->digests,
                                  &finishing->verify, error));
    engine->stats.engine_bytes =
        wtw_archive_bytes(&engine->archive) + engine->kept.bytes.count;
    engine->stats.distinct = finishing->groups.distinct_count;
    engine->stats.verified = 0;
    return WTW_OK;
}

/* Adds those of 'more' that are not among the candidates yet; counts them. */
static enum wtw_status add_new(struct finishing *finishing, struct wtw_pairs *more,
                               uint64_t *out_count, struct wtw_error *error)
{
    wtw_pairs_remove(more, &finishing->pairs);
    *out_count = more->count;
    WTW_TRY(wtw_pairs_add_all(&finishing->pairs, more, error));
    wtw_pairs_settle(&finishing->pairs);
    return WTW_OK;
}

static enum wtw_status join_keys(struct finishing *finishing, const struct wtw_join *join,
                                 struct wtw_error *error)
{
    struct wtw_stats *stats = &finishing->engine->stats;
    struct wtw_joined joined = {.common_keys = 0};
    enum wtw_status status = wtw_join_keys(join, &joined, error);

    if (status == WTW_OK)
        status = add_new(finishing, &joined.pairs, &stats->winnow_candidates, error);
    wtw_pairs_keep_repeated(&joined.noted);
    if (status == WTW_OK)
        status = add_new(finishing, &joined.noted, &stats->sample_candidates, error);
    stats->crowded_buckets += joined.crowded_buckets;
    stats->common_keys = joined.common_keys;
    wtw_joined_release(&joined);
    return status;
}

static enum wtw_status join_bands(struct finishing *finishing,
                                  const struct wtw_join *join, struct wtw_error *error)
{
    struct wtw_stats *stats = &finishing->engine->stats;
    struct wtw_joined joined = {.common_keys = 0};
    enum wtw_status status = wtw_join_bands(join, &joined, error);

    finishing->pairs = joined.pairs;
    joined.pairs = (struct wtw_pairs){0};
    stats->band_candidates = finishing->pairs.count;
    stats->crowded_buckets = joined.crowded_buckets;
    wtw_joined_release(&joined);
    return status;
}

static void forget_keys(void *context)
{
    struct wtw_engine *engine = context;

    wtw_archive_forget_keys(&engine->archive);
    wtw_runs_release(&engine->staging.digests.keys);
}

static void forget_band(void *context, uint32_t band)
{
    struct wtw_engine *engine = context;

    wtw_archive_forget_band(&engine->archive, band);
}

static void forget_bands(struct wtw_engine *engine)
{
    wtw_archive_forget_bands(&engine->archive);
    wtw_runs_release(&engine->staging.digests.band_keys);
    wtw_sketch_shelf_release(&engine->staging.digests.sketches);
}

/* Lists every pair where the articles are so few that comparing them all takes no time.
 */
static enum wtw_status list_all(const struct finishing *finishing,
                                struct wtw_pairs *pairs, struct wtw_error *error)
{
    const uint32_t *articles = finishing->groups.distinct;
    uint32_t count = finishing->groups.distinct_count;

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++)
            WTW_TRY(wtw_pairs_add(pairs, wtw_pair_of(articles[i], articles[j]), error));
    return WTW_OK;
}

static enum wtw_status add_others(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    struct wtw_pairs others = {0};
    enum wtw_status status = WTW_OK;

    engine->stats.other_candidates = 0;
    if (finishing->groups.distinct_count > engine->options.exhaustive_limit)
        return WTW_OK;
    status = list_all(finishing, &others, error);
    if (status == WTW_OK)
        status = add_new(finishing, &others, &engine->stats.other_candidates, error);
    wtw_pairs_release(&others);
    return status;
}

static enum wtw_status join_all(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    struct wtw_join join = {.digests = &finishing->digests,
                            .articles = finishing->groups.distinct,
                            .article_count = finishing->groups.distinct_count,
                            .threshold = engine->options.threshold,
                            .containment = engine->options.containment,
                            .bucket_limit = engine->options.bucket_limit,
                            .key_ceiling = engine->options.key_ceiling,
                            .sample_ceiling = engine->options.sample_ceiling,
                            .thread_count = engine->options.thread_count};

    if (engine->options.single_finish) {
        join.band_is_done = forget_band;
        join.keys_are_done = forget_keys;
        join.context = engine;
    }
    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_JOIN, 0, 2, error));
    WTW_TRY(join_bands(finishing, &join, error));
    if (engine->options.single_finish)
        forget_bands(engine);
    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_JOIN, 1, 2, error));
    join.known = &finishing->pairs;
    WTW_TRY(join_keys(finishing, &join, error));
    WTW_TRY(add_others(finishing, error));
    wtw_release_items(finishing->groups.distinct);
    finishing->groups.distinct = NULL;
    wtw_pairs_trim(&finishing->pairs);
    WTW_TRY(
        wtw_pairs_order_by_component(&finishing->pairs, engine->archive.count, error));
    return WTW_OK;
}

static enum wtw_status tie_exact(struct finishing *finishing, struct wtw_error *error)
{
    finishing->groups.matches.memory.folder =
        finishing->engine->result.matches.memory.folder;
    WTW_TRY(wtw_exact_groups_tie(&finishing->groups, finishing->engine->archive.count,
                                 &finishing->verify, error));
    finishing->verify.published_seconds = finishing->groups.dates;
    return WTW_OK;
}

static enum wtw_status verify_candidates(struct finishing *finishing,
                                         struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    const struct wtw_pairs *pairs = &finishing->pairs;

    for (size_t done = 0; done < pairs->count;) {
        size_t left = pairs->count - done;
        size_t block = left < BLOCK_PAIRS ? left : BLOCK_PAIRS;

        WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_VERIFY, done, pairs->count, error));
        WTW_TRY(wtw_match_list_verify(&engine->result.matches, &finishing->verify,
                                      pairs->items + done, block, false, error));
        done += block;
    }
    engine->stats.verified += pairs->count;
    wtw_pairs_release(&finishing->pairs);
    WTW_TRY(wtw_match_list_sort(&engine->result.matches, error));
    return wtw_forms_part(&engine->result.matches, &engine->archive, &engine->options,
                          error);
}

static int compare_lines(const void *left, const void *right)
{
    const struct wtw_recurring_line *x = left;
    const struct wtw_recurring_line *y = right;

    if (x->article_count != y->article_count)
        return x->article_count > y->article_count ? -1 : 1;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->range.begin < y->range.begin ? -1 : x->range.begin > y->range.begin;
}

/* Gives the lines to the result, those of most articles first. */
static void hand_over_lines(struct finishing *finishing)
{
    struct wtw_result *result = &finishing->engine->result;
    struct wtw_recurring *recurring = &finishing->recurring;

    result->recurring_lines = recurring->lines;
    result->recurring_count = recurring->count;
    recurring->lines = NULL;
    if (result->recurring_count)
        qsort(result->recurring_lines, result->recurring_count,
              sizeof result->recurring_lines[0], compare_lines);
    finishing->engine->stats.recurring_lines = result->recurring_count;
}

/* Who holds together; then, without the lines that turn out to recur among those who do
 * not, once more. */
static enum wtw_status learn_recurring(struct finishing *finishing,
                                       struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    struct wtw_recurring *recurring = &finishing->recurring;
    struct wtw_match_list *matches = &engine->result.matches;
    uint64_t verified = 0;

    WTW_TRY(WTW_ALLOCATE(&finishing->roots, engine->archive.count, error));
    WTW_TRY(wtw_gather_roots(engine, &finishing->groups, finishing->roots, error));
    engine->stats.recurring_lines = 0;
    if (engine->options.keeps_boilerplate)
        return WTW_OK;
    WTW_TRY(wtw_recurring_learn(recurring, engine, matches, finishing->roots, error));
    hand_over_lines(finishing);
    if (!recurring->count)
        return WTW_OK;
    finishing->left_out = (struct wtw_unit_set){recurring->hashes, recurring->count};
    finishing->verify.left_out = &finishing->left_out;
    WTW_TRY(wtw_rejudge_touched(matches, &finishing->verify, recurring->is_touched,
                                &verified, error));
    engine->stats.verified += verified;
    WTW_TRY(wtw_forms_part(matches, &engine->archive, &engine->options, error));
    return wtw_gather_roots(engine, &finishing->groups, finishing->roots, error);
}

static uint32_t count_clustered(const struct wtw_clusters *clusters)
{
    uint32_t i = 0;

    while (i < clusters->cluster_count &&
           clusters->starts[i + 1] - clusters->starts[i] > 1)
        i++;
    return i ? clusters->starts[i] : 0;
}

static enum wtw_status cluster_all(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    struct wtw_result *result = &engine->result;

    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_CLUSTER, 0, 1, error));
    WTW_TRY(wtw_gather_clusters(engine, finishing->roots, error));
    WTW_TRY(wtw_spread_matches(&result->matches, &finishing->groups,
                               engine->archive.published_seconds,
                               engine->options.bucket_limit, error));
    result->clustered = count_clustered(&result->clusters);
    return wtw_standings_make(engine, &finishing->groups, &finishing->verify, error);
}

/* Clusters of two and more come first, so the last clustered member is in the last of
 * them. */
static uint64_t count_plural(const struct wtw_result *result)
{
    uint32_t last =
        result->clustered ? result->clusters.members[result->clustered - 1] : 0;

    return result->clustered ? (uint64_t)result->clusters.cluster_of[last] + 1 : 0;
}

static void count_result(struct wtw_engine *engine)
{
    const struct wtw_result *result = &engine->result;
    struct wtw_stats *stats = &engine->stats;

    for (size_t i = 0; i < result->matches.count; i++) {
        wtw_match_list_step(&result->matches, i);
        stats->matches[result->matches.items[i].relation]++;
    }
    stats->clustered = result->clustered;
    stats->clusters = count_plural(result);
    stats->largest = result->clusters.cluster_count ? result->clusters.starts[1] : 0;
    stats->engine_bytes += result->matches.count * sizeof result->matches.items[0];
}

static enum wtw_status find_stories(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;

    if (!engine->options.finds_stories)
        return WTW_OK;
    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_STORY, 0, 1, error));
    return wtw_stories_make(engine, error);
}

/* A stage of the run, timed under its name. */
struct step {
    enum wtw_status (*take)(struct finishing *finishing, struct wtw_error *error);
    enum wtw_stage stage;
};

static enum wtw_status take_steps(struct finishing *finishing, struct wtw_error *error)
{
    const struct step steps[] = {
        {group_exact, WTW_STAGE_VERIFY},     {join_all, WTW_STAGE_JOIN},
        {tie_exact, WTW_STAGE_VERIFY},       {verify_candidates, WTW_STAGE_VERIFY},
        {learn_recurring, WTW_STAGE_VERIFY}, {cluster_all, WTW_STAGE_CLUSTER},
        {find_stories, WTW_STAGE_STORY},
    };

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        double begin = wtw_seconds_now();

        wtw_archive_rest(&finishing->engine->archive);
        WTW_TRY(steps[i].take(finishing, error));
        finishing->engine->stats.seconds[steps[i].stage] += wtw_seconds_now() - begin;
    }
    return WTW_OK;
}

static void forget_last_finish(struct wtw_engine *engine)
{
    struct wtw_stats *stats = &engine->stats;

    wtw_result_release(&engine->result);
    engine->result.engine = engine;
    if (engine->options.memory_bytes) {
        engine->result.matches.memory.folder = engine->temporary_folder;
        engine->result.verified.memory.folder = engine->temporary_folder;
    }
    for (int i = 0; i <= WTW_EXACT; i++)
        stats->matches[i] = 0;
    for (int i = WTW_STAGE_JOIN; i < WTW_STAGE_COUNT; i++)
        stats->seconds[i] = 0;
}

enum wtw_status wtw_engine_finish(struct wtw_engine *engine,
                                  const struct wtw_result **out_result,
                                  struct wtw_error *error)
{
    struct finishing finishing = {.engine = engine};
    enum wtw_status status = WTW_OK;

    finishing.verify = (struct wtw_verify){
        .options = &engine->options,
        .kernel = engine->plan.kernel,
        .shingle_counts = engine->archive.shingle_counts,
        .token_counts = engine->archive.token_counts,
        .published_seconds = engine->archive.published_seconds,
        .outlines = engine->archive.keeps_outlines ? &engine->archive.outlines : NULL,
        .thread_count = engine->options.thread_count};
    if (engine->is_over)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "this engine was opened for a single finish, and is finished");
    if (engine->options.single_finish) {
        engine->is_over = true;
        wtw_sketch_batch_free(engine->batch);
        engine->batch = NULL;
    }
    forget_last_finish(engine);
    status = take_steps(&finishing, error);
    wtw_exact_groups_release(&finishing.groups);
    wtw_pairs_release(&finishing.pairs);
    wtw_recurring_release(&finishing.recurring);
    wtw_release_items(finishing.roots);
    if (status != WTW_OK) {
        wtw_result_release(&engine->result);
        return status;
    }
    count_result(engine);
    *out_result = &engine->result;
    return WTW_OK;
}
