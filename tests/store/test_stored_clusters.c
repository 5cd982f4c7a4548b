/*
 * test_stored_clusters.c - clusters are what their members make of them
 */
#include "store/feed_scene.h"

/* Articles 1 to 5; their sources and dates. */
static void fill(struct feed_scene *scene)
{
    static const struct {
        const char *source;
        int64_t published;
    } rows[] = {{"x", 500}, {"y", 300}, {"x", WTW_DATE_UNKNOWN}, {"", 900}, {"z", 100}};

    scene_begin(scene);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wtw_stored_article article =
            plain_article((const char *[]){"a", "b", "c", "d", "e"}[i], "one");

        article.article.source = bytes_of(rows[i].source);
        article.article.published_seconds = rows[i].published;
        add_article(scene, &article);
    }
}

static struct wtw_feed_cluster get(struct feed_scene *scene, int64_t number)
{
    struct wtw_feed_cluster cluster = {.cluster = 0};

    check_ok(wtw_stored_cluster_get(&scene->database, number, &cluster, &scene->error),
             &scene->error);
    check_number(cluster.cluster, number);
    return cluster;
}

static int64_t cluster_of(struct feed_scene *scene, int64_t number)
{
    int64_t cluster = 0;

    check_ok(wtw_stored_cluster_of(&scene->database, number, &cluster, &scene->error),
             &scene->error);
    return cluster;
}

static void move(struct feed_scene *scene, int64_t number, int64_t cluster)
{
    check_ok(wtw_stored_article_move(&scene->database, number, cluster, &scene->error),
             &scene->error);
}

/* An article that stands nowhere, of which all is known that a member's row has. */
static void enter(struct feed_scene *scene, int64_t number, int64_t cluster,
                  struct wtw_stored_member member)
{
    check_ok(wtw_stored_article_enter(&scene->database, number, cluster, &member,
                                      &scene->error),
             &scene->error);
}

static void settle(struct feed_scene *scene, int64_t cluster, int64_t canonical)
{
    check_ok(
        wtw_stored_cluster_settle(&scene->database, cluster, canonical, &scene->error),
        &scene->error);
}

static size_t members(struct feed_scene *scene, int64_t cluster, int64_t *out,
                      size_t room)
{
    size_t count = 77;

    check_ok(
        wtw_stored_members(&scene->database, cluster, out, room, &count, &scene->error),
        &scene->error);
    return count;
}

Test(stored_clusters, are_the_same_whether_a_member_was_moved_or_entered)
{
    struct feed_scene scene;
    struct wtw_feed_cluster moved;
    struct wtw_feed_cluster entered;

    fill(&scene);
    move(&scene, 3, 2);
    move(&scene, 4, 2);
    settle(&scene, 2, 3);
    moved = get(&scene, 2);
    move(&scene, 3, 3);
    move(&scene, 4, 4);
    settle(&scene, 2, 2);
    settle(&scene, 3, 3);
    settle(&scene, 4, 4);
    enter(&scene, 3, 2, (struct wtw_stored_member){1, WTW_DATE_UNKNOWN, 2000});
    enter(&scene, 4, 2, (struct wtw_stored_member){0, 900, 2000});
    settle(&scene, 2, 3);
    entered = get(&scene, 2);
    check_number(cluster_of(&scene, 3), 2);
    check_number(cluster_of(&scene, 4), 2);
    check_number(entered.size, 3);
    check_number(entered.size, moved.size);
    check_number(entered.source_count, 2);
    check_number(entered.source_count, moved.source_count);
    check_number(entered.begin_seconds, 300);
    check_number(entered.end_seconds, 900);
    check_number(moved.end_seconds, 900);
    scene_end(&scene);
}

