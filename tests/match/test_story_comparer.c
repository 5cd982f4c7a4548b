/*
 * test_story_comparer.c - two articles, whether they tell one event, and what says so
 */
#include "check.h"
#include "match/told_events.h"

#include "base/faults.h"

static struct wtw_story_comparer *new_comparer(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_story_comparer *comparer = NULL;

    check_ok(wtw_story_comparer_new(options, &comparer, &error), &error);
    return comparer;
}

static struct wtw_story_figures compare(struct wtw_story_comparer *comparer,
                                        const struct wtw_article *a,
                                        const struct wtw_article *b)
{
    struct wtw_error error = {0};
    struct wtw_story_figures figures;

    check_ok(wtw_story_comparer_compare(comparer, a, b, &figures, &error), &error);
    return figures;
}

Test(story_comparer, tellings_of_one_event_are_one_story_and_others_are_not)
{
    struct wtw_story_comparer *comparer = new_comparer(NULL);

    for (size_t i = 0; i < TOLD_COUNT; i++)
        for (size_t j = 0; j < TOLD_COUNT; j++) {
            struct wtw_article a = told_article(i);
            struct wtw_article b = told_article(j);
            struct wtw_story_figures figures = compare(comparer, &a, &b);

            cr_assert(figures.is_same_story ==
                          (told_articles[i].event == told_articles[j].event),
                      "%zu and %zu: likeness %g", i, j, figures.likeness);
            check(figures.shared_terms <= figures.a_terms &&
                  figures.shared_terms <= figures.b_terms);
        }
    wtw_story_comparer_free(comparer);
}

Test(story_comparer, the_order_of_the_two_does_not_matter)
{
    struct wtw_story_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = told_article(0);
    struct wtw_article b = told_article(1);
    struct wtw_story_figures there = compare(comparer, &a, &b);
    struct wtw_story_figures back = compare(comparer, &b, &a);

    check(there.cosine == back.cosine && there.likeness == back.likeness);
    check_number(there.shared_terms, back.shared_terms);
    check_number(there.lag_seconds, TOLD_DAY);
    check_number(back.lag_seconds, -TOLD_DAY);
    wtw_story_comparer_free(comparer);
}

static bool stands(const struct wtw_article *article, struct wtw_range range,
                   const char *word)
{
    return range.end - range.begin == strlen(word) &&
           memcmp(article->text + range.begin, word, strlen(word)) == 0;
}

Test(story_comparer, shows_the_terms_that_both_have)
{
    struct wtw_story_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = told_article(0);
    struct wtw_article b = told_article(2);
    struct wtw_story_figures figures = compare(comparer, &a, &b);
    size_t count = 0;
    const struct wtw_shared_term *terms = wtw_story_comparer_terms(comparer, &count);
    double shares = 0;
    bool has_name = false;
    bool has_figure = false;

    check_number(count, figures.shared_terms);
    for (size_t i = 0; i < count; i++) {
        shares += terms[i].share;
        check(!i || terms[i - 1].share >= terms[i].share);
        has_name = has_name ||
                   (terms[i].kind == WTW_TERM_NAME && stands(&a, terms[i].a, "Zarnitz") &&
                    stands(&b, terms[i].b, "Zarnitz"));
        has_figure = has_figure ||
                     (terms[i].kind == WTW_TERM_FIGURE &&
                      stands(&a, terms[i].a, "1871") && stands(&b, terms[i].b, "1871"));
    }
    check(has_name && has_figure);
    check_real(shares, 1, 1e-9);
    wtw_story_comparer_free(comparer);
}

Test(story_comparer, time_takes_from_the_likeness_and_not_from_the_cosine)
{
    struct wtw_story_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = told_article(0);
    struct wtw_article b = told_article(1);

    b.published_seconds = a.published_seconds + 16 * TOLD_DAY;
    struct wtw_story_figures figures = compare(comparer, &a, &b);

    check_real(figures.likeness, figures.cosine / 1.2, .001);
    wtw_story_comparer_free(comparer);
}

Test(story_comparer, two_fillings_of_one_form_are_alike_and_no_story)
{
    static const char a_text[] =
        "The weather in Corrant will be cloudy with sunny spells. The highest "
        "temperature "
        "is 17 degrees, the lowest 8 degrees, with moderate wind from the west at 12 "
        "kilometres an hour. Pollen counts were published by Helka Zarnitz.";
    static const char b_text[] =
        "The weather in Ostwick will be cloudy with sunny spells. The highest "
        "temperature "
        "is 14 degrees, the lowest 5 degrees, with moderate wind from the north at 31 "
        "kilometres an hour. Pollen counts were published by Tomas Quillan.";
    struct wtw_story_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = {.text = a_text, .text_bytes = sizeof a_text - 1};
    struct wtw_article b = {.text = b_text, .text_bytes = sizeof b_text - 1};
    struct wtw_story_figures figures = compare(comparer, &a, &b);

    check(figures.likeness > .24);
    check(!figures.is_same_story);
    wtw_story_comparer_free(comparer);
}

Test(story_comparer, looks_at_the_options)
{
    struct wtw_options options;
    struct wtw_story_comparer *comparer = NULL;
    struct wtw_article a = told_article(0);
    struct wtw_article b = told_article(1);

    wtw_options_init(&options);
    options.story_likeness = .99;
    options.keeps_boilerplate = true;
    comparer = new_comparer(&options);
    check(!compare(comparer, &a, &b).is_same_story);
    check(compare(comparer, &a, &a).is_same_story);
    wtw_story_comparer_free(comparer);
    options.story_days = 0;
    check_status(wtw_story_comparer_new(&options, &comparer, NULL), WTW_BAD_ARGUMENT);
}

Test(story_comparer, empty_articles_share_nothing)
{
    struct wtw_story_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = told_article(0);
    struct wtw_article none = {.published_seconds = WTW_DATE_UNKNOWN};
    struct wtw_story_figures figures = compare(comparer, &a, &none);

    check(figures.cosine == 0 && figures.shared_terms == 0 && !figures.is_same_story);
    check(figures.lag_seconds == WTW_DATE_UNKNOWN);
    wtw_story_comparer_free(comparer);
}

#ifdef WTW_FAULTS

Test(story_comparer, says_so_when_memory_runs_out)
{
    struct wtw_article a = told_article(0);
    struct wtw_article b = told_article(1);
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_story_comparer *comparer = NULL;
        struct wtw_story_figures figures;
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_story_comparer_new(NULL, &comparer, &error);
        if (status == WTW_OK)
            status = wtw_story_comparer_compare(comparer, &a, &b, &figures, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check(failed || nth > 10);
        wtw_story_comparer_free(comparer);
    }
}

#endif
