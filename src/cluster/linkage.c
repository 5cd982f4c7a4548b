/*
 * linkage.c - which articles hold together, from the ties between pairs of them
 *
 * To unite whatever is tied (connected components) chains: one round-up ties two stories,
 * one page's navigation two sites, and the versions of a moving story tie its first hour
 * to its last. So clusters are united by *average linkage* (Sokal and Michener 1958): the
 * sum of the ties between two clusters over the number of pairs between them, a pair
 * without a tie counting zero. A bridge of one tie between two crowds weighs next to
 * nothing, while the members of a cluster are tied nearly all to all.
 *
 * In a crowd an article is compared with a bounded number of others. So of a member of
 * the smaller cluster no more ties are expected than it has in all, or partner_limit
 * where it has less; and in the beginning, where an even crowd of thousands is as many
 * single articles with few ties between any two of them, articles of CROWD_TIES times
 * partner_limit ties are united by a single tie if that is nearly as heavy as can be.
 *
 * Each connected component is worked on alone, in rounds: every cluster looks for its
 * nearest, and those that are nearest to each other unite. With average linkage this
 * builds the tree that uniting the nearest pair of all, one by one, would build
 * (reciprocal nearest neighbours, Murtagh 1983), in few rounds, as a good part of the
 * clusters find a partner in each. Equal linkages are told apart by a hash of both
 * contents: by number, all members of an even crowd would choose the same nearest, and a
 * round would unite one pair.
 *
 * Tried on pages that 32 text extractors read (pair F1): connected components .88,
 * complete linkage loses those who read a part only, average linkage is in
 * docs/matching.md. Louvain's modularity was rejected: it compares with chance, so it
 * splits a large even crowd and unites two small ones.
 */
#include "cluster/linkage.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"
#include "sketch/mix.h"

#include <stdlib.h>

/* All ties between two clusters; x and y are their roots, x lower. */
struct bond {
    uint32_t x;
    uint32_t y;
    uint64_t weight;
};

/* A cluster while it grows, in the place of its root. */
struct group {
    uint32_t size;
    uint32_t nearest;  /* NOBODY where nothing reaches the least linkage */
    uint64_t expected; /* ties of its members that can be expected at most */
    double nearness;
    uint64_t nearest_order; /* the higher comes first among equals */
    uint64_t content;       /* the least content hash of its members */
};

#define NOBODY UINT32_MAX

/* With 64 ties at a limit of 16 an article is in buckets that were not compared in full.
 * A tie of .9 is a Jaccard of .8, small edits (gather.c). */
enum { CROWD_TIES = 4, CROWD_WEIGHT = 900 };

struct linking {
    const struct wtw_linkage *linkage;
    uint32_t *parents;
    struct group *groups;
    struct bond *bonds; /* those of the component at work */
    size_t bond_count;
};

static double linkage_between(const struct linking *linking, const struct bond *bond)
{
    const struct group *x = &linking->groups[bond->x];
    const struct group *y = &linking->groups[bond->y];
    double pairs = (double)x->size * y->size;

    /* Of one size both count, so that it does not matter which is x. */
    if (x->size <= y->size && (double)x->expected < pairs)
        pairs = (double)x->expected;
    if (y->size <= x->size && (double)y->expected < pairs)
        pairs = (double)y->expected;
    return (double)bond->weight / (pairs * WTW_TIE_WEIGHT_MAX);
}

static void offer(struct group *group, uint32_t other, double nearness, uint64_t order)
{
    if (group->nearest != NOBODY &&
        (nearness < group->nearness ||
         (nearness == group->nearness && order <= group->nearest_order)))
        return;
    group->nearest = other;
    group->nearness = nearness;
    group->nearest_order = order;
}

