/*
 * test_engine.c - open an engine, add articles, close it
 *
 * What two engines found is compared through 'seen', all that a caller can see of a
 * result, copied out of it.
 */
#include "check.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

#include "base/failure.h"
#include "base/faults.h"

#include <stdlib.h>

enum { ARTICLES = 300 };

static struct wtw_engine *new_engine(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_engine_new(options, &engine, &error), &error);
    return engine;
}

static uint32_t add_text(struct wtw_engine *engine, const char *text)
{
    struct wtw_article article = {
        .text = text, .text_bytes = strlen(text), .published_seconds = WTW_DATE_UNKNOWN};
    struct wtw_error error = {0};
    uint32_t number = 77;

    check_ok(wtw_engine_add(engine, &article, &number, &error), &error);
    return number;
}

static void add_many(struct wtw_engine *engine, struct made_article *articles,
                     size_t count)
{
    struct wtw_error error = {0};

    check_ok(wtw_engine_add_many(engine, count, made_give, articles, &error), &error);
}

static const struct wtw_result *finish(struct wtw_engine *engine)
{
    struct wtw_error error = {0};
    const struct wtw_result *result = NULL;

    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    return result;
}

static struct wtw_stats stats_of(const struct wtw_engine *engine)
{
    struct wtw_stats stats;

    wtw_engine_stats(engine, &stats);
    return stats;
}

static const char mayor[] =
    "The mayor of Port Lorne opened the new bridge over the river "
    "on Monday, two years later than planned.";
static const char mayor_wrapped[] =
    "THE MAYOR of Port Lorne\nopened the new bridge\nover "
    "the river on Monday\n\ntwo years later than planned";
static const char mayor_edited[] =
    "The mayor of Port Lorne opened the new bridge over the "
    "river on Tuesday, two years later than planned.";
static const char harvest[] =
    "Farmers in the north expect the poorest barley harvest in a "
    "decade after a dry spring and late frosts.";

Test(engine, three_calls_find_the_copies_among_four_articles)
{
    struct wtw_engine *engine = new_engine(NULL);
    const struct wtw_result *result = NULL;
    const struct wtw_match *matches = NULL;
    struct wtw_cluster cluster;
    size_t count = 0;

    check_number(add_text(engine, mayor), 0);
    check_number(add_text(engine, harvest), 1);
    check_number(add_text(engine, mayor_edited), 2);
    check_number(add_text(engine, mayor_wrapped), 3);
    result = finish(engine);

    /* 19 words, 17 shingles; Tuesday for Monday changes three of them. */
    matches = wtw_result_matches(result, &count);
    check_number(count, 3);
    check(matches[0].a == 0 && matches[0].b == 2);
    check_number(matches[0].relation, WTW_REVISED);
    check_number(matches[0].figures.shared, 14);
    check_number(matches[0].figures.a_shingles, 17);
    check_real(wtw_jaccard(&matches[0].figures), .7, 1e-12);
    check(matches[1].a == 0 && matches[1].b == 3);
    check_number(matches[1].relation, WTW_EXACT);
    check(matches[2].a == 2 && matches[2].b == 3);
    check_number(matches[2].relation, WTW_REVISED);

    check_number(wtw_result_cluster_count(result), 2);
    cluster = wtw_result_cluster(result, 0);
    check_number(cluster.size, 3);
    check_number(cluster.first, 0);
    check_number(cluster.canonical, 0);
    check(cluster.members[0] == 0 && cluster.members[1] == 2 && cluster.members[2] == 3);
    cluster = wtw_result_cluster(result, 1);
    check_number(cluster.size, 1);
    check_number(cluster.first, 1);
    wtw_engine_free(engine);
}

Test(engine, without_articles_finishes_with_nothing)
{
    struct wtw_engine *engine = new_engine(NULL);
    const struct wtw_result *result = finish(engine);
    size_t count = 77;

    wtw_result_matches(result, &count);
    check_number(count, 0);
    check_number(wtw_result_cluster_count(result), 0);
    add_many(engine, NULL, 0);
    check_number(wtw_result_cluster_count(finish(engine)), 0);
    wtw_engine_free(engine);
    wtw_engine_free(NULL);
}

