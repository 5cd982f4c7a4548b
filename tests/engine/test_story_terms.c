/*
 * test_story_terms.c - what is told of a story, and the terms that tie it together
 */
#include "engine/story_runs.h"

#include "base/faults.h"

enum { ROOM = 20 };

static size_t terms_of(const struct wtw_result *result, size_t i,
                       struct wtw_story_term *terms, size_t room)
{
    struct wtw_error error = {0};
    size_t count = 99;

    check_ok(wtw_result_story_terms(result, i, terms, room, &count, &error), &error);
    return count;
}

Test(story_terms, kinds_have_names)
{
    check_string(wtw_term_kind_name(WTW_TERM_WORD), "word");
    check_string(wtw_term_kind_name(WTW_TERM_NAME), "name");
    check_string(wtw_term_kind_name(WTW_TERM_FIGURE), "figure");
}

Test(story_terms, stories_come_largest_first_with_their_dates)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_story fire = wtw_result_story(run.result, 0);
    struct wtw_story harbour = wtw_result_story(run.result, 2);

    check_number(fire.first, 0);
    check_number(fire.article_count, 3);
    check_number(fire.cluster_count, 3);
    check_number(fire.begin_seconds, 200 * TOLD_DAY);
    check_number(fire.end_seconds, 201 * TOLD_DAY);
    check_number(harbour.first, 6);
    check_number(harbour.article_count, 2);
    check_number(harbour.earliest, 6);
    close_run(&run);
}

/* Articles 0 and 2 are of the day before that of article 1. */
Test(story_terms, clusters_come_by_their_earliest_article)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_story story = wtw_result_story(run.result, 0);

    check_number(wtw_result_cluster(run.result, story.clusters[2]).first, 1);
    check(story.earliest == 0 || story.earliest == 2);
    close_run(&run);
}

Test(story_terms, are_words_that_several_clusters_share_and_where_they_stand)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_story_term terms[ROOM];
    size_t count = terms_of(run.result, 0, terms, ROOM);
    bool has_mayor = false;
    bool has_figure = false;
    double shares = 0;

    check(count > 5);
    for (size_t i = 0; i < count; i++) {
        const char *text = told_articles[terms[i].article].text;
        const char *bytes = text + terms[i].range.begin;
        size_t length = terms[i].range.end - terms[i].range.begin;

        check(told_articles[terms[i].article].event == TOLD_FIRE);
        check(terms[i].cluster_count >= 2 && terms[i].cluster_count <= 3);
        check(!i || terms[i - 1].share >= terms[i].share);
        shares += terms[i].share;
        if (length == 7 && memcmp(bytes, "Zarnitz", 7) == 0)
            has_mayor = terms[i].kind == WTW_TERM_NAME && terms[i].cluster_count == 3;
        if (length == 3 && memcmp(bytes, "212", 3) == 0)
            has_figure = terms[i].kind == WTW_TERM_FIGURE;
    }
    check(has_mayor && has_figure);
    check(shares <= 1 + 1e-9);
    close_run(&run);
}

Test(story_terms, are_as_many_as_there_is_room_for)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_story_term all[ROOM];
    struct wtw_story_term few[ROOM];

    terms_of(run.result, 0, all, ROOM);
    check_number(terms_of(run.result, 0, few, 3), 3);
    for (int i = 0; i < 3; i++)
        check(few[i].range.begin == all[i].range.begin && few[i].share == all[i].share);
    check_number(terms_of(run.result, 0, few, 0), 0);
    close_run(&run);
}

Test(story_terms, of_one_cluster_are_none)
{
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    struct wtw_article article = told_article(0);
    struct wtw_story_term terms[ROOM];

    add(&run, &article);
    finish(&run);
    check_number(terms_of(run.result, 0, terms, ROOM), 0);
    check_number(wtw_result_story(run.result, 0).origin_count, 1);
    close_run(&run);
}

#ifdef WTW_FAULTS

Test(story_terms, say_so_when_memory_runs_out)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_story_term terms[ROOM];
        struct wtw_error error = {0};
        size_t count = 0;
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_result_story_terms(run.result, 0, terms, ROOM, &count, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check(failed || nth > 5);
    }
    close_run(&run);
}

#endif
