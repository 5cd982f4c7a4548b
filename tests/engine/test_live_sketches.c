/*
 * test_live_sketches.c - sketches that are made apart are those of the live one itself
 */
#include "check.h"

#include "base/faults.h"
#include "engine/live_runs.h"
#include "engine/live_sketches.h"

enum { ARTICLES = 40 };

static struct wtw_article article_of(const struct made_article *made)
{
    return (struct wtw_article){.text = made->text,
                                .text_bytes = made->text_bytes,
                                .published_seconds = made->published_seconds,
                                .rank = made->rank};
}

static void list_articles(const struct made_article *made, struct wtw_article *out)
{
    for (size_t i = 0; i < ARTICLES; i++)
        out[i] = article_of(&made[i]);
}

Test(live_sketches, made_apart_take_the_place_of_the_live_ones_own)
{
    struct made_article *made = made_articles(ARTICLES, 905);
    struct wtw_article articles[ARTICLES];
    struct live_run run = {.articles = made};
    struct wtw_options options;
    struct wtw_live_sketches *apart = NULL;
    struct wtw_error error = {0};
    size_t bytes[2];

    list_articles(made, articles);
    wtw_options_init(&options);
    options.thread_count = 2;
    check_ok(live_open(&run, &options, &error), &error);
    check_ok(wtw_live_sketches_new(&options, &apart, &error), &error);
    check_ok(wtw_live_sketches_make(apart, articles, ARTICLES, &error), &error);
    check_ok(wtw_live_sketch(run.live, articles, ARTICLES, &error), &error);
    for (size_t i = 0; i < ARTICLES; i++) {
        const void *own = wtw_live_digest(run.live, i, &bytes[0]);
        const void *other = wtw_live_sketches_digest(apart, i, &bytes[1]);

        check_number(bytes[0], bytes[1]);
        check(memcmp(own, other, bytes[0]) == 0);
    }
    check_ok(wtw_live_sketch(run.live, articles + 1, 1, &error), &error);
    wtw_live_sketches_swap(run.live, &apart);
    check_number(apart->count, 1);
    (void)wtw_live_digest(run.live, ARTICLES - 1, &bytes[0]);
    check_number(bytes[0], bytes[1]);
    wtw_live_sketches_free(apart);
    wtw_live_sketches_free(NULL);
    live_close(&run);
    free(made);
}

#ifdef WTW_FAULTS

Test(live_sketches, without_memory_say_so)
{
    struct made_article *made = made_articles(ARTICLES, 906);
    struct wtw_article articles[ARTICLES];
    struct wtw_options options;
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 1;

    list_articles(made, articles);
    wtw_options_init(&options);
    options.thread_count = 1;
    for (; status != WTW_OK; nth++) {
        struct wtw_live_sketches *sketches = NULL;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_live_sketches_new(&options, &sketches, NULL);
        if (status == WTW_OK)
            status = wtw_live_sketches_make(sketches, articles, ARTICLES, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        wtw_live_sketches_free(sketches);
    }
    check(nth > 5);
    free(made);
}

#endif