Test(engine, empty_and_one_word_articles_are_counted_and_the_empty_stay_alone)
{
    struct wtw_engine *engine = new_engine(NULL);
    struct wtw_article nothing = {.published_seconds = WTW_DATE_UNKNOWN};
    struct wtw_membership membership;
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_engine_add(engine, &nothing, NULL, &error), &error);
    add_text(engine, "");
    add_text(engine, " \n ...");
    add_text(engine, "word");
    add_text(engine, "Word.");
    add_text(engine, "other");
    add_text(engine, "two words");
    add_text(engine, "\xff\xff");
    result = finish(engine);
    check_number(stats_of(engine).articles, 8);
    check_number(stats_of(engine).empty, 4);
    check_number(stats_of(engine).bad_bytes, 2);
    check_number(stats_of(engine).distinct, 3);
    check_number(wtw_result_cluster_count(result), 7);
    membership = wtw_result_membership(result, 4);
    check_number(membership.cluster, 3);
    check_number(membership.size, 2);
    check_number(membership.relation, WTW_EXACT);
    check_number(membership.figures.shared, 1);
    membership = wtw_result_membership(result, 1);
    check_number(membership.cluster, 1);
    check_number(membership.size, 1);
    check_number(membership.figures.a_shingles, 0);
    wtw_engine_free(engine);
}

Test(engine, only_empty_articles_finish_too)
{
    struct wtw_engine *engine = new_engine(NULL);
    struct wtw_article nothing = {.published_seconds = 0};
    struct wtw_error error = {0};

    for (int i = 0; i < 3; i++)
        check_ok(wtw_engine_add(engine, &nothing, NULL, &error), &error);
    check_number(wtw_result_cluster_count(finish(engine)), 3);
    wtw_engine_free(engine);
}

Test(engine, adding_one_by_one_is_adding_many)
{
    struct made_article *articles = made_articles(ARTICLES, 220);
    struct wtw_engine *many = new_engine(NULL);
    struct wtw_engine *single = new_engine(NULL);
    struct wtw_engine *mixed = new_engine(NULL);
    struct seen many_seen;
    struct seen seen;

    add_many(many, articles, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        struct wtw_article article;
        struct wtw_error error = {0};
        uint32_t number = 77;

        made_give(articles, i, NULL, &article, &error);
        check_ok(wtw_engine_add(single, &article, &number, &error), &error);
        check_number(number, i);
    }
    add_many(mixed, articles, 100);
    finish(mixed);
    add_many(mixed, articles + 100, ARTICLES - 100);
    many_seen = see_result(many, finish(many));
    seen = see_result(single, finish(single));
    check(seen_same(&seen, &many_seen));
    see_free(&seen);
    seen = see_result(mixed, finish(mixed));
    check(seen_same(&seen, &many_seen));
    see_free(&seen);
    see_free(&many_seen);
    wtw_engine_free(many);
    wtw_engine_free(single);
    wtw_engine_free(mixed);
    free(articles);
}

Test(engine, any_thread_count_gives_the_same_result_to_the_byte)
{
    static const uint32_t threads[] = {1, 2, 7};
    struct made_article *articles = made_articles(ARTICLES, 221);
    struct seen first = {0};

    for (size_t t = 0; t < 3; t++) {
        struct wtw_options options;
        struct wtw_engine *engine = NULL;
        struct seen seen;

        wtw_options_init(&options);
        options.thread_count = threads[t];
        options.measure_passages = true;
        engine = new_engine(&options);
        check_number(stats_of(engine).thread_count, threads[t]);
        add_many(engine, articles, ARTICLES);
        seen = see_result(engine, finish(engine));
        if (t == 0) {
            first = seen;
        } else {
            check(seen_same(&seen, &first));
            see_free(&seen);
        }
        wtw_engine_free(engine);
    }
    check(first.match_count > 100);
    see_free(&first);
    free(articles);
}

