/*
 * reallocation.c - articles that linkage put with others than they hold to move there
 *
 * Average linkage unites the nearest first and never takes back. Two pages with all their
 * site's menus are nearer to each other than each is to its own article, so they are a
 * cluster before either article's versions are one; and once they are two, that one of
 * them contains all those versions is half of what could be, too little to go there. So
 * when linkage is done, each article that is in a cluster with others is looked at once
 * more, by itself. It moves to a larger cluster that two thirds of its ties are to, if
 *
 *     alone it would be united with that cluster, or
 *     it has a heavier tie to there than to anybody in its own.
 *
 * The second is for a part of an article, which only those versions of it have that are
 * long. To move single articles so would chain: what stands in a round-up, and nowhere
 * else, would follow it to the story that it has most of.
 *
 * All are looked at as linkage left them, so no order decides; as only one cluster has two
 * thirds and it is larger, no two change places. Elsewhere (k-means, Louvain) moving goes on
 * until nobody gains; here a second look moved nobody in any of seven labelled sets.
 */
#include "cluster/reallocation.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"

#include <stdlib.h>

/* An article moves to where two of three of its ties are. */
enum { TIES_WANTED = 2, TIES_OF = 3 };

/* What an article has in its own cluster, and out of it. */
struct holding {
    uint32_t inner;    /* ties to its own cluster */
    uint32_t outer;    /* to others */
    uint32_t heaviest; /* of the inner ones */
};

/* A tie of an article that may move, to another cluster. */
struct way {
    uint32_t article;
    uint32_t root;
    uint32_t weight;
};

/* All ways of one article to one cluster. */
struct lead {
    uint32_t article;
    uint32_t root;
    uint32_t count;
    uint32_t heaviest;
    uint64_t weight;
};

struct reallocating {
    const struct wtw_linkage *linkage;
    const struct wtw_tie *ties;
    size_t tie_count;
    const uint32_t *roots;
    uint32_t *sizes; /* of clusters, by root */
    struct holding *holdings;
    struct way *ways;
    size_t way_count;
    uint32_t *wanted; /* by article, the root of the cluster that it is to be in */
    bool has_moved;
};

static void note_inner(struct holding *holding, uint32_t weight)
{
    holding->inner++;
    if (weight > holding->heaviest)
        holding->heaviest = weight;
}

static void measure(struct reallocating *all)
{
    for (uint32_t i = 0; i < all->linkage->article_count; i++) {
        all->sizes[all->roots[i]]++;
        all->wanted[i] = all->roots[i];
    }
    for (size_t i = 0; i < all->tie_count; i++) {
        const struct wtw_tie *tie = &all->ties[i];

        if (all->roots[tie->x] == all->roots[tie->y]) {
            note_inner(&all->holdings[tie->x], tie->weight);
            note_inner(&all->holdings[tie->y], tie->weight);
        } else {
            all->holdings[tie->x].outer++;
            all->holdings[tie->y].outer++;
        }
    }
}

/* Whether 'part' of all its ties are two thirds. */
static bool is_most(const struct holding *holding, uint64_t part)
{
    return part * TIES_OF >= ((uint64_t)holding->inner + holding->outer) * TIES_WANTED;
}

static bool may_move(const struct reallocating *all, uint32_t article)
{
    const struct holding *holding = &all->holdings[article];

    return holding->inner && is_most(holding, holding->outer);
}

static size_t count_ways(const struct reallocating *all)
{
    size_t count = 0;

    for (uint32_t i = 0; i < all->linkage->article_count; i++)
        if (may_move(all, i))
            count += all->holdings[i].outer;
    return count;
}

static void add_way(struct reallocating *all, uint32_t article, uint32_t other,
                    uint32_t weight)
{
    if (may_move(all, article))
        all->ways[all->way_count++] = (struct way){article, all->roots[other], weight};
}

static int compare_ways(const void *left, const void *right)
{
    const struct way *x = left;
    const struct way *y = right;

    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->root < y->root ? -1 : x->root > y->root;
}

