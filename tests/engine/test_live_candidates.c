/*
 * test_live_candidates.c - keys that too many have make no candidates
 */
#include "check.h"
#include "engine/live_batches.h"

/* Unlike texts of 60 words that share ten: one winnowed key or more in common, and no band but
 * by chance. Under the ceiling each is compared with those before it, over it with none. */
static uint32_t matches_of_last(uint32_t ceiling)
{
    struct live_run run = {.articles = calloc(12, sizeof *run.articles)};
    struct random_input random = random_begin(670);
    struct wtw_options options = wide_options();
    struct wtw_error error = {0};
    struct wtw_live_outcome outcome;

    options.key_ceiling = ceiling;
    options.sample_ceiling = 0;
    run.order = calloc(12, sizeof *run.order);
    for (uint32_t i = 0; i < 12; i++) {
        run.order[i] = i;
        made_fresh(&run.articles[i], 100, &random);
        memcpy(run.articles[i].words + 30, run.articles[0].words + 30,
               40 * sizeof run.articles[i].words[0]);
        made_spell(&run.articles[i], &random);
    }
    live_run_all(&run, &options, 12, 4);
    check_ok(wtw_live_outcome_of(run.live, 11, &outcome, &error), &error);
    live_close(&run);
    free(run.order);
    free(run.articles);
    return (uint32_t)outcome.match_count;
}

Test(live_candidates, a_key_that_more_have_than_the_ceiling_allows_is_passed_over)
{
    check_number(matches_of_last(12), 11);
    check(matches_of_last(11) < 11);
    check(matches_of_last(2) < 11);
}
