/*
 * worst_clusters.c - the gold clusters that were split worst, the predicted ones mixed
 * most
 *
 * Both are one question with the roles exchanged: which clusters of one partition does
 * the other cut up, and how many pairs are lost by it. Articles are sorted by both labels
 * and their position, so that an overlap is a run that begins with its first article.
 */
#include "cli/worst_clusters.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct placed {
    uint64_t labels; /* outer in the upper half, inner in the lower */
    uint64_t position;
};

static int compare_placed(const void *first, const void *second)
{
    const struct placed *a = first;
    const struct placed *b = second;

    if (a->labels != b->labels)
        return a->labels < b->labels ? -1 : 1;
    return (a->position > b->position) - (a->position < b->position);
}

static uint64_t pairs_of(uint64_t count)
{
    return count ? count * (count - 1) / 2 : 0;
}

static bool part_is_before(const struct wtw_overlap *a, const struct wtw_overlap *b)
{
    return a->count != b->count ? a->count > b->count : a->first < b->first;
}

/* Puts a part among the largest, if it is one of them. */
static void note_part(struct wtw_worst_cluster *cluster, const struct wtw_overlap *part)
{
    uint32_t kept =
        cluster->part_count < WTW_WORST_PARTS ? cluster->part_count : WTW_WORST_PARTS;
    uint32_t to = kept;

    cluster->part_count++;
    while (to > 0 && part_is_before(part, &cluster->parts[to - 1]))
        to--;
    if (to == WTW_WORST_PARTS)
        return;
    if (kept == WTW_WORST_PARTS)
        kept--;
    memmove(&cluster->parts[to + 1], &cluster->parts[to],
            (kept - to) * sizeof cluster->parts[0]);
    cluster->parts[to] = *part;
}

/* Puts a cluster among the worst; clusters come in the order of their labels. */
static size_t note_cluster(struct wtw_worst_cluster *worst, size_t count, size_t room,
                           const struct wtw_worst_cluster *cluster)
{
    size_t to = count;

    while (to > 0 && cluster->lost_pairs > worst[to - 1].lost_pairs)
        to--;
    if (to == room)
        return count;
    if (count == room)
        count--;
    memmove(&worst[to + 1], &worst[to], (count - to) * sizeof worst[0]);
    worst[to] = *cluster;
    return count + 1;
}

/* Gathers the cluster that begins at 'begin'; returns where it ends. */
static size_t gather(const struct placed *articles, size_t count, size_t begin,
                     struct wtw_worst_cluster *out_cluster)
{
    uint32_t outer = (uint32_t)(articles[begin].labels >> 32);
    uint64_t kept_pairs = 0;
    size_t end = begin;

    *out_cluster = (struct wtw_worst_cluster){.outer = outer};
    while (end < count && articles[end].labels >> 32 == outer) {
        struct wtw_overlap part = {.inner = (uint32_t)articles[end].labels,
                                   .first = (uint32_t)articles[end].position};
        uint64_t labels = articles[end].labels;

        for (; end < count && articles[end].labels == labels; end++)
            part.count++;
        kept_pairs += pairs_of(part.count);
        note_part(out_cluster, &part);
    }
    out_cluster->size = (uint32_t)(end - begin);
    out_cluster->lost_pairs = pairs_of(out_cluster->size) - kept_pairs;
    return end;
}

enum wtw_status wtw_worst_clusters_find(const uint32_t *outer, const uint32_t *inner,
                                        size_t count, struct wtw_worst_cluster *out_worst,
                                        size_t room, size_t *out_count, uint64_t *out_all,
                                        struct wtw_error *error)
{
    struct placed *articles = NULL;
    size_t found = 0;
    uint64_t all = 0;

    WTW_TRY(WTW_ALLOCATE(&articles, count, error));
    for (size_t i = 0; i < count; i++)
        articles[i] = (struct placed){(uint64_t)outer[i] << 32 | inner[i], i};
    qsort(articles, count, sizeof *articles, compare_placed);
    for (size_t i = 0; i < count;) {
        struct wtw_worst_cluster cluster;

        i = gather(articles, count, i, &cluster);
        if (cluster.part_count < 2)
            continue;
        all++;
        found = note_cluster(out_worst, found, room, &cluster);
    }
    wtw_release_items(articles);
    *out_count = found;
    *out_all = all;
    return WTW_OK;
}
