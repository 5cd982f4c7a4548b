/*
 * test_live_remove.c - articles go, or had never come
 */
#include "check.h"
#include "engine/live_batches.h"

Test(live_remove, what_is_taken_back_had_never_come)
{
    struct live_run run = {.articles = dated_articles(MANY, 640)};
    struct live_run plain = {.articles = run.articles};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(641);
    struct wtw_error error = {0};
    struct wtw_buffer standing;
    struct wtw_buffer plain_standing;

    run.order = plain.order = shuffled(MANY, 642);
    live_run_all(&plain, &options, MANY, 200);
    check_ok(live_open(&run, &options, &error), &error);
    while (run.count < MANY) {
        uint32_t left = MANY - run.count;
        uint32_t more = 1 + random_below(&random, left < 90 ? left : 90);
        uint32_t back = random_below(&random, more + 1);
        size_t told_before = 0;
        struct wtw_buffer before = live_standing(&run);

        told_before = run.told.count;
        check_ok(live_come(&run, more, &error), &error);
        if (random_chance(&random, .5))
            back = more;
        check_ok(wtw_live_take_back(run.live, back, &error), &error);
        run.count -= back;
        if (back == more) {
            struct wtw_buffer after = live_standing(&run);

            check(after.count == before.count);
            check(!after.count || memcmp(after.items, before.items, after.count) == 0);
            run.told.count = told_before;
            wtw_buffer_release(&after);
        }
        wtw_buffer_release(&before);
    }
    standing = live_standing(&run);
    plain_standing = live_standing(&plain);
    check_same_bytes(&standing, &plain_standing);
    wtw_buffer_release(&standing);
    wtw_buffer_release(&plain_standing);
    live_close(&run);
    live_close(&plain);
    free(run.order);
    free(run.articles);
}

Test(live_remove, more_than_came_cannot_be_taken_back)
{
    struct live_run run = {.articles = made_articles(4, 643)};
    struct wtw_options options = wide_options();

    run.order = shuffled(4, 644);
    live_run_all(&run, &options, 4, 4);
    check_status(wtw_live_take_back(run.live, 5, NULL), WTW_BAD_ARGUMENT);
    check_status(wtw_live_take_back(run.live, 4, NULL), WTW_OK);
    live_close(&run);
    free(run.order);
    free(run.articles);
}

/* True for the first of those that have the same words. */
static bool leads_others(struct live_run *run, uint32_t place)
{
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    check_ok(wtw_live_outcome_of(run->live, place, &outcome, &error), &error);
    for (size_t i = 0; i < outcome.match_count; i++)
        if (outcome.matches[i].relation == WTW_EXACT && outcome.matches[i].a == place)
            return true;
    return false;
}

/* Articles that lead others stay: where another one leads, the batch compares its text with
 * others the other way round, which an alignment need not survive to the last word. */
Test(live_remove, what_is_removed_leaves_a_batch_of_the_rest)
{
    struct live_run run = {.articles = dated_articles(MANY, 650)};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(651);
    bool *are_gone = calloc(MANY, sizeof *are_gone);
    struct wtw_error error = {0};
    struct batch batch;

    run.order = shuffled(MANY, 652);
    live_run_all(&run, &options, MANY, 250);
    for (uint32_t i = 0; i < MANY; i++) {
        const struct wtw_live_change *changes = NULL;
        size_t count = 0;

        if (random_chance(&random, .6) || leads_others(&run, i))
            continue;
        are_gone[i] = true;
        check_ok(wtw_live_remove(run.live, i, &changes, &count, &error), &error);
        check_number(wtw_live_place(run.live, live_number(i)), UINT32_MAX);
    }
    batch = batch_of(&run, &options, are_gone);
    check_stands_as(&run, &batch, are_gone);
    wtw_engine_free(batch.engine);
    live_close(&run);
    free(are_gone);
    free(run.order);
    free(run.articles);
}