Test(engine, texts_fetched_again_give_what_kept_ones_give)
{
    struct made_article *articles = made_articles(ARTICLES, 222);
    struct wtw_options options;
    struct wtw_engine *keeping = new_engine(NULL);
    struct wtw_engine *fetching = NULL;
    struct seen kept;
    struct seen fetched;

    wtw_options_init(&options);
    options.text_source =
        (struct wtw_text_source){.fetch = made_fetch, .context = articles};
    fetching = new_engine(&options);
    add_many(keeping, articles, ARTICLES);
    add_many(fetching, articles, ARTICLES);
    kept = see_result(keeping, finish(keeping));
    fetched = see_result(fetching, finish(fetching));
    check(seen_same_but_bytes(&kept, &fetched));
    check(fetched.stats.engine_bytes < kept.stats.engine_bytes);
    see_free(&kept);
    see_free(&fetched);
    wtw_engine_free(keeping);
    wtw_engine_free(fetching);
    free(articles);
}

/* Skips what 'skips' says, and fails at 'broken'. */
struct giver {
    struct made_article *articles;
    bool skips[ARTICLES];
    size_t broken;
    enum wtw_status status;
};

static enum wtw_status give_some(void *context, size_t i, struct wtw_buffer *scratch,
                                 struct wtw_article *out_article, struct wtw_error *error)
{
    const struct giver *giver = context;

    if (i == giver->broken)
        return giver->status == WTW_IO
                   ? wtw_fail(error, giver->status, "article %zu is gone", i)
                   : giver->status;
    if (giver->skips[i])
        return WTW_SKIPPED;
    return made_give(giver->articles, i, scratch, out_article, error);
}

Test(engine, skipped_articles_are_left_out_and_the_others_numbered_in_order)
{
    struct made_article *articles = made_articles(ARTICLES, 223);
    struct made_article *left = calloc(ARTICLES, sizeof *left);
    struct random_input random = random_begin(224);
    struct giver giver = {.articles = articles, .broken = ARTICLES};
    struct wtw_engine *skipping = new_engine(NULL);
    struct wtw_engine *plain = new_engine(NULL);
    struct wtw_error error = {0};
    struct seen skipped_seen;
    struct seen plain_seen;
    size_t count = 0;

    cr_assert(left != NULL);
    for (size_t i = 0; i < ARTICLES; i++) {
        giver.skips[i] = random_chance(&random, .3);
        if (!giver.skips[i])
            left[count++] = articles[i];
    }
    check_ok(wtw_engine_add_many(skipping, ARTICLES, give_some, &giver, &error), &error);
    add_many(plain, left, count);
    check_number(stats_of(skipping).articles, count);
    skipped_seen = see_result(skipping, finish(skipping));
    plain_seen = see_result(plain, finish(plain));
    check(seen_same(&skipped_seen, &plain_seen));
    see_free(&skipped_seen);
    see_free(&plain_seen);
    wtw_engine_free(skipping);
    wtw_engine_free(plain);
    free(articles);
    free(left);
}

Test(engine, an_article_that_cannot_be_given_leaves_the_engine_as_it_was)
{
    struct made_article *articles = made_articles(ARTICLES, 225);

    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct giver giver = {
            .articles = articles + 100, .broken = 150, .status = WTW_IO};
        struct wtw_options options;
        struct wtw_engine *engine = NULL;
        struct wtw_engine *plain = new_engine(NULL);
        struct wtw_error error = {0};
        struct wtw_stats before;
        struct wtw_stats after;
        struct seen seen;
        struct seen plain_seen;

        wtw_options_init(&options);
        options.thread_count = threads;
        engine = new_engine(&options);
        add_many(engine, articles, 100);
        before = stats_of(engine);
        check_status(wtw_engine_add_many(engine, 200, give_some, &giver, &error), WTW_IO);
        check_string(error.words, "article 150 is gone");
        check_status(wtw_engine_add_many(engine, 200, give_some, &giver, NULL), WTW_IO);
        giver.status = WTW_END;
        check_status(wtw_engine_add_many(engine, 200, give_some, &giver, NULL), WTW_END);
        after = stats_of(engine);
        check(seen_same_stats(&before, &after));
        add_many(engine, articles + 100, 50);
        add_many(plain, articles, 150);
        seen = see_result(engine, finish(engine));
        plain_seen = see_result(plain, finish(plain));
        check(seen_same(&seen, &plain_seen));
        see_free(&seen);
        see_free(&plain_seen);
        wtw_engine_free(engine);
        wtw_engine_free(plain);
    }
    free(articles);
}

