/*
 * live_batches.h - articles of several days in families, and a batch to hold what came live
 * against
 */
#ifndef WTW_TESTS_ENGINE_LIVE_BATCHES_H
#define WTW_TESTS_ENGINE_LIVE_BATCHES_H

#include "engine/live_runs.h"

enum { ARTICLES = 2000, FAMILY = 100, FEW = 300 };

/* Where memory is watched an article costs three times as much, so that suites which go
 * through all of them again and again have half as many there. */
#ifdef HAS_ADDRESS_SANITIZER
enum { MANY = ARTICLES / 2 };
#else
enum { MANY = ARTICLES };
#endif

/* Ceilings and limits that these articles do not come near: above them a batch sees more
 * than who came before. */
static inline struct wtw_options wide_options(void)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.exhaustive_limit = 0;
    options.bucket_limit = 250;
    options.key_ceiling = 250;
    options.sample_ceiling = 250;
    options.thread_count = 2;
    return options;
}

/* Made articles on several days, in families of up to a hundred: of larger ones a batch
 * clusters all, and what comes live only its neighbours. */
static inline struct made_article *dated_articles(uint32_t count, uint32_t seed)
{
    struct made_article *articles = calloc(count, sizeof *articles);
    struct random_input random = random_begin(seed + 1);

    for (uint32_t begin = 0; begin < count; begin += FAMILY)
        for (uint32_t i = 0; i < FAMILY && begin + i < count; i++)
            made_next(articles + begin, i, &random);
    for (uint32_t i = 0; i < count; i++) {
        articles[i].published_seconds = random_below(&random, 9) * 50000;
        articles[i].rank = (uint8_t)random_below(&random, 4);
        if (random_chance(&random, .05))
            articles[i].published_seconds = WTW_DATE_UNKNOWN;
    }
    return articles;
}

static inline uint32_t *shuffled(uint32_t count, uint32_t seed)
{
    uint32_t *order = calloc(count, sizeof *order);
    struct random_input random = random_begin(seed);

    random_permutation(&random, order, count);
    return order;
}

/* ------------------------------------------------------------------ a batch */

struct batch {
    struct wtw_engine *engine;
    const struct wtw_result *result;
};

static inline struct batch batch_of(const struct live_run *run,
                                    const struct wtw_options *options,
                                    const bool *are_gone)
{
    struct batch batch = {.engine = NULL};
    struct wtw_error error = {0};
    struct wtw_stats stats;

    check_ok(wtw_engine_new(options, &batch.engine, &error), &error);
    for (uint32_t i = 0; i < run->count; i++) {
        const struct made_article *made = &run->articles[run->order[i]];
        const struct wtw_article article = {.text = made->text,
                                            .text_bytes = made->text_bytes,
                                            .published_seconds = made->published_seconds,
                                            .source = i + 1,
                                            .rank = made->rank};

        if (!are_gone || !are_gone[i])
            check_ok(wtw_engine_add(batch.engine, &article, NULL, &error), &error);
    }
    check_ok(wtw_engine_finish(batch.engine, &batch.result, &error), &error);
    wtw_engine_stats(batch.engine, &stats);
    check_number(stats.recurring_lines, 0);
    check_number(stats.crowded_buckets, 0);
    check_number(stats.common_keys, 0);
    check(stats.clustered > run->count / 10);
    return batch;
}

/* Everybody has the canonical, the size and the figures that the batch gives, and is with
 * those it is with there. */
static inline void check_stands_as(struct live_run *run, const struct batch *batch,
                                   const bool *are_gone)
{
    int64_t *clusters = calloc(run->count, sizeof *clusters); /* by the batch's first */
    uint32_t *places = calloc(run->count, sizeof *places);    /* by the batch's number */
    struct wtw_error error = {0};
    uint32_t number = 0;

    for (uint32_t i = 0; i < run->count; i++)
        if (!are_gone || !are_gone[i])
            places[number++] = i;
    for (uint32_t i = 0; i < number; i++) {
        struct wtw_membership wanted = wtw_result_membership(batch->result, i);
        struct wtw_live_outcome got;

        check_ok(wtw_live_outcome_of(run->live, places[i], &got, &error), &error);
        if (!clusters[wanted.cluster])
            clusters[wanted.cluster] = got.cluster;
        check_number(got.cluster, clusters[wanted.cluster]);
        check_number(got.canonical, places[wanted.canonical]);
        check_number(got.size, wanted.size);
        if (got.canonical == places[i])
            continue;
        check_number(got.partner, got.canonical);
        check_number(got.relation, wanted.relation);
        check(memcmp(&got.figures, &wanted.figures, sizeof got.figures) == 0);
    }
    free(clusters);
    free(places);
}

static inline void check_as_batch(struct live_run *run, const struct wtw_options *options)
{
    struct batch batch = batch_of(run, options, NULL);

    check_stands_as(run, &batch, NULL);
    wtw_engine_free(batch.engine);
}

#endif
