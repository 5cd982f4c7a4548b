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

static uint32_t count_shared(const struct wtw_shingles *from,
                             const struct wtw_shingles *in)
{
    const uint64_t *hashes = wtw_shingles_items(from);
    size_t count = wtw_shingles_count(from);
    uint32_t shared = 0;

    for (size_t i = 0; i < count; i++)
        shared += wtw_shingles_contain(in, hashes[i]);
    return shared;
}

void wtw_shingles_compare(const struct wtw_shingles *a, const struct wtw_shingles *b,
                          struct wtw_figures *out_figures)
{
    size_t a_count = wtw_shingles_count(a);
    size_t b_count = wtw_shingles_count(b);

    *out_figures = (struct wtw_figures){.a_shingles = (uint32_t)a_count,
                                        .b_shingles = (uint32_t)b_count};
    out_figures->shared = a_count < b_count ? count_shared(a, b) : count_shared(b, a);
}