static void find_nearest(struct linking *linking)
{
    struct group *groups = linking->groups;

    for (size_t i = 0; i < linking->bond_count; i++) {
        groups[linking->bonds[i].x].nearest = NOBODY;
        groups[linking->bonds[i].y].nearest = NOBODY;
    }
    for (size_t i = 0; i < linking->bond_count; i++) {
        const struct bond *bond = &linking->bonds[i];
        double nearness = linkage_between(linking, bond);
        uint64_t order = wtw_mix(groups[bond->x].content + groups[bond->y].content);

        if (nearness < linking->linkage->least)
            continue;
        offer(&groups[bond->x], bond->y, nearness, order);
        offer(&groups[bond->y], bond->x, nearness, order);
    }
}

static void unite_groups(struct linking *linking, uint32_t x, uint32_t y)
{
    struct group *groups = linking->groups;
    uint32_t root = wtw_sets_unite(linking->parents, x, y);

    groups[root].size = groups[x].size + groups[y].size;
    groups[root].expected = groups[x].expected + groups[y].expected;
    if (groups[y].content < groups[x].content)
        groups[root].content = groups[y].content;
    else
        groups[root].content = groups[x].content;
}

/* Unites those that are nearest to each other; returns whether there were any. */
static bool unite_nearest(struct linking *linking)
{
    struct group *groups = linking->groups;
    bool has_united = false;

    for (size_t i = 0; i < linking->bond_count; i++) {
        uint32_t x = linking->bonds[i].x;
        uint32_t y = linking->bonds[i].y;

        if (groups[x].nearest != y || groups[y].nearest != x)
            continue;
        unite_groups(linking, x, y);
        has_united = true;
    }
    return has_united;
}

