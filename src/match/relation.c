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
 * or, where the shingles are too few for that, in texts of ALIGNED_TOKENS, by what is
 * aligned (alignment.c):
 *   revised    BOTH_ALIGNED of all tokens of the two are aligned; or NOISY_ALIGNED are, and
 *              MISREAD of the words that differ look like those they stand for
 *   abridged,  ONE_ALIGNED of the shorter one's tokens are, EQUAL_SHARE of these are equal,
 *   expanded   and the longer has LONGER times as many
 * Any of these but exact is a
 *   template   where facts differ so densely that the rest is a form (is_template)
 * and else
 *   excerpt    passages of at least WTW_EXCERPT_TOKENS tokens in all; or REWORDED_TOKENS
 *              in long aligned parts that are REWORDED_SHARE of one text
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

/*
 * Of OCR against transcription 98 % of the pairs reach .75 by alignment, where no two
 * unlike texts of the set came above .23; of versions of one story that people had called
 * different articles the highest was .72 (docs/matching.md).
 */
#define BOTH_ALIGNED 0.75
#define ONE_ALIGNED 0.85
#define MISREAD 0.3
#define NOISY_ALIGNED 0.5

/*
 * Who cuts a text down leaves the rest as it was. Two reports in one language of officials
 * are aligned too, by their phrases, and differ in what stands between these.
 */
#define EQUAL_SHARE 0.5

/* An alignment is worth its time from one shingle in 64 on; most unlike texts share fewer,
 * misread copies hardly one pair in 200. */
enum { ALIGNED_SHINGLES = 64, ALIGNED_SHARED_MIN = 4 };

/* Shorter texts can be alike by their form alone. */
enum { ALIGNED_TOKENS = 70 };

/*
 * Who rewords a passage leaves a run of ten words or two as they were. Two reports of one
 * event share as many by quoting, but not a quarter of the shorter one.
 */
enum { REWORDED_TOKENS = 20 };
#define REWORDED_SHARE 0.25

/*
 * One token in 17 that is another fact makes a form of a text whenever it was sent; on
 * another day one in 50 does. In a text of any length facts have to be most of what
 * differs besides.
 */
#define DENSE_FACTS 0.06
#define SOME_FACTS 0.02
#define MOSTLY_FACTS 0.3

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

static double share_of(uint32_t part, uint32_t whole)
{
    return whole ? (double)part / whole : 0;
}

/* Tokens of one text, in aligned parts, in the place of which the other has others. */
static double differing_tokens(const struct wtw_figures *figures)
{
    double aligned = ((double)figures->a_aligned + figures->b_aligned) / 2;

    return aligned > figures->aligned_shared ? aligned - figures->aligned_shared : 0;
}

static enum wtw_relation relation_of_alignment(const struct wtw_figures *figures)
{
    uint32_t smaller =
        figures->a_tokens < figures->b_tokens ? figures->a_tokens : figures->b_tokens;
    double a_share = share_of(figures->a_aligned, figures->a_tokens);
    double b_share = share_of(figures->b_aligned, figures->b_tokens);
    uint64_t aligned = (uint64_t)figures->a_aligned + figures->b_aligned;
    uint64_t tokens = (uint64_t)figures->a_tokens + figures->b_tokens;

    if (smaller < ALIGNED_TOKENS)
        return WTW_UNRELATED;
    if (figures->misread && figures->misread >= MISREAD * differing_tokens(figures) &&
        (double)aligned >= NOISY_ALIGNED * (double)tokens)
        return WTW_REVISED;
    if ((double)aligned >= BOTH_ALIGNED * (double)tokens)
        return WTW_REVISED;
    if (figures->aligned_shared < EQUAL_SHARE * (double)aligned / 2)
        return WTW_UNRELATED;
    if (b_share >= ONE_ALIGNED && figures->a_tokens >= LONGER * figures->b_tokens)
        return WTW_ABRIDGED;
    if (a_share >= ONE_ALIGNED && figures->b_tokens >= LONGER * figures->a_tokens)
        return WTW_EXPANDED;
    return WTW_UNRELATED;
}

static uint64_t distance_of(int64_t lag_seconds)
{
    return lag_seconds < 0 ? -(uint64_t)lag_seconds : (uint64_t)lag_seconds;
}

bool wtw_lag_is_other_day(int64_t lag_seconds)
{
    return lag_seconds != WTW_DATE_UNKNOWN &&
           distance_of(lag_seconds) > WTW_OTHER_DAY_SECONDS;
}

