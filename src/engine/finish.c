/*
 * finish.c - the way from digests to matches and clusters
 *
 *     exact groups    articles of equal tokens; from here on each distinct text counts
 * once join            pairs that share a band or a winnowed key verify          exact
 * figures and the relation of each; the unrelated are dropped spread          a match of
 * two texts is a match of all articles that have them cluster         articles tied by
 * copies; the canonical of each stand           each clustered article's figures to its
 * canonical
 */
#include "engine/engine_state.h"

#include "base/clock.h"
#include "base/memory.h"
#include "engine/exact_groups.h"
#include "match/join.h"
#include "match/relation.h"

#include <stdlib.h>

/* Pairs verified between two looks at the watch; their matches take 11 MB. */
enum { BLOCK_PAIRS = 1 << 18 };

struct finishing {
    struct wtw_engine *engine;
    struct wtw_verify verify;
    struct wtw_digests digests;
    struct wtw_exact_groups groups;
    struct wtw_pairs pairs;    /* candidates among distinct texts */
    struct wtw_match *matches; /* verified, among distinct texts, by a, then b */
    size_t match_count;
    size_t match_capacity;
};

static enum wtw_status group_exact(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;

    finishing->digests = wtw_archive_digests(&engine->archive);
    WTW_TRY(wtw_exact_groups_make(&finishing->groups, &finishing->digests,
                                  &finishing->verify, error));
    engine->stats.distinct = finishing->groups.distinct_count;
    engine->stats.verified = finishing->groups.match_count;
    return WTW_OK;
}

static enum wtw_status join_winnowed(struct finishing *finishing,
                                     const struct wtw_join *join,
                                     struct wtw_join_counts *counts,
                                     struct wtw_error *error)
{
    struct wtw_pairs winnowed = {0};
    enum wtw_status status = wtw_join_winnowed(join, &winnowed, counts, error);

    if (status == WTW_OK) {
        wtw_pairs_remove(&winnowed, &finishing->pairs);
        finishing->engine->stats.winnow_candidates = winnowed.count;
        status = wtw_pairs_add_all(&finishing->pairs, &winnowed, error);
    }
    wtw_pairs_release(&winnowed);
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
                            .thread_count = engine->options.thread_count};
    struct wtw_join_counts counts = {0};

    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_JOIN, 0, 2, error));
    WTW_TRY(wtw_join_bands(&join, &finishing->pairs, &counts, error));
    engine->stats.band_candidates = finishing->pairs.count;
    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_JOIN, 1, 2, error));
    WTW_TRY(join_winnowed(finishing, &join, &counts, error));
    wtw_pairs_settle(&finishing->pairs);
    WTW_TRY(
        wtw_pairs_order_by_component(&finishing->pairs, engine->archive.count, error));
    engine->stats.crowded_buckets = counts.crowded_buckets;
    engine->stats.common_keys = counts.common_keys;
    return WTW_OK;
}

/* Verifies 'pairs' block by block and appends the matches, also unrelated ones if
 * 'keeps_all'. */
static enum wtw_status verify_into(struct finishing *finishing,
                                   const struct wtw_pairs *pairs, bool keeps_all,
                                   struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;

    for (size_t done = 0; done < pairs->count;) {
        size_t left = pairs->count - done;
        size_t block = left < BLOCK_PAIRS ? left : BLOCK_PAIRS;
        struct wtw_match *matches = NULL;

        WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_VERIFY, done, pairs->count, error));
        WTW_TRY(WTW_GROW(&finishing->matches, &finishing->match_capacity,
                         finishing->match_count + block, error));
        matches = finishing->matches + finishing->match_count;
        WTW_TRY(wtw_verify_pairs(&finishing->verify, pairs->items + done, block, matches,
                                 error));
        for (size_t i = 0; i < block; i++)
            if (keeps_all || matches[i].relation != WTW_UNRELATED)
                finishing->matches[finishing->match_count++] = matches[i];
        done += block;
    }
    engine->stats.verified += pairs->count;
    return WTW_OK;
}

static enum wtw_status add_match(struct finishing *finishing,
                                 const struct wtw_match *match, struct wtw_error *error)
{
    struct wtw_result *result = &finishing->engine->result;

    WTW_TRY(WTW_GROW(&result->matches, &result->match_capacity, result->match_count + 1,
                     error));
    result->matches[result->match_count++] = *match;
    return WTW_OK;
}

/* The match of articles x and y, whose texts' leaders have 'match': lower number first.
 */
static struct wtw_match match_between(const struct wtw_match *match, uint32_t x,
                                      uint32_t y)
{
    struct wtw_match oriented = *match;

    oriented.a = x;
    oriented.b = y;
    if (x < y)
        return oriented;
    oriented.a = y;
    oriented.b = x;
    oriented.relation = wtw_relation_reversed(match->relation);
    oriented.figures = wtw_figures_reversed(&match->figures);
    return oriented;
}

