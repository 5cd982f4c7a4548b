/*
 * test_stored_digests.c - what an index is rebuilt from comes in order, and can be replaced
 */
#include "store/feed_scene.h"

#include "store/stored_digests.h"

struct walked {
    char said[400];
    size_t count;
    size_t stop_after;
};

/* number/cluster source date rank agency digest; */
static enum wtw_status note(void *context, const struct wtw_stored_digest *digest,
                            struct wtw_error *error)
{
    struct walked *walked = context;
    const size_t length = strlen(walked->said);

    snprintf(walked->said + length, sizeof walked->said - length,
             "%d/%d %.*s %d %d %d %.*s; ", (int)digest->number, (int)digest->cluster,
             (int)digest->source.count, digest->source.items ? digest->source.items : "",
             digest->published_seconds == WTW_DATE_UNKNOWN
                 ? -1
                 : (int)digest->published_seconds,
             digest->rank, digest->agency == WTW_NO_AGENCY ? -1 : (int)digest->agency,
             (int)digest->digest.count, digest->digest.items);
    walked->count++;
    if (walked->count == walked->stop_after)
        return wtw_fail(error, WTW_STOPPED, "enough");
    return WTW_OK;
}

static void fill(struct feed_scene *scene)
{
    struct wtw_stored_article article = plain_article("b", "one");

    scene_begin(scene);
    add_plain(scene, "a", "one");
    article.article.source = bytes_of("");
    article.article.published_seconds = WTW_DATE_UNKNOWN;
    article.article.rank = 255;
    article.agency = 7;
    article.digest = bytes_of("dig");
    add_article(scene, &article);
    add_plain(scene, "c", "one");
    join_cluster(scene, 3, 1, 1);
}

Test(stored_digests, are_walked_through_in_order_of_arrival_with_where_articles_stand)
{
    struct feed_scene scene;
    struct walked walked = {.count = 0};
    const struct wtw_digest_taker taker = {note, &walked};

    fill(&scene);
    check_ok(wtw_stored_digests_walk(&scene.database, &taker, &scene.error),
             &scene.error);
    check_string(walked.said, "1/1 harbour.example 1000 0 -1 digest; 2/2  -1 255 7 dig; "
                              "3/1 harbour.example 1000 0 -1 digest; ");
    walked = (struct walked){.stop_after = 2};
    check_status(wtw_stored_digests_walk(&scene.database, &taker, &scene.error),
                 WTW_STOPPED);
    check_number(walked.count, 2);
    scene_end(&scene);
}

Test(stored_digests, are_replaced_and_all_judgements_cleared_in_a_batch_or_not_at_all)
{
    struct feed_scene scene;
    struct wtw_feed_counts counts;

    fill(&scene);
    add_match(&scene, 1, 3, WTW_NEAR, 50);
    for (int i = 0; i < 2; i++) {
        struct walked walked = {.count = 0};
        const struct wtw_digest_taker taker = {note, &walked};

        check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
        check_ok(wtw_stored_judgements_clear(&scene.database, &scene.error),
                 &scene.error);
        check_ok(wtw_stored_digest_replace(&scene.database, 2, bytes_of("new"), 9,
                                           &scene.error),
                 &scene.error);
        if (i == 0)
            wtw_database_roll_back(&scene.database);
        else
            check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
        check_ok(wtw_stored_counts(&scene.database, &counts, &scene.error), &scene.error);
        check_number(counts.matches + counts.clusters, i ? 0 : 2);
        check_ok(wtw_stored_digests_walk(&scene.database, &taker, &scene.error),
                 &scene.error);
        check(strstr(walked.said, i ? "2/2  -1 255 9 new;" : "2/2  -1 255 7 dig;"));
        check(strstr(walked.said, i ? "3/3 " : "3/1 "));
    }
    scene_end(&scene);
}
