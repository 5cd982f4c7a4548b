/*
 * evaluation_table.c - how a prediction agrees with gold, for people
 *
 *     gold            84 articles, 15 clusters of two or more, 36 single articles
 *     predicted       84 articles, 16 clusters of two or more, 32 single articles
 *
 *                     precision    recall        F1
 *     pairs              0.9800    0.9600    0.9699
 *     adjusted Rand                          0.9695
 *
 * then the labels with what was predicted for them, and the worst errors.
 */
#include "write/evaluation_out.h"

#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum {
    LABEL_WIDTH = 16,
    FIGURE_WIDTH = 10,
    COUNT_WIDTH = 8,
    ARTICLE_INDENT = 12,
    GAP = 2
};

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void put_label(const struct wtw_page *page, const char *label)
{
    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_screen_cell(page->out, words_text(label), LABEL_WIDTH, WTW_CUT_END);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

static void begin_line(struct wtw_fill *fill, const struct wtw_page *page,
                       const char *label)
{
    wtw_fill_begin_labelled(fill, page, label, LABEL_WIDTH);
}

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, words_text(words));
}

static void add_count(struct wtw_fill *fill, const char *before, uint64_t count,
                      const char *one, const char *many)
{
    add(fill, before);
    add(fill, wtw_grouped_words(count).items);
    add(fill, count == 1 ? one : many);
}

static void add_figure(struct wtw_fill *fill, const char *before, double figure)
{
    char words[32];

    if (figure < 0)
        return;
    snprintf(words, sizeof words, "%s%.4f", before, figure);
    add(fill, words);
}

/* ------------------------------------------------------------------ what was compared */

static void put_source(const struct wtw_page *page, const char *label, const char *name,
                       uint64_t articles, const struct wtw_cluster_sizes *sizes,
                       bool of_stories)
{
    struct wtw_fill fill;

    begin_line(&fill, page, label);
    add(&fill, name);
    add_count(&fill, ": ", articles, " article", " articles");
    if (sizes) {
        if (of_stories)
            add_count(&fill, ", ", sizes->clusters, " story of two or more",
                      " stories of two or more");
        else
            add_count(&fill, ", ", sizes->clusters, " cluster of two or more",
                      " clusters of two or more");
        add_count(&fill, ", ", sizes->singles, " single", " single");
    }
    wtw_fill_end(&fill);
    if (!sizes || sizes->largest[0].size < 2)
        return;
    begin_line(&fill, page, "");
    add(&fill, "the largest: ");
    for (size_t i = 0; i < WTW_EVALUATION_NAMES && sizes->largest[i].size > 1; i++) {
        add(&fill, i ? ", " : "");
        wtw_fill_text(&fill, sizes->largest[i].name);
        add_count(&fill, " (", sizes->largest[i].size, ")", ")");
    }
    wtw_fill_end(&fill);
}

static void put_few(const struct wtw_page *page, const char *label,
                    const struct wtw_named_few *few, const char *one, const char *many)
{
    struct wtw_fill fill;

    if (!few->count)
        return;
    begin_line(&fill, page, label);
    add_count(&fill, "", few->count, one, many);
    for (size_t i = 0; i < WTW_EVALUATION_NAMES && i < few->count; i++) {
        add(&fill, i ? ", " : ": ");
        wtw_fill_text(&fill, few->names[i]);
    }
    if (few->count > WTW_EVALUATION_NAMES)
        add(&fill, ", ...");
    wtw_fill_end(&fill);
}

static void put_sources(const struct wtw_page *page,
                        const struct wtw_evaluation *evaluation)
{
    bool has_sizes = evaluation->has_agreement;

    put_source(page, "gold", evaluation->gold_name, evaluation->gold_articles,
               has_sizes ? &evaluation->gold_sizes : NULL, evaluation->of_stories);
    put_source(page, "predicted", evaluation->predicted_name,
               evaluation->predicted_articles,
               has_sizes ? &evaluation->predicted_sizes : NULL, evaluation->of_stories);
    put_few(page, "not predicted", &evaluation->missing,
            evaluation->of_stories
                ? " article of gold, which counts as a story of its own"
                : " article of gold, which counts as a cluster of its own",
            evaluation->of_stories
                ? " articles of gold, which count as stories of their own"
                : " articles of gold, which count as clusters of their own");
    put_few(page, "not in gold", &evaluation->unjudged,
            " predicted article, which is left out",
            " predicted articles, which are left out");
}

