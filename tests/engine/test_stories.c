/*
 * test_stories.c - whole runs: which clusters are one story
 */
#include "engine/story_runs.h"
#include "random_input.h"

#include "base/faults.h"

#include <stdio.h>

Test(stories, are_the_events_that_were_told)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_stats stats;

    check_number(wtw_result_story_count(run.result), 3);
    for (uint32_t i = 0; i < TOLD_COUNT; i++)
        for (uint32_t j = 0; j < TOLD_COUNT; j++)
            check((wtw_result_story_of(run.result, i) ==
                   wtw_result_story_of(run.result, j)) ==
                  (told_articles[i].event == told_articles[j].event));
    check_number(wtw_result_membership(run.result, 2).story, 0);
    check_number(wtw_result_membership(run.result, 5).story, 3);
    wtw_engine_stats(run.engine, &stats);
    check_number(stats.stories, 3);
    check_number(stats.storied, TOLD_COUNT);
    check_number(stats.largest_story, 3);
    check_number(stats.story_candidates, TOLD_COUNT * (TOLD_COUNT - 1) / 2);
    close_run(&run);
}

Test(stories, are_not_looked_for_unless_asked)
{
    struct wtw_options options;
    struct story_run run = {0};

    wtw_options_init(&options);
    run = run_told(&options, NULL);
    check_number(wtw_result_story_count(run.result), 0);
    check_number(wtw_result_membership(run.result, 2).story, 2);
    check(wtw_result_membership(run.result, 2).agency == WTW_NO_AGENCY);
    close_run(&run);
}

Test(stories, do_not_depend_on_the_order_of_the_input_nor_on_threads)
{
    struct random_input random = random_begin(9);
    uint32_t order[TOLD_COUNT];

    for (uint32_t i = 0; i < TOLD_COUNT; i++)
        order[i] = i;
    for (uint32_t turn = 0; turn < 20; turn++) {
        struct wtw_options options = story_options();
        struct story_run run = {0};

        for (uint32_t i = TOLD_COUNT - 1; i > 0; i--) {
            uint32_t j = (uint32_t)random_below(&random, i + 1);
            uint32_t swapped = order[i];

            order[i] = order[j];
            order[j] = swapped;
        }
        options.thread_count = 1 + turn % 4;
        options.exhaustive_limit = turn % 2 ? 0 : 128;
        run = run_told(&options, order);
        for (uint32_t i = 0; i < TOLD_COUNT; i++)
            for (uint32_t j = 0; j < TOLD_COUNT; j++)
                check((wtw_result_story_of(run.result, i) ==
                       wtw_result_story_of(run.result, j)) ==
                      (told_articles[order[i]].event == told_articles[order[j]].event));
        close_run(&run);
    }
}

/* A copy goes where its cluster goes, and a cluster counts once. */
Test(stories, copies_are_one_cluster_of_their_story)
{
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    struct wtw_article article = told_article(0);
    struct wtw_story story;

    for (int i = 0; i < 5; i++)
        add(&run, &article);
    article = told_article(1);
    add(&run, &article);
    finish(&run);
    story = wtw_result_story(run.result, 0);
    check_number(story.article_count, 6);
    check_number(story.cluster_count, 2);
    check_number(wtw_result_cluster(run.result, story.clusters[0]).size, 5);
    check_number(wtw_result_cluster(run.result, story.clusters[1]).size, 1);
    close_run(&run);
}

