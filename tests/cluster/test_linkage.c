/*
 * test_linkage.c - who holds together, against average linkage one pair at a time
 *
 * The oracle keeps the weight between any two clusters in a square table. It looks for
 * the pair of all with the highest average, compared in whole numbers, unites it, and
 * begins again. It refuses graphs in which two pairs are best at once: what happens there
 * is for the laws, which want the same partition however articles are numbered.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "cluster/linkage.h"

enum { ARTICLES_MAX = 48, TIES_MAX = ARTICLES_MAX * (ARTICLES_MAX - 1) / 2 };
enum { FULL = WTW_TIE_WEIGHT_MAX, NO_LIMIT = 1000000 };

/* Articles and their ties, made by a test. */
struct graph {
    uint32_t article_count;
    uint64_t content_hashes[ARTICLES_MAX];
    struct wtw_tie ties[TIES_MAX];
    size_t tie_count;
    double least;
    uint32_t partner_limit;
};

static void begin_graph(struct graph *graph, uint32_t articles, double least,
                        uint32_t partner_limit, struct random_input *random)
{
    graph->article_count = articles;
    graph->tie_count = 0;
    graph->least = least;
    graph->partner_limit = partner_limit;
    random_fill(random, graph->content_hashes, articles);
}

static void tie(struct graph *graph, uint32_t x, uint32_t y, uint32_t weight)
{
    check(x != y && graph->tie_count < TIES_MAX);
    graph->ties[graph->tie_count++] =
        (struct wtw_tie){x < y ? x : y, x < y ? y : x, weight};
}

/* Ties each of the articles from 'begin' to before 'end' to each other. */
static void tie_clique(struct graph *graph, uint32_t begin, uint32_t end, uint32_t weight)
{
    for (uint32_t x = begin; x < end; x++)
        for (uint32_t y = x + 1; y < end; y++)
            tie(graph, x, y, weight);
}

/* The graph is left as it was; its ties are given away in a copy. */
static enum wtw_status try_to_link(const struct graph *graph, uint32_t *out_roots,
                                   struct wtw_error *error)
{
    static struct wtw_tie ties[TIES_MAX];
    const struct wtw_linkage linkage = {.article_count = graph->article_count,
                                        .content_hashes = graph->content_hashes,
                                        .least = graph->least,
                                        .partner_limit = graph->partner_limit};

    memcpy(ties, graph->ties, graph->tie_count * sizeof ties[0]);
    return wtw_linkage_make(&linkage, ties, graph->tie_count, out_roots, error);
}

/* Each cluster is named after its lowest number. */
static void check_roots_are_lowest(const uint32_t *roots, uint32_t articles)
{
    for (uint32_t i = 0; i < articles; i++) {
        check(roots[i] <= i);
        check_number(roots[roots[i]], roots[i]);
    }
}

static void link_graph(const struct graph *graph, uint32_t *out_roots)
{
    struct wtw_error error = {0};

    check_ok(try_to_link(graph, out_roots, &error), &error);
    check_roots_are_lowest(out_roots, graph->article_count);
}

static void check_linked(const struct graph *graph, const uint32_t *wanted)
{
    uint32_t roots[ARTICLES_MAX];

    link_graph(graph, roots);
    for (uint32_t i = 0; i < graph->article_count; i++)
        cr_assert(roots[i] == wanted[i], "article %u: root %u, not %u", i, roots[i],
                  wanted[i]);
}

/* ------------------------------------------------------------------ by hand */

static struct graph graph;

static void begin_by_hand(uint32_t articles, double least, uint32_t partner_limit)
{
    struct random_input random = random_begin(300);

    begin_graph(&graph, articles, least, partner_limit, &random);
}

Test(linkage, without_ties_everybody_is_alone)
{
    static const uint32_t wanted[] = {0, 1, 2, 3};

    begin_by_hand(4, .25, 16);
    check_linked(&graph, wanted);
    begin_by_hand(1, .25, 16);
    check_linked(&graph, wanted);
}

Test(linkage, no_articles_are_no_trouble)
{
    const struct wtw_linkage linkage = {
        .content_hashes = graph.content_hashes, .least = .25, .partner_limit = 16};
    struct wtw_error error = {0};
    uint32_t untouched = 77;

    check_ok(wtw_linkage_make(&linkage, NULL, 0, &untouched, &error), &error);
    check_number(untouched, 77);
}

