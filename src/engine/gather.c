/*
 * gather.c - from the matches of distinct texts to clusters of all articles
 *
 * Every match that is a copy becomes a tie, as heavy as the two are alike; linkage.c
 * finds who holds together; articles of equal tokens go where their leader goes.
 */
#include "engine/gather.h"

#include "base/memory.h"
#include "cluster/linkage.h"

/*
 * The linkage from which two clusters are one: on average a quarter of the pairs between
 * them are copies at Jaccard 1, or all are at .25. See docs/matching.md for what other
 * values do.
 */
#define LEAST_LINKAGE 0.25

static double larger_of(double x, double y)
{
    return x > y ? x : y;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/* How alike two copies are: by their shingles or, where noise left few of those, by what
 * is aligned; of one that contains the other, how much of the shorter is in it. */
static uint32_t weight_of(const struct wtw_match *match)
{
    const struct wtw_figures *figures = &match->figures;
    double likeness = 0;

    if (match->relation == WTW_ABRIDGED)
        likeness =
            larger_of(wtw_b_in_a(figures), ratio(figures->b_aligned, figures->b_tokens));
    else if (match->relation == WTW_EXPANDED)
        likeness =
            larger_of(wtw_a_in_b(figures), ratio(figures->a_aligned, figures->a_tokens));
    else
        likeness = larger_of(wtw_jaccard(figures),
                             ratio((double)figures->a_aligned + figures->b_aligned,
                                   (double)figures->a_tokens + figures->b_tokens));
    return 1 + (uint32_t)(likeness * (WTW_TIE_WEIGHT_MAX - 1));
}

static enum wtw_status list_ties(const struct wtw_match_list *matches,
                                 struct wtw_tie **out_ties, size_t *out_count,
                                 struct wtw_error *error)
{
    struct wtw_tie *ties = NULL;
    size_t count = 0;

    WTW_TRY(WTW_ALLOCATE(&ties, matches->count, error));
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];

        if (wtw_relation_is_copy(match->relation))
            ties[count++] = (struct wtw_tie){match->a, match->b, weight_of(match)};
    }
    *out_ties = ties;
    *out_count = count;
    return WTW_OK;
}

static enum wtw_status find_roots(const struct wtw_engine *engine,
                                  const struct wtw_exact_groups *groups, uint32_t *roots,
                                  struct wtw_error *error)
{
    const struct wtw_linkage linkage = {.article_count = engine->archive.count,
                                        .content_hashes = engine->archive.content_hashes,
                                        .least = LEAST_LINKAGE,
                                        .partner_limit = engine->options.bucket_limit};
    struct wtw_tie *ties = NULL;
    size_t tie_count = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(list_ties(&engine->result.matches, &ties, &tie_count, error));
    status = wtw_linkage_make(&linkage, ties, tie_count, roots, error);
    wtw_release_items(ties);
    for (uint32_t i = 0; status == WTW_OK && i < engine->archive.count; i++)
        roots[i] = roots[groups->leaders[i]];
    return status;
}

enum wtw_status wtw_gather_clusters(struct wtw_engine *engine,
                                    const struct wtw_exact_groups *groups,
                                    struct wtw_error *error)
{
    const struct wtw_canonical_facts facts = {
        .published_seconds = engine->archive.published_seconds,
        .token_counts = engine->archive.token_counts,
        .policy = engine->options.canonical};
    uint32_t *roots = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&roots, engine->archive.count, error));
    status = find_roots(engine, groups, roots, error);
    if (status == WTW_OK)
        status = wtw_clusters_make(&engine->result.clusters, roots, engine->archive.count,
                                   &facts, error);
    wtw_release_items(roots);
    return status;
}
