/*
 * test_live_components.c - what is tied to so many that only its neighbours are clustered
 */
#include "check.h"
#include "engine/live_batches.h"

/* Copies of one text of 300 words, each with some words changed: so many that they are not all
 * compared, and that the last are placed by their neighbours. */
static struct made_article *crowd_articles(uint32_t count, uint32_t seed)
{
    struct made_article *articles = calloc(count, sizeof *articles);
    struct random_input random = random_begin(seed);

    made_fresh(articles, 300, &random);
    for (uint32_t i = 1; i < count; i++)
        made_derived(articles + i, articles, 0, 300, .01, &random);
    return articles;
}

Test(live_components, a_crowd_is_one_cluster_and_none_of_it_is_compared_with_all)
{
    struct live_run run = {.articles = crowd_articles(FEW, 615)};
    struct wtw_options options;
    struct wtw_error error = {0};
    struct wtw_live_outcome outcome;
    struct wtw_buffer before;
    struct wtw_buffer after;

    wtw_options_init(&options);
    options.thread_count = 2;
    run.order = shuffled(FEW, 616);
    live_run_all(&run, &options, FEW - 20, 50);
    before = live_standing(&run);
    check_ok(live_come(&run, 20, &error), &error);
    for (uint32_t i = 0; i < FEW; i++) {
        check_ok(wtw_live_outcome_of(run.live, i, &outcome, &error), &error);
        check_number(outcome.size, FEW);
        check_number(outcome.cluster, live_number(0));
    }
    check(outcome.match_count < 150);
    check_ok(wtw_live_take_back(run.live, 20, &error), &error);
    run.count -= 20;
    after = live_standing(&run);
    check_same_bytes(&after, &before);
    wtw_buffer_release(&before);
    wtw_buffer_release(&after);
    live_close(&run);
    free(run.order);
    free(run.articles);
}