Test(linkage, a_pair_unites_from_the_least_weight_on)
{
    static const uint32_t apart[] = {0, 1, 2, 3};
    static const uint32_t united[] = {0, 1, 2, 1};

    begin_by_hand(4, .25, 16);
    tie(&graph, 1, 3, FULL);
    check_linked(&graph, united);
    graph.ties[0].weight = 250;
    check_linked(&graph, united);
    graph.ties[0].weight = 249;
    check_linked(&graph, apart);
    graph.ties[0].weight = 1;
    graph.least = .001;
    check_linked(&graph, united);
}

/* Of the 25 pairs between two crowds of five one is tied: .04. Were a bridge enough, all
 * ten would be one. */
Test(linkage, two_crowds_with_a_bridge_stay_apart)
{
    static const uint32_t apart[] = {0, 0, 0, 0, 0, 5, 5, 5, 5, 5};
    static const uint32_t one[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    begin_by_hand(10, .25, 16);
    tie_clique(&graph, 0, 5, 900);
    tie_clique(&graph, 5, 10, 900);
    tie(&graph, 2, 7, 800);
    check_linked(&graph, apart);
    graph.least = .032;
    check_linked(&graph, one);
    graph.least = .0321;
    check_linked(&graph, apart);
}

/*
 * A chain 0-1-2-3-4 whose ties weigh .9, .8, .7 and .6: first 0 and 1 unite, 2 is tied to
 * one of them, .8 / 2 = .4 on average, while 2 and 3 have .7 and unite; 4 has .6 / 2 = .3
 * with these; the two pairs have .8 / 4 = .2 between them. Then {2,3,4} and {0,1} have .8
 * / 6 = .133.
 */
Test(linkage, a_chain_breaks_where_the_average_falls_below_the_least)
{
    static const struct {
        double least;
        uint32_t wanted[5];
    } rows[] = {
        {.95, {0, 1, 2, 3, 4}}, {.85, {0, 0, 2, 3, 4}}, {.70, {0, 0, 2, 2, 4}},
        {.31, {0, 0, 2, 2, 4}}, {.30, {0, 0, 2, 2, 2}}, {.14, {0, 0, 2, 2, 2}},
        {.13, {0, 0, 0, 0, 0}},
    };

    begin_by_hand(5, 1, 16);
    for (uint32_t i = 0; i < 4; i++)
        tie(&graph, i, i + 1, 900 - 100 * i);
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        graph.least = rows[row].least;
        check_linked(&graph, rows[row].wanted);
    }
}

/* The middle takes its heaviest ray, .9; the next, .8, has half of that pair: .4; then
 * .7 has a third: .233. */
Test(linkage, a_star_keeps_only_the_rays_that_weigh_enough_on_average)
{
    static const uint32_t wanted[] = {0, 0, 2, 0, 4, 5};

    begin_by_hand(6, .25, 16);
    tie(&graph, 1, 0, 900);
    tie(&graph, 1, 3, 800);
    tie(&graph, 1, 2, 700);
    tie(&graph, 1, 4, 600);
    tie(&graph, 1, 5, 500);
    check_linked(&graph, wanted);
}

/*
 * Six that are all tied, and a seventh tied to two of them by .9: of its six pairs that
 * is 1.8 / 6 = .3 on average; where only four partners are looked for, 1.8 / 4 = .45,
 * where two, .9.
 */
Test(linkage, no_more_than_the_limit_of_partners_is_counted_for_a_member)
{
    static const uint32_t in[] = {0, 0, 0, 0, 0, 0, 0};
    static const uint32_t out[] = {0, 0, 0, 0, 0, 0, 6};
    static const struct {
        double least;
        uint32_t limit;
        bool is_in;
    } rows[] = {{.30, 16, true}, {.31, 16, false}, {.30, 6, true},  {.31, 6, false},
                {.31, 5, true},  {.37, 5, false},  {.45, 4, true},  {.46, 4, false},
                {.60, 3, true},  {.61, 3, false},  {.899, 2, true}, {.901, 2, false}};

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        begin_by_hand(7, rows[row].least, rows[row].limit);
        tie_clique(&graph, 0, 6, FULL);
        tie(&graph, 6, 1, 900);
        tie(&graph, 6, 4, 900);
        check_linked(&graph, rows[row].is_in ? in : out);
    }
}

