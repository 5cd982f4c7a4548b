/*
 * clusters.c - lays out who belongs together, and chooses who stands for them
 *
 * Who holds together with whom was settled before (linkage.c): each article comes with
 * the lowest number of its cluster. Here clusters get their order, their members in a
 * row, and their canonical.
 */
#include "cluster/clusters.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Less than 0 when x was published before y; an unknown date comes after every known one.
 */
static int compare_dates(int64_t x_seconds, int64_t y_seconds)
{
    bool x_unknown = x_seconds == WTW_DATE_UNKNOWN;
    bool y_unknown = y_seconds == WTW_DATE_UNKNOWN;

    if (x_unknown || y_unknown)
        return x_unknown - y_unknown;
    return (x_seconds > y_seconds) - (x_seconds < y_seconds);
}

/* Ranks from 1 up, then 0, which is none. */
static uint32_t order_of(uint8_t rank)
{
    return rank ? rank : UINT8_MAX + 1u;
}

/* True when 'x' is a better canonical than 'y', which comes before it in input order. */
static bool stands_before(const struct wtw_canonical_facts *facts, uint32_t x, uint32_t y)
{
    int dates = compare_dates(facts->published_seconds[x], facts->published_seconds[y]);
    uint32_t x_tokens = facts->token_counts[x];
    uint32_t y_tokens = facts->token_counts[y];

    if (facts->policy == WTW_CANONICAL_PREFERRED && facts->ranks &&
        facts->ranks[x] != facts->ranks[y])
        return order_of(facts->ranks[x]) < order_of(facts->ranks[y]);
    if (facts->policy == WTW_CANONICAL_EARLIEST ||
        facts->policy == WTW_CANONICAL_PREFERRED)
        return dates ? dates < 0 : x_tokens > y_tokens;
    if (facts->policy == WTW_CANONICAL_LONGEST)
        return x_tokens != y_tokens ? x_tokens > y_tokens : dates < 0;
    return false;
}

uint32_t wtw_canonical_choose(const uint32_t *members, size_t count,
                              const struct wtw_canonical_facts *facts)
{
    uint32_t best = members[0];

    for (size_t i = 1; i < count; i++)
        if (stands_before(facts, members[i], best))
            best = members[i];
    return best;
}

/* A cluster while its place in the order is sought. */
struct draft {
    uint32_t first;
    uint32_t size;
};

static int compare_drafts(const void *left, const void *right)
{
    const struct draft *x = left;
    const struct draft *y = right;

    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Counts the members of each root; returns how many roots there are. */
static uint32_t count_members(const uint32_t *roots, uint32_t *sizes,
                              uint32_t article_count)
{
    uint32_t clusters = 0;

    for (uint32_t i = 0; i < article_count; i++) {
        clusters += roots[i] == i;
        sizes[roots[i]]++;
    }
    return clusters;
}

/*
 * Puts the roots into order, clusters of two and more sorted, single articles after them
 * as they come; most articles are single, and they need no sorting.
 */
static void order_drafts(const uint32_t *sizes, uint32_t article_count,
                         struct draft *drafts)
{
    uint32_t count = 0;
    uint32_t plural = 0;

    for (uint32_t i = 0; i < article_count; i++)
        if (sizes[i] > 1)
            drafts[plural++] = (struct draft){.first = i, .size = sizes[i]};
    qsort(drafts, plural, sizeof drafts[0], compare_drafts);
    count = plural;
    for (uint32_t i = 0; i < article_count; i++)
        if (sizes[i] == 1)
            drafts[count++] = (struct draft){.first = i, .size = 1};
}

/* 'sizes', no longer needed, becomes the cluster number of each root. */
static void lay_out(struct wtw_clusters *clusters, const uint32_t *roots, uint32_t *sizes,
                    const struct draft *drafts)
{
    uint32_t *number_of_root = sizes;
    uint32_t start = 0;

    for (uint32_t i = 0; i < clusters->cluster_count; i++) {
        clusters->starts[i] = start;
        start += drafts[i].size;
        number_of_root[drafts[i].first] = i;
    }
    for (uint32_t i = 0; i < clusters->article_count; i++) {
        uint32_t cluster = number_of_root[roots[i]];

        clusters->cluster_of[i] = cluster;
        clusters->members[clusters->starts[cluster]++] = i;
    }
    /* Each start has moved to the next cluster's; move them back by one. */
    memmove(clusters->starts + 1, clusters->starts,
            clusters->cluster_count * sizeof clusters->starts[0]);
    clusters->starts[0] = 0;
}

static enum wtw_status allocate_clusters(struct wtw_clusters *clusters,
                                         uint32_t article_count, uint32_t cluster_count,
                                         struct wtw_error *error)
{
    clusters->article_count = article_count;
    clusters->cluster_count = cluster_count;
    WTW_TRY(WTW_ALLOCATE(&clusters->cluster_of, article_count, error));
    WTW_TRY(WTW_ALLOCATE(&clusters->members, article_count, error));
    WTW_TRY(WTW_ALLOCATE(&clusters->starts, (size_t)cluster_count + 1, error));
    return WTW_ALLOCATE(&clusters->canonicals, cluster_count, error);
}

static enum wtw_status make_from_roots(struct wtw_clusters *clusters,
                                       uint32_t article_count, const uint32_t *roots,
                                       uint32_t *sizes,
                                       const struct wtw_canonical_facts *facts,
                                       struct wtw_error *error)
{
    uint32_t cluster_count = count_members(roots, sizes, article_count);
    struct draft *drafts = NULL;

    WTW_TRY(allocate_clusters(clusters, article_count, cluster_count, error));
    WTW_TRY(WTW_ALLOCATE(&drafts, cluster_count, error));
    order_drafts(sizes, article_count, drafts);
    lay_out(clusters, roots, sizes, drafts);
    wtw_release_items(drafts);
    for (uint32_t i = 0; i < cluster_count; i++)
        clusters->canonicals[i] =
            wtw_canonical_choose(clusters->members + clusters->starts[i],
                                 clusters->starts[i + 1] - clusters->starts[i], facts);
    return WTW_OK;
}

enum wtw_status wtw_clusters_make(struct wtw_clusters *clusters, const uint32_t *roots,
                                  uint32_t article_count,
                                  const struct wtw_canonical_facts *facts,
                                  struct wtw_error *error)
{
    uint32_t *sizes = NULL;
    enum wtw_status status = WTW_OK;

    wtw_clusters_release(clusters);
    WTW_TRY(WTW_ALLOCATE(&sizes, article_count, error));
    status = make_from_roots(clusters, article_count, roots, sizes, facts, error);
    wtw_release_items(sizes);
    if (status != WTW_OK)
        wtw_clusters_release(clusters);
    return status;
}

void wtw_clusters_release(struct wtw_clusters *clusters)
{
    wtw_release_items(clusters->cluster_of);
    wtw_release_items(clusters->members);
    wtw_release_items(clusters->starts);
    wtw_release_items(clusters->canonicals);
    *clusters = (struct wtw_clusters){0};
}
