/*
 * story_runs.h - whole runs over told events
 */
#ifndef WTW_TESTS_ENGINE_STORY_RUNS_H
#define WTW_TESTS_ENGINE_STORY_RUNS_H

#include "check.h"
#include "match/told_events.h"

/* An engine with articles in it. */
struct story_run {
    struct wtw_engine *engine;
    const struct wtw_result *result;
};

static inline struct wtw_options story_options(void)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.finds_stories = true;
    return options;
}

static inline struct story_run open_run(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct story_run run = {0};

    check_ok(wtw_engine_new(options, &run.engine, &error), &error);
    return run;
}

static inline void add(struct story_run *run, const struct wtw_article *article)
{
    struct wtw_error error = {0};

    check_ok(wtw_engine_add(run->engine, article, NULL, &error), &error);
}

static inline void finish(struct story_run *run)
{
    struct wtw_error error = {0};

    check_ok(wtw_engine_finish(run->engine, &run->result, &error), &error);
}

static inline void close_run(struct story_run *run)
{
    wtw_engine_free(run->engine);
}

/* All told articles, in the order of 'order', or theirs where that is NULL. */
static inline struct story_run run_told(const struct wtw_options *options,
                                        const uint32_t *order)
{
    struct story_run run = open_run(options);

    for (uint32_t i = 0; i < TOLD_COUNT; i++) {
        struct wtw_article article = told_article(order ? order[i] : i);

        add(&run, &article);
    }
    finish(&run);
    return run;
}

#endif