/* Five and three, 8 of the 15 pairs between them tied by .9. The members of the smaller
 * one have 5, 5 and 4 ties in all, no fewer than the limit of 4: 7.2 / 14 = .514 is the
 * linkage; without a limit it would be 7.2 / 15 = .48. */
Test(linkage, as_many_ties_as_the_smaller_ones_members_have_are_expected)
{
    static const uint32_t one[] = {0, 0, 0, 0, 0, 0, 0, 0};
    static const uint32_t apart[] = {0, 0, 0, 3, 3, 3, 3, 3};

    begin_by_hand(8, .51, 4);
    tie_clique(&graph, 0, 3, FULL);
    tie_clique(&graph, 3, 8, FULL);
    for (uint32_t i = 0; i < 8; i++)
        tie(&graph, i % 3, 3 + i % 5, 900);
    check_linked(&graph, one);
    graph.least = .52;
    check_linked(&graph, apart);
    graph.partner_limit = 16;
    graph.least = .49;
    check_linked(&graph, apart);
    graph.least = .48;
    check_linked(&graph, one);
}

/*
 * Three that are all tied, and three in a row, with a tie of .6 from the end of the row:
 * under a limit of 2 no more than 3 + 2 + 2 ties are expected of the former and 2 + 2 + 2
 * of the latter, which are fewer. That is .6 / 6 = .1, whichever of them comes first.
 */
Test(linkage, of_two_of_one_size_the_one_with_fewer_expected_ties_counts)
{
    static const uint32_t one[] = {0, 0, 0, 0, 0, 0};
    static const uint32_t apart[] = {0, 0, 0, 3, 3, 3};

    for (uint32_t turned = 0; turned <= 3; turned += 3) {
        uint32_t row = 3 - turned;

        begin_by_hand(6, .1, 2);
        tie_clique(&graph, turned, turned + 3, FULL);
        tie(&graph, row, row + 1, FULL);
        tie(&graph, row + 1, row + 2, FULL);
        tie(&graph, row, turned, 600);
        check_linked(&graph, one);
        graph.least = .1001;
        check_linked(&graph, apart);
    }
}

/* ------------------------------------------------------------------ the oracle */

struct table {
    uint64_t weights[ARTICLES_MAX][ARTICLES_MAX]; /* between clusters, by their lowest */
    uint64_t sizes[ARTICLES_MAX];                 /* 0 for one that went into another */
    uint32_t count;
};

struct best_pair {
    uint32_t x, y;
    uint64_t weight, pairs; /* their linkage is weight / pairs / FULL */
    bool is_shared;         /* by another pair */
};

static void fill_table(struct table *table, const struct graph *of)
{
    memset(table, 0, sizeof *table);
    table->count = of->article_count;
    for (uint32_t i = 0; i < table->count; i++)
        table->sizes[i] = 1;
    for (size_t i = 0; i < of->tie_count; i++) {
        table->weights[of->ties[i].x][of->ties[i].y] = of->ties[i].weight;
        table->weights[of->ties[i].y][of->ties[i].x] = of->ties[i].weight;
    }
}

static struct best_pair find_best(const struct table *table)
{
    struct best_pair best = {.pairs = 1};

    for (uint32_t x = 0; x < table->count; x++)
        for (uint32_t y = x + 1; y < table->count; y++) {
            uint64_t weight = table->weights[x][y];
            uint64_t pairs = table->sizes[x] * table->sizes[y];

            if (weight == 0 || weight * best.pairs < best.weight * pairs)
                continue;
            if (weight * best.pairs == best.weight * pairs)
                best.is_shared = true;
            else
                best = (struct best_pair){x, y, weight, pairs, false};
        }
    return best;
}

/* x, the lower one, takes y in. */
static void unite_in_table(struct table *table, uint32_t x, uint32_t y, uint32_t *roots)
{
    for (uint32_t i = 0; i < table->count; i++) {
        table->weights[x][i] += table->weights[y][i];
        table->weights[i][x] += table->weights[i][y];
        table->weights[y][i] = table->weights[i][y] = 0;
        if (roots[i] == y)
            roots[i] = x;
    }
    table->weights[x][x] = 0;
    table->sizes[x] += table->sizes[y];
    table->sizes[y] = 0;
}

