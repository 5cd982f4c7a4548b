/*
 * test_live_failures.c - what fails while articles come, go or are restored
 */
#include "check.h"
#include "engine/live_runs.h"

#include "base/faults.h"

enum { FEW = 40 };

static struct wtw_options plain_options(void)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.thread_count = 1;
    return options;
}

static struct live_run begin(uint32_t count, uint32_t seed)
{
    struct live_run run = {.articles = made_articles(count, seed),
                           .order = calloc(count, sizeof *run.order)};

    for (uint32_t i = 0; i < count; i++)
        run.order[i] = i;
    return run;
}

static void end(struct live_run *run)
{
    live_close(run);
    free(run->order);
    free(run->articles);
}

static enum wtw_status stop_at(void *context, size_t i,
                               const struct wtw_live_outcome *outcome,
                               struct wtw_error *error)
{
    size_t *left = context;

    (void)i;
    (void)outcome;
    return (*left)-- ? WTW_OK : wtw_fail(error, WTW_STOPPED, "enough");
}

Test(live_failures, what_take_returns_ends_the_adding)
{
    struct live_run run = begin(2, 900);
    struct wtw_options options = plain_options();
    const struct wtw_live_arrival arrivals[] = {{0, 1}, {1, 2}};
    size_t left = 1;
    const struct wtw_live_taker taker = {.take = stop_at, .context = &left};
    struct wtw_article articles[2];
    struct wtw_error error = {0};

    for (size_t i = 0; i < 2; i++)
        articles[i] = (struct wtw_article){.text = run.articles[i].text,
                                           .text_bytes = run.articles[i].text_bytes};
    check_ok(live_open(&run, &options, &error), &error);
    check_ok(wtw_live_sketch(run.live, articles, 2, &error), &error);
    check_status(wtw_live_add(run.live, arrivals, 2, &taker, &error), WTW_STOPPED);
    end(&run);
}

static enum wtw_status fetch_nothing(void *context, uint32_t number,
                                     struct wtw_buffer *out_text, struct wtw_error *error)
{
    (void)context;
    (void)number;
    (void)out_text;
    return wtw_fail(error, WTW_IO, "the disk is gone");
}

Test(live_failures, what_the_text_source_returns_ends_the_adding)
{
    struct live_run run = begin(FEW, 901);
    struct wtw_options options = plain_options();
    struct wtw_error error = {0};

    options.text_source.fetch = fetch_nothing;
    check_ok(wtw_live_new(&options, &run.live, &error), &error);
    check_status(live_come(&run, FEW, &error), WTW_IO);
    check_string(error.words, "the disk is gone");
    end(&run);
}

Test(live_failures, options_out_of_range_are_refused)
{
    struct wtw_options options = plain_options();
    struct wtw_live *live = NULL;

    options.threshold = 2;
    check_status(wtw_live_new(&options, &live, NULL), WTW_BAD_ARGUMENT);
    options = plain_options();
    options.kernel = "none such";
    check_status(wtw_live_new(&options, &live, NULL), WTW_BAD_ARGUMENT);
    check(live == NULL);
    wtw_live_free(NULL);
}

Test(live_failures, what_was_stored_wrongly_is_refused)
{
    struct live_run run = begin(2, 902);
    struct wtw_options options = plain_options();
    const struct wtw_live_match match = {.a = 0, .b = 1, .relation = WTW_NEAR};
    struct wtw_live_outcome outcome;
    const struct wtw_live_change *changes = NULL;
    size_t count = 0;
    struct wtw_error error = {0};

    check_ok(live_open(&run, &options, &error), &error);
    check_status(wtw_live_restore_match(run.live, &match, NULL), WTW_BAD_INPUT);
    check_status(wtw_live_outcome_of(run.live, 0, &outcome, NULL), WTW_BAD_ARGUMENT);
    check_status(wtw_live_remove(run.live, 0, &changes, &count, NULL), WTW_BAD_ARGUMENT);
    check_number(wtw_live_place(run.live, 1), UINT32_MAX);
    end(&run);
}

/* Short ones and empty ones have places too. */
Test(live_failures, empty_articles_stay_alone)
{
    struct live_run run = begin(3, 903);
    struct wtw_options options = plain_options();
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < 3; i++)
        run.articles[i].text_bytes = i == 1 ? 2 : 0;
    live_run_all(&run, &options, 3, 3);
    for (uint32_t i = 0; i < 3; i++) {
        check_ok(wtw_live_outcome_of(run.live, i, &outcome, &error), &error);
        check_number(outcome.size, 1);
        check_number(outcome.cluster, live_number(i));
        check_number(wtw_live_number(run.live, i), live_number(i));
    }
    end(&run);
}

