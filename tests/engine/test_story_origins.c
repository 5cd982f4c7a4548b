/*
 * test_story_origins.c - which clusters of a story may be independent of each other
 */
#include "engine/story_runs.h"

static char text[3][2000];

/* The first told articles, with 'credits' behind them, of these sources. */
static struct wtw_story told_with(struct story_run *run, const char *const *credits,
                                  const uint32_t *sources)
{
    struct wtw_options options = story_options();

    *run = open_run(&options);
    for (size_t i = 0; i < 3; i++) {
        struct wtw_article article = told_article(i);

        strncpy(text[i], article.text, sizeof text[i] - 1);
        if (credits[i])
            strncat(text[i], credits[i], sizeof text[i] - 1 - strlen(text[i]));
        article.text = text[i];
        article.text_bytes = strlen(text[i]);
        article.source = sources[i];
        article.published_seconds = (200 + (int64_t)i) * TOLD_DAY;
        add(run, &article);
    }
    finish(run);
    check_number(wtw_result_story_count(run->result), 1);
    return wtw_result_story(run->result, 0);
}

static void check_origins(const char *const *credits, const uint32_t *sources,
                          uint32_t first, uint32_t second, uint32_t third, uint32_t count)
{
    struct story_run run = {0};
    struct wtw_story story = told_with(&run, credits, sources);

    check_number(story.cluster_count, 3);
    check_number(story.origins[0], first);
    check_number(story.origins[1], second);
    check_number(story.origins[2], third);
    check_number(story.origin_count, count);
    close_run(&run);
}

Test(story_origins, are_as_many_as_clusters_where_nothing_ties_them)
{
    check_origins((const char *const[]){NULL, NULL, NULL}, (const uint32_t[]){1, 2, 3}, 0,
                  1, 2, 3);
    check_origins((const char *const[]){NULL, NULL, NULL}, (const uint32_t[]){0, 0, 0}, 0,
                  1, 2, 3);
}

Test(story_origins, one_source_is_one)
{
    check_origins((const char *const[]){NULL, NULL, NULL}, (const uint32_t[]){7, 2, 7}, 0,
                  1, 0, 2);
}

Test(story_origins, one_agency_is_one)
{
    check_origins((const char *const[]){"\n\nAFP contributed reporting.", NULL,
                                        "\n\nAFP contributed reporting."},
                  (const uint32_t[]){1, 2, 3}, 0, 1, 0, 2);
    check_origins((const char *const[]){"\n\nAFP contributed reporting.", NULL,
                                        "\n\nReuters contributed reporting."},
                  (const uint32_t[]){1, 2, 3}, 0, 1, 2, 3);
}

Test(story_origins, agency_and_source_together_tie_more)
{
    check_origins((const char *const[]){"\n\nAFP contributed reporting.",
                                        "\n\nAFP contributed reporting.", NULL},
                  (const uint32_t[]){1, 3, 3}, 0, 0, 0, 1);
}

Test(story_origins, the_agency_of_an_article_is_told)
{
    struct story_run run = {0};
    uint32_t agency = 0;

    told_with(&run, (const char *const[]){"\n\nAFP contributed reporting.", NULL, NULL},
              (const uint32_t[]){1, 2, 3});
    agency = wtw_result_membership(run.result, 0).agency;
    check(agency != WTW_NO_AGENCY);
    check_string(wtw_agency_name(agency), "AFP");
    check(wtw_result_membership(run.result, 1).agency == WTW_NO_AGENCY);
    close_run(&run);
}

/* Whoever takes over a report is not its origin, however many he has of his own. */
Test(story_origins, of_copies_the_earliest_source_counts)
{
    struct wtw_options options = story_options();
    struct story_run run = open_run(&options);
    struct wtw_article article = told_article(0);
    struct wtw_story story;

    article.source = 1;
    article.published_seconds = 100 * TOLD_DAY;
    add(&run, &article);
    article.source = 2;
    article.published_seconds += 3600;
    add(&run, &article);
    article = told_article(1);
    article.source = 2;
    article.published_seconds = 101 * TOLD_DAY;
    add(&run, &article);
    finish(&run);
    story = wtw_result_story(run.result, 0);
    check_number(story.cluster_count, 2);
    check_number(story.origin_count, 2);
    close_run(&run);
}