static int compare_bonds(const void *left, const void *right)
{
    const struct bond *a = left;
    const struct bond *b = right;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/* Lets the bonds tie the new roots: those inside of a cluster go, parallel ones add up.
 */
static void renew_bonds(struct linking *linking)
{
    struct bond *bonds = linking->bonds;
    size_t kept = 0;
    size_t summed = 0;

    for (size_t i = 0; i < linking->bond_count; i++) {
        uint32_t x = wtw_sets_root(linking->parents, bonds[i].x);
        uint32_t y = wtw_sets_root(linking->parents, bonds[i].y);

        if (x != y)
            bonds[kept++] = (struct bond){x < y ? x : y, x < y ? y : x, bonds[i].weight};
    }
    qsort(bonds, kept, sizeof bonds[0], compare_bonds);
    for (size_t i = 0; i < kept; i++) {
        if (summed && compare_bonds(&bonds[summed - 1], &bonds[i]) == 0)
            bonds[summed - 1].weight += bonds[i].weight;
        else
            bonds[summed++] = bonds[i];
    }
    linking->bond_count = summed;
}

static void link_component(struct linking *linking)
{
    renew_bonds(linking);
    while (linking->bond_count) {
        find_nearest(linking);
        if (!unite_nearest(linking))
            return;
        renew_bonds(linking);
    }
}

static int compare_ties(const void *left, const void *right)
{
    const struct wtw_tie *a = left;
    const struct wtw_tie *b = right;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/*
 * Brings the ties of each connected component together: a counting sort by the
 * component's root, for which 'starts' has article_count + 1 zeros.
 */
static void order_by_component(uint32_t *components, uint32_t article_count,
                               const struct wtw_tie *ties, size_t tie_count,
                               size_t *starts, struct bond *bonds)
{
    for (size_t i = 0; i < tie_count; i++)
        wtw_sets_unite(components, ties[i].x, ties[i].y);
    for (size_t i = 0; i < tie_count; i++)
        starts[wtw_sets_root(components, ties[i].x) + 1]++;
    for (uint32_t i = 0; i < article_count; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < tie_count; i++) {
        uint32_t root = wtw_sets_root(components, ties[i].x);

        bonds[starts[root]++] = (struct bond){ties[i].x, ties[i].y, ties[i].weight};
    }
}

/* 'starts' has moved on: each is now where the component ends. */
static void link_components(struct linking *linking, const size_t *starts,
                            struct bond *bonds)
{
    size_t begin = 0;

    for (uint32_t i = 0; i < linking->linkage->article_count; i++) {
        linking->bonds = bonds + begin;
        linking->bond_count = starts[i] - begin;
        link_component(linking);
        begin = starts[i];
    }
}

static void begin_groups(struct linking *linking, const struct wtw_tie *ties,
                         size_t tie_count)
{
    const struct wtw_linkage *linkage = linking->linkage;
    struct group *groups = linking->groups;

    for (uint32_t i = 0; i < linkage->article_count; i++)
        groups[i] = (struct group){.size = 1, .content = linkage->content_hashes[i]};
    for (size_t i = 0; i < tie_count; i++) {
        groups[ties[i].x].expected++;
        groups[ties[i].y].expected++;
    }
    for (uint32_t i = 0; i < linkage->article_count; i++)
        if (groups[i].expected < linkage->partner_limit)
            groups[i].expected = linkage->partner_limit;
}

/* Unites members of crowds; as groups grow, whose ties were too many to count is noted
 * before in 'is_crowded'. */
static void unite_crowds(struct linking *linking, const struct wtw_tie *ties,
                         size_t tie_count, bool *is_crowded)
{
    const struct wtw_linkage *linkage = linking->linkage;
    uint64_t crowd = (uint64_t)CROWD_TIES * linkage->partner_limit;

    for (uint32_t i = 0; i < linkage->article_count; i++)
        is_crowded[i] = linking->groups[i].expected >= crowd;
    for (size_t i = 0; i < tie_count; i++) {
        uint32_t x = wtw_sets_root(linking->parents, ties[i].x);
        uint32_t y = wtw_sets_root(linking->parents, ties[i].y);

        if (x != y && ties[i].weight >= CROWD_WEIGHT && is_crowded[ties[i].x] &&
            is_crowded[ties[i].y])
            unite_groups(linking, x, y);
    }
}

static enum wtw_status link_all(struct linking *linking, struct wtw_tie *ties,
                                size_t tie_count, size_t *starts, struct bond *bonds,
                                struct wtw_error *error)
{
    uint32_t count = linking->linkage->article_count;
    uint32_t *components = NULL;
    bool *is_crowded = NULL;

    WTW_TRY(WTW_ALLOCATE(&components, count, error));
    if (WTW_ALLOCATE(&is_crowded, count, error) != WTW_OK) {
        wtw_release_items(components);
        return WTW_NO_MEMORY;
    }
    wtw_sets_begin(linking->parents, count);
    wtw_sets_begin(components, count);
    if (tie_count)
        qsort(ties, tie_count, sizeof ties[0], compare_ties);
    order_by_component(components, count, ties, tie_count, starts, bonds);
    wtw_release_items(components);
    begin_groups(linking, ties, tie_count);
    unite_crowds(linking, ties, tie_count, is_crowded);
    wtw_release_items(is_crowded);
    link_components(linking, starts, bonds);
    for (uint32_t i = 0; i < count; i++)
        linking->parents[i] = wtw_sets_root(linking->parents, i);
    return WTW_OK;
}

enum wtw_status wtw_linkage_make(const struct wtw_linkage *linkage, struct wtw_tie *ties,
                                 size_t tie_count, uint32_t *out_roots,
                                 struct wtw_error *error)
{
    struct linking linking = {.linkage = linkage, .parents = out_roots};
    struct bond *bonds = NULL;
    size_t *starts = NULL;
    enum wtw_status status = WTW_ALLOCATE(&linking.groups, linkage->article_count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&bonds, tie_count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&starts, (size_t)linkage->article_count + 1, error);
    if (status == WTW_OK)
        status = link_all(&linking, ties, tie_count, starts, bonds, error);
    wtw_release_items(linking.groups);
    wtw_release_items(bonds);
    wtw_release_items(starts);
    return status;
}
