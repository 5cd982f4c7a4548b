/*
 * test_stored_digests.c - what an index is rebuilt from comes in order, and can be replaced
 */
#include "store/feed_scene.h"

#include "base/memory.h"
#include "store/stored_digests.h"

struct walked {
    char said[400];
    size_t count;
    size_t stop_after;
};

/* number/cluster source date rank agency digest; the only source is number 1. */
static const struct wtw_stored_stretch all = {.first = 1, .end = 100};

static enum wtw_status note(void *context, const struct wtw_stored_digest *digest,
                            struct wtw_error *error)
{
    struct walked *walked = context;
    const size_t length = strlen(walked->said);

    snprintf(
        walked->said + length, sizeof walked->said - length, "%d/%d %d %d %d %d %.*s; ",
        (int)digest->number, (int)digest->cluster, (int)digest->source,
        digest->published_seconds == WTW_DATE_UNKNOWN ? -1
                                                      : (int)digest->published_seconds,
        digest->rank, digest->agency == WTW_NO_AGENCY ? -1 : (int)digest->agency,
        (int)digest->digest.count, digest->digest.items);
    walked->count++;
    if (walked->count == walked->stop_after)
        return wtw_fail(error, WTW_STOPPED, "enough");
    return WTW_OK;
}

static enum wtw_status note_source(void *context, int64_t id, struct wtw_span name,
                                   struct wtw_error *error)
{
    struct walked *walked = context;
    const size_t length = strlen(walked->said);

    snprintf(walked->said + length, sizeof walked->said - length, "%d %.*s; ", (int)id,
             (int)name.count, name.items);
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
    check_ok(wtw_stored_digests_walk(&scene.database, &all, &taker, &scene.error),
             &scene.error);
    check_string(walked.said, "1/1 1 1000 0 -1 digest; 2/2 0 -1 255 7 dig; "
                              "3/1 1 1000 0 -1 digest; ");
    walked = (struct walked){.stop_after = 2};
    check_status(wtw_stored_digests_walk(&scene.database, &all, &taker, &scene.error),
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
        check_ok(wtw_stored_digests_walk(&scene.database, &all, &taker, &scene.error),
                 &scene.error);
        check(strstr(walked.said, i ? "2/2 0 -1 255 9 new;" : "2/2 0 -1 255 7 dig;"));
        check(strstr(walked.said, i ? "3/3 " : "3/1 "));
    }
    scene_end(&scene);
}

Test(stored_digests, of_a_stretch_are_those_of_its_numbers_and_sources_have_their_names)
{
    const struct wtw_stored_stretch stretch = {.first = 2, .end = 3};
    struct feed_scene scene;
    struct walked walked = {.count = 0};
    struct walked names = {.count = 0};
    const struct wtw_digest_taker taker = {note, &walked};
    const struct wtw_source_taker sources = {note_source, &names};

    fill(&scene);
    add_plain(&scene, "d", "one");
    check_ok(wtw_stored_digests_walk(&scene.database, &stretch, &taker, &scene.error),
             &scene.error);
    check_string(walked.said, "2/2 0 -1 255 7 dig; ");
    check_ok(wtw_stored_sources_walk(&scene.database, &sources, &scene.error),
             &scene.error);
    check_string(names.said, "1 harbour.example; ");
    names = (struct walked){.stop_after = 1};
    check_status(wtw_stored_sources_walk(&scene.database, &sources, &scene.error),
                 WTW_STOPPED);
    scene_end(&scene);
}

/* ------------------------------------------------------------------ stretches */

/* Each stretch as first-end:count. */
static const char *parted(struct feed_scene *scene, uint32_t most)
{
    static char said[400];
    struct wtw_stored_stretch *stretches = NULL;
    size_t count = 0;

    said[0] = '\0';
    check_ok(wtw_stored_stretches_find(&scene->database, most, &stretches, &count,
                                       &scene->error),
             &scene->error);
    for (size_t i = 0; i < count; i++)
        snprintf(said + strlen(said), sizeof said - strlen(said), "%d-%d:%u ",
                 (int)stretches[i].first, (int)stretches[i].end, stretches[i].count);
    wtw_release_items(stretches);
    return said;
}

Test(stored_digests,
     are_parted_into_stretches_of_equal_counts_also_where_numbers_are_missing)
{
    struct feed_scene scene;
    char id[8];

    scene_begin(&scene);
    check_string(parted(&scene, 4), "");
    for (int i = 1; i <= 10; i++) {
        snprintf(id, sizeof id, "a%d", i);
        add_plain(&scene, id, id);
    }
    check_string(parted(&scene, 10), "1-11:10 ");
    check_string(parted(&scene, 4), "1-5:4 5-8:3 8-11:3 ");
    check_ok(wtw_database_run(&scene.database,
                              "DELETE FROM articles WHERE number IN (1, 4, 5, 6, 9)",
                              "write to", &scene.error),
             &scene.error);
    check_string(parted(&scene, 10), "2-11:5 ");
    check_string(parted(&scene, 3), "2-8:3 8-11:2 ");
    check_string(parted(&scene, 1), "2-3:1 3-4:1 4-8:1 8-9:1 9-11:1 ");
    scene_end(&scene);
}

/* Three articles, of which two are near each other and the third is where no feed could have
 * come to. */
Test(stored_digests, of_numbers_that_nobody_can_have_given_are_refused)
{
    static const char *const changes[] = {
        "UPDATE articles SET number = 4000000000000000000 WHERE number = 3",
        "UPDATE articles SET number = 9223372036854775807 WHERE number > 3",
        "UPDATE articles SET number = -9 WHERE number = 1"};
    struct feed_scene scene;

    scene_begin(&scene);
    for (int i = 0; i < 3; i++)
        add_plain(&scene, (const char *[]){"a", "b", "c"}[i], "one");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct wtw_stored_stretch *stretches = NULL;
        size_t count = 0;

        check_ok(wtw_database_run(&scene.database, changes[i], "write to", &scene.error),
                 &scene.error);
        check_status(wtw_stored_stretches_find(&scene.database, 1, &stretches, &count,
                                               &scene.error),
                     WTW_BAD_INPUT);
        check(strstr(scene.error.words, "is damaged"));
        check(!stretches);
    }
    scene_end(&scene);
}
