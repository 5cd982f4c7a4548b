/*
 * test_live_outcomes.c - whom an article is compared with
 */
#include "check.h"
#include "engine/live_scene.h"

/* What is told of the most alike, of those who are no copies, and of nobody. */
Test(live_outcomes, partners_are_the_canonical_or_the_most_alike)
{
    struct live_run *run = begin((uint32_t[]){N, A, M, OTHER}, 4);
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    articles[A].published_seconds = 10;
    for (int i = 0; i < 4; i++)
        come(run);
    check_ok(wtw_live_outcome_of(run->live, 2, &outcome, &error), &error);
    check_number(outcome.canonical, 1);
    check_number(outcome.partner, 1);
    check_number(outcome.relation, WTW_REVISED);
    check_number(outcome.match_count, 2);
    check_ok(wtw_live_outcome_of(run->live, 1, &outcome, &error), &error);
    check_number(outcome.partner, 2); /* m is nearer than n, which has one word less */
    check_number(outcome.figures.lag_seconds, 1000 + M - 10);
    check_ok(wtw_live_outcome_of(run->live, 3, &outcome, &error), &error);
    check_number(outcome.partner, 3);
    check_number(outcome.match_count, 0);
    live_close(run);
}
