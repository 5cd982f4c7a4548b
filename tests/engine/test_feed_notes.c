/*
 * test_feed_notes.c - what is written of clusters that changed, whoever founded them
 */
#include "engine/feed_runs.h"

static struct wtw_feed_cluster only_cluster(struct feed_run *run)
{
    const struct wtw_feed_query query = {.least_size = 2,
                                         .since_seconds = WTW_DATE_UNKNOWN,
                                         .before_seconds = WTW_DATE_UNKNOWN};
    struct wtw_feed_cluster clusters[2];
    size_t count = 0;

    check_ok(wtw_feed_list(run->feed, &query, clusters, 2, &count, &run->error),
             &run->error);
    check_number(count, 1);
    return clusters[0];
}

Test(feed_notes, a_cluster_whose_founder_is_gone_is_brought_up_to_date_by_who_comes)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR, 2000),
        sent("c", "Mirror.example", HARBOUR_REVISED, 3000),
        sent("d", "echo.example", HARBOUR, 500)};
    struct wtw_feed_cluster cluster;
    bool is_deleted = false;

    check_ok(try_add(run, articles, 3), &run->error);
    check_number(only_cluster(run).size, 3);
    check_ok(wtw_feed_delete(run->feed, 1, NULL, &is_deleted, &run->error), &run->error);
    cluster = only_cluster(run);
    check_number(cluster.cluster, 1);
    check_number(cluster.canonical, 2);
    check_number(cluster.size, 2);
    check_number(cluster.begin_seconds, 2000);
    add_one(run, &articles[3]);
    cluster = only_cluster(run);
    check_number(cluster.cluster, 1);
    check_number(cluster.canonical, 4);
    check_number(cluster.size, 3);
    check_number(cluster.newest, 4);
    check_number(cluster.source_count, 3); /* as they are written, here */
    check_number(cluster.begin_seconds, 500);
    check_number(cluster.end_seconds, 3000);
    end_run(run);
}

/* Made articles come and go at random; the check compares all rows of clusters with their
 * members, and both with what the matches make of them. */
Test(feed_notes, whatever_comes_and_goes_the_clusters_agree_with_their_members)
{
    enum { MADE = 500, STEP = 50 };
    static struct wtw_feed_article articles[MADE];
    static char ids[MADE][16];
    struct made_article *made = made_articles(MADE, 907);
    struct random_input random = random_begin(908);
    struct feed_run *run = begin_run();
    uint64_t count = 0;

    for (size_t i = 0; i < MADE; i++)
        articles[i] = sent_made(&made[i], i, ids[i]);
    for (size_t i = 0; i < MADE; i += STEP) {
        check_ok(try_add(run, articles + i, STEP), &run->error);
        for (int gone = 0; gone < STEP / 3; gone++) {
            int64_t number = 1 + random_below(&random, (uint32_t)(i + STEP));
            bool unused = false;

            check_ok(wtw_feed_delete(run->feed, number, NULL, &unused, &run->error),
                     &run->error);
        }
        check_ok(wtw_feed_check(run->feed, &count, &run->error), &run->error);
    }
    check(count > MADE / 2 && count < MADE);
    end_run(run);
    free(made);
}