#ifdef WTW_FAULTS

/* Articles come, one goes, some are taken back; what stands is restored. */
static enum wtw_status live_a_little(struct live_run *run,
                                     const struct wtw_options *options)
{
    const struct wtw_live_change *changes = NULL;
    struct wtw_live_outcome outcome;
    size_t count = 0;
    enum wtw_status status = live_open(run, options, NULL);

    if (status == WTW_OK)
        status = live_come(run, FEW - 10, NULL);
    if (status == WTW_OK)
        status = live_come(run, 10, NULL);
    if (status == WTW_OK)
        status = wtw_live_take_back(run->live, 5, NULL);
    for (uint32_t i = 0; i < 20 && status == WTW_OK; i++)
        status = wtw_live_remove(run->live, i, &changes, &count, NULL);
    if (status == WTW_OK)
        status = wtw_live_outcome_of(run->live, 25, &outcome, NULL);
    return status;
}

Test(live_failures, memory_that_is_short_is_told_and_nothing_is_lost)
{
    struct live_run run = begin(FEW, 904);
    struct wtw_options options = plain_options();

    for (uint64_t nth = 1;; nth++) {
        enum wtw_status status = WTW_OK;
        uint64_t allocations = 0;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = live_a_little(&run, &options);
        allocations = wtw_fault_count(WTW_FAULT_ALLOCATION);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        live_close(&run);
        check_status(status, allocations < nth ? WTW_OK : WTW_NO_MEMORY);
        if (allocations < nth)
            break;
    }
    end(&run);
}

static enum wtw_status put_a_few(struct live_run *run,
                                 struct wtw_live_restoring *restoring)
{
    wtw_live_restoring_begin(restoring, 0, 0);
    for (uint32_t i = 0; i < FEW; i++) {
        struct wtw_live_article article = {.number = live_number(i),
                                           .cluster = i < FEW / 2 ? live_number(0) : 0,
                                           .published_seconds =
                                               run->articles[i].published_seconds};

        article.digest = wtw_live_digest(run->live, i, &article.digest_bytes);
        WTW_TRY(wtw_live_restoring_put(restoring, 0, &article, NULL));
    }
    WTW_TRY(wtw_live_restoring_end(restoring, 0, NULL));
    return wtw_live_restoring_finish(restoring, NULL);
}

static enum wtw_status restore_a_little(struct live_run *run, struct live_run *again,
                                        const struct wtw_options *options,
                                        const struct wtw_live_match *matches,
                                        size_t match_count)
{
    const uint32_t count = FEW;
    struct wtw_live_restoring *restoring = NULL;
    enum wtw_status status = live_open(again, options, NULL);

    if (status == WTW_OK)
        status = wtw_live_restoring_new(again->live, &count, 1, &restoring, NULL);
    if (status == WTW_OK)
        status = put_a_few(run, restoring);
    wtw_live_restoring_free(restoring);
    if (status == WTW_OK)
        status = wtw_live_expect_matches(again->live, match_count, NULL);
    for (size_t i = 0; i < match_count && status == WTW_OK; i++)
        status = wtw_live_restore_match(again->live, &matches[i], NULL);
    return status == WTW_OK ? wtw_live_settle(again->live, NULL) : status;
}

Test(live_failures, memory_that_is_short_while_restoring_is_told_and_nothing_is_lost)
{
    struct live_run run = begin(FEW, 905);
    struct live_run again = {.articles = run.articles, .order = run.order};
    struct wtw_options options = plain_options();
    struct wtw_live_match matches[FEW];
    size_t match_count = 0;

    live_run_all(&run, &options, FEW, FEW);
    for (uint32_t i = 0; i < FEW; i++) {
        struct wtw_live_outcome outcome;

        check_status(wtw_live_outcome_of(run.live, i, &outcome, NULL), WTW_OK);
        for (size_t k = 0; k < outcome.match_count && match_count < FEW; k++)
            if (outcome.matches[k].b == i)
                matches[match_count++] = outcome.matches[k];
    }
    for (uint64_t nth = 1;; nth++) {
        enum wtw_status status = WTW_OK;
        uint64_t allocations = 0;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = restore_a_little(&run, &again, &options, matches, match_count);
        allocations = wtw_fault_count(WTW_FAULT_ALLOCATION);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        live_close(&again);
        check_status(status, allocations < nth ? WTW_OK : WTW_NO_MEMORY);
        if (allocations < nth)
            break;
    }
    end(&run);
}

#endif
