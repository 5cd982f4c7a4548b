/*
 * test_comparer.c - two articles compared in full
 *
 * The texts are short reports, written out, so that what has changed in them can be read.
 */
#include "check.h"

#include "base/faults.h"
#include "match/relation.h"

static struct wtw_comparer *new_comparer(const struct wtw_options *options)
{
    struct wtw_comparer *comparer = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_comparer_new(options, &comparer, &error), &error);
    return comparer;
}

static struct wtw_article article_of(const char *text)
{
    return (struct wtw_article){
        .text = text, .text_bytes = strlen(text), .published_seconds = WTW_DATE_UNKNOWN};
}

/* What comes of comparing two texts. */
struct outcome {
    struct wtw_figures figures;
    enum wtw_relation relation;
};

static struct outcome compare_articles(struct wtw_comparer *comparer,
                                       const struct wtw_article *a,
                                       const struct wtw_article *b)
{
    struct wtw_error error = {0};
    struct outcome outcome = {.relation = WTW_UNRELATED};

    check_ok(
        wtw_comparer_compare(comparer, a, b, &outcome.figures, &outcome.relation, &error),
        &error);
    return outcome;
}

static struct outcome compare(struct wtw_comparer *comparer, const char *a, const char *b)
{
    struct wtw_article a_article = article_of(a);
    struct wtw_article b_article = article_of(b);

    return compare_articles(comparer, &a_article, &b_article);
}

static size_t count_changes(const struct wtw_comparer *comparer)
{
    size_t count = 77;

    wtw_comparer_changes(comparer, &count);
    return count;
}

static void check_words(struct wtw_range range, const char *text, const char *wanted)
{
    cr_assert(range.end - range.begin == strlen(wanted) &&
                  memcmp(text + range.begin, wanted, strlen(wanted)) == 0,
              "\"%.*s\", not \"%s\"", (int)(range.end - range.begin), text + range.begin,
              wanted);
}

/* 44 words. */
#define REPORT                                                                           \
    "The council of the port town has voted to close the old harbour road for 14 "       \
    "months while workers under the engineer Mira Solveig rebuild the wall that the "    \
    "sea broke last winter, and the bridge behind it will be closed too until May."

/* The same with a verb, a figure, a name and a month changed. */
#define CORRECTED                                                                        \
    "The council of the port town has decided to close the old harbour road for 16 "     \
    "months while workers under the engineer Tora Lindqvist rebuild the wall that the "  \
    "sea broke last winter, and the bridge behind it will be closed too until August."

static const char report[] = REPORT;
static const char corrected[] = CORRECTED;
static const char framed[] = "By Jane Orr\n\n" REPORT "\n\n"
                             "\u00A9 2024 Harbour Post. All rights reserved.\n";

/* ------------------------------------------------------------------ boilerplate */

Test(comparer, texts_that_are_equal_but_for_boilerplate_are_exact)
{
    struct wtw_comparer *comparer = new_comparer(NULL);
    struct outcome outcome = compare(comparer, framed, report);
    const struct wtw_boilerplate *boilerplate = wtw_comparer_boilerplate(comparer, 0);

    check_number(outcome.relation, WTW_EXACT);
    check_number(outcome.figures.shared, 44 - 2);
    check_number(outcome.figures.a_shingles, 44 - 2);
    check_number(outcome.figures.b_shingles, 44 - 2);
    check_number(wtw_tokens_count(wtw_comparer_tokens(comparer, 0)), 44);
    check_number(wtw_tokens_count(wtw_comparer_tokens(comparer, 1)), 44);
    check_words(wtw_tokens_ranges(wtw_comparer_tokens(comparer, 0))[0], framed, "The");
    check_number(wtw_boilerplate_count(boilerplate), 2);
    check(wtw_boilerplate_items(boilerplate)[0].end <= strlen("By Jane Orr\n\n"));
    check_number(wtw_boilerplate_count(wtw_comparer_boilerplate(comparer, 1)), 0);
    check_number(count_changes(comparer), 0);
    wtw_comparer_free(comparer);
}

Test(comparer, boilerplate_is_compared_where_it_is_kept)
{
    struct wtw_options options;
    struct wtw_comparer *comparer = NULL;
    struct outcome outcome;

    wtw_options_init(&options);
    options.keeps_boilerplate = true;
    comparer = new_comparer(&options);
    outcome = compare(comparer, framed, report);
    check(outcome.relation != WTW_EXACT);
    check_number(outcome.figures.shared, 44 - 2);
    check_number(outcome.figures.a_shingles, 3 + 44 + 6 - 2);
    check_number(outcome.figures.a_tokens, 3 + 44 + 6);
    check(wtw_comparer_boilerplate(comparer, 0) == NULL);
    check(wtw_comparer_boilerplate(comparer, 1) == NULL);
    check_number(compare(comparer, framed, framed).relation, WTW_EXACT);
    wtw_comparer_free(comparer);
}

