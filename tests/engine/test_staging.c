/*
 * test_staging.c - with little memory keys and sketches go to files, and nothing changes
 */
#include "base/faults.h"
#include "engine/checked_run.h"
#include "engine/staging.h"
#include "stage/stage_scene.h"

TestSuite(staging, .init = make_test_folder, .fini = remove_test_folder);

enum { ARTICLES = 600, BATCH = 50 };

static struct wtw_options bounded_options(uint64_t memory_bytes, uint32_t threads)
{
    struct wtw_options options = joining_options();

    options.memory_bytes = memory_bytes;
    options.temporary_folder = test_folder;
    options.thread_count = threads;
    return options;
}

/* Adds the articles in batches, between which rows may go to files. */
static enum wtw_status add_batches(struct wtw_engine *engine,
                                   struct made_article *articles, uint32_t count,
                                   struct wtw_error *error)
{
    for (uint32_t done = 0; done < count; done += BATCH)
        WTW_TRY(wtw_engine_add_many(engine, BATCH, made_give, articles + done, error));
    return WTW_OK;
}

static struct seen run_bounded(const struct wtw_options *options,
                               struct made_article *articles)
{
    struct wtw_engine *engine = new_engine(options);
    struct wtw_error error = {0};
    const struct wtw_result *result = NULL;
    struct seen seen;

