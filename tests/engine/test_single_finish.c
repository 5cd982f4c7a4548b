/*
 * test_single_finish.c - an engine that frees its digests as soon as they are joined
 */
#include "check.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

enum { ARTICLES = 300 };

Test(single_finish, gives_the_same_once_and_refuses_more)
{
    struct made_article *articles = made_articles(ARTICLES, 223);
    struct wtw_article more = {.text = "one more", .text_bytes = 8};
    struct wtw_options options;
    struct wtw_engine *engines[2] = {NULL, NULL};
    const struct wtw_result *result = NULL;
    const struct wtw_result *refused = NULL;
    struct wtw_error error = {0};
    struct seen seen[2];

    wtw_options_init(&options);
    for (int i = 0; i < 2; i++) {
        options.single_finish = i == 1;
        check_ok(wtw_engine_new(&options, &engines[i], &error), &error);
        check_ok(wtw_engine_add_many(engines[i], ARTICLES, made_give, articles, &error),
                 &error);
        check_ok(wtw_engine_finish(engines[i], &result, &error), &error);
        seen[i] = see_result(engines[i], result);
    }
    check(seen_same(&seen[0], &seen[1]));
    check_status(wtw_engine_finish(engines[1], &refused, NULL), WTW_BAD_ARGUMENT);
    check_status(wtw_engine_add(engines[1], &more, NULL, NULL), WTW_BAD_ARGUMENT);
    check(refused == NULL);
    for (int i = 0; i < 2; i++) {
        see_free(&seen[i]);
        wtw_engine_free(engines[i]);
    }
    free(articles);
}
