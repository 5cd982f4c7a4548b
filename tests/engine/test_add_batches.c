/*
 * test_add_batches.c - articles that come batch by batch
 *
 * The source of these tests checks what the engine promises it: slots within their number,
 * none given before it was settled, settling in order, and never next and settle at once.
 */
#include "check.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

#include "base/failure.h"
#include "base/faults.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARTICLES = 120, SLOTS_MOST = 16, NEVER = INT32_MAX };

/* Batches of 'most' articles and fewer, the sizes of which go round: most, most - 1, ... 0. */
struct source {
    struct made_article *articles;
    size_t left_out; /* every so many articles one is skipped; 0 for none */
    size_t most;
    uint32_t slot_count;
    uint64_t bytes; /* that each batch says it takes */
    uint64_t in_flight;
    uint64_t in_flight_most;
    size_t given; /* articles */
    uint32_t batches;
    uint32_t settled;
    size_t begins[SLOTS_MOST];
    size_t counts[SLOTS_MOST];
    uint32_t numbers[SLOTS_MOST]; /* of the batches in the slots */
    bool taken[SLOTS_MOST];
    atomic_int at_once;  /* calls of next and settle that run */
    uint32_t next_fails; /* at this batch */
    uint32_t settle_fails;
    size_t give_fails;       /* at this article */
    size_t give_fails_later; /* and at this one of batch 16, when that has failed */
    atomic_bool has_failed;
    atomic_uint begun; /* batches */
    enum wtw_status failure;
};

static enum wtw_status next(void *context, uint32_t slot, size_t *out_count,
                            uint64_t *out_bytes, struct wtw_error *error)
{
    struct source *source = context;
    size_t left = ARTICLES - source->given;
    size_t count = source->most - source->batches % (source->most + 1);

    check_number(atomic_fetch_add(&source->at_once, 1), 0);
    check(slot < source->slot_count);
    check(!source->taken[slot]);
    check(source->batches == source->settled || source->in_flight < 64 << 20);
    atomic_fetch_sub(&source->at_once, 1);
    if (source->batches == source->next_fails)
        return wtw_fail(error, source->failure, "batch %u fails", source->batches);
    if (!left)
        return WTW_END;
    count = count < left ? count : left;
    source->taken[slot] = true;
    source->begins[slot] = source->given;
    source->counts[slot] = count;
    source->numbers[slot] = source->batches++;
    source->given += count;
    source->in_flight += source->bytes;
    if (source->in_flight > source->in_flight_most)
        source->in_flight_most = source->in_flight;
    atomic_store(&source->begun, source->batches);
    *out_count = count;
    *out_bytes = source->bytes;
    return WTW_OK;
}

static enum wtw_status give(void *context, uint32_t slot, size_t i,
                            struct wtw_buffer *scratch, struct wtw_article *out_article,
                            struct wtw_error *error)
{
    struct source *source = context;
    size_t number = source->begins[slot] + i;

    check(i < source->counts[slot]);
    while (number == source->give_fails_later && !atomic_load(&source->has_failed))
        usleep(1000);
    if (number == source->give_fails_later) {
        usleep(5000); /* until it is told, too */
        return wtw_fail(error, WTW_BAD_INPUT, "article %zu fails too", number);
    }
    if (number == source->give_fails) {
        while (source->give_fails_later != NEVER && atomic_load(&source->begun) < 17)
            usleep(1000);
        atomic_store(&source->has_failed, true);
        return wtw_fail(error, source->failure, "article %zu fails", number);
    }
    if (source->left_out && number % source->left_out == 0)
        return WTW_SKIPPED;
    return made_give(source->articles, number, scratch, out_article, error);
}

static enum wtw_status settle(void *context, uint32_t slot, struct wtw_error *error)
{
    struct source *source = context;

    check_number(atomic_fetch_add(&source->at_once, 1), 0);
    check(source->taken[slot]);
    check_number(source->numbers[slot], source->settled);
    source->taken[slot] = false;
    source->in_flight -= source->bytes;
    atomic_fetch_sub(&source->at_once, 1);
    if (source->settled == source->settle_fails)
        return wtw_fail(error, source->failure, "settling %u fails", source->settled);
    source->settled++;
    return WTW_OK;
}

static struct source make_source(struct made_article *articles, size_t most)
{
    return (struct source){.articles = articles,
                           .most = most,
                           .next_fails = NEVER,
                           .settle_fails = NEVER,
                           .give_fails = NEVER,
                           .give_fails_later = NEVER,
                           .failure = WTW_IO};
}

static struct wtw_engine *new_engine(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_engine_new(options, &engine, &error), &error);
    return engine;
}

static struct wtw_engine *threaded_engine(uint32_t threads)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.thread_count = threads;
    return new_engine(&options);
}

static enum wtw_status add(struct wtw_engine *engine, struct source *source,
                           struct wtw_error *error)
{
    const struct wtw_batch_source doors = {
        .next = next, .give = give, .settle = settle, .context = source};

    source->slot_count = wtw_engine_batch_slots(engine);
    check(source->slot_count <= SLOTS_MOST);
    return wtw_engine_add_batches(engine, &doors, error);
}

