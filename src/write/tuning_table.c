/*
 * tuning_table.c - which thresholds tell copies from others best, for people
 */
#include "write/number_words.h"
#include "write/screen_text.h"
#include "write/text_plot.h"
#include "write/tuning_out.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 12 };

static void put_line(const struct wtw_page *page, const char *label, const char *words,
                     struct wtw_span tail)
{
    struct wtw_fill fill;

    wtw_fill_begin_labelled(&fill, page, label, LABEL_WIDTH);
    wtw_fill_text(&fill, (struct wtw_span){words, strlen(words)});
    if (tail.count)
        wtw_fill_text(&fill, tail);
    wtw_fill_end(&fill);
}

static const struct wtw_span no_tail = {NULL, 0};

static void put_counts(const struct wtw_page *page, const struct wtw_tuning *tuning)
{
    char words[320];
    bool is_sample = tuning->all_positives > tuning->positives ||
                     tuning->all_negatives > tuning->negatives;

    snprintf(words, sizeof words, "%s pair%s of copies, %s of others",
             wtw_grouped_words(tuning->positives).items,
             tuning->positives == 1 ? "" : "s",
             wtw_grouped_words(tuning->negatives).items);
    put_line(page, "compared", words, no_tail);
    if (is_sample) {
        snprintf(words, sizeof words, "drawn from %s and %s; --pairs N takes more",
                 wtw_grouped_words(tuning->all_positives).items,
                 wtw_grouped_words(tuning->all_negatives).items);
        put_line(page, "", words, no_tail);
    }
    if (!tuning->gold_is_pairs) {
        snprintf(
            words, sizeof words,
            "the others are pairs of two gold clusters with Jaccard %.4g or more, or "
            "one containing the other; less alike ones were not looked for",
            tuning->floor);
        put_line(page, "", words, no_tail);
    }
    if (tuning->unscored) {
        snprintf(words, sizeof words, "%s pair%s that nobody judged",
                 wtw_grouped_words(tuning->unscored).items,
                 tuning->unscored == 1 ? "" : "s");
        put_line(page, "left out", words, no_tail);
    }
    if (tuning->missing) {
        snprintf(words, sizeof words, "%s %s of gold, not in the input, such as ",
                 wtw_grouped_words(tuning->missing).items,
                 tuning->gold_is_pairs  ? (tuning->missing == 1 ? "pair" : "pairs")
                 : tuning->missing == 1 ? "article"
                                        : "articles");
        put_line(page, "left out", words, tuning->missing_example);
    }
}

static void put_row(const struct wtw_page *page, const struct wtw_threshold_row *row)
{
    char words[96];

    snprintf(words, sizeof words, "%10.4g%12.4f%10.4f%10.4f", row->threshold,
             row->rates.precision, row->rates.recall, row->rates.f1);
    if (row->is_best)
        wtw_paint(page, WTW_PAINT_GOOD);
    wtw_out_words(page->out, words);
    if (row->is_best)
        wtw_out_words(page->out, "  best");
    if (row->is_current)
        wtw_out_words(page->out, "  as set");
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
}

static double f1_at(const void *context, double x)
{
    const struct wtw_tuned_measure *measure = context;
    double step = floor(x * WTW_THRESHOLD_STEPS);
    const struct wtw_threshold_row *row =
        &measure
             ->curve[step < WTW_THRESHOLD_STEPS ? (size_t)step : WTW_THRESHOLD_STEPS - 1];

    return row->threshold >= measure->least ? row->rates.f1 : 0;
}

static void put_measure(const struct wtw_page *page,
                        const struct wtw_tuned_measure *measure,
                        const struct wtw_tuning *tuning)
{
    bool is_jaccard = strcmp(measure->name, "jaccard") == 0;
    const struct wtw_curve curve = {f1_at, measure, measure->best.threshold, "best"};
    char words[256];

    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_HEADING,
                is_jaccard ? "Jaccard alone\n" : "Containment of the shorter, alone\n");
    snprintf(words, sizeof words,
             "%s %.4g gives F1 %.4f, as does any over %.4f up to %.4f", measure->option,
             measure->best.threshold, measure->best.rates.f1, measure->best_above,
             measure->best_upto);
    put_line(page, "best", words, no_tail);
    snprintf(words, sizeof words,
             "%.4f to %.4f, F1 %.4f to %.4f (bootstrap, %s resamples)",
             measure->interval_low, measure->interval_high, measure->f1_low,
             measure->f1_high, wtw_grouped_words(tuning->resamples).items);
    put_line(page, "95 %", words, no_tail);
    if (tuning->floor > 0 && measure->best_above < measure->least * 1.1)
        put_line(page, "",
                 "no lower one was tried because of --floor; with a lower floor another "
                 "may be best",
                 no_tail);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_QUIET, " threshold   precision    recall        F1\n");
    for (size_t i = 0; i < measure->row_count; i++)
        put_row(page, &measure->rows[i]);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_QUIET, "F1 by threshold\n");
    wtw_curve_plot(page, &curve);
}

void wtw_tuning_table(const struct wtw_page *page, const struct wtw_tuning *tuning)
{
    char words[200];

    put_line(page, "gold", tuning->gold_name, no_tail);
    put_counts(page, tuning);
    snprintf(words, sizeof words,
             "--threshold %.4g or --containment %.4g: precision %.4f, recall %.4f, F1 "
             "%.4f",
             tuning->threshold, tuning->containment, tuning->current.precision,
             tuning->current.recall, tuning->current.f1);
    put_line(page, "as set", words, no_tail);
    for (size_t i = 0; i < WTW_TUNED_MEASURES; i++)
        put_measure(page, &tuning->measures[i], tuning);
}
