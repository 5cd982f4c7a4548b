/*
 * relation.c - what two articles are to each other, from exact figures
 *
 * In this order, with the shorter article the one of fewer shingles:
 *   exact      the same tokens
 *   near       Jaccard at least NEAR, or the threshold where that is higher
 *   abridged,  the longer article has LONGER times the shingles of the shorter, and
 *   expanded   contains options.containment of them; below the threshold only where the
 *              shorter has CONTAINED_SHINGLES: a line or two is found in many articles
 *   revised    Jaccard at least the threshold
 *   excerpt    passages of at least WTW_EXCERPT_TOKENS tokens in all
 *   unrelated  everything else
 */
#include "match/relation.h"

#include <stddef.h>

/* From Jaccard .8 on, 400 shared words bear some 25 scattered changes: corrections, not a
 * rewrite. */
#define NEAR 0.8

/* A quarter more text than the shorter one's is what "expanded" means to an editor. */
#define LONGER 1.25

/* Two or three sentences. */
enum { CONTAINED_SHINGLES = 30 };

static double share_of_shorter(const struct wtw_figures *figures)
{
    return figures->a_shingles < figures->b_shingles ? wtw_a_in_b(figures)
                                                     : wtw_b_in_a(figures);
}

static bool is_contained(const struct wtw_figures *figures,
                         const struct wtw_options *options)
{
    uint32_t shorter = figures->a_shingles < figures->b_shingles ? figures->a_shingles
                                                                 : figures->b_shingles;
    uint32_t longer = figures->a_shingles < figures->b_shingles ? figures->b_shingles
                                                                : figures->a_shingles;

    if (share_of_shorter(figures) < options->containment || longer < LONGER * shorter)
        return false;
    return shorter >= CONTAINED_SHINGLES || wtw_jaccard(figures) >= options->threshold;
}

static enum wtw_relation relation_of_sets(const struct wtw_figures *figures,
                                          const struct wtw_options *options)
{
    double jaccard = wtw_jaccard(figures);

    if (jaccard >= NEAR && jaccard >= options->threshold)
        return WTW_NEAR;
    if (is_contained(figures, options))
        return figures->b_shingles < figures->a_shingles ? WTW_ABRIDGED : WTW_EXPANDED;
    return jaccard >= options->threshold ? WTW_REVISED : WTW_UNRELATED;
}

enum wtw_relation wtw_relation_of(const struct wtw_figures *figures, bool same_tokens,
                                  const struct wtw_options *options)
{
    struct wtw_options defaults;
    enum wtw_relation relation = WTW_UNRELATED;

    if (!options) {
        wtw_options_init(&defaults);
        options = &defaults;
    }
    if (same_tokens)
        return WTW_EXACT;
    relation = relation_of_sets(figures, options);
    if (relation == WTW_UNRELATED && figures->passage_tokens >= WTW_EXCERPT_TOKENS)
        return WTW_EXCERPT;
    return relation;
}

/*
 * A run of n equal tokens shares n - k + 1 shingles. Passages of WTW_EXCERPT_TOKENS in
 * all, cut into as many as the shortest allows, thus share at least this many.
 */
static uint32_t least_shared_by_excerpt(const struct wtw_options *options)
{
    uint32_t most_passages = WTW_EXCERPT_TOKENS / options->passage_tokens;
    uint32_t lost = (most_passages ? most_passages : 1) * (options->shingle_tokens - 1);

    return lost < WTW_EXCERPT_TOKENS ? WTW_EXCERPT_TOKENS - lost : 1;
}

bool wtw_relation_wants_passages(const struct wtw_figures *figures, bool same_tokens,
                                 const struct wtw_options *options)
{
    if (same_tokens || relation_of_sets(figures, options) != WTW_UNRELATED)
        return false;
    return figures->shared >= least_shared_by_excerpt(options);
}

struct wtw_figures wtw_figures_reversed(const struct wtw_figures *figures)
{
    struct wtw_figures reversed = *figures;

    reversed.a_shingles = figures->b_shingles;
    reversed.b_shingles = figures->a_shingles;
    return reversed;
}

static const char *const names[] = {
    [WTW_UNRELATED] = "unrelated", [WTW_EXCERPT] = "excerpt", [WTW_ABRIDGED] = "abridged",
    [WTW_EXPANDED] = "expanded",   [WTW_REVISED] = "revised", [WTW_NEAR] = "near",
    [WTW_EXACT] = "exact",
};

const char *wtw_relation_name(enum wtw_relation relation)
{
    size_t i = (size_t)relation;

    return i < sizeof names / sizeof names[0] ? names[i] : "unknown relation";
}

bool wtw_relation_is_copy(enum wtw_relation relation)
{
    return relation != WTW_UNRELATED && relation != WTW_EXCERPT;
}

enum wtw_relation wtw_relation_reversed(enum wtw_relation relation)
{
    if (relation == WTW_ABRIDGED)
        return WTW_EXPANDED;
    if (relation == WTW_EXPANDED)
        return WTW_ABRIDGED;
    return relation;
}