/* Goes on to the next article of a group; false at its end. */
static bool next_of_group(const struct wtw_exact_groups *groups, uint32_t *article)
{
    uint32_t next = groups->nexts[*article];
    bool has_next = next != *article;

    *article = next;
    return has_next;
}

/*
 * A match between two groups holds for every article of the one and every article of the
 * other; at most bucket_limit of each side are listed, as in a bucket.
 */
static enum wtw_status spread_match(struct finishing *finishing,
                                    const struct wtw_match *match,
                                    struct wtw_error *error)
{
    uint32_t limit = finishing->engine->options.bucket_limit;
    uint32_t x = match->a;
    uint32_t x_count = 0;

    do {
        uint32_t y = match->b;
        uint32_t y_count = 0;

        do {
            struct wtw_match spread = match_between(match, x, y);

            WTW_TRY(add_match(finishing, &spread, error));
        } while (++y_count < limit && next_of_group(&finishing->groups, &y));
    } while (++x_count < limit && next_of_group(&finishing->groups, &x));
    return WTW_OK;
}

/* Lists the exact matches of a member of a group with the leader and up to bucket_limit
 * that follow. */
static enum wtw_status spread_exact(struct finishing *finishing,
                                    const struct wtw_match *match,
                                    struct wtw_error *error)
{
    uint32_t limit = finishing->engine->options.bucket_limit;
    uint32_t other = match->b;

    WTW_TRY(add_match(finishing, match, error));
    for (uint32_t i = 0; i < limit && next_of_group(&finishing->groups, &other); i++) {
        struct wtw_match spread = *match;

        spread.a = match->b;
        spread.b = other;
        WTW_TRY(add_match(finishing, &spread, error));
    }
    return WTW_OK;
}

static int compare_matches(const void *left, const void *right)
{
    const struct wtw_match *x = left;
    const struct wtw_match *y = right;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static void sort_matches(struct wtw_match *matches, size_t count)
{
    if (count)
        qsort(matches, count, sizeof matches[0], compare_matches);
}

static enum wtw_status spread_all(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_result *result = &finishing->engine->result;

    for (size_t i = 0; i < finishing->match_count; i++)
        WTW_TRY(spread_match(finishing, &finishing->matches[i], error));
    for (size_t i = 0; i < finishing->groups.match_count; i++)
        WTW_TRY(spread_exact(finishing, &finishing->groups.matches[i], error));
    qsort(result->matches, result->match_count, sizeof result->matches[0],
          compare_matches);
    return WTW_OK;
}

static enum wtw_status cluster_all(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_engine *engine = finishing->engine;
    struct wtw_result *result = &engine->result;
    struct wtw_canonical_facts facts = {.published_seconds =
                                            engine->archive.published_seconds,
                                        .token_counts = engine->archive.token_counts,
                                        .policy = engine->options.canonical};

    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_CLUSTER, 0, 1, error));
    WTW_TRY(wtw_clusters_make(&result->clusters, engine->archive.count, result->matches,
                              result->match_count, &facts, error));
    for (uint32_t i = 0; i < result->clusters.cluster_count; i++) {
        uint32_t size = result->clusters.starts[i + 1] - result->clusters.starts[i];

        if (size > 1)
            result->clustered = result->clusters.starts[i + 1];
    }
    return WTW_OK;
}

/* The verified match of two leaders, NULL where the pair has none yet. */
static const struct wtw_match *find_match(const struct finishing *finishing, uint32_t x,
                                          uint32_t y)
{
    struct wtw_match wanted = {.a = x < y ? x : y, .b = x < y ? y : x};

    if (!finishing->match_count)
        return NULL;
    return bsearch(&wanted, finishing->matches, finishing->match_count,
                   sizeof finishing->matches[0], compare_matches);
}

/*
 * An article may have come to its cluster by way of others, without a match to the
 * canonical. Verifies the pairs of distinct texts that are still needed and merges them
 * into the matches.
 */
static enum wtw_status verify_missing(struct finishing *finishing,
                                      struct wtw_error *error)
{
    const struct wtw_clusters *clusters = &finishing->engine->result.clusters;
    const uint32_t *leaders = finishing->groups.leaders;
    struct wtw_pairs missing = {0};
    enum wtw_status status = WTW_OK;

    for (uint32_t i = 0; i < finishing->engine->result.clustered && status == WTW_OK;
         i++) {
        uint32_t article = clusters->members[i];
        uint32_t x = leaders[article];
        uint32_t y = leaders[clusters->canonicals[clusters->cluster_of[article]]];

        if (x != y && !find_match(finishing, x, y))
            status = wtw_pairs_add(&missing, wtw_pair_of(x, y), error);
    }
    wtw_pairs_settle(&missing);
    if (status == WTW_OK)
        status = verify_into(finishing, &missing, true, error);
    sort_matches(finishing->matches, finishing->match_count);
    wtw_pairs_release(&missing);
    return status;
}

