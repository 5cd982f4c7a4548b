/*
 * band_plan.c - how bands for a threshold behave, in each format
 *
 * A contract for TSV and JSON Lines: columns and keys are only ever added.
 */
#include "write/number_words.h"
#include "write/screen_text.h"
#include "write/text_plot.h"
#include "write/tuning_out.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 12, POINTS = 13, SIMPSON_STEPS = 1000, DECIMALS = 6 };

static const double points[POINTS] = {.01, .02, .05, .1, .2, .3, .4,
                                      .5,  .6,  .7,  .8, .9, .95};

/* The points with the threshold among them, ascending; returns how many. */
static size_t list_points(const struct wtw_band_plan *plan, double out[POINTS + 1])
{
    size_t count = 0;
    bool has_threshold = false;

    for (size_t i = 0; i < POINTS; i++) {
        bool is_equal = fabs(points[i] - plan->threshold) < 1e-9;

        if (!has_threshold && points[i] > plan->threshold && !is_equal)
            out[count++] = plan->threshold;
        has_threshold |= is_equal || points[i] > plan->threshold;
        out[count++] = points[i];
    }
    if (!has_threshold)
        out[count++] = plan->threshold;
    return count;
}

static double found_at(const void *context, double jaccard)
{
    const struct wtw_band_plan *plan = context;

    return wtw_bands_recall(plan->bands, plan->rows, jaccard);
}

/* The mean of the curve from 'from' to 'to', by Simpson's rule. */
static double mean_found(const struct wtw_band_plan *plan, double from, double to)
{
    double step = (to - from) / SIMPSON_STEPS;
    double sum = found_at(plan, from) + found_at(plan, to);

    for (int i = 1; i < SIMPSON_STEPS; i++)
        sum += (i % 2 ? 4 : 2) * found_at(plan, from + i * step);
    return sum / 3 / SIMPSON_STEPS;
}

/* Of pairs below the threshold, spread evenly, the share that become candidates. */
static double false_share(const struct wtw_band_plan *plan)
{
    return mean_found(plan, 0, plan->threshold);
}

/* Of pairs from the threshold on, spread evenly, the share that do not. */
static double missed_share(const struct wtw_band_plan *plan)
{
    return plan->threshold < 1 ? 1 - mean_found(plan, plan->threshold, 1)
                               : 1 - found_at(plan, 1);
}

static bool is_at(const struct wtw_band_plan *plan, double jaccard)
{
    return fabs(jaccard - plan->threshold) < 1e-9;
}

/* ------------------------------------------------------------------ table */

static void put_line(const struct wtw_page *page, const char *label, const char *words)
{
    struct wtw_fill fill;

    wtw_fill_begin_labelled(&fill, page, label, LABEL_WIDTH);
    wtw_fill_text(&fill, (struct wtw_span){words, strlen(words)});
    wtw_fill_end(&fill);
}

static void put_head(const struct wtw_page *page, const struct wtw_band_plan *plan)
{
    double reached = found_at(plan, plan->threshold);
    char words[200];

    snprintf(words, sizeof words, "%.4g, of which %.4g are to be found%s",
             plan->threshold, plan->wanted_recall,
             reached < plan->wanted_recall
                 ? "; that cannot be reached with so few slots: one row serves"
                 : "");
    put_line(page, "Jaccard", words);
    snprintf(words, sizeof words, "%u of %u row%s, from %u slots", (unsigned)plan->bands,
             (unsigned)plan->rows, plan->rows == 1 ? "" : "s", (unsigned)plan->slots);
    put_line(page, "bands", words);
    snprintf(words, sizeof words, "%.6f of pairs at the threshold become candidates",
             reached);
    put_line(page, "recall", words);
    snprintf(words, sizeof words,
             "of pairs spread evenly below the threshold %.4f become candidates for "
             "nothing; of those above, %.6f do not become any",
             false_share(plan), missed_share(plan));
    put_line(page, "on average", words);
}

void wtw_band_plan_table(const struct wtw_page *page, const struct wtw_band_plan *plan)
{
    const struct wtw_curve curve = {found_at, plan, plan->threshold, "threshold"};
    double jaccards[POINTS + 1];
    size_t count = list_points(plan, jaccards);
    char words[128];

    put_head(page, plan);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_HEADING,
                "Share of pairs that become candidates, by Jaccard\n");
    wtw_curve_plot(page, &curve);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_QUIET, " Jaccard  candidates  of a million pairs\n");
    for (size_t i = 0; i < count; i++) {
        double found = found_at(plan, jaccards[i]);
        bool is_below = jaccards[i] < plan->threshold && !is_at(plan, jaccards[i]);

        snprintf(words, sizeof words, "%8.4g%12.6f%20s", jaccards[i], found,
                 wtw_grouped_words((uint64_t)(found * 1e6 + .5)).items);
        wtw_out_words(page->out, words);
        wtw_painted(page, is_below ? WTW_PAINT_CAUTION : WTW_PAINT_GOOD,
                    is_at(plan, jaccards[i]) ? "  threshold\n"
                    : is_below               ? "  for nothing\n"
                                             : "  copies\n");
    }
}

/* ------------------------------------------------------------------ lines */

void wtw_band_plan_tsv(struct wtw_out *out, const struct wtw_band_plan *plan)
{
    double jaccards[POINTS + 1];
    size_t count = list_points(plan, jaccards);

    wtw_out_words(out, "threshold\tslots\tbands\trows\tjaccard\tcandidates\n");
    for (size_t i = 0; i < count; i++) {
        const uint32_t numbers[] = {plan->slots, plan->bands, plan->rows};

        wtw_out_ratio(out, plan->threshold);
        for (size_t j = 0; j < 3; j++) {
            wtw_out_character(out, '\t');
            wtw_out_number(out, numbers[j]);
        }
        wtw_out_character(out, '\t');
        wtw_out_ratio(out, jaccards[i]);
        wtw_out_character(out, '\t');
        wtw_out_real(out, found_at(plan, jaccards[i]), DECIMALS);
        wtw_out_character(out, '\n');
    }
}

void wtw_band_plan_jsonl(struct wtw_json *json, const struct wtw_band_plan *plan)
{
    double jaccards[POINTS + 1];
    size_t count = list_points(plan, jaccards);

    wtw_json_open(json, '{');
    wtw_json_name(json, "threshold");
    wtw_json_ratio(json, plan->threshold);
    wtw_json_name(json, "wanted_recall");
    wtw_json_real(json, plan->wanted_recall, DECIMALS);
    wtw_json_name(json, "slots");
    wtw_json_number(json, plan->slots);
    wtw_json_name(json, "bands");
    wtw_json_number(json, plan->bands);
    wtw_json_name(json, "rows");
    wtw_json_number(json, plan->rows);
    wtw_json_name(json, "recall");
    wtw_json_real(json, found_at(plan, plan->threshold), DECIMALS);
    wtw_json_name(json, "false_share");
    wtw_json_real(json, false_share(plan), DECIMALS);
    wtw_json_name(json, "missed_share");
    wtw_json_real(json, missed_share(plan), DECIMALS);
    wtw_json_name(json, "curve");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        wtw_json_open(json, '{');
        wtw_json_name(json, "jaccard");
        wtw_json_ratio(json, jaccards[i]);
        wtw_json_name(json, "candidates");
        wtw_json_real(json, found_at(plan, jaccards[i]), DECIMALS);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
