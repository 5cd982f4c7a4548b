/*
 * test_worst_clusters.c - which clusters the other partition cuts up, and how badly
 */
#include "check.h"
#include "cli/worst_clusters.h"

enum { ROOM = 8 };

static size_t find(const uint32_t *outer, const uint32_t *inner, size_t count,
                   struct wtw_worst_cluster *worst, size_t room, uint64_t *out_all)
{
    struct wtw_error error = {0};
    size_t found = 0;

    check_ok(wtw_worst_clusters_find(outer, inner, count, worst, room, &found, out_all,
                                     &error),
             &error);
    return found;
}

/*
 * Cluster 5 is cut into 2 + 1: 3 pairs, 1 kept, 2 lost. Cluster 3 into 1 + 1: 1 lost.
 * Cluster 4 is whole.
 */
Test(worst_clusters, are_those_that_lose_most_pairs)
{
    const uint32_t outer[] = {3, 4, 5, 5, 4, 5, 3};
    const uint32_t inner[] = {1, 2, 9, 8, 2, 8, 7};
    struct wtw_worst_cluster worst[ROOM];
    uint64_t all = 0;

    check_number(find(outer, inner, 7, worst, ROOM, &all), 2);
    check_number(all, 2);
    check_number(worst[0].outer, 5);
    check_number(worst[0].size, 3);
    check_number(worst[0].part_count, 2);
    check_number(worst[0].lost_pairs, 2);
    check_number(worst[0].parts[0].inner, 8);
    check_number(worst[0].parts[0].count, 2);
    check_number(worst[0].parts[0].first, 3);
    check_number(worst[0].parts[1].inner, 9);
    check_number(worst[0].parts[1].first, 2);
    check_number(worst[1].outer, 3);
    check_number(worst[1].lost_pairs, 1);
}

/* Six parts of one cluster: sizes 1 1 3 2 1 2; the four largest are kept, equals by their
 * first article. */
Test(worst_clusters, show_their_largest_parts)
{
    const uint32_t outer[10] = {0};
    const uint32_t inner[] = {0, 1, 2, 3, 4, 5, 2, 3, 5, 2};
    const uint32_t wanted[] = {2, 3, 5, 0};
    struct wtw_worst_cluster worst[1];
    uint64_t all = 0;

    check_number(find(outer, inner, 10, worst, 1, &all), 1);
    check_number(worst[0].part_count, 6);
    check_number(worst[0].lost_pairs, 45 - 3 - 1 - 1);
    for (size_t i = 0; i < WTW_WORST_PARTS; i++)
        check_number(worst[0].parts[i].inner, wanted[i]);
}

/* Clusters of 2, 3, 4, 3 articles, all in pieces: 1, 3, 6, 3 pairs lost. */
Test(worst_clusters, are_as_many_as_asked_for_equals_by_label)
{
    const uint32_t outer[] = {0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3};
    const uint32_t inner[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    struct wtw_worst_cluster worst[ROOM];
    uint64_t all = 0;

    check_number(find(outer, inner, 12, worst, 2, &all), 2);
    check_number(all, 4);
    check_number(worst[0].outer, 2);
    check_number(worst[1].outer, 1);
    check_number(find(outer, inner, 12, worst, 3, &all), 3);
    check_number(worst[2].outer, 3);
    check_number(find(outer, inner, 12, worst, 0, &all), 0);
    check_number(all, 4);
}
