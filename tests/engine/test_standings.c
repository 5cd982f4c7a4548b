/*
 * test_standings.c - figures of clustered articles to their canonical, seen through the
 * result
 */
#include "check.h"

#include <stdio.h>

static struct wtw_engine *open_engine(bool measures_passages)
{
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    struct wtw_error error = {0};

    wtw_options_init(&options);
    options.measure_passages = measures_passages;
    options.canonical = WTW_CANONICAL_FIRST;
    check_ok(wtw_engine_new(&options, &engine, &error), &error);
    return engine;
}

/* Adds an article of the words w<from> to w<to>. */
static void add_words(struct wtw_engine *engine, int from, int to)
{
    char text[4096];
    size_t used = 0;
    struct wtw_article article = {.text = text, .published_seconds = WTW_DATE_UNKNOWN};
    struct wtw_error error = {0};

    for (int word = from; word <= to; word++)
        used += (size_t)snprintf(text + used, sizeof text - used, "w%d ", word);
    article.text_bytes = used;
    check_ok(wtw_engine_add(engine, &article, NULL, &error), &error);
}

static const struct wtw_result *finish(struct wtw_engine *engine)
{
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    return result;
}

Test(standings, an_article_that_came_by_way_of_another_has_its_own_exact_figures)
{
    struct wtw_engine *engine = open_engine(false);
    const struct wtw_result *result = NULL;
    struct wtw_membership last;

    /* Windows of 100 words, each 25 further: neighbours share 73 of 123 shingles, Jaccard
     * .59; the first and the last share 23 of 173, which is no match but what the last
     * one's standing must say. */
    add_words(engine, 1, 100);
    add_words(engine, 26, 125);
    add_words(engine, 51, 150);
    add_words(engine, 76, 175);
    result = finish(engine);
    last = wtw_result_membership(result, 3);
    check_number(last.size, 4);
    check_number(last.canonical, 0);
    check_number(last.figures.shared, 23);
    check_number(last.figures.a_shingles, 98);
    check_number(last.figures.b_shingles, 98);
    check_number(last.relation, WTW_EXCERPT);
    wtw_engine_free(engine);
}

Test(standings, tell_what_the_article_is_to_its_canonical)
{
    struct wtw_engine *engine = open_engine(false);
    const struct wtw_result *result = NULL;

    add_words(engine, 1, 60);
    add_words(engine, 1, 100);
    add_words(engine, 1, 60);
    result = finish(engine);
    check_number(wtw_result_membership(result, 0).relation, WTW_EXACT);
    check_number(wtw_result_membership(result, 1).relation, WTW_EXPANDED);
    check_number(wtw_result_membership(result, 1).figures.a_shingles, 98);
    check_number(wtw_result_membership(result, 1).figures.b_shingles, 58);
    check_number(wtw_result_membership(result, 2).relation, WTW_EXACT);
    check_number(wtw_result_membership(result, 2).figures.shared, 58);
    wtw_engine_free(engine);
}

Test(standings, of_equal_texts_have_a_passage_of_all_tokens_when_passages_are_measured)
{
    struct wtw_engine *engine = open_engine(true);
    const struct wtw_result *result = NULL;

    add_words(engine, 1, 60);
    add_words(engine, 1, 60);
    result = finish(engine);
    check_number(wtw_result_membership(result, 1).figures.longest_passage_tokens, 60);
    check_number(wtw_result_membership(result, 1).figures.passage_tokens, 60);
    wtw_engine_free(engine);
}
