/*
 * test_stored_matches.c - matches come back as they were put, from either of their articles
 */
#include "store/feed_scene.h"

/* Every figure another number, so that two that change places show. */
static const struct wtw_stored_match whole = {
    .match = {.a = 1,
              .b = 2,
              .relation = WTW_REVISED,
              .figures = {.shared = 101,
                          .a_shingles = 102,
                          .b_shingles = 103,
                          .longest_passage_tokens = 104,
                          .passage_tokens = 105,
                          .a_tokens = 106,
                          .b_tokens = 107,
                          .a_aligned = 108,
                          .b_aligned = 109,
                          .aligned_shared = 110,
                          .aligned_long = 111,
                          .misread = 112,
                          .changed_figures = 113,
                          .changed_names = UINT32_MAX,
                          .lag_seconds = -114}},
    .is_estimated = true,
};

static void check_equal(const struct wtw_stored_match *got,
                        const struct wtw_stored_match *wanted)
{
    check_number(got->match.a, wanted->match.a);
    check_number(got->match.b, wanted->match.b);
    check_number(got->match.relation, wanted->match.relation);
    check_number(got->is_estimated, wanted->is_estimated);
    check(memcmp(&got->match.figures, &wanted->match.figures,
                 sizeof got->match.figures) == 0);
}

static void fill(struct feed_scene *scene)
{
    scene_begin(scene);
    for (int i = 0; i < 5; i++)
        add_plain(scene, (const char *[]){"a", "b", "c", "d", "e"}[i], "one");
}

static size_t matches_of(struct feed_scene *scene, int64_t number,
                         struct wtw_stored_match *out, size_t room)
{
    size_t count = 77;

    check_ok(
        wtw_stored_matches_of(&scene->database, number, out, room, &count, &scene->error),
        &scene->error);
    return count;
}

Test(stored_matches, come_back_as_they_were_and_are_put_over_those_before)
{
    struct feed_scene scene;
    struct wtw_stored_match match = whole;
    struct wtw_stored_match got;

    fill(&scene);
    check_ok(wtw_stored_match_put(&scene.database, &match, &scene.error), &scene.error);
    check_ok(wtw_stored_match_get(&scene.database, 1, 2, &got, &scene.error),
             &scene.error);
    check_equal(&got, &match);
    match.match.figures.lag_seconds = WTW_DATE_UNKNOWN;
    match.is_estimated = false;
    check_ok(wtw_stored_match_put(&scene.database, &match, &scene.error), &scene.error);
    check_number(matches_of(&scene, 2, &got, 1), 1);
    check_equal(&got, &match);
    check_status(wtw_stored_match_get(&scene.database, 2, 1, &got, &scene.error),
                 WTW_END);
    check_words(scene.error, "articles 2 and 1 have no match");
    scene_end(&scene);
}

Test(stored_matches,
     of_an_article_come_with_most_shared_first_and_no_more_than_there_is_room)
{
    struct feed_scene scene;
    struct wtw_stored_match got[4];

    fill(&scene);
    add_match(&scene, 1, 3, WTW_NEAR, 50);
    add_match(&scene, 2, 3, WTW_NEAR, 70);
    add_match(&scene, 3, 5, WTW_NEAR, 60);
    add_match(&scene, 3, 4, WTW_NEAR, 60);
    add_match(&scene, 1, 2, WTW_NEAR, 90);
    check_number(matches_of(&scene, 3, got, 4), 4);
    check(got[0].match.a == 2 && got[1].match.b == 4 && got[2].match.b == 5 &&
          got[3].match.a == 1);
    got[1].match.a = 99;
    check_number(matches_of(&scene, 3, got, 1), 4);
    check(got[0].match.a == 2 && got[1].match.a == 99);
    check_number(matches_of(&scene, 3, NULL, 0), 4);
    check_number(matches_of(&scene, 6, NULL, 0), 0);
    scene_end(&scene);
}

Test(stored_matches, go_with_either_article_or_alone)
{
    struct feed_scene scene;
    struct wtw_feed_counts counts;
    bool deleted = false;

    fill(&scene);
    add_match(&scene, 1, 3, WTW_NEAR, 50);
    add_match(&scene, 2, 3, WTW_NEAR, 50);
    add_match(&scene, 3, 4, WTW_NEAR, 50);
    add_match(&scene, 4, 5, WTW_NEAR, 50);
    add_match(&scene, 2, 5, WTW_NEAR, 50);
    check_ok(wtw_stored_article_delete(&scene.database, 3, &deleted, &scene.error),
             &scene.error);
    check_ok(wtw_stored_counts(&scene.database, &counts, &scene.error), &scene.error);
    check_number(counts.matches, 2);
    for (int i = 0; i < 2; i++)
        check_ok(wtw_stored_match_drop(&scene.database, 2, 5, &scene.error),
                 &scene.error);
    check_number(matches_of(&scene, 5, NULL, 0), 1);
    check_number(matches_of(&scene, 2, NULL, 0), 0);
    scene_end(&scene);
}

struct walked {
    int64_t pairs[8][2];
    size_t count;
    size_t stop_after;
};

static enum wtw_status note(void *context, const struct wtw_stored_match *match,
                            struct wtw_error *error)
{
    struct walked *walked = context;

    walked->pairs[walked->count][0] = match->match.a;
    walked->pairs[walked->count++][1] = match->match.b;
    if (walked->count == walked->stop_after)
        return wtw_fail(error, WTW_STOPPED, "enough");
    return WTW_OK;
}

Test(stored_matches, are_walked_through_by_the_later_article_until_the_taker_has_enough)
{
    struct feed_scene scene;
    struct walked walked = {.count = 0};
    const struct wtw_match_taker taker = {note, &walked};

    fill(&scene);
    add_match(&scene, 2, 4, WTW_NEAR, 50);
    add_match(&scene, 1, 4, WTW_NEAR, 50);
    add_match(&scene, 1, 2, WTW_NEAR, 50);
    check_ok(wtw_stored_matches_walk(&scene.database, &taker, &scene.error),
             &scene.error);
    check_number(walked.count, 3);
    check(walked.pairs[0][1] == 2 && walked.pairs[1][0] == 1 && walked.pairs[2][0] == 2);
    walked = (struct walked){.stop_after = 2};
    check_status(wtw_stored_matches_walk(&scene.database, &taker, &scene.error),
                 WTW_STOPPED);
    check_number(walked.count, 2);
    /* The walk that was broken off holds nothing. */
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
    scene_end(&scene);
}
