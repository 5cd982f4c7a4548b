/*
 * test_article_maker.c - any article in any order, and no failure that leaves something
 * behind
 */
#include "article_json.h"
#include "article_maker.h"
#include "check.h"

#include "base/faults.h"

#include <stdlib.h>

static struct wtw_corpus_options short_articles(void)
{
    struct wtw_corpus_options options;

    wtw_corpus_options_init(&options);
    options.mean_words = 60;
    options.copies = .6;
    for (size_t i = 0; i < WTW_EDIT_KIND_COUNT; i++)
        options.weights[i] = 1;
    return options;
}

/* The lines of articles 0 to 'count' - 1, made in the order or against it. */
static char **lines_of(const struct wtw_corpus_options *options, uint64_t count,
                       bool backwards)
{
    struct wtw_article_maker *maker;
    struct wtw_error error = {0};
    char **lines = calloc(count, sizeof *lines);

    check_ok(wtw_article_maker_new(options, &maker, &error), &error);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t number = backwards ? count - 1 - i : i;
        struct wtw_made_article article;
        struct wtw_buffer line = {0};

        check_ok(wtw_article_make(maker, number, &article, &error), &error);
        check_ok(wtw_article_json_append(&article, false, &line, &error), &error);
        check_ok(wtw_buffer_append(&line, "", 1, &error), &error);
        lines[number] = malloc(line.count);
        memcpy(lines[number], line.items, line.count);
        wtw_buffer_release(&line);
    }
    wtw_article_maker_free(maker);
    return lines;
}

Test(article_maker, an_article_is_the_same_in_whatever_order_they_are_made)
{
    enum { COUNT = 300 };
    struct wtw_corpus_options options = short_articles();
    char **forwards = lines_of(&options, COUNT, false);
    char **backwards = lines_of(&options, COUNT, true);

    for (size_t i = 0; i < COUNT; i++) {
        check_string(backwards[i], forwards[i]);
        free(forwards[i]);
        free(backwards[i]);
    }
    free(forwards);
    free(backwards);
}

Test(article_maker, another_seed_gives_other_articles)
{
    struct wtw_corpus_options options = short_articles();
    char **one = lines_of(&options, 1, false);

    options.seed++;
    char **other = lines_of(&options, 1, false);

    check(strcmp(one[0], other[0]) != 0);
    free(one[0]);
    free(one);
    free(other[0]);
    free(other);
}

Test(article_maker, numbers_beyond_32_bits_have_articles_too)
{
    struct wtw_corpus_options options = short_articles();
    struct wtw_article_maker *maker;
    struct wtw_made_article article;
    struct wtw_error error = {0};

    check_ok(wtw_article_maker_new(&options, &maker, &error), &error);
    for (uint64_t number = UINT64_C(1) << 39; number < (UINT64_C(1) << 39) + 50;
         number++) {
        check_ok(wtw_article_make(maker, number, &article, &error), &error);
        check(article.text->count > 20 && article.cluster <= number);
    }
    wtw_article_maker_free(maker);
}

Test(article_maker, freeing_nothing_is_fine)
{
    wtw_article_maker_free(NULL);
    wtw_word_model_free(NULL);
    wtw_sites_free(NULL);
}

#ifdef WTW_FAULTS

static enum wtw_status make_some(const struct wtw_corpus_options *options,
                                 struct wtw_error *error)
{
    struct wtw_article_maker *maker = NULL;
    struct wtw_buffer line = {0};
    struct wtw_made_article article;
    enum wtw_status status = wtw_article_maker_new(options, &maker, error);

    for (uint64_t number = 0; status == WTW_OK && number < 60; number++) {
        status = wtw_article_make(maker, number, &article, error);
        if (status == WTW_OK)
            status = wtw_article_json_append(&article, true, &line, error);
    }
    wtw_buffer_release(&line);
    wtw_article_maker_free(maker);
    return status;
}

Test(article_maker, every_allocation_may_fail)
{
    struct wtw_corpus_options options = short_articles();
    struct wtw_error error = {0};
    uint64_t nth = 1;

    for (;; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        enum wtw_status status = make_some(&options, &error);
        bool was_due = wtw_fault_count(WTW_FAULT_ALLOCATION) >= nth;

        if (!was_due) {
            check_status(status, WTW_OK);
            break;
        }
        check_status(status, WTW_NO_MEMORY);
        check(error.words[0]);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(nth > 10);
}

#endif