/* The same words but for the figures, a week later: a template, and as alike as can be. */
Test(stories, a_form_filled_in_anew_is_no_story)
{
    static const char *const forms[] = {
        "The harbourmaster of Port Selwyn counted 312 passengers and 41 lorries on the "
        "Olmen ferry in moderate swell, with crossings as the timetable has them; the "
        "quayside auction of herring and bananas was quiet, and fetched 88 crowns for a "
        "crate, while 17 ships lay at anchor before the breakwater in the evening.",
        "The harbourmaster of Port Selwyn counted 507 passengers and 63 lorries on the "
        "Olmen ferry in moderate swell, with crossings as the timetable has them; the "
        "quayside auction of herring and bananas was quiet, and fetched 93 crowns for a "
        "crate, while 22 ships lay at anchor before the breakwater in the evening.",
    };
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    const struct wtw_match *matches = NULL;
    size_t count = 0;

    for (int i = 0; i < 2; i++)
        add(&run, &(struct wtw_article){.text = forms[i],
                                        .text_bytes = strlen(forms[i]),
                                        .published_seconds = i * 7 * TOLD_DAY});
    finish(&run);
    matches = wtw_result_matches(run.result, &count);
    check_number(count, 1);
    check_number(matches[0].relation, WTW_TEMPLATE);
    check_number(wtw_result_story_count(run.result), 2);
    close_run(&run);
}

/* The weather of three towns on one day shares too little for a copy of any kind. */
Test(stories, reports_of_one_form_are_no_story)
{
    static const char *const reports[] = {
        "The weather in Corrant on Monday will be cloudy with sunny spells. The highest "
        "temperature is 17 degrees, the lowest 8 degrees, with a light wind from the "
        "west "
        "at 12 kilometres an hour. The chance of rain is 35 percent. The sun rises at "
        "5.41 "
        "and sets at 20.17, and pollen counts are low, said the weather office.",
        "The weather in Ostwick on Monday will be rainy until noon. The highest "
        "temperature is 14 degrees, the lowest 5 degrees, with a fresh wind from the "
        "north "
        "at 31 kilometres an hour. The chance of rain is 85 percent. The sun rises at "
        "5.52 "
        "and sets at 20.33, and pollen counts are low, said the weather office.",
        "The weather in Kestmoor on Monday will be mostly sunny and mild. The highest "
        "temperature is 21 degrees, the lowest 11 degrees, with a light wind from the "
        "east "
        "at 9 kilometres an hour. The chance of rain is 10 percent. The sun rises at "
        "5.38 "
        "and sets at 20.09, and pollen counts are high, said the weather office.",
    };
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    const struct wtw_match *matches = NULL;
    size_t count = 0;

    for (int i = 0; i < 3; i++)
        add(&run,
            &(struct wtw_article){.text = reports[i], .text_bytes = strlen(reports[i])});
    finish(&run);
    matches = wtw_result_matches(run.result, &count);
    check_number(count, 3);
    for (size_t i = 0; i < count; i++)
        check_number(matches[i].relation, WTW_EXCERPT);
    check_number(wtw_result_story_count(run.result), 3);
    close_run(&run);
}

/* Of four versions of a report the first has a paragraph more, which came on its own too.
 * It shares no telling word with the others, and is no copy of them. */
Test(stories, a_paragraph_of_one_version_is_of_the_report_s_story)
{
    static const char paragraph[] =
        " Quibbot ferries were fully booked through Thursday, and the operator of the "
        "Tovarne crossing asked pensioners to postpone excursions until the autumn "
        "timetable, when two catamarans return from overhaul and the pontoon at "
        "Nerlhaven reopens after dredging.";
    static const char *const ends[] = {paragraph, " One.", " Two.", " Three."};
    static char text[4][3000];
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);

    for (size_t i = 0; i < 4; i++) {
        struct wtw_article article = told_article(0);

        article.published_seconds = WTW_DATE_UNKNOWN;
        article.text_bytes =
            (size_t)snprintf(text[i], sizeof text[i], "%.*s%s", (int)article.text_bytes,
                             article.text, ends[i]);
        article.text = text[i];
        add(&run, &article);
    }
    add(&run, &(struct wtw_article){.text = paragraph,
                                    .text_bytes = sizeof paragraph - 1,
                                    .published_seconds = WTW_DATE_UNKNOWN});
    finish(&run);
    check_number(wtw_result_membership(run.result, 3).cluster, 0);
    check_number(wtw_result_membership(run.result, 4).cluster, 4);
    check_number(wtw_result_membership(run.result, 4).story, 0);
    close_run(&run);
}