/* ------------------------------------------------------------------ measures */

static void put_cell(const struct wtw_page *page, const char *words)
{
    size_t width = strlen(words);

    wtw_out_spaces(page->out, width < FIGURE_WIDTH ? FIGURE_WIDTH - width : 1);
    wtw_out_words(page->out, words);
}

static void put_figures(const struct wtw_page *page, const char *label,
                        const struct wtw_rates *rates)
{
    const double figures[] = {rates->precision, rates->recall, rates->f1};
    char words[32];

    put_label(page, label);
    for (size_t i = 0; i < 3; i++) {
        snprintf(words, sizeof words, "%.4f", figures[i]);
        put_cell(page, words);
    }
    wtw_out_character(page->out, '\n');
}

static void put_heading_row(const struct wtw_page *page, const char *first,
                            const char *second, const char *third)
{
    wtw_out_spaces(page->out, LABEL_WIDTH);
    wtw_paint(page, WTW_PAINT_QUIET);
    put_cell(page, first);
    put_cell(page, second);
    put_cell(page, third);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
}

static void put_pair_counts(const struct wtw_page *page,
                            const struct wtw_evaluation *evaluation)
{
    const struct wtw_pair_scores *pairs = &evaluation->pairs;
    struct wtw_fill fill;

    wtw_fill_begin(&fill, page, LABEL_WIDTH, false);
    wtw_out_spaces(page->out, LABEL_WIDTH);
    fill.column = LABEL_WIDTH;
    add_count(&fill, "", pairs->hits, " right of ", " right of ");
    add_count(&fill, "", pairs->predicted, " predicted and ", " predicted and ");
    add_count(&fill, "", pairs->gold, " in gold", " in gold");
    if (evaluation->gold_is_pairs && evaluation->of_stories)
        add_count(&fill, ", beside ", pairs->negatives, " of two stories",
                  " of two stories");
    else if (evaluation->gold_is_pairs)
        add_count(&fill, ", beside ", pairs->negatives, " that is no copy",
                  " that are no copies");
    if (pairs->unscored)
        add_count(&fill, "; ", pairs->unscored, " not scored", " not scored");
    wtw_fill_end(&fill);
}

static void put_measures(const struct wtw_page *page,
                         const struct wtw_evaluation *evaluation)
{
    const struct wtw_agreement *agreement = &evaluation->agreement;
    const struct wtw_rates told = {agreement->homogeneity, agreement->completeness,
                                   agreement->v_measure};
    char words[32];

    wtw_out_character(page->out, '\n');
    put_heading_row(page, "precision", "recall", "F1");
    if (evaluation->has_agreement && evaluation->of_stories)
        put_figures(page, "BCubed", &agreement->bcubed);
    put_figures(page, "pairs", &evaluation->pairs.rates);
    put_pair_counts(page, evaluation);
    if (!evaluation->has_agreement)
        return;
    if (!evaluation->of_stories)
        put_figures(page, "BCubed", &agreement->bcubed);
    put_heading_row(page, "homogen.", "complete.", "V");
    put_figures(page, "V-measure", &told);
    put_label(page, "adjusted Rand");
    snprintf(words, sizeof words, "%.4f", agreement->adjusted_rand);
    put_cell(page, "");
    put_cell(page, "");
    put_cell(page, words);
    wtw_out_character(page->out, '\n');
}

/* ------------------------------------------------------------------ labels */