static void list_ways(struct reallocating *all)
{
    for (size_t i = 0; i < all->tie_count; i++) {
        const struct wtw_tie *tie = &all->ties[i];

        if (all->roots[tie->x] == all->roots[tie->y])
            continue;
        add_way(all, tie->x, tie->y, tie->weight);
        add_way(all, tie->y, tie->x, tie->weight);
    }
    qsort(all->ways, all->way_count, sizeof all->ways[0], compare_ways);
}

/* As linkage.c has it for a cluster of one. */
static bool would_unite(const struct reallocating *all, const struct lead *lead)
{
    const struct holding *holding = &all->holdings[lead->article];
    uint64_t pairs = (uint64_t)holding->inner + holding->outer;

    if (pairs < all->linkage->partner_limit)
        pairs = all->linkage->partner_limit;
    if (pairs > all->sizes[lead->root])
        pairs = all->sizes[lead->root];
    return (double)lead->weight >=
           all->linkage->least * (double)pairs * WTW_TIE_WEIGHT_MAX;
}

static void follow(struct reallocating *all, const struct lead *lead)
{
    const struct holding *holding = &all->holdings[lead->article];

    if (!is_most(holding, lead->count) ||
        all->sizes[lead->root] <= all->sizes[all->roots[lead->article]])
        return;
    if (!would_unite(all, lead) && lead->heaviest <= holding->heaviest)
        return;
    all->wanted[lead->article] = lead->root;
    all->has_moved = true;
}

static void follow_ways(struct reallocating *all)
{
    struct lead lead = {.count = 0};

    for (size_t i = 0; i < all->way_count; i++) {
        const struct way *way = &all->ways[i];

        if (lead.count && compare_ways(way, way - 1) != 0) {
            follow(all, &lead);
            lead.count = 0;
        }
        if (!lead.count)
            lead = (struct lead){.article = way->article, .root = way->root};
        lead.count++;
        lead.weight += way->weight;
        if (way->weight > lead.heaviest)
            lead.heaviest = way->weight;
    }
    if (lead.count)
        follow(all, &lead);
}

/* Clusters are what ties hold together among those who want to be in the same. */
static void renew_roots(const struct reallocating *all, uint32_t *roots)
{
    uint32_t count = all->linkage->article_count;

    wtw_sets_begin(roots, count);
    for (size_t i = 0; i < all->tie_count; i++)
        if (all->wanted[all->ties[i].x] == all->wanted[all->ties[i].y])
            wtw_sets_unite(roots, all->ties[i].x, all->ties[i].y);
    for (uint32_t i = 0; i < count; i++)
        roots[i] = wtw_sets_root(roots, i);
}

static enum wtw_status reallocate(struct reallocating *all, uint32_t *roots,
                                  struct wtw_error *error)
{
    uint32_t count = all->linkage->article_count;
    size_t ways = 0;

    WTW_TRY(WTW_ALLOCATE(&all->sizes, count, error));
    WTW_TRY(WTW_ALLOCATE(&all->holdings, count, error));
    WTW_TRY(WTW_ALLOCATE(&all->wanted, count, error));
    measure(all);
    ways = count_ways(all);
    if (!ways)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&all->ways, ways, error));
    list_ways(all);
    follow_ways(all);
    if (all->has_moved)
        renew_roots(all, roots);
    return WTW_OK;
}

enum wtw_status wtw_reallocate(const struct wtw_linkage *linkage,
                               const struct wtw_tie *ties, size_t tie_count,
                               uint32_t *roots, struct wtw_error *error)
{
    struct reallocating all = {
        .linkage = linkage, .ties = ties, .tie_count = tie_count, .roots = roots};
    enum wtw_status status = reallocate(&all, roots, error);

    wtw_release_items(all.sizes);
    wtw_release_items(all.holdings);
    wtw_release_items(all.ways);
    wtw_release_items(all.wanted);
    return status;
}
