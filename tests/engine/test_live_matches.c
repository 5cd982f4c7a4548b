/*
 * test_live_matches.c - figures of texts that are not kept
 */
#include "check.h"
#include "engine/live_batches.h"

Test(live_matches, against_a_text_that_is_not_kept_figures_are_estimates)
{
    struct live_run run = {.articles = made_articles(FEW, 660)};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(661);
    struct wtw_error error = {0};
    bool missing[FEW] = {false};
    struct wtw_live_outcome outcome;

    run.order = calloc(FEW, sizeof *run.order);
    for (uint32_t i = 0; i < FEW; i++)
        run.order[i] = i;
    made_derived(&run.articles[FEW - 1], &run.articles[0], 0, run.articles[0].word_count,
                 .02, &random);
    run.are_texts_missing = missing;
    live_run_all(&run, &options, FEW - 1, 50);
    memset(missing, true, FEW - 1);
    check_ok(live_come(&run, 1, &error), &error);
    check_ok(wtw_live_outcome_of(run.live, FEW - 1, &outcome, &error), &error);
    check(outcome.is_estimated || outcome.relation == WTW_EXACT);
    check(outcome.match_count > 0);
    for (size_t i = 0; i < outcome.match_count; i++) {
        const struct wtw_live_match *match = &outcome.matches[i];
        struct wtw_figures figures =
            made_figures(&run.articles[match->a], &run.articles[match->b]);

        check_number(match->figures.a_shingles, figures.a_shingles);
        check(match->is_estimated || match->relation == WTW_EXACT);
        check_real(match->figures.shared, figures.shared, 60);
    }
    live_close(&run);
    free(run.order);
    free(run.articles);
}