/* 'least_64ths' of 64 is the least linkage. False where two pairs were best at once. */
static bool link_by_force(const struct graph *of, uint32_t least_64ths,
                          uint32_t *out_roots)
{
    static struct table table;

    fill_table(&table, of);
    for (uint32_t i = 0; i < table.count; i++)
        out_roots[i] = i;
    for (;;) {
        struct best_pair best = find_best(&table);

        if (best.weight * 64 < (uint64_t)least_64ths * best.pairs * FULL)
            return true;
        if (best.is_shared)
            return false;
        unite_in_table(&table, best.x, best.y, out_roots);
    }
}

/* ------------------------------------------------------------------ random graphs */

/*
 * Ties more often, and heavier, inside of groups than between them, no two of one weight
 * as long as there are enough weights.
 */
static void grow_graph(struct graph *grown, struct random_input *random)
{
    uint32_t weights[FULL];
    uint32_t group_count = random_between(random, 1, 6);
    uint32_t groups[ARTICLES_MAX];
    double inside = random_real(random);
    double between = random_real(random) * inside / 2;

    random_permutation(random, weights, FULL);
    for (uint32_t i = 0; i < grown->article_count; i++)
        groups[i] = random_below(random, group_count);
    for (uint32_t x = 0; x < grown->article_count; x++)
        for (uint32_t y = x + 1; y < grown->article_count; y++) {
            bool is_inside = groups[x] == groups[y];

            if (!random_chance(random, is_inside ? inside : between) ||
                grown->tie_count == FULL)
                continue;
            tie(grown, x, y, weights[grown->tie_count] + 1);
        }
}

static uint32_t count_clusters(const uint32_t *roots, uint32_t articles)
{
    uint32_t clusters = 0;

    for (uint32_t i = 0; i < articles; i++)
        clusters += roots[i] == i;
    return clusters;
}

Test(linkage, is_that_of_uniting_the_best_pair_of_all_one_by_one)
{
    struct random_input random = random_begin(301);
    uint32_t compared = 0;
    uint32_t partly_united = 0;

    for (int round = 0; round < 3000; round++) {
        uint32_t articles = random_between(&random, 2, ARTICLES_MAX);
        uint32_t least_64ths = random_between(&random, 1, 40);
        uint32_t wanted[ARTICLES_MAX];
        uint32_t clusters = 0;

        begin_graph(&graph, articles, least_64ths / 64., NO_LIMIT, &random);
        grow_graph(&graph, &random);
        if (!link_by_force(&graph, least_64ths, wanted))
            continue;
        check_linked(&graph, wanted);
        clusters = count_clusters(wanted, articles);
        compared++;
        partly_united += clusters > 2 && clusters < articles * 2 / 3;
    }
    cr_assert(compared > 1000, "%u graphs had one best pair throughout", compared);
    cr_assert(partly_united > 300, "%u graphs were worth the work", partly_united);
}

/* ------------------------------------------------------------------ laws */

/* Any weights, few weights or a single one; any limit. */
static void grow_any_graph(struct graph *grown, struct random_input *random)
{
    static const uint32_t limits[] = {1, 2, 3, 8, NO_LIMIT};
    uint32_t weight_count = random_between(random, 1, 4);

    begin_graph(grown, random_between(random, 2, ARTICLES_MAX),
                random_between(random, 1, 50) / 64., limits[random_below(random, 5)],
                random);
    grow_graph(grown, random);
    for (size_t i = 0; weight_count < 4 && i < grown->tie_count; i++)
        grown->ties[i].weight = FULL - 300 * random_below(random, weight_count);
}

static void shuffle_ties(struct graph *shuffled, struct random_input *random)
{
    for (size_t i = shuffled->tie_count; i > 1; i--) {
        size_t j = random_below(random, (uint32_t)i);
        struct wtw_tie moved = shuffled->ties[i - 1];

        shuffled->ties[i - 1] = shuffled->ties[j];
        shuffled->ties[j] = moved;
    }
}

