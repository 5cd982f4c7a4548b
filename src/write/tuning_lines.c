/*
 * tuning_lines.c - which thresholds tell copies from others best, for programs
 *
 * A contract: columns and keys are only ever added.
 */
#include "write/tuning_out.h"

#include "write/tsv_out.h"

static void put_tsv_row(struct wtw_out *out, const char *measure,
                        const struct wtw_threshold_row *row, const char *mark)
{
    const double figures[] = {row->rates.precision, row->rates.recall, row->rates.f1};

    wtw_out_words(out, measure);
    wtw_tsv_tab(out);
    wtw_out_ratio(out, row->threshold);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        wtw_tsv_tab(out);
        wtw_out_ratio(out, figures[i]);
    }
    wtw_tsv_tab(out);
    wtw_out_words(out, mark);
    wtw_tsv_line(out);
}

void wtw_tuning_tsv(struct wtw_out *out, const struct wtw_tuning *tuning)
{
    wtw_out_words(out, "measure\tthreshold\tprecision\trecall\tf1\tmark\n");
    for (size_t i = 0; i < WTW_TUNED_MEASURES; i++) {
        const struct wtw_tuned_measure *measure = &tuning->measures[i];

        put_tsv_row(out, measure->name, &measure->best, "best");
        for (size_t row = 0; row < measure->row_count; row++) {
            if (measure->rows[row].is_current)
                put_tsv_row(out, measure->name, &measure->rows[row], "set");
        }
        for (size_t step = 0; step < WTW_THRESHOLD_STEPS; step++) {
            if (measure->curve[step].threshold >= measure->least)
                put_tsv_row(out, measure->name, &measure->curve[step], "");
        }
    }
}

/* ------------------------------------------------------------------ JSON Lines */

static void put_number(struct wtw_json *json, const char *name, uint64_t number)
{
    wtw_json_name(json, name);
    wtw_json_number(json, number);
}

static void put_ratio(struct wtw_json *json, const char *name, double ratio)
{
    wtw_json_name(json, name);
    wtw_json_ratio(json, ratio);
}

static void put_rates(struct wtw_json *json, const struct wtw_rates *rates)
{
    put_ratio(json, "precision", rates->precision);
    put_ratio(json, "recall", rates->recall);
    put_ratio(json, "f1", rates->f1);
}

static void put_interval(struct wtw_json *json, const char *name, double low, double high)
{
    wtw_json_name(json, name);
    wtw_json_open(json, '[');
    wtw_json_ratio(json, low);
    wtw_json_ratio(json, high);
    wtw_json_close(json, ']');
}

static void put_summary(struct wtw_json *json, const struct wtw_tuning *tuning)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "gold");
    wtw_json_words(json, tuning->gold_name);
    put_number(json, "positive_pairs", tuning->positives);
    put_number(json, "negative_pairs", tuning->negatives);
    put_number(json, "all_positive_pairs", tuning->all_positives);
    put_number(json, "all_negative_pairs", tuning->all_negatives);
    put_number(json, "unscored_pairs", tuning->unscored);
    put_number(json, "missing", tuning->missing);
    wtw_json_name(json, "missing_example");
    wtw_json_text(json, tuning->missing_example);
    wtw_json_name(json, "floor");
    if (tuning->gold_is_pairs)
        wtw_json_null(json);
    else
        wtw_json_ratio(json, tuning->floor);
    put_number(json, "resamples", tuning->resamples);
    wtw_json_name(json, "current");
    wtw_json_open(json, '{');
    put_ratio(json, "threshold", tuning->threshold);
    put_ratio(json, "containment", tuning->containment);
    put_rates(json, &tuning->current);
    wtw_json_close(json, '}');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

static void put_measure(struct wtw_json *json, const struct wtw_tuned_measure *measure)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "measure");
    wtw_json_words(json, measure->name);
    put_ratio(json, "best_threshold", measure->best.threshold);
    put_interval(json, "equally_good", measure->best_above, measure->best_upto);
    put_rates(json, &measure->best.rates);
    put_interval(json, "threshold_95", measure->interval_low, measure->interval_high);
    put_interval(json, "f1_95", measure->f1_low, measure->f1_high);
    wtw_json_name(json, "curve");
    wtw_json_open(json, '[');
    for (size_t step = 0; step < WTW_THRESHOLD_STEPS; step++) {
        if (measure->curve[step].threshold < measure->least)
            continue;
        wtw_json_open(json, '{');
        put_ratio(json, "threshold", measure->curve[step].threshold);
        put_rates(json, &measure->curve[step].rates);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

void wtw_tuning_jsonl(struct wtw_json *json, const struct wtw_tuning *tuning)
{
    put_summary(json, tuning);
    for (size_t i = 0; i < WTW_TUNED_MEASURES; i++)
        put_measure(json, &tuning->measures[i]);
}