/* ------------------------------------------------------------------ what is found */

Test(comparer, changes_are_the_figures_and_names_that_differ_and_nothing_else)
{
    struct wtw_comparer *comparer = new_comparer(NULL);
    const struct wtw_change *changes = NULL;
    size_t count = 0;
    struct outcome outcome = compare(comparer, report, corrected);

    check_number(outcome.figures.changed_figures, 2);
    check(outcome.figures.changed_names > 0);
    check_number(wtw_alignment_difference_count(wtw_comparer_alignment(comparer)), 4);
    changes = wtw_comparer_changes(comparer, &count);
    check_number(count, 3);
    check_words(changes[0].a, report, "14");
    check_words(changes[0].b, corrected, "16");
    check(changes[0].has_figures && !changes[0].has_names);
    check_words(changes[1].a, report, "Mira Solveig");
    check_words(changes[1].b, corrected, "Tora Lindqvist");
    check(!changes[1].has_figures && changes[1].has_names);
    check_words(changes[2].a, report, "May");
    check_words(changes[2].b, corrected, "August");
    check(changes[2].has_figures);
    wtw_comparer_free(comparer);
}

/* Before the verb there are 7 words, between it and the figure 7, then 6: a passage has 8
 * or more. */
Test(comparer, passages_and_alignment_are_there_whatever_the_relation)
{
    struct wtw_comparer *comparer = new_comparer(NULL);
    struct outcome outcome = compare(comparer, report, corrected);
    const struct wtw_aligned *part =
        wtw_alignment_items(wtw_comparer_alignment(comparer));
    const struct wtw_passages *passages = wtw_comparer_passages(comparer);
    const char *rest = "rebuild the wall that the sea broke last winter, and the bridge "
                       "behind it will be closed too until";

    check(outcome.relation != WTW_EXACT && outcome.relation != WTW_UNRELATED);
    check_number(wtw_alignment_count(wtw_comparer_alignment(comparer)), 1);
    check_number(part->a.begin, 0);
    check_number(part->b.end, strstr(corrected, " August") - corrected);
    check_number(outcome.figures.aligned_shared, 44 - 5);
    check_number(wtw_passages_count(passages), 1);
    check_words(wtw_passages_items(passages)->a, report, rest);
    check_words(wtw_passages_items(passages)->b, corrected, rest);
    check_number(outcome.figures.passage_tokens, 19);
    check_number(outcome.figures.longest_passage_tokens, 19);
    /* Equal texts are one passage and one part. */
    check_number(compare(comparer, report, report).relation, WTW_EXACT);
    check_number(wtw_passages_count(passages), 1);
    check_number(wtw_passages_items(passages)->token_count, 44);
    check_number(wtw_alignment_count(wtw_comparer_alignment(comparer)), 1);
    wtw_comparer_free(comparer);
}

Test(comparer, of_unlike_texts_nothing_is_found)
{
    struct wtw_comparer *comparer = new_comparer(NULL);

    compare(comparer, report, corrected);
    check_number(count_changes(comparer), 3);
    check_number(compare(comparer, report, "Snow fell on 3 farms.").relation,
                 WTW_UNRELATED);
    check_number(count_changes(comparer), 0);
    check_number(wtw_passages_count(wtw_comparer_passages(comparer)), 0);
    check_number(wtw_alignment_count(wtw_comparer_alignment(comparer)), 0);
    check_number(wtw_tokens_count(wtw_comparer_tokens(comparer, 1)), 5);
    check_number(wtw_shingles_count(wtw_comparer_shingles(comparer, 1)), 3);
    compare(comparer, "", report);
    check_number(count_changes(comparer), 0);
    check_number(wtw_tokens_count(wtw_comparer_tokens(comparer, 0)), 0);
    check_number(wtw_tokens_count(wtw_comparer_tokens(comparer, 1)), 44);
    wtw_comparer_free(comparer);
}

Test(comparer, the_lag_is_from_a_to_b_where_both_dates_are_known)
{
    struct wtw_comparer *comparer = new_comparer(NULL);
    struct wtw_article a = article_of(report);
    struct wtw_article b = article_of(corrected);

    check(compare_articles(comparer, &a, &b).figures.lag_seconds == WTW_DATE_UNKNOWN);
    a.published_seconds = 1700000000;
    check(compare_articles(comparer, &a, &b).figures.lag_seconds == WTW_DATE_UNKNOWN);
    check(compare_articles(comparer, &b, &a).figures.lag_seconds == WTW_DATE_UNKNOWN);
    b.published_seconds = 1700003600;
    check_number(compare_articles(comparer, &a, &b).figures.lag_seconds, 3600);
    check_number(compare_articles(comparer, &b, &a).figures.lag_seconds, -3600);
    wtw_comparer_free(comparer);
}