static struct seen see(struct wtw_engine *engine)
{
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    return see_result(engine, result);
}

/* What an engine sees that is given the first 'count' articles one by one, but for those
 * left out. */
static struct seen see_plain(struct made_article *articles, size_t count, size_t left_out)
{
    struct wtw_engine *engine = threaded_engine(1);
    struct seen seen;

    for (size_t i = 0; i < count; i++) {
        struct wtw_article article;
        struct wtw_error error = {0};

        if (left_out && i % left_out == 0)
            continue;
        made_give(articles, i, NULL, &article, NULL);
        check_ok(wtw_engine_add(engine, &article, NULL, &error), &error);
    }
    seen = see(engine);
    wtw_engine_free(engine);
    return seen;
}

static void check_sees(struct wtw_engine *engine, struct made_article *articles,
                       size_t count, size_t left_out)
{
    struct seen wanted = see_plain(articles, count, left_out);
    struct seen seen = see(engine);

    check(seen_same(&seen, &wanted));
    see_free(&seen);
    see_free(&wanted);
}

static void check_batches(struct made_article *articles, size_t most, size_t left_out,
                          const struct seen *wanted)
{
    for (uint32_t threads = 1; threads <= 4; threads += threads) {
        struct wtw_engine *engine = threaded_engine(threads);
        struct source source = make_source(articles, most);
        struct wtw_error error = {0};
        struct seen seen;

        source.left_out = left_out;
        check_ok(add(engine, &source, &error), &error);
        check_number(source.given, ARTICLES);
        check_number(source.settled, source.batches);
        seen = see(engine);
        check(seen_same(&seen, wanted));
        see_free(&seen);
        wtw_engine_free(engine);
    }
}

Test(add_batches, gives_what_the_articles_one_by_one_would_whatever_the_batches)
{
    static const size_t sizes[] = {1, 7, ARTICLES};
    struct made_article *articles = made_articles(ARTICLES, 330);

    for (size_t left_out = 0; left_out <= 5; left_out += 5) {
        struct seen wanted = see_plain(articles, ARTICLES, left_out);

        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_batches(articles, sizes[i], left_out, &wanted);
        see_free(&wanted);
    }
    free(articles);
}

Test(add_batches, has_two_slots_for_each_thread_and_one_for_one)
{
    struct wtw_engine *one = threaded_engine(1);
    struct wtw_engine *three = threaded_engine(3);

    check_number(wtw_engine_batch_slots(one), 1);
    check_number(wtw_engine_batch_slots(three), 6);
    wtw_engine_free(one);
    wtw_engine_free(three);
}

Test(add_batches, goes_on_where_articles_were_added_before_and_finished)
{
    struct made_article *articles = made_articles(ARTICLES, 331);
    struct wtw_engine *engine = threaded_engine(2);
    struct source source = make_source(articles, 9);
    struct wtw_error error = {0};
    struct seen seen;

    check_ok(wtw_engine_add_many(engine, 50, made_give, articles, &error), &error);
    seen = see(engine);
    see_free(&seen);
    source.given = 50;
    check_ok(add(engine, &source, &error), &error);
    check_sees(engine, articles, ARTICLES, 0);
    wtw_engine_free(engine);
    free(articles);
}

Test(add_batches, of_no_batch_adds_nothing)
{
    struct wtw_engine *engine = threaded_engine(2);
    struct source source = make_source(NULL, 9);
    struct wtw_error error = {0};
    struct wtw_stats stats;

    source.given = ARTICLES;
    check_ok(add(engine, &source, &error), &error);
    wtw_engine_stats(engine, &stats);
    check_number(stats.articles, 0);
    wtw_engine_free(engine);
}

Test(add_batches, is_refused_by_an_engine_that_is_over)
{
    struct made_article *articles = made_articles(ARTICLES, 332);
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    struct source source = make_source(articles, 9);
    struct wtw_error error = {0};
    struct seen seen;

    wtw_options_init(&options);
    options.single_finish = true;
    engine = new_engine(&options);
    seen = see(engine);
    see_free(&seen);
    source.slot_count = 1;
    check_status(add(engine, &source, &error), WTW_BAD_ARGUMENT);
    check_number(source.batches, 0);
    wtw_engine_free(engine);
    free(articles);
}

/* ------------------------------------------------------------------ bounds */

Test(add_batches, asks_for_no_more_while_64_MiB_are_worked_on)
{
    struct made_article *articles = made_articles(ARTICLES, 333);
    const uint64_t megabyte = 1 << 20;
    static const uint64_t sizes[] = {1, 30, 63, 64};
    static const uint64_t most[] = {8, 90, 126, 64}; /* of eight slots */

    for (size_t i = 0; i < 4; i++) {
        struct wtw_engine *engine = threaded_engine(4);
        struct source source = make_source(articles, 6);
        struct wtw_error error = {0};

        source.bytes = sizes[i] * megabyte;
        check_ok(add(engine, &source, &error), &error);
        check(source.in_flight_most <= most[i] * megabyte);
        check_number(source.in_flight, 0);
        wtw_engine_free(engine);
    }
    free(articles);
}

