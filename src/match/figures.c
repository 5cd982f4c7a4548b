/*
 * figures.c - exact counts of two shingle sets, and the ratios that follow
 */
#include "sketch/shingles.h"

static double ratio(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

double wtw_jaccard(const struct wtw_figures *figures)
{
    uint64_t both = (uint64_t)figures->a_shingles + figures->b_shingles;

    return ratio(figures->shared, both - figures->shared);
}

double wtw_a_in_b(const struct wtw_figures *figures)
{
    return ratio(figures->shared, figures->a_shingles);
}

double wtw_b_in_a(const struct wtw_figures *figures)
{
    return ratio(figures->shared, figures->b_shingles);
}

void wtw_shingles_compare(const struct wtw_shingles *a, const struct wtw_shingles *b,
                          struct wtw_figures *out_figures)
{
    *out_figures = (struct wtw_figures){.shared = wtw_shingles_count_shared(a, b),
                                        .a_shingles = (uint32_t)wtw_shingles_count(a),
                                        .b_shingles = (uint32_t)wtw_shingles_count(b)};
}