/* A column for each verdict that occurs; 0: none. */
static void fit_columns(const struct wtw_evaluation *evaluation,
                        size_t widths[WTW_VERDICT_COUNT])
{
    for (uint32_t verdict = 0; verdict < WTW_VERDICT_COUNT; verdict++) {
        widths[verdict] = 0;
        for (size_t i = 0; i < evaluation->label_count; i++) {
            uint64_t count = evaluation->labels[i].verdicts[verdict];
            size_t digits = strlen(wtw_grouped_words(count).items);
            size_t name = strlen(wtw_verdict_name(verdict));
            size_t wanted = digits > name ? digits : name;

            if (count && wanted > widths[verdict])
                widths[verdict] = wanted;
        }
    }
}

static void put_verdict_cell(const struct wtw_page *page, const char *words, size_t width)
{
    wtw_out_spaces(page->out, GAP + width - strlen(words));
    wtw_out_words(page->out, words);
}

static const char *counts_as(const struct wtw_label_row *row, bool of_stories)
{
    if (!row->is_scored)
        return "unscored";
    if (of_stories)
        return row->is_positive ? "one" : "two";
    return row->is_positive ? "a copy" : "no copy";
}

static void put_label_row(const struct wtw_page *page, const struct wtw_label_row *row,
                          bool of_stories, const size_t widths[WTW_VERDICT_COUNT])
{
    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_screen_cell(page->out, row->label, LABEL_WIDTH - GAP, WTW_CUT_END);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_spaces(page->out, GAP);
    wtw_screen_cell(page->out, words_text(counts_as(row, of_stories)), COUNT_WIDTH,
                    WTW_CUT_END);
    for (uint32_t verdict = WTW_VERDICT_COUNT; verdict-- > 0;) {
        const char *digits = wtw_grouped_words(row->verdicts[verdict]).items;

        if (widths[verdict])
            put_verdict_cell(page, row->verdicts[verdict] ? digits : ".",
                             widths[verdict]);
    }
    wtw_out_character(page->out, '\n');
}

static void put_labels(const struct wtw_page *page,
                       const struct wtw_evaluation *evaluation)
{
    size_t widths[WTW_VERDICT_COUNT];

    if (!evaluation->label_count)
        return;
    fit_columns(evaluation, widths);
    wtw_out_character(page->out, '\n');
    put_label(page, "label");
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_screen_cell(page->out, words_text(evaluation->of_stories ? "stories" : "is"),
                    COUNT_WIDTH, WTW_CUT_END);
    for (uint32_t verdict = WTW_VERDICT_COUNT; verdict-- > 0;) {
        if (widths[verdict])
            put_verdict_cell(page, wtw_verdict_name(verdict), widths[verdict]);
    }
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
    for (size_t i = 0; i < evaluation->label_count; i++)
        put_label_row(page, &evaluation->labels[i], evaluation->of_stories, widths);
}

/* ------------------------------------------------------------------ errors */

static void put_errors_heading(const struct wtw_page *page, enum wtw_error_kind kind,
                               uint64_t all, bool of_stories)
{
    static const char *const headings[][2] = {
        [WTW_ERROR_SPLIT] = {"gold cluster is split", "gold clusters are split"},
        [WTW_ERROR_MIXED] = {"predicted cluster mixes gold clusters",
                             "predicted clusters mix gold clusters"},
        [WTW_ERROR_MISSED] = {"pair was missed", "pairs were missed"},
        [WTW_ERROR_WRONG] = {"pair is predicted wrongly", "pairs are predicted wrongly"},
    };
    static const char *const of_story_headings[][2] = {
        [WTW_ERROR_SPLIT] = {"gold story is split", "gold stories are split"},
        [WTW_ERROR_MIXED] = {"predicted story mixes gold stories",
                             "predicted stories mix gold stories"},
    };
    const char *const *heading =
        of_stories && kind <= WTW_ERROR_MIXED ? of_story_headings[kind] : headings[kind];
    char words[128];

    snprintf(words, sizeof words, "%s %s", wtw_grouped_words(all).items,
             heading[all != 1]);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_HEADING, words);
    wtw_out_words(page->out, all < 2                   ? "\n"
                             : kind <= WTW_ERROR_MIXED ? ", those of most pairs first\n"
                                                       : ", the most alike first\n");
}