/* Not even where texts are equal, so that no hash decides. */
Test(linkage, does_not_depend_on_the_order_of_ties)
{
    struct random_input random = random_begin(302);

    for (int round = 0; round < 1000; round++) {
        uint32_t wanted[ARTICLES_MAX];

        grow_any_graph(&graph, &random);
        for (uint32_t i = 0; round % 2 && i < graph.article_count; i++)
            graph.content_hashes[i] %= 3;
        link_graph(&graph, wanted);
        shuffle_ties(&graph, &random);
        check_linked(&graph, wanted);
    }
}

/* Article i of 'of' becomes article numbers[i]. */
static void renumber(struct graph *renumbered, const struct graph *of,
                     const uint32_t *numbers)
{
    *renumbered = *of;
    renumbered->tie_count = 0;
    for (uint32_t i = 0; i < of->article_count; i++)
        renumbered->content_hashes[numbers[i]] = of->content_hashes[i];
    for (size_t i = 0; i < of->tie_count; i++)
        tie(renumbered, numbers[of->ties[i].x], numbers[of->ties[i].y],
            of->ties[i].weight);
}

Test(linkage, goes_with_the_articles_when_they_are_numbered_anew)
{
    static struct graph renumbered;
    struct random_input random = random_begin(303);

    for (int round = 0; round < 1500; round++) {
        uint32_t numbers[ARTICLES_MAX];
        uint32_t roots[ARTICLES_MAX];
        uint32_t others[ARTICLES_MAX];

        grow_any_graph(&graph, &random);
        random_permutation(&random, numbers, graph.article_count);
        renumber(&renumbered, &graph, numbers);
        shuffle_ties(&renumbered, &random);
        link_graph(&graph, roots);
        link_graph(&renumbered, others);
        for (uint32_t x = 0; x < graph.article_count; x++)
            for (uint32_t y = 0; y < x; y++)
                check_number(others[numbers[x]] == others[numbers[y]],
                             roots[x] == roots[y]);
    }
}

/* Puts 'added' behind the articles of 'graph'. */
static void append_graph(struct graph *joined, const struct graph *added)
{
    uint32_t shift = joined->article_count;

    for (uint32_t i = 0; i < added->article_count; i++)
        joined->content_hashes[shift + i] = added->content_hashes[i];
    for (size_t i = 0; i < added->tie_count; i++)
        tie(joined, shift + added->ties[i].x, shift + added->ties[i].y,
            added->ties[i].weight);
    joined->article_count += added->article_count;
}

Test(linkage, of_articles_that_nothing_ties_to_others_is_theirs_alone)
{
    static struct graph other;
    struct random_input random = random_begin(304);

    for (int round = 0; round < 500; round++) {
        uint32_t wanted[ARTICLES_MAX];
        uint32_t count = random_between(&random, 2, ARTICLES_MAX / 2);

        begin_graph(&graph, count, .25, 4, &random);
        grow_graph(&graph, &random);
        begin_graph(&other, random_between(&random, 2, ARTICLES_MAX - count), .25, 4,
                    &random);
        grow_graph(&other, &random);
        link_graph(&graph, wanted);
        link_graph(&other, wanted + count);
        for (uint32_t i = 0; i < other.article_count; i++)
            wanted[count + i] += count;
        append_graph(&graph, &other);
        check_linked(&graph, wanted);
    }
}

#ifdef WTW_FAULTS

Test(linkage, any_failed_allocation_is_told_and_leaves_the_roots_untouched)
{
    struct random_input random = random_begin(306);
    uint32_t wanted[ARTICLES_MAX];
    bool failed = true;
    uint64_t nth = 1;

    begin_graph(&graph, ARTICLES_MAX, .25, 16, &random);
    grow_graph(&graph, &random);
    link_graph(&graph, wanted);
    for (nth = 1; failed; nth++) {
        uint32_t roots[ARTICLES_MAX];
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        memset(roots, 0xee, sizeof roots);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = try_to_link(&graph, roots, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (!failed)
            break;
        check_number(status, WTW_NO_MEMORY);
        check(error.words[0] != '\0');
        for (uint32_t i = 0; i < ARTICLES_MAX; i++)
            check_number(roots[i], 0xeeeeeeee);
    }
    check(nth > 4);
    check_linked(&graph, wanted);
}

#endif