Test(stored_clusters, of_one_are_articles_under_their_own_number)
{
    struct feed_scene scene;
    struct wtw_feed_cluster cluster;
    int64_t numbers[2] = {0};

    fill(&scene);
    cluster = get(&scene, 3);
    check_number(cluster.canonical, 3);
    check_number(cluster.size, 1);
    check_number(cluster.source_count, 1);
    check_number(cluster.newest, 3);
    check(cluster.begin_seconds == WTW_DATE_UNKNOWN);
    cluster = get(&scene, 4);
    check_number(cluster.source_count, 0);
    check_number(cluster.begin_seconds, 900);
    check_number(cluster.end_seconds, 900);
    check_number(cluster_of(&scene, 4), 4);
    check_number(cluster_of(&scene, 6), 0);
    check_number(members(&scene, 4, numbers, 2), 1);
    check_number(numbers[0], 4);
    check_number(members(&scene, 4, NULL, 0), 1);
    check_number(members(&scene, 6, NULL, 0), 0);
    check_status(wtw_stored_cluster_get(&scene.database, 6, &cluster, &scene.error),
                 WTW_END);
    check_words(scene.error, "there is no cluster 6");
    scene_end(&scene);
}

Test(stored_clusters, are_counted_from_their_members_founder_included)
{
    struct feed_scene scene;
    struct wtw_feed_cluster cluster;
    struct wtw_feed_counts counts;
    int64_t numbers[4] = {0};

    fill(&scene);
    move(&scene, 4, 1);
    move(&scene, 3, 1);
    move(&scene, 2, 1);
    settle(&scene, 1, 2);
    cluster = get(&scene, 1);
    check_number(cluster.canonical, 2);
    check_number(cluster.size, 4);
    check_number(cluster.source_count, 2); /* x and y */
    check_number(cluster.newest, 4);
    check_number(cluster.begin_seconds, 300);
    check_number(cluster.end_seconds, 900);
    check_number(members(&scene, 1, numbers, 3), 4);
    check(numbers[0] == 1 && numbers[1] == 2 && numbers[2] == 3 && numbers[3] == 0);
    check_number(cluster_of(&scene, 1), 1);
    check_number(members(&scene, 2, NULL, 0), 0); /* it is in another */
    check_status(wtw_stored_cluster_get(&scene.database, 2, &cluster, &scene.error),
                 WTW_END);
    check_ok(wtw_stored_counts(&scene.database, &counts, &scene.error), &scene.error);
    check_number(counts.articles, 5);
    check_number(counts.clusters, 1);
    check_number(counts.clustered, 4);
    check_number(counts.newest, 5);
    check(counts.database_bytes > 0 && counts.database_bytes % 16384 == 0);
    scene_end(&scene);
}

Test(stored_clusters, keep_their_number_when_the_founder_goes_for_the_last_of_them_too)
{
    struct feed_scene scene;
    struct wtw_feed_cluster cluster;
    struct wtw_feed_counts counts;
    bool deleted = false;

    fill(&scene);
    move(&scene, 2, 1);
    move(&scene, 5, 1);
    settle(&scene, 1, 1);
    check_ok(wtw_stored_article_delete(&scene.database, 1, &deleted, &scene.error),
             &scene.error);
    settle(&scene, 1, 5);
    cluster = get(&scene, 1);
    check_number(cluster.size, 2);
    check_number(cluster.canonical, 5);
    check_number(cluster.end_seconds, 300);
    check_ok(wtw_stored_article_delete(&scene.database, 5, &deleted, &scene.error),
             &scene.error);
    settle(&scene, 1, 2);
    check_number(cluster_of(&scene, 2), 1);
    check_number(get(&scene, 1).size, 1);
    check_ok(wtw_stored_counts(&scene.database, &counts, &scene.error), &scene.error);
    check_number(counts.clusters, 0);
    check_number(counts.newest, 4);
    scene_end(&scene);
}

Test(stored_clusters, are_left_for_others_or_for_being_alone)
{
    struct feed_scene scene;

    fill(&scene);
    move(&scene, 2, 1);
    move(&scene, 4, 3);
    settle(&scene, 1, 1);
    settle(&scene, 3, 3);
    move(&scene, 2, 3);
    settle(&scene, 1, 1);
    settle(&scene, 3, 3);
    check_number(cluster_of(&scene, 1), 1);
    check_number(get(&scene, 1).size, 1);
    check_number(get(&scene, 3).size, 3);
    move(&scene, 2, 2);
    settle(&scene, 2, 2);
    settle(&scene, 3, 3);
    check_number(get(&scene, 2).size, 1);
    check_number(get(&scene, 3).size, 2);
    check_number(cluster_of(&scene, 2), 2);
    scene_end(&scene);
}
