/*
 * test_reallocation.c - which articles move once more after linkage, worked out by hand
 *
 * Articles 0 to 3 are tied all to all and are one cluster, 4 to 7 another; what the tests
 * move is 8 and on.
 */
#include "check.h"

#include "base/faults.h"
#include "cluster/reallocation.h"

enum { COUNT = 12, TIES_MAX = 40, FULL = WTW_TIE_WEIGHT_MAX, LIMIT = 4 };

static const uint32_t two_pairs[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 10, 10};

struct graph {
    struct wtw_tie ties[TIES_MAX];
    size_t tie_count;
};

static void tie(struct graph *graph, uint32_t x, uint32_t y, uint32_t weight)
{
    check(x < y && graph->tie_count < TIES_MAX);
    graph->ties[graph->tie_count++] = (struct wtw_tie){x, y, weight};
}

/* The two clusters of four. */
static struct graph begin_graph(void)
{
    struct graph graph = {.tie_count = 0};

    for (uint32_t first = 0; first <= 4; first += 4)
        for (uint32_t x = first; x < first + 4; x++)
            for (uint32_t y = x + 1; y < first + 4; y++)
                tie(&graph, x, y, FULL);
    return graph;
}

static enum wtw_status try_to_move(const struct graph *graph, uint32_t *roots,
                                   struct wtw_error *error)
{
    static const uint64_t hashes[COUNT];
    const struct wtw_linkage linkage = {.article_count = COUNT,
                                        .content_hashes = hashes,
                                        .least = .51,
                                        .partner_limit = LIMIT};

    return wtw_reallocate(&linkage, graph->ties, graph->tie_count, roots, error);
}

/* With the ties in their order and in the opposite one. */
static void check_moved(struct graph graph, const uint32_t *roots, const uint32_t *wanted)
{
    for (int turn = 0; turn < 2; turn++) {
        uint32_t moved[COUNT];
        struct wtw_error error = {0};

        memcpy(moved, roots, sizeof moved);
        check_ok(try_to_move(&graph, moved, &error), &error);
        for (uint32_t i = 0; i < COUNT; i++)
            cr_assert(moved[i] == wanted[i], "article %u: root %u, not %u", i, moved[i],
                      wanted[i]);
        for (size_t i = 0; i < graph.tie_count / 2; i++) {
            struct wtw_tie last = graph.ties[graph.tie_count - 1 - i];

            graph.ties[graph.tie_count - 1 - i] = graph.ties[i];
            graph.ties[i] = last;
        }
    }
}

/* Two pages with their menus, each with its own article's versions. */
Test(reallocation, moves_those_who_would_unite_with_a_larger_cluster)
{
    static const uint32_t wanted[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 0, 4, 10, 10};
    struct graph graph = begin_graph();

    tie(&graph, 8, 9, 980);
    tie(&graph, 10, 11, FULL);
    for (uint32_t i = 0; i < 4; i++) {
        tie(&graph, i, 8, 700);
        tie(&graph, 4 + i, 9, 700);
    }
    check_moved(graph, two_pairs, wanted);
}

/* Two of three ties, .65 and .7: of the four that are expected .34, so only a heavier tie than the one to
 * 9 is reason enough. */
Test(reallocation, moves_those_with_a_heavier_tie_to_there)
{
    static const uint32_t moved[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 0, 9, 10, 10};
    struct graph graph = begin_graph();

    tie(&graph, 10, 11, FULL);
    tie(&graph, 8, 9, 700);
    tie(&graph, 1, 8, 650);
    tie(&graph, 2, 8, 700);
    check_moved(graph, two_pairs, two_pairs);
    graph.ties[graph.tie_count - 1].weight = 701;
    check_moved(graph, two_pairs, moved);
}