Test(comparer, of_exchanged_articles_all_is_exchanged)
{
    struct wtw_comparer *comparer = new_comparer(NULL);
    struct outcome there = compare(comparer, framed, corrected);
    struct wtw_change kept[3];
    const struct wtw_change *changes = NULL;
    size_t count = 0;
    struct outcome back;
    struct wtw_figures reversed;

    changes = wtw_comparer_changes(comparer, &count);
    check_number(count, 3);
    memcpy(kept, changes, sizeof kept);
    back = compare(comparer, corrected, framed);
    reversed = wtw_figures_reversed(&there.figures);
    check_number(back.relation, wtw_relation_reversed(there.relation));
    check(memcmp(&back.figures, &reversed, sizeof reversed) == 0);
    changes = wtw_comparer_changes(comparer, &count);
    check_number(count, 3);
    for (size_t i = 0; i < 3; i++) {
        check(memcmp(&changes[i].a, &kept[i].b, sizeof kept[i].b) == 0);
        check(memcmp(&changes[i].b, &kept[i].a, sizeof kept[i].a) == 0);
        check(changes[i].has_figures == kept[i].has_figures);
        check(changes[i].has_names == kept[i].has_names);
    }
    wtw_comparer_free(comparer);
}

/* ------------------------------------------------------------------ options */

/* What an engine that measures passages makes of the same two articles. */
static struct outcome match_by_engine(struct wtw_options options, const char *a,
                                      const char *b)
{
    struct wtw_article articles[2] = {article_of(a), article_of(b)};
    const struct wtw_result *result = NULL;
    const struct wtw_match *match = NULL;
    struct wtw_engine *engine = NULL;
    struct wtw_error error = {0};
    struct outcome outcome;
    size_t count = 0;

    options.measure_passages = true;
    check_ok(wtw_engine_new(&options, &engine, &error), &error);
    for (int i = 0; i < 2; i++)
        check_ok(wtw_engine_add(engine, &articles[i], NULL, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    match = wtw_result_matches(result, &count);
    check_number(count, 1);
    outcome = (struct outcome){match->figures, match->relation};
    wtw_engine_free(engine);
    return outcome;
}

Test(comparer, compares_as_the_engine_does_under_the_same_options)
{
    static const uint32_t shingle_tokens[] = {1, 3, 5};

    for (size_t i = 0; i < 6; i++) {
        struct wtw_options options;
        struct wtw_comparer *comparer = NULL;
        struct outcome wanted;
        struct outcome got;

        wtw_options_init(&options);
        options.shingle_tokens = shingle_tokens[i % 3];
        options.keeps_boilerplate = i >= 3;
        comparer = new_comparer(&options);
        wanted = match_by_engine(options, framed, corrected);
        options.shingle_tokens = 9; /* the comparer has a copy */
        got = compare(comparer, framed, corrected);
        check_number(got.relation, wanted.relation);
        check(memcmp(&got.figures, &wanted.figures, sizeof wanted.figures) == 0);
        wtw_comparer_free(comparer);
    }
}

Test(comparer, no_options_are_the_defaults)
{
    struct wtw_options options;
    struct wtw_comparer *by_none = new_comparer(NULL);
    struct wtw_comparer *by_defaults = NULL;
    struct outcome x;
    struct outcome y;

    wtw_options_init(&options);
    by_defaults = new_comparer(&options);
    x = compare(by_none, framed, corrected);
    y = compare(by_defaults, framed, corrected);
    check_number(x.relation, y.relation);
    check(memcmp(&x.figures, &y.figures, sizeof x.figures) == 0);
    wtw_comparer_free(by_none);
    wtw_comparer_free(by_defaults);
    wtw_comparer_free(NULL);
}

Test(comparer, an_option_out_of_its_range_is_told)
{
    struct wtw_options options;
    struct wtw_comparer *comparer = NULL;
    struct wtw_error error = {0};

    wtw_options_init(&options);
    options.shingle_tokens = 17;
    check_status(wtw_comparer_new(&options, &comparer, &error), WTW_BAD_ARGUMENT);
    check(strstr(error.words, "17") != NULL);
    check(comparer == NULL);
}

#ifdef WTW_FAULTS

Test(comparer, any_failed_allocation_is_told_and_the_next_comparison_is_whole)
{
    struct wtw_article a = article_of(framed);
    struct wtw_article b = article_of(corrected);
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_comparer *comparer = NULL;
        struct outcome outcome = {.relation = WTW_EXACT};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_comparer_new(NULL, &comparer, &error);
        if (status == WTW_OK)
            status = wtw_comparer_compare(comparer, &a, &b, &outcome.figures,
                                          &outcome.relation, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check(error.words[0] != '\0');
            check_number(outcome.relation, WTW_EXACT);
            check_number(outcome.figures.shared, 0);
        }
        if (comparer) {
            outcome = compare_articles(comparer, &a, &b);
            check(outcome.relation != WTW_EXACT);
            check_number(count_changes(comparer), 3);
        }
        wtw_comparer_free(comparer);
    }
    check(nth > 20);
}

#endif