    check_ok(add_batches(engine, articles, ARTICLES, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    seen = see_result(engine, result);
    wtw_engine_free(engine);
    return seen;
}

/* 600 articles have some 200 KB of rows: in one, some and many runs. */
Test(staging, changes_no_result_whatever_the_memory_and_the_threads)
{
    static const uint64_t sizes[] = {4 << 20, 1 << 19, 1 << 17, 60000};
    struct made_article *articles = made_articles(ARTICLES, 350);
    struct wtw_options options = bounded_options(0, 1);
    struct seen wanted = run_bounded(&options, articles);

    check(wanted.match_count > 100);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
        for (uint32_t threads = 1; threads <= 3; threads += 2)
            for (int single = 0; single < 2; single++) {
                struct seen seen;

                options = bounded_options(sizes[s], threads);
                options.single_finish = single == 1;
                seen = run_bounded(&options, articles);
                check(seen_same_but_bytes(&seen, &wanted));
                see_free(&seen);
                check_number(count_names(test_folder), 0);
            }
    see_free(&wanted);
    free(articles);
}

Test(staging, lets_more_be_added_after_a_finish)
{
    struct made_article *articles = made_articles(ARTICLES, 351);
    struct wtw_options options = bounded_options(0, 2);
    struct seen wanted = run_bounded(&options, articles);
    const struct wtw_result *result = NULL;
    struct wtw_engine *engine = NULL;
    struct wtw_error error = {0};
    struct seen seen;

    options = bounded_options(1 << 17, 2);
    engine = new_engine(&options);
    check_ok(add_batches(engine, articles, ARTICLES / 2, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    check_ok(add_batches(engine, articles + ARTICLES / 2, ARTICLES / 2, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    seen = see_result(engine, result);
    check(seen_same_but_bytes(&seen, &wanted));
    see_free(&seen);
    wtw_engine_free(engine);
    see_free(&wanted);
    free(articles);
    check_number(count_names(test_folder), 0);
}

Test(staging, takes_empty_articles_and_no_keys_at_all)
{
    static const char *const texts[] = {"", "one two three four", "", "!?", "five"};
    struct wtw_options options = bounded_options(1000, 1);
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    options.key_ceiling = 0;
    options.sample_ceiling = 0;
    engine = new_engine(&options);
    for (size_t i = 0; i < 10; i++) {
        struct wtw_article article = {.text = texts[i % 5],
                                      .text_bytes = strlen(texts[i % 5]),
                                      .published_seconds = WTW_DATE_UNKNOWN};

        check_ok(wtw_engine_add(engine, &article, NULL, &error), &error);
    }
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    check_number(wtw_result_cluster_count(result), 8);
    wtw_engine_free(engine);
}

/* 90 bytes an article: 600 need 54,000, and the last batch is refused. */
Test(staging, says_how_much_memory_would_do_where_there_is_too_little)
{
    struct made_article *articles = made_articles(ARTICLES, 355);
    struct wtw_options options = bounded_options(53000, 1);
    struct wtw_engine *engine = new_engine(&options);
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    struct wtw_stats stats;

    check_status(add_batches(engine, articles, ARTICLES, &error), WTW_TOO_LARGE);
    check(strstr(error.words, "600 articles") != NULL);
    check(strstr(error.words, "at least 1 MiB") != NULL);
    check(strstr(error.words, "--memory") != NULL);
    wtw_engine_stats(engine, &stats);
    check_number(stats.articles, ARTICLES - BATCH);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    wtw_engine_free(engine);
    free(articles);
}

Test(staging, says_which_folder_cannot_be_written_to_and_goes_on_once_it_can)
{
    struct made_article *articles = made_articles(ARTICLES, 352);
    struct wtw_options options = bounded_options(1 << 17, 1);
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;
    char folder[128];

    snprintf(folder, sizeof folder, "%s/later", test_folder);
    options.temporary_folder = folder;
    engine = new_engine(&options);
    memset(folder, 'x', sizeof folder - 1); /* the engine has its own */
    check_status(add_batches(engine, articles, ARTICLES, &error), WTW_IO);
    check(strstr(error.words, "/later") != NULL);
    check(strstr(error.words, "set TMPDIR") != NULL);
    make_folder("later");
    check_ok(add_batches(engine, articles, ARTICLES, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    check(wtw_result_cluster_count(result) > 0);
    wtw_engine_free(engine);
    free(articles);
}

#ifdef WTW_FAULTS
/* The nth write, read or allocation of the whole life of an engine. */
Test(staging, fails_with_words_whatever_fails_and_leaves_no_file)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_WRITE, WTW_FAULT_READ,
                                                WTW_FAULT_ALLOCATION};
    struct made_article *articles = made_articles(ARTICLES, 353);
    struct wtw_options options = bounded_options(1 << 19, 1);

    for (int i = 0; i < 3; i++)
        for (uint64_t nth = 1;; nth = nth * 3 / 2 + 1) {
            struct wtw_engine *engine = new_engine(&options);
            const struct wtw_result *result = NULL;
            struct wtw_error error = {0};
            enum wtw_status status;

            wtw_fault_plan(kinds[i], nth);
            status = add_batches(engine, articles, ARTICLES, &error);
            if (status == WTW_OK)
                status = wtw_engine_finish(engine, &result, &error);
            wtw_fault_plan(kinds[i], 0);
            wtw_engine_free(engine);
            check_number(count_names(test_folder), 0);
            if (status == WTW_OK) {
                check(nth > 10);
                break;
            }
            check(error.words[0] != '\0');
        }
    free(articles);
}

Test(staging, that_failed_can_be_tried_again)
{
    struct made_article *articles = made_articles(ARTICLES, 354);
    struct wtw_options options = bounded_options(0, 1);
    struct seen wanted = run_bounded(&options, articles);

    options = bounded_options(1 << 19, 1);
    for (uint64_t nth = 1; nth < 60; nth += 7) {
        struct wtw_engine *engine = new_engine(&options);
        const struct wtw_result *result = NULL;
        struct wtw_error error = {0};
        struct seen seen;

        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        for (uint32_t done = 0; done < ARTICLES;)
            if (wtw_engine_add_many(engine, BATCH, made_give, articles + done, &error) ==
                WTW_OK)
                done += BATCH;
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        check_ok(wtw_engine_finish(engine, &result, &error), &error);
        seen = see_result(engine, result);
        check(seen_same_but_bytes(&seen, &wanted));
        see_free(&seen);
        wtw_engine_free(engine);
    }
    see_free(&wanted);
    free(articles);
}
#endif