/* ------------------------------------------------------------------ failures */

/* Batches of 6 articles, then 5, 4, 3, 2, 1 and 0, and so on: 21 in seven. */
static size_t articles_before(uint32_t batch)
{
    size_t count = batch / 7 * 21;

    for (uint32_t i = 0; i < batch % 7; i++)
        count += 6 - i;
    return count;
}

static void check_failure(struct wtw_engine *engine, struct source *source,
                          const char *words, uint32_t batches, size_t held)
{
    struct wtw_error error = {0};
    struct wtw_stats stats;

    check_status(add(engine, source, &error), source->failure);
    check_string(error.words, words);
    check_number(source->settled, batches);
    wtw_engine_stats(engine, &stats);
    check_number(stats.articles, held);
    check_sees(engine, source->articles, held, 0);
}

/* The same for one thread and several, where a batch, its settling or an article fails. */
static void check_failing(uint32_t next_fails, uint32_t settle_fails, size_t give_fails,
                          const char *words, uint32_t batches, size_t held)
{
    struct made_article *articles = made_articles(ARTICLES, 334);

    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct wtw_engine *engine = threaded_engine(threads);
        struct source source = make_source(articles, 6);

        source.next_fails = next_fails;
        source.settle_fails = settle_fails;
        source.give_fails = give_fails;
        check_failure(engine, &source, words, batches, held);
        wtw_engine_free(engine);
    }
    free(articles);
}

Test(add_batches, that_cannot_be_given_keep_the_batches_before)
{
    check_failing(17, NEVER, NEVER, "batch 17 fails", 17, articles_before(17));
}

/* 42 articles are in 14 batches, and 6 and 5 in the next two. */
Test(add_batches, with_an_article_that_cannot_be_given_keep_the_batches_before)
{
    check_failing(NEVER, NEVER, 50, "article 50 fails", 15, 48);
}

Test(add_batches, that_cannot_be_settled_end_with_their_articles)
{
    check_failing(NEVER, 8, NEVER, "settling 8 fails", 8, articles_before(9));
}

Test(add_batches, tell_the_first_of_several_failures)
{
    struct made_article *articles = made_articles(ARTICLES, 337);

    for (int round = 0; round < 5; round++) {
        struct wtw_engine *engine = threaded_engine(4);
        struct source source = make_source(articles, 6);

        source.give_fails = 50; /* in batch 15 */
        if (round % 2)
            source.next_fails = 16;
        else
            source.give_fails_later = 55; /* in 16 */
        check_failure(engine, &source, "article 50 fails", 15, 48);
        wtw_engine_free(engine);
    }
    free(articles);
}

struct stopper {
    uint64_t at; /* articles */
};

static bool stop_at(void *context, enum wtw_stage stage, uint64_t done, uint64_t total)
{
    const struct stopper *stopper = context;

    (void)total;
    return stage != WTW_STAGE_SKETCH || done < stopper->at;
}

Test(add_batches, stop_between_batches_when_the_watch_wants_it)
{
    struct made_article *articles = made_articles(ARTICLES, 338);

    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct stopper stopper = {42};
        struct wtw_options options;
        struct wtw_engine *engine = NULL;
        struct source source = make_source(articles, 6);

        wtw_options_init(&options);
        options.thread_count = threads;
        options.watch = (struct wtw_watch){.keep_going = stop_at, .context = &stopper};
        engine = new_engine(&options);
        source.failure = WTW_STOPPED;
        /* Batches 0 to 12 hold 42, and 13 is empty. */
        check_failure(engine, &source, "stopped on request", 13, 42);
        wtw_engine_free(engine);
    }
    free(articles);
}

#ifdef WTW_FAULTS

Test(add_batches, threads_that_cannot_start_change_no_result)
{
    struct made_article *articles = made_articles(ARTICLES, 339);

    for (uint64_t nth = 1; nth <= 3; nth++) {
        struct wtw_engine *engine = threaded_engine(4);
        struct source source = make_source(articles, 6);
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        check_ok(add(engine, &source, &error), &error);
        wtw_fault_plan(WTW_FAULT_THREAD, 0);
        check_sees(engine, articles, ARTICLES, 0);
        wtw_engine_free(engine);
    }
    free(articles);
}

Test(add_batches, every_allocation_can_fail_and_what_was_settled_is_held)
{
    struct made_article *articles = made_articles(ARTICLES, 340);

    for (uint32_t threads = 1; threads <= 2; threads++) {
        enum wtw_status status = WTW_NO_MEMORY;
        uint64_t nth = 1;

        for (; status != WTW_OK; nth += 1 + nth / 16) {
            struct wtw_engine *engine = threaded_engine(threads);
            struct source source = make_source(articles, 6);
            struct wtw_stats stats;

            wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
            status = add(engine, &source, NULL);
            wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
            check(status == WTW_OK || status == WTW_NO_MEMORY);
            wtw_engine_stats(engine, &stats);
            check_number(stats.articles,
                         status == WTW_OK ? ARTICLES : articles_before(source.settled));
            wtw_engine_free(engine);
        }
        check(nth > 20);
    }
    free(articles);
}

#endif