static bool is_template(const struct wtw_figures *figures)
{
    uint32_t smaller =
        figures->a_tokens < figures->b_tokens ? figures->a_tokens : figures->b_tokens;
    uint32_t changed = figures->changed_figures + figures->changed_names;

    if (!changed)
        return false;
    if (figures->changed_figures >= DENSE_FACTS * smaller &&
        changed >= MOSTLY_FACTS * differing_tokens(figures))
        return true;
    if (smaller > WTW_TEMPLATE_TOKENS)
        return false;
    return changed >= DENSE_FACTS * smaller ||
           (wtw_lag_is_other_day(figures->lag_seconds) &&
            changed >= SOME_FACTS * smaller);
}

bool wtw_is_filled_form(const struct wtw_figures *figures)
{
    uint32_t smaller =
        figures->a_tokens < figures->b_tokens ? figures->a_tokens : figures->b_tokens;
    uint32_t changed = figures->changed_figures + figures->changed_names;

    return changed && changed >= DENSE_FACTS * smaller &&
           changed >= MOSTLY_FACTS * differing_tokens(figures);
}

static double larger_of(double x, double y)
{
    return x > y ? x : y;
}

/* Passages word for word; or a good part of one text reworded in the other. */
static bool is_excerpt(const struct wtw_figures *figures)
{
    double a_share = share_of(figures->a_aligned, figures->a_tokens);
    double b_share = share_of(figures->b_aligned, figures->b_tokens);

    return figures->passage_tokens >= WTW_EXCERPT_TOKENS ||
           (figures->aligned_long >= REWORDED_TOKENS &&
            larger_of(a_share, b_share) >= REWORDED_SHARE);
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
    if (relation == WTW_UNRELATED)
        relation = relation_of_alignment(figures);
    if (wtw_relation_is_copy(relation) && is_template(figures))
        return WTW_TEMPLATE;
    if (relation == WTW_UNRELATED && is_excerpt(figures))
        return WTW_EXCERPT;
    return relation;
}

bool wtw_relation_wants_alignment(const struct wtw_figures *figures,
                                  const struct wtw_options *options)
{
    uint32_t smaller = figures->a_shingles < figures->b_shingles ? figures->a_shingles
                                                                 : figures->b_shingles;

    if (relation_of_sets(figures, options) != WTW_UNRELATED)
        return smaller <= WTW_TEMPLATE_TOKENS;
    return figures->shared >= ALIGNED_SHARED_MIN &&
           (uint64_t)figures->shared * ALIGNED_SHINGLES >= smaller;
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
    if (wtw_relation_of(figures, same_tokens, options) != WTW_UNRELATED)
        return false;
    return figures->shared >= least_shared_by_excerpt(options);
}

struct wtw_figures wtw_figures_reversed(const struct wtw_figures *figures)
{
    struct wtw_figures reversed = *figures;

    reversed.a_shingles = figures->b_shingles;
    reversed.b_shingles = figures->a_shingles;
    reversed.a_tokens = figures->b_tokens;
    reversed.b_tokens = figures->a_tokens;
    reversed.a_aligned = figures->b_aligned;
    reversed.b_aligned = figures->a_aligned;
    if (figures->lag_seconds != WTW_DATE_UNKNOWN)
        reversed.lag_seconds = -figures->lag_seconds;
    return reversed;
}

/* Dates are of years 0 to 9999, but callers may give any; what does not fit is unknown. */
int64_t wtw_lag_between(int64_t a_seconds, int64_t b_seconds)
{
    bool is_known = a_seconds != WTW_DATE_UNKNOWN && b_seconds != WTW_DATE_UNKNOWN;
    int64_t half = INT64_MAX / 2;

    if (!is_known || a_seconds > half || a_seconds < -half || b_seconds > half ||
        b_seconds < -half)
        return WTW_DATE_UNKNOWN;
    return b_seconds - a_seconds;
}

static const char *const names[] = {
    [WTW_UNRELATED] = "unrelated", [WTW_EXCERPT] = "excerpt",
    [WTW_TEMPLATE] = "template",   [WTW_ABRIDGED] = "abridged",
    [WTW_EXPANDED] = "expanded",   [WTW_REVISED] = "revised",
    [WTW_NEAR] = "near",           [WTW_EXACT] = "exact",
};

const char *wtw_relation_name(enum wtw_relation relation)
{
    size_t i = (size_t)relation;

    return i < sizeof names / sizeof names[0] ? names[i] : "unknown relation";
}

bool wtw_relation_is_copy(enum wtw_relation relation)
{
    return relation > WTW_TEMPLATE;
}

enum wtw_relation wtw_relation_reversed(enum wtw_relation relation)
{
    if (relation == WTW_ABRIDGED)
        return WTW_EXPANDED;
    if (relation == WTW_EXPANDED)
        return WTW_ABRIDGED;
    return relation;
}