Test(engine, options_are_copied_and_the_kernel_named_in_the_stats)
{
    char kernel[] = "scalar";
    struct wtw_options options;
    struct wtw_engine *engine = NULL;

    wtw_options_init(&options);
    options.kernel = kernel;
    options.threshold = .8;
    engine = new_engine(&options);
    memset(kernel, 'x', sizeof kernel - 1);
    memset(&options, 0xff, sizeof options);
    check_string(stats_of(engine).kernel, "scalar");
    /* 10 of 6: 1 - (1 - .8^6)^10 = .952; 9 of 7 would be .88. */
    check_number(stats_of(engine).bands, 10);
    check_number(stats_of(engine).rows, 6);
    add_text(engine, mayor);
    add_text(engine, mayor_wrapped);
    check_number(wtw_result_cluster_count(finish(engine)), 1);
    wtw_engine_free(engine);
}

/* 1 - (1 - .5^3)^21 = .939; 16 of 4 would be .64. */
Test(engine, default_bands_are_21_of_3_rows_on_at_least_one_thread)
{
    struct wtw_engine *engine = new_engine(NULL);

    check_number(stats_of(engine).bands, 21);
    check_number(stats_of(engine).rows, 3);
    check(stats_of(engine).thread_count >= 1);
    wtw_engine_free(engine);
}

Test(engine, nul_bytes_and_bytes_that_are_not_utf8_are_text_like_any_other)
{
    static const char left[] = "one\0two three\xff"
                               "four five";
    static const char right[] = "One Two, three four\0\0five";
    struct wtw_article articles[] = {
        {.text = left, .text_bytes = sizeof left - 1, .published_seconds = 5},
        {.text = right, .text_bytes = sizeof right - 1, .published_seconds = 3},
    };
    struct wtw_engine *engine = new_engine(NULL);
    struct wtw_error error = {0};
    struct wtw_cluster cluster;

    for (int i = 0; i < 2; i++)
        check_ok(wtw_engine_add(engine, &articles[i], NULL, &error), &error);
    cluster = wtw_result_cluster(finish(engine), 0);
    check_number(cluster.size, 2);
    check_number(cluster.canonical, 1);
    check_number(stats_of(engine).bad_bytes, 1);
    check_number(stats_of(engine).text_bytes, sizeof left + sizeof right - 2);
    wtw_engine_free(engine);
}

/* The watch of a caller that stops when a stage is reached for the n-th time. */
struct stopper {
    enum wtw_stage stage;
    uint32_t after;
    uint32_t told[WTW_STAGE_COUNT];
};

static bool stop_at(void *context, enum wtw_stage stage, uint64_t done, uint64_t total)
{
    struct stopper *stopper = context;

    check(total == 0 || done <= total);
    stopper->told[stage]++;
    return stage != stopper->stage || stopper->told[stage] <= stopper->after;
}

Test(engine, the_watch_can_stop_every_stage_and_the_engine_goes_on_afterwards)
{
    struct made_article *articles = made_articles(ARTICLES, 226);
    struct wtw_options with_stories;
    struct wtw_engine *plain = NULL;
    struct seen wanted;

    wtw_options_init(&with_stories);
    with_stories.finds_stories = true;
    plain = new_engine(&with_stories);
    add_many(plain, articles, ARTICLES);
    wanted = see_result(plain, finish(plain));
    for (int stage = 0; stage < WTW_STAGE_COUNT; stage++) {
        struct stopper stopper = {.stage = (enum wtw_stage)stage};
        struct wtw_options options;
        struct wtw_engine *engine = NULL;
        const struct wtw_result *result = NULL;
        struct wtw_error error = {0};
        struct seen seen;

        options = with_stories;
        options.watch = (struct wtw_watch){.keep_going = stop_at, .context = &stopper};
        engine = new_engine(&options);
        if (stage == WTW_STAGE_SKETCH) {
            check_status(
                wtw_engine_add_many(engine, ARTICLES, made_give, articles, &error),
                WTW_STOPPED);
            check_number(stats_of(engine).articles, 0);
            stopper.after = UINT32_MAX;
        }
        add_many(engine, articles, ARTICLES);
        if (stage != WTW_STAGE_SKETCH) {
            check_status(wtw_engine_finish(engine, &result, &error), WTW_STOPPED);
            check(result == NULL);
        }
        check(stopper.told[stage] >= 1);
        check_number(error.status, WTW_STOPPED);
        stopper.after = UINT32_MAX;
        seen = see_result(engine, finish(engine));
        check(seen_same(&seen, &wanted));
        see_free(&seen);
        wtw_engine_free(engine);
    }
    see_free(&wanted);
    wtw_engine_free(plain);
    free(articles);
}

