/*
 * test_stored_flows.c - who had first what others had later
 */
#include "store/feed_scene.h"

#include "base/faults.h"
#include "store/stored_flows.h"

enum { ROOM = 8 };

static void add(struct feed_scene *scene, const char *source, int64_t published)
{
    static int count;
    char id[16];
    struct wtw_stored_article article = plain_article("", "one");

    snprintf(id, sizeof id, "a-%d", count++);
    article.article.id = bytes_of(id);
    article.article.source = bytes_of(source);
    article.article.published_seconds = published;
    article.article.arrived_seconds = 5000;
    add_article(scene, &article);
}

static void gather(struct feed_scene *scene, int64_t first, int64_t last)
{
    for (int64_t i = first + 1; i <= last; i++)
        join_cluster(scene, i, first, first);
}

/*
 * Cluster 1: y had it at 100, x at 160 and 300, z at 400; x is the first that arrived.
 * Cluster 5: y at 1000, x at 1020. Cluster 7: y at 2000, x 2500.
 * Cluster 9: x at 3000, and z and one of an unknown source without a date.
 */
static void fill(struct feed_scene *scene)
{
    scene_begin(scene);
    add(scene, "x", 300);
    add(scene, "x", 160);
    add(scene, "y", 100);
    add(scene, "z", 400);
    gather(scene, 1, 4);
    add(scene, "y", 1000);
    add(scene, "x", 1020);
    gather(scene, 5, 6);
    add(scene, "y", 2000);
    add(scene, "x", 2500);
    gather(scene, 7, 8);
    add(scene, "", WTW_DATE_UNKNOWN);
    add(scene, "z", WTW_DATE_UNKNOWN);
    add(scene, "x", 3000);
    gather(scene, 9, 11);
    add(scene, "w", 1); /* alone */
}

static void check_flow(const struct wtw_feed_flow *flow, const char *from, const char *to,
                       uint64_t clusters, int64_t median)
{
    check(flow->from.count == 1 && flow->from.items[0] == *from);
    check(flow->to.count == 1 && flow->to.items[0] == *to);
    check_number(flow->clusters, clusters);
    check(flow->median_lag_seconds == median);
}

static size_t flows_since(struct feed_scene *scene, int64_t since,
                          struct wtw_buffer *scratch, struct wtw_feed_flow *out,
                          size_t room)
{
    size_t count = 77;

    check_ok(wtw_stored_flows(&scene->database, since, scratch, out, room, &count,
                              &scene->error),
             &scene->error);
    return count;
}

Test(stored_flows, are_counted_once_a_cluster_with_the_lag_in_the_middle)
{
    struct feed_scene scene;
    struct wtw_feed_flow flows[ROOM];
    struct wtw_buffer scratch = {0};

    fill(&scene);
    check_number(flows_since(&scene, WTW_DATE_UNKNOWN, &scratch, flows, ROOM), 3);
    check_flow(&flows[0], "y", "x", 3, 60); /* of 60, 20 and 500 */
    check_flow(&flows[1], "x", "z", 1, WTW_DATE_UNKNOWN);
    check_flow(&flows[2], "y", "z", 1, 300);
    check_number(flows_since(&scene, WTW_DATE_UNKNOWN, &scratch, flows, 1), 1);
    check_flow(&flows[0], "y", "x", 3, 60);
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

Test(stored_flows, since_a_time_leave_copies_out_that_were_before)
{
    struct feed_scene scene;
    struct wtw_feed_flow flows[ROOM];
    struct wtw_buffer scratch = {0};

    fill(&scene);
    /* x's copy of 300 is in time, though it had another at 160; what has no date arrived at
     * 5000. */
    check_number(flows_since(&scene, 300, &scratch, flows, ROOM), 3);
    check_flow(&flows[0], "y", "x", 3, 200); /* of 200, 20 and 500 */
    check_number(flows_since(&scene, 1021, &scratch, flows, ROOM), 2);
    check_flow(&flows[0], "x", "z", 1, WTW_DATE_UNKNOWN);
    check_flow(&flows[1], "y", "x", 1, 500);
    check_number(flows_since(&scene, 5001, &scratch, flows, ROOM), 0);
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

Test(stored_flows, of_nothing_are_none)
{
    struct feed_scene scene;
    struct wtw_feed_flow flows[ROOM];
    struct wtw_buffer scratch = {0};

    scene_begin(&scene);
    check_number(flows_since(&scene, WTW_DATE_UNKNOWN, &scratch, flows, ROOM), 0);
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

#ifdef WTW_FAULTS

Test(stored_flows, without_memory_say_so)
{
    struct feed_scene scene;
    struct wtw_feed_flow flows[ROOM];
    enum wtw_status status = WTW_NO_MEMORY;
    int failed = 0;

    fill(&scene);
    while (status == WTW_NO_MEMORY) {
        struct wtw_buffer scratch = {0};
        size_t count = 77;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, (uint64_t)failed + 1);
        status = wtw_stored_flows(&scene.database, WTW_DATE_UNKNOWN, &scratch, flows,
                                  ROOM, &count, &scene.error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed += status == WTW_NO_MEMORY;
        check_number(count, status == WTW_OK ? 3 : 77);
        wtw_buffer_release(&scratch);
    }
    check(status == WTW_OK && failed >= 4);
    scene_end(&scene);
}

#endif
