/*
 * test_live_clusters.c - who stands for a cluster, and who is alone
 */
#include "check.h"
#include "engine/live_scene.h"

Test(live_clusters, one_that_nobody_is_a_copy_of_is_a_cluster_of_its_own_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B}, 3);

    for (uint32_t i = 0; i < 3; i++) {
        struct seen_changes seen = come(run);

        check_number(seen.cluster, live_number(i));
        check_number(seen.size, 1);
        check_number(seen.count, 0);
    }
    live_close(run);
}

Test(live_clusters, a_cluster_keeps_its_number_when_its_founder_is_gone)
{
    struct live_run *run = begin((uint32_t[]){M, N, M}, 3);
    struct seen_changes seen;

    for (int i = 0; i < 3; i++)
        seen = come(run);
    check_number(seen.size, 3);
    seen = go(run, 0);
    check_number(called(run, 1), 0);
    check_number(called(run, 2), 0);
    check_number(seen.count, 1);
    check(has_canonical(&seen, 0, 2, UINT32_MAX));
    seen = go(run, 2);
    check_number(called(run, 1), 0);
    check(has_canonical(&seen, 0, 1, UINT32_MAX));
    seen = go(run, 1);
    check_number(seen.count, 0);
    live_close(run);
}

/* The earlier one stands for both, whichever came first. */
Test(live_clusters, a_canonical_gives_way_to_an_earlier_one)
{
    struct live_run *run = begin((uint32_t[]){N, M, M}, 3);
    struct seen_changes seen;

    come(run);
    seen = come(run);
    check_number(seen.cluster, live_number(0));
    check_number(seen.count, 1);
    check(has_canonical(&seen, 0, 1, 0));
    seen = come(run);
    check_number(seen.count, 0);
    live_close(run);
}