/* Figures of an article with one of the same tokens. */
static struct wtw_figures figures_of_exact(const struct wtw_engine *engine,
                                           uint32_t article)
{
    uint32_t count = engine->archive.shingle_counts[article];
    uint32_t tokens = engine->archive.token_counts[article];
    struct wtw_figures figures = {
        .shared = count, .a_shingles = count, .b_shingles = count};

    if (engine->options.measure_passages && tokens >= engine->options.passage_tokens) {
        figures.longest_passage_tokens = tokens;
        figures.passage_tokens = tokens;
    }
    return figures;
}

static struct wtw_standing standing_of(const struct finishing *finishing,
                                       uint32_t article, uint32_t canonical)
{
    uint32_t x = finishing->groups.leaders[article];
    uint32_t y = finishing->groups.leaders[canonical];
    const struct wtw_match *match = NULL;
    struct wtw_standing standing;

    if (x == y)
        return (struct wtw_standing){.relation = WTW_EXACT,
                                     .figures =
                                         figures_of_exact(finishing->engine, article)};
    match = find_match(finishing, x, y);
    standing =
        (struct wtw_standing){.relation = match->relation, .figures = match->figures};
    if (match->b == x)
        standing.figures = wtw_figures_reversed(&match->figures);
    else
        standing.relation = wtw_relation_reversed(match->relation);
    return standing;
}

static enum wtw_status stand_all(struct finishing *finishing, struct wtw_error *error)
{
    struct wtw_result *result = &finishing->engine->result;
    const struct wtw_clusters *clusters = &result->clusters;

    WTW_TRY(verify_missing(finishing, error));
    WTW_TRY(WTW_ALLOCATE(&result->standings, result->clustered, error));
    for (uint32_t i = 0; i < result->clustered; i++) {
        uint32_t article = clusters->members[i];

        result->standings[i] = standing_of(
            finishing, article, clusters->canonicals[clusters->cluster_of[article]]);
    }
    return WTW_OK;
}

static void count_result(struct wtw_engine *engine)
{
    const struct wtw_result *result = &engine->result;
    struct wtw_stats *stats = &engine->stats;

    for (size_t i = 0; i < result->match_count; i++)
        stats->matches[result->matches[i].relation]++;
    stats->clustered = result->clustered;
    stats->clusters = 0;
    if (result->clustered)
        stats->clusters =
            (uint64_t)result->clusters
                .cluster_of[result->clusters.members[result->clustered - 1]] +
            1;
    stats->largest = result->clusters.cluster_count ? result->clusters.starts[1] : 0;
    stats->engine_bytes = wtw_archive_bytes(&engine->archive) + engine->kept.bytes.count +
                          result->match_count * sizeof result->matches[0];
}

/* A stage of the run, timed under its name. */
struct step {
    enum wtw_status (*take)(struct finishing *finishing, struct wtw_error *error);
    enum wtw_stage stage;
};

static enum wtw_status verify_candidates(struct finishing *finishing,
                                         struct wtw_error *error)
{
    enum wtw_status status = verify_into(finishing, &finishing->pairs, false, error);

    wtw_pairs_release(&finishing->pairs);
    sort_matches(finishing->matches, finishing->match_count);
    return status;
}

static enum wtw_status take_steps(struct finishing *finishing, struct wtw_error *error)
{
    const struct step steps[] = {
        {group_exact, WTW_STAGE_VERIFY},       {join_all, WTW_STAGE_JOIN},
        {verify_candidates, WTW_STAGE_VERIFY}, {spread_all, WTW_STAGE_VERIFY},
        {cluster_all, WTW_STAGE_CLUSTER},      {stand_all, WTW_STAGE_CLUSTER},
    };

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        double begin = wtw_seconds_now();

        WTW_TRY(steps[i].take(finishing, error));
        finishing->engine->stats.seconds[steps[i].stage] += wtw_seconds_now() - begin;
    }
    return WTW_OK;
}

static void forget_last_finish(struct wtw_engine *engine)
{
    struct wtw_stats *stats = &engine->stats;

    wtw_result_release(&engine->result);
    engine->result.shingle_counts = engine->archive.shingle_counts;
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

    finishing.verify =
        (struct wtw_verify){.options = &engine->options,
                            .kernel = engine->plan.kernel,
                            .shingle_counts = engine->archive.shingle_counts,
                            .token_counts = engine->archive.token_counts,
                            .thread_count = engine->options.thread_count};
    forget_last_finish(engine);
    status = take_steps(&finishing, error);
    wtw_exact_groups_release(&finishing.groups);
    wtw_pairs_release(&finishing.pairs);
    wtw_release_items(finishing.matches);
    if (status != WTW_OK) {
        wtw_result_release(&engine->result);
        return status;
    }
    count_result(engine);
    *out_result = &engine->result;
    return WTW_OK;
}
