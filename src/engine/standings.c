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

static struct wtw_standing standing_in(const struct wtw_match *match, bool is_reversed)
{
    if (is_reversed)
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

/*
 * A standing is the number of a match, those of 'verified' counted on from the others, and
 * whether it is to be read from its end; EQUAL needs none. 72 bytes in four.
 */
static const uint32_t equal_standing = UINT32_MAX;
enum { REVERSED_BIT = 31 };
static const uint32_t standings_max = (UINT32_C(1) << REVERSED_BIT) - 1;

static uint32_t find_standing(const struct wtw_result *result, uint32_t x, uint32_t y)
{
    const struct wtw_match *match = wtw_match_list_find(&result->matches, x, y);
    size_t number = 0;

    if (x == y)
        return equal_standing;
    if (match) {
        number = (size_t)(match - result->matches.items);
    } else {
        match = wtw_match_list_find(&result->verified, x, y);
        number = result->matches.count + (size_t)(match - result->verified.items);
    }
    return (uint32_t)number | (uint32_t)(match->a == x) << REVERSED_BIT;
}

static struct wtw_match match_numbered(const struct wtw_result *result, size_t number)
{
    const struct wtw_match_list *list = &result->matches;
    struct wtw_match match;

    if (number >= list->count) {
        number -= list->count;
        list = &result->verified;
    }
    wtw_paged_copy(&list->memory, number * sizeof match, &match, sizeof match);
    return match;
}

struct wtw_standing wtw_standing_at(const struct wtw_result *result, size_t place,
                                    uint32_t article, uint32_t canonical)
{
    uint32_t found = result->standings[place];
    struct wtw_match match;
    struct wtw_standing standing;

    if (found == equal_standing)
        return wtw_standing_of_equal(result->engine, article, canonical);
    match = match_numbered(result, found & standings_max);
    standing = standing_in(&match, found >> REVERSED_BIT);
    standing.figures.lag_seconds = lag_between(result->engine, article, canonical);
    return standing;
}

static enum wtw_status fill_standings(struct wtw_result *result, const uint32_t *leaders,
                                      struct wtw_error *error)
{
    if (result->matches.count + result->verified.count >= standings_max)
        return wtw_fail(error, WTW_TOO_LARGE, "there are more than %u matches",
                        standings_max);
    WTW_TRY(WTW_ALLOCATE(&result->standings, result->clustered, error));
    for (uint32_t i = 0; i < result->clustered; i++) {
        uint32_t article = result->clusters.members[i];

        result->standings[i] = find_standing(
            result, leaders[article], leaders[canonical_of(&result->clusters, article)]);
    }
    return WTW_OK;
}

enum wtw_status wtw_standings_make(struct wtw_engine *engine,
                                   const struct wtw_exact_groups *groups,
                                   const struct wtw_verify *verify,
                                   struct wtw_error *error)
{
    WTW_TRY(verify_missing(engine, groups, verify, &engine->result.verified, error));
    return fill_standings(&engine->result, groups->leaders, error);
}
