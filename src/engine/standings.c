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
#include "base/threads.h"
#include "match/relation.h"

/* Members that a thread takes at a time: some tenths of a millisecond. */
enum { CHUNK_MEMBERS = 4096 };

static uint32_t canonical_of(const struct wtw_clusters *clusters, uint32_t article)
{
    return clusters->canonicals[clusters->cluster_of[article]];
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
 * whether it is to be read from its end; EQUAL needs none, and MISSING is none yet. 72 bytes in
 * four.
 */
static const uint32_t equal_standing = UINT32_MAX;
enum { REVERSED_BIT = 31 };
static const uint32_t standings_max = (UINT32_C(1) << REVERSED_BIT) - 1;
static const uint32_t missing_standing = standings_max;

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

/* ------------------------------------------------------------------ finding them */

struct finding {
    struct wtw_engine *engine;
    const uint32_t *leaders;
};

/* Leaders of a member and of its canonical. */
static void leaders_of(const struct finding *finding, size_t place, uint32_t *out_x,
                       uint32_t *out_y)
{
    const struct wtw_clusters *clusters = &finding->engine->result.clusters;
    uint32_t article = clusters->members[place];

    *out_x = finding->leaders[article];
    *out_y = finding->leaders[canonical_of(clusters, article)];
}

static uint32_t find_standing(const struct wtw_match_list *list, size_t first_number,
                              uint32_t x, uint32_t y)
{
    const struct wtw_match *match = NULL;

    if (x == y)
        return equal_standing;
    match = wtw_match_list_find(list, x, y);
    if (!match)
        return missing_standing;
    return (uint32_t)(first_number + (size_t)(match - list->items)) |
           (uint32_t)(match->a == x) << REVERSED_BIT;
}

static enum wtw_status find_some(void *context, uint32_t worker, size_t begin, size_t end,
                                 struct wtw_error *error)
{
    const struct finding *finding = context;
    struct wtw_result *result = &finding->engine->result;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++) {
        uint32_t x = 0;
        uint32_t y = 0;

        leaders_of(finding, i, &x, &y);
        result->standings[i] = find_standing(&result->matches, 0, x, y);
    }
    return WTW_OK;
}

static enum wtw_status find_all(const struct finding *finding, struct wtw_error *error)
{
    struct wtw_result *result = &finding->engine->result;
    const struct wtw_loop loop = {.body = find_some,
                                  .context = (void *)(uintptr_t)finding,
                                  .thread_count = finding->engine->options.thread_count,
                                  .item_count = result->clustered,
                                  .chunk_items = CHUNK_MEMBERS};

    WTW_TRY(WTW_ALLOCATE(&result->standings, result->clustered, error));
    return wtw_loop_run(&loop, error);
}

/* ------------------------------------------------------------------ those that are missing */

static enum wtw_status verify_missing(const struct finding *finding,
                                      const struct wtw_verify *verify,
                                      struct wtw_error *error)
{
    struct wtw_result *result = &finding->engine->result;
    struct wtw_pairs missing = {0};
    enum wtw_status status = WTW_OK;

    for (uint32_t i = 0; i < result->clustered && status == WTW_OK; i++) {
        uint32_t x = 0;
        uint32_t y = 0;

        if (result->standings[i] != missing_standing)
            continue;
        leaders_of(finding, i, &x, &y);
        status = wtw_pairs_add(&missing, wtw_pair_of(x, y), error);
    }
    wtw_pairs_settle(&missing);
    if (status == WTW_OK)
        status = wtw_match_list_verify(&result->verified, verify, missing.items,
                                       missing.count, true, error);
    finding->engine->stats.verified += missing.count;
    wtw_pairs_release(&missing);
    return status;
}

static void fill_missing(const struct finding *finding)
{
    struct wtw_result *result = &finding->engine->result;

    for (uint32_t i = 0; i < result->clustered; i++) {
        uint32_t x = 0;
        uint32_t y = 0;

        if (result->standings[i] != missing_standing)
            continue;
        leaders_of(finding, i, &x, &y);
        result->standings[i] =
            find_standing(&result->verified, result->matches.count, x, y);
    }
}

enum wtw_status wtw_standings_make(struct wtw_engine *engine,
                                   const struct wtw_exact_groups *groups,
                                   const struct wtw_verify *verify,
                                   struct wtw_error *error)
{
    const struct finding finding = {engine, groups->leaders};
    struct wtw_result *result = &engine->result;

    if (result->matches.count >= standings_max - result->clustered)
        return wtw_fail(error, WTW_TOO_LARGE, "there are more than %u matches",
                        standings_max - result->clustered);
    WTW_TRY(find_all(&finding, error));
    WTW_TRY(verify_missing(&finding, verify, error));
    fill_missing(&finding);
    return WTW_OK;
}