static void put_side(const struct wtw_page *page, const struct wtw_error_side *side,
                     const char *mark, enum wtw_error_kind kind)
{
    struct wtw_fill fill;

    wtw_out_spaces(page->out, ARTICLE_INDENT - GAP - strlen(mark));
    wtw_painted(page, WTW_PAINT_SIDE, mark);
    wtw_out_spaces(page->out, GAP);
    wtw_fill_begin(&fill, page, ARTICLE_INDENT, false);
    fill.column = ARTICLE_INDENT;
    wtw_fill_text(&fill, side->id);
    if (side->cluster.items) {
        add(&fill, kind == WTW_ERROR_MIXED ? ", of gold's " : ", in ");
        wtw_fill_text(&fill, side->cluster);
    } else if (kind == WTW_ERROR_SPLIT) {
        add(&fill, ", not predicted");
    }
    if (side->is_canonical)
        add(&fill, ", canonical");
    if (!side->is_canonical || (kind > WTW_ERROR_MIXED && !side->cluster.items)) {
        if (side->relation) {
            add(&fill, ", ");
            add(&fill, side->relation);
        }
        add_figure(&fill, ", Jaccard ", side->jaccard);
        add_figure(&fill, ", contained ", side->contained);
        add_figure(&fill, ", contains ", side->contains);
    }
    wtw_fill_end(&fill);
}

static void put_error(const struct wtw_page *page,
                      const struct wtw_evaluation_error *error, size_t number,
                      bool of_stories)
{
    const char *of_gold = of_stories ? " gold stories" : " gold clusters";
    bool is_cluster = error->kind == WTW_ERROR_SPLIT || error->kind == WTW_ERROR_MIXED;
    char words[96];
    struct wtw_fill fill;

    snprintf(words, sizeof words, "%zu. ", number);
    wtw_out_words(page->out, words);
    wtw_fill_begin(&fill, page, 4, false);
    fill.column = strlen(words);
    if (is_cluster) {
        wtw_fill_text(&fill, error->cluster);
        add_count(&fill, ": ", error->size, " article", " articles");
        add_count(&fill, error->kind == WTW_ERROR_SPLIT ? " in " : " of ", error->parts,
                  "", error->kind == WTW_ERROR_SPLIT ? " parts" : of_gold);
        add_count(&fill, ", ", error->pairs, " pair", " pairs");
        add(&fill, error->kind == WTW_ERROR_SPLIT ? " lost" : " wrong");
    } else if (error->label.items) {
        add(&fill, "label ");
        wtw_fill_text(&fill, error->label);
    } else {
        add(&fill, "of two");
        add(&fill, of_gold);
    }
    wtw_fill_end(&fill);
    for (uint32_t i = 0; i < error->side_count; i++) {
        const char *letter = i ? "B" : "A";
        struct wtw_short_words articles = wtw_grouped_words(error->sides[i].articles);

        put_side(page, &error->sides[i], is_cluster ? articles.items : letter,
                 error->kind);
    }
}

static void put_errors(const struct wtw_page *page,
                       const struct wtw_evaluation *evaluation)
{
    size_t number = 0;

    for (size_t i = 0; i < evaluation->error_count; i++) {
        const struct wtw_evaluation_error *error = &evaluation->errors[i];

        if (!i || error->kind != evaluation->errors[i - 1].kind) {
            put_errors_heading(page, error->kind, evaluation->errors_of[error->kind],
                               evaluation->of_stories);
            number = 0;
        }
        put_error(page, error, ++number, evaluation->of_stories);
    }
    if (evaluation->error_count) {
        wtw_out_character(page->out, '\n');
        wtw_painted(page, WTW_PAINT_QUIET,
                    "Look at two of them: wiretwin compare 'INPUT#ID' 'INPUT#ID'\n");
    }
}

void wtw_evaluation_table(const struct wtw_page *page,
                          const struct wtw_evaluation *evaluation)
{
    put_sources(page, evaluation);
    put_measures(page, evaluation);
    put_labels(page, evaluation);
    put_errors(page, evaluation);
}