/* Three of five ties, and three of four. */
Test(reallocation, wants_two_thirds_of_the_ties)
{
    static const uint32_t moved[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 0, 9, 10, 10};
    struct graph graph = begin_graph();

    tie(&graph, 10, 11, FULL);
    tie(&graph, 8, 9, 700);
    for (uint32_t i = 0; i < 3; i++)
        tie(&graph, i, 8, 900);
    check_moved(graph, two_pairs, moved);
    tie(&graph, 4, 8, 900);
    check_moved(graph, two_pairs, two_pairs);
}

/* Three ties of .68 are 2.04, of the four that are expected .51; of .679 they are less. */
Test(reallocation, counts_the_partners_that_are_expected)
{
    static const uint32_t moved[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 0, 9, 10, 10};
    struct graph graph = begin_graph();

    tie(&graph, 10, 11, FULL);
    tie(&graph, 8, 9, 900);
    for (uint32_t i = 0; i < 3; i++)
        tie(&graph, i, 8, 680);
    check_moved(graph, two_pairs, moved);
    for (size_t i = graph.tie_count - 3; i < graph.tie_count; i++)
        graph.ties[i].weight = 679;
    check_moved(graph, two_pairs, two_pairs);
}

/* What stands in one of the four, and nowhere else, is no version of the four. */
Test(reallocation, leaves_single_articles)
{
    static const uint32_t single[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 8, 9, 10, 11};
    struct graph graph = begin_graph();

    tie(&graph, 2, 8, FULL);
    for (uint32_t i = 0; i < 4; i++)
        tie(&graph, i, 9, FULL);
    check_moved(graph, single, single);
}

/* 10 has two of its three ties to 8 and 9. */
Test(reallocation, leads_to_larger_clusters_only)
{
    struct graph graph = begin_graph();

    tie(&graph, 8, 9, FULL);
    tie(&graph, 10, 11, 700);
    tie(&graph, 8, 10, 900);
    tie(&graph, 9, 10, 900);
    check_moved(graph, two_pairs, two_pairs);
}

/* 8 held 9, 10 and 11 together. */
Test(reallocation, lets_fall_apart_what_nothing_else_held)
{
    static const uint32_t before[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 11};
    static const uint32_t wanted[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 0, 9, 10, 11};
    struct graph graph = begin_graph();

    tie(&graph, 8, 9, 900);
    tie(&graph, 8, 10, 900);
    for (uint32_t i = 0; i < 4; i++)
        tie(&graph, i, 8, 900);
    check_moved(graph, before, wanted);
}

/* 0 is with 11 and moves to 1, 2 and 3, of which 1 was the lowest. */
Test(reallocation, names_clusters_after_their_lowest_again)
{
    static const uint32_t before[COUNT] = {0, 1, 1, 1, 4, 4, 4, 4, 8, 9, 10, 0};
    static const uint32_t wanted[COUNT] = {0, 0, 0, 0, 4, 4, 4, 4, 8, 9, 10, 11};
    struct graph graph = begin_graph();

    tie(&graph, 0, 11, 900);
    check_moved(graph, before, wanted);
}

Test(reallocation, of_nothing_is_no_trouble)
{
    const struct wtw_linkage linkage = {.least = .51, .partner_limit = LIMIT};
    struct wtw_error error = {0};
    uint32_t untouched = 77;

    check_ok(wtw_reallocate(&linkage, NULL, 0, &untouched, &error), &error);
    check_number(untouched, 77);
}

#ifdef WTW_FAULTS

Test(reallocation, says_so_when_memory_runs_out)
{
    struct graph graph = begin_graph();
    bool failed = true;

    tie(&graph, 10, 11, FULL);
    tie(&graph, 8, 9, 900);
    for (uint32_t i = 0; i < 4; i++)
        tie(&graph, i, 8, 900);
    for (uint64_t nth = 1; failed; nth++) {
        uint32_t roots[COUNT];
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        memcpy(roots, two_pairs, sizeof roots);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = try_to_move(&graph, roots, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check_number(roots[8], failed ? 8 : 0);
    }
}

#endif
