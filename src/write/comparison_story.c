/*
 * comparison_story.c - whether two articles tell one event, and by what
 *
 * What ties them is shown by its share of the likeness, names, figures and words each on
 * a line of their own: that is what a person checks.
 */
#include "write/comparison_out.h"

#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 14, LABEL_INDENT = 2, TERMS_OF_A_KIND = 8 };

/* Below half of the likeness wanted, single words that two texts share tell nothing. */
#define LEAST_TOLD 0.5

/* A term of less is no reason. */
#define LEAST_SHARE 0.01

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, words_text(words));
}

/* A term as it stands in A, or else in B; NULL where it stands in their titles only. */
static struct wtw_span term_text(const struct wtw_comparison *comparison,
                                 const struct wtw_shared_term *term)
{
    if (term->a.begin < term->a.end)
        return wtw_passage_text(comparison->a.text, term->a);
    if (term->b.begin < term->b.end)
        return wtw_passage_text(comparison->b.text, term->b);
    return (struct wtw_span){NULL, 0};
}

/* ------------------------------------------------------------------ JSON */

static void put_range(struct wtw_json *json, const char *key, struct wtw_range range)
{
    if (range.begin < range.end) {
        wtw_range_json(json, key, range);
        return;
    }
    wtw_json_name(json, key);
    wtw_json_null(json);
}

static void put_term(struct wtw_json *json, const struct wtw_comparison *comparison,
                     const struct wtw_shared_term *term)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "kind");
    wtw_json_words(json, wtw_term_kind_name(term->kind));
    wtw_json_name(json, "text");
    wtw_json_text(json, term_text(comparison, term));
    put_range(json, "a", term->a);
    put_range(json, "b", term->b);
    wtw_json_name(json, "share");
    wtw_json_ratio(json, term->share);
    wtw_json_close(json, '}');
}

void wtw_story_json(struct wtw_json *json, const struct wtw_comparison *comparison)
{
    const struct wtw_story_figures *story = &comparison->story;

    wtw_json_name(json, "story");
    wtw_json_open(json, '{');
    wtw_json_name(json, "same");
    wtw_json_bool(json,
                  story->is_same_story || wtw_relation_is_copy(comparison->relation));
    wtw_json_name(json, "likeness");
    wtw_json_ratio(json, story->likeness);
    wtw_json_name(json, "least");
    wtw_json_ratio(json, comparison->story_likeness);
    wtw_json_name(json, "cosine");
    wtw_json_ratio(json, story->cosine);
    wtw_json_name(json, "a_terms");
    wtw_json_number(json, story->a_terms);
    wtw_json_name(json, "b_terms");
    wtw_json_number(json, story->b_terms);
    wtw_json_name(json, "shared_terms");
    wtw_json_number(json, story->shared_terms);
    wtw_json_name(json, "terms");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < comparison->term_count && i < WTW_TERMS_LISTED; i++)
        put_term(json, comparison, &comparison->terms[i]);
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
}

/* ------------------------------------------------------------------ the table */

/* Two fillings of one form may be as alike as that, and are no story. */
static bool is_alike(const struct wtw_comparison *comparison)
{
    return comparison->story.is_same_story ||
           comparison->story.likeness >= comparison->story_likeness;
}

static const char *sentence(const struct wtw_comparison *comparison)
{
    const struct wtw_story_figures *story = &comparison->story;

    if (!is_alike(comparison))
        return comparison->relation == WTW_TEMPLATE ? "another story in the same form"
                                                    : "another story";
    return comparison->relation == WTW_TEMPLATE || !story->is_same_story
               ? "alike in what they tell, but one form with other facts"
               : "same story, not a copy";
}

static const char *answer(const struct wtw_comparison *comparison)
{
    return comparison->story.is_same_story && comparison->relation != WTW_TEMPLATE
               ? "same"
               : "other";
}

static void put_answer(const struct wtw_page *page,
                       const struct wtw_comparison *comparison)
{
    const struct wtw_story_figures *story = &comparison->story;
    const char *word = answer(comparison);
    bool is_same = strcmp(word, "same") == 0;
    char figures[128];
    struct wtw_fill fill;

    snprintf(figures, sizeof figures, "; likeness %.2f, %.2f %s", story->likeness,
             comparison->story_likeness,
             is_alike(comparison) ? "is enough" : "would be enough");
    wtw_screen_cell(page->out, words_text("story"), LABEL_WIDTH, WTW_CUT_END);
    wtw_painted(page, is_same ? WTW_PAINT_GOOD : WTW_PAINT_HEADING, word);
    wtw_fill_begin(&fill, page, LABEL_WIDTH, false);
    wtw_out_spaces(page->out, 2);
    fill.column = LABEL_WIDTH + strlen(word) + 2;
    add(&fill, sentence(comparison));
    add(&fill, figures);
    wtw_fill_end(&fill);
}

/* How much of the likeness the days between the two took. */
static void put_days(const struct wtw_page *page, const struct wtw_comparison *comparison)
{
    const struct wtw_story_figures *story = &comparison->story;
    uint64_t lag = (uint64_t)story->lag_seconds;
    char words[160];
    struct wtw_fill fill;

    if (story->lag_seconds == WTW_DATE_UNKNOWN || story->likeness >= story->cosine)
        return;
    if (story->lag_seconds < 0)
        lag = 0 - lag;
    snprintf(words, sizeof words, "of %.2f, less what the %s between them take",
             story->cosine, wtw_lag_exact_words(lag).items);
    wtw_fill_begin(&fill, page, LABEL_WIDTH, false);
    add(&fill, words);
    wtw_fill_end(&fill);
}

static void put_kind(const struct wtw_page *page, const struct wtw_comparison *comparison,
                     enum wtw_term_kind kind, const char *label)
{
    struct wtw_fill fill;
    char share[32];
    size_t count = 0;

    for (size_t i = 0; i < comparison->term_count && count < TERMS_OF_A_KIND; i++) {
        const struct wtw_shared_term *term = &comparison->terms[i];
        struct wtw_span text = term_text(comparison, term);

        if (term->kind != kind || !text.count || term->share < LEAST_SHARE)
            continue;
        if (!count++) {
            wtw_out_spaces(page->out, LABEL_INDENT);
            wtw_screen_cell(page->out, words_text(label), LABEL_WIDTH - LABEL_INDENT,
                            WTW_CUT_END);
            wtw_fill_begin(&fill, page, LABEL_WIDTH, false);
            fill.column = LABEL_WIDTH;
        } else {
            add(&fill, ", ");
        }
        snprintf(share, sizeof share, " %.2f", term->share);
        wtw_fill_text(&fill, text);
        add(&fill, share);
    }
    if (count)
        wtw_fill_end(&fill);
}

void wtw_story_table(const struct wtw_page *page, const struct wtw_comparison *comparison)
{
    if (wtw_relation_is_copy(comparison->relation))
        return;
    put_answer(page, comparison);
    if (comparison->story.likeness < LEAST_TOLD * comparison->story_likeness)
        return;
    put_days(page, comparison);
    put_kind(page, comparison, WTW_TERM_NAME, "names");
    put_kind(page, comparison, WTW_TERM_FIGURE, "figures");
    put_kind(page, comparison, WTW_TERM_WORD, "words");
}
