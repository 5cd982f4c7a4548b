/*
 * standings.c - how each clustered article stands to its canonical
 *
 * Most members have a match with their canonical. One that came to its cluster by way of
 * others may have none; its pair is verified here, so that every figure in the output is
 * exact. Articles of equal tokens stand alike, so all is asked of the leaders of their
 * groups.
 */
#include "engine/standings.h"

#include "base/memory.h"
#include "match/relation.h"

static uint32_t canonical_of(const struct wtw_clusters *clusters, uint32_t article)
{
    return clusters->canonicals[clusters->cluster_of[article]];
}

static enum wtw_status list_missing(const struct wtw_result *result,
                                    const uint32_t *leaders, struct wtw_pairs *missing,
                                    struct wtw_error *error)
{
    for (uint32_t i = 0; i < result->clustered; i++) {
        uint32_t article = result->clusters.members[i];
        uint32_t x = leaders[article];
        uint32_t y = leaders[canonical_of(&result->clusters, article)];

        if (x != y && !wtw_match_list_find(&result->matches, x, y))
            WTW_TRY(wtw_pairs_add(missing, wtw_pair_of(x, y), error));
    }
    wtw_pairs_settle(missing);
    return WTW_OK;
}

static enum wtw_status verify_missing(struct wtw_engine *engine,
                                      const struct wtw_exact_groups *groups,
                                      const struct wtw_verify *verify,
                                      struct wtw_match_list *out_verified,
                                      struct wtw_error *error)
{
    struct wtw_pairs missing = {0};
    enum wtw_status status =
        list_missing(&engine->result, groups->leaders, &missing, error);

    if (status == WTW_OK)
        status = wtw_match_list_verify(out_verified, verify, missing.items, missing.count,
                                       true, error);
    engine->stats.verified += missing.count;
    wtw_pairs_release(&missing);
    return status;
}

static struct wtw_standing standing_in(const struct wtw_match *match, uint32_t article)
{
    if (match->a == article)
        return (struct wtw_standing){.relation = wtw_relation_reversed(match->relation),
                                     .figures = match->figures};
    return (struct wtw_standing){.relation = match->relation,
                                 .figures = wtw_figures_reversed(&match->figures)};
}

static int64_t lag_between(const struct wtw_engine *engine, uint32_t x, uint32_t y)
{
    const int64_t *dates = engine->archive.published_seconds;

    return wtw_lag_between(dates[x], dates[y]);
}

struct wtw_standing wtw_standing_of_equal(const struct wtw_engine *engine,
                                          uint32_t article, uint32_t canonical)
{
    uint32_t count = engine->archive.shingle_counts[article];
    uint32_t tokens = engine->archive.token_counts[article];
    struct wtw_standing standing = {
        .relation = WTW_EXACT,
        .figures = {.shared = count,
                    .a_shingles = count,
                    .b_shingles = count,
                    .lag_seconds = lag_between(engine, article, canonical)}};

    if (engine->options.measure_passages && tokens >= engine->options.passage_tokens) {
        standing.figures.longest_passage_tokens = tokens;
        standing.figures.passage_tokens = tokens;
    }
    return standing;
}

static struct wtw_standing standing_of(const struct wtw_engine *engine,
                                       const uint32_t *leaders,
                                       const struct wtw_match_list *verified,
                                       uint32_t article)
{
    uint32_t canonical = canonical_of(&engine->result.clusters, article);
    uint32_t x = leaders[article];
    uint32_t y = leaders[canonical];
    const struct wtw_match *match = wtw_match_list_find(&engine->result.matches, x, y);
    struct wtw_standing standing;

    if (x == y)
        return wtw_standing_of_equal(engine, article, canonical);
    standing = standing_in(match ? match : wtw_match_list_find(verified, x, y), x);
    standing.figures.lag_seconds = lag_between(engine, article, canonical);
    return standing;
}

enum wtw_status wtw_standings_make(struct wtw_engine *engine,
                                   const struct wtw_exact_groups *groups,
                                   const struct wtw_verify *verify,
                                   struct wtw_error *error)
{
    struct wtw_result *result = &engine->result;
    struct wtw_match_list verified = {0};
    enum wtw_status status = verify_missing(engine, groups, verify, &verified, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&result->standings, result->clustered, error);
    for (uint32_t i = 0; status == WTW_OK && i < result->clustered; i++)
        result->standings[i] =
            standing_of(engine, groups->leaders, &verified, result->clusters.members[i]);
    wtw_match_list_release(&verified);
    return status;
}