Test(engine, the_version_of_the_library_is_that_of_the_header)
{
    check_string(wtw_version(), WTW_VERSION);
}

#ifdef WTW_FAULTS

static enum wtw_status run_small(struct made_article *articles, uint32_t threads,
                                 struct wtw_engine **engine)
{
    struct wtw_options options;
    const struct wtw_result *result = NULL;

    wtw_options_init(&options);
    options.thread_count = threads;
    options.measure_passages = true;
    WTW_TRY(wtw_engine_new(&options, engine, NULL));
    WTW_TRY(wtw_engine_add_many(*engine, 20, made_give, articles, NULL));
    WTW_TRY(wtw_engine_add_many(*engine, 20, made_give, articles + 20, NULL));
    return wtw_engine_finish(*engine, &result, NULL);
}

/* After a failure: adds what is missing and sees the whole result. */
static void check_recovers(struct wtw_engine *engine, struct made_article *articles,
                           const struct seen *wanted)
{
    uint64_t held = stats_of(engine).articles;
    struct seen seen;

    check(held == 0 || held == 20 || held == 40);
    add_many(engine, articles + held, 40 - held);
    seen = see_result(engine, finish(engine));
    check(seen_same(&seen, wanted));
    see_free(&seen);
}

Test(engine, every_allocation_of_a_run_can_fail_and_the_engine_goes_on_afterwards)
{
    struct made_article *articles = made_articles(40, 227);
    struct wtw_engine *engine = NULL;
    struct seen wanted;

    check_number(run_small(articles, 1, &engine), WTW_OK);
    wanted = see_result(engine, finish(engine));
    check(wanted.match_count > 10);
    wtw_engine_free(engine);
    for (uint32_t threads = 1; threads <= 2; threads++) {
        bool failed = true;
        uint64_t nth = 1;

        for (nth = 1; failed; nth += threads * threads) {
            enum wtw_status status = WTW_OK;

            engine = NULL;
            wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
            status = run_small(articles, threads, &engine);
            wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
            failed = status != WTW_OK;
            check(!failed || status == WTW_NO_MEMORY);
            if (failed && engine)
                check_recovers(engine, articles, &wanted);
            wtw_engine_free(engine);
        }
        check(nth > 100);
    }
    see_free(&wanted);
    free(articles);
}

Test(engine, threads_that_cannot_start_change_no_result)
{
    struct made_article *articles = made_articles(ARTICLES, 228);
    struct wtw_options options;
    struct wtw_engine *plain = new_engine(NULL);
    struct seen wanted;
    uint64_t asked = 1;

    add_many(plain, articles, ARTICLES);
    wanted = see_result(plain, finish(plain));
    wtw_options_init(&options);
    options.thread_count = 4;
    for (uint64_t nth = 1; nth <= asked; nth++) {
        struct wtw_engine *engine = new_engine(&options);
        struct seen seen;

        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        add_many(engine, articles, ARTICLES);
        seen = see_result(engine, finish(engine));
        asked = wtw_fault_count(WTW_FAULT_THREAD);
        check(seen_same(&seen, &wanted));
        see_free(&seen);
        wtw_engine_free(engine);
    }
    check(asked > 4);
    wtw_fault_plan(WTW_FAULT_THREAD, 0);
    see_free(&wanted);
    wtw_engine_free(plain);
    free(articles);
}

#endif