static const char line[] =
    "Quibbot ferries were fully booked through Thursday, and the operator of the Tovarne "
    "crossing asked pensioners to postpone excursions until the autumn.";

/* Too short for a copy, it is the end of one version of three. */
Test(stories, a_line_of_a_report_is_of_its_story)
{
    static const char *const ends[] = {line, "One.", "Two."};
    static char text[3][3000];
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);

    for (size_t i = 0; i < 3; i++) {
        struct wtw_article article = told_article(0);

        article.text_bytes =
            (size_t)snprintf(text[i], sizeof text[i], "%.*s %s", (int)article.text_bytes,
                             article.text, ends[i]);
        article.text = text[i];
        add(&run, &article);
    }
    add(&run, &(struct wtw_article){.text = line,
                                    .text_bytes = sizeof line - 1,
                                    .published_seconds = WTW_DATE_UNKNOWN});
    finish(&run);
    check_number(wtw_result_membership(run.result, 3).cluster, 3);
    check_number(wtw_result_membership(run.result, 3).story, 0);
    close_run(&run);
}

/* The line was sent twice, so it is the larger of the two. */
Test(stories, a_round_up_does_not_go_after_a_line_of_it)
{
    static char text[3000];
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    struct wtw_article round_up = told_article(0);

    round_up.text_bytes = (size_t)snprintf(text, sizeof text, "%.*s %s",
                                           (int)round_up.text_bytes, round_up.text, line);
    round_up.text = text;
    round_up.published_seconds = WTW_DATE_UNKNOWN;
    add(&run, &round_up);
    for (int i = 0; i < 2; i++)
        add(&run, &(struct wtw_article){.text = line,
                                        .text_bytes = sizeof line - 1,
                                        .published_seconds = WTW_DATE_UNKNOWN});
    finish(&run);
    check_number(wtw_result_membership(run.result, 2).cluster, 1);
    check_number(wtw_result_membership(run.result, 2).story, 1);
    check_number(wtw_result_membership(run.result, 0).story, 0);
    close_run(&run);
}

Test(stories, empty_articles_are_alone)
{
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);

    finish(&run);
    check_number(wtw_result_story_count(run.result), 0);
    for (int i = 0; i < 2; i++)
        add(&run, &(struct wtw_article){.published_seconds = WTW_DATE_UNKNOWN});
    finish(&run);
    check_number(wtw_result_story_count(run.result), 2);
    close_run(&run);
}

Test(stories, are_found_again_when_more_was_added)
{
    struct wtw_options options = story_options();
    struct story_run run = run_told(&options, NULL);
    struct wtw_article article = told_article(0);
    struct wtw_stats stats;

    article.published_seconds += 3600;
    add(&run, &article);
    finish(&run);
    wtw_engine_stats(run.engine, &stats);
    check_number(stats.stories, 3);
    check_number(stats.storied, TOLD_COUNT + 1);
    close_run(&run);
}

#ifdef WTW_FAULTS

/* Fails each allocation of a run in turn, from the 'nth' on; returns its status. */
static enum wtw_status run_with_fault(uint64_t nth)
{
    struct wtw_options options = story_options();
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    options.thread_count = 1;
    options.exhaustive_limit = nth % 2 ? 0 : 128;
    wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
    status = wtw_engine_new(&options, &engine, &error);
    for (size_t i = 0; i < TOLD_COUNT && status == WTW_OK; i++) {
        struct wtw_article article = told_article(i);

        status = wtw_engine_add(engine, &article, NULL, &error);
    }
    if (status == WTW_OK)
        status = wtw_engine_finish(engine, &result, &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_engine_free(engine);
    return status;
}

Test(stories, say_so_when_memory_runs_out)
{
    uint32_t good = 0;

    for (uint64_t nth = 1; good < 2; nth++) {
        enum wtw_status status = run_with_fault(nth);

        check(status == WTW_OK || status == WTW_NO_MEMORY);
        good = status == WTW_OK ? good + 1 : 0;
    }
}

#endif
