/*
 * tune_command.c - wiretwin tune: what a threshold costs, and which one is right
 *
 * Without gold: bands, rows and their curve, which follow from the threshold alone. With
 * gold: the exact figures of pairs that are known to be copies or not, and the thresholds
 * that tell them apart best.
 */
#include "base/memory.h"
#include "cli/delivery.h"
#include "cli/labelled_pairs.h"
#include "cli/threshold_sweep.h"
#include "write/number_words.h"
#include "write/tuning_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows beside the best threshold, which is the middle one, and the one that is set. */
static const double around[] = {-.2, -.1, -.05, -.02, 0, .02, .05, .1, .2};
enum { AROUND = sizeof around / sizeof around[0], ROWS_MOST = AROUND + 1 };

struct tune_run {
    const struct wtw_settings *settings;
    struct wtw_settings reading; /* the same, with a low threshold */
    struct wtw_id_table ids;
    struct wtw_grouping gold;
    struct wtw_session session;
    bool has_session;
    struct wtw_labelled_pairs pairs;
    struct wtw_sweep_pair *sweep_pairs;
    struct wtw_threshold_row rows[WTW_TUNED_MEASURES][ROWS_MOST];
    struct wtw_tuning tuning;
};

/* ------------------------------------------------------------------ output */

static enum wtw_status put_tuning(const struct tune_run *run, struct wtw_error *error)
{
    struct wtw_delivery delivery;

    WTW_TRY(wtw_delivery_open(&delivery, run->settings, WTW_FORMAT_TABLE, error));
    if (delivery.format == WTW_FORMAT_TSV)
        wtw_tuning_tsv(&delivery.file.out, &run->tuning);
    else if (delivery.format == WTW_FORMAT_JSONL)
        wtw_tuning_jsonl(&delivery.json, &run->tuning);
    else
        wtw_tuning_table(&delivery.page, &run->tuning);
    return wtw_delivery_close(&delivery, WTW_OK, error);
}

/* ------------------------------------------------------------------ bands */

static enum wtw_status plan_bands(const struct wtw_settings *settings,
                                  struct wtw_error *error)
{
    const struct wtw_options *options = &settings->engine;
    struct wtw_band_plan plan = {
        .threshold = options->threshold,
        .wanted_recall = options->recall,
        .slots = options->slot_count,
    };
    struct wtw_delivery delivery;

    WTW_TRY(wtw_options_check(options, error));
    WTW_TRY(wtw_bands_choose(plan.threshold, plan.wanted_recall, plan.slots, &plan.bands,
                             &plan.rows, error));
    WTW_TRY(wtw_delivery_open(&delivery, settings, WTW_FORMAT_TABLE, error));
    if (delivery.format == WTW_FORMAT_TSV)
        wtw_band_plan_tsv(&delivery.file.out, &plan);
    else if (delivery.format == WTW_FORMAT_JSONL)
        wtw_band_plan_jsonl(&delivery.json, &plan);
    else
        wtw_band_plan_table(&delivery.page, &plan);
    return wtw_delivery_close(&delivery, WTW_OK, error);
}

/* ------------------------------------------------------------------ gold and articles */

static enum wtw_status choose_gold(const struct wtw_settings *settings,
                                   const char **out_name, struct wtw_error *error)
{
    *out_name = settings->gold;
    if (settings->gold) {
        if (strcmp(settings->gold, "-") == 0 &&
            (!settings->input_count || strcmp(settings->inputs[0], "-") == 0))
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "gold and articles cannot both come from standard input");
        return WTW_OK;
    }
    if (settings->input_count > 1 || strcmp(settings->inputs[0], "-") == 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "tune needs --gold FILE; only where INPUT is one file can gold "
                        "be a field \"cluster\" of its articles");
    *out_name = settings->inputs[0];
    return WTW_OK;
}

/* The engine is asked for all that is more alike than the floor. */
static enum wtw_status read_articles(struct tune_run *run, struct wtw_progress *progress,
                                     struct wtw_error *error)
{
    bool needs_engine = run->gold.kind == WTW_GROUPING_CLUSTERS;

    run->reading = *run->settings;
    if (needs_engine)
        run->reading.engine.threshold = run->settings->floor;
    run->has_session = true;
    WTW_TRY(wtw_session_open(&run->session, &run->reading, progress, error));
    run->session.finds_ids = true;
    return needs_engine ? wtw_session_run(&run->session, error)
                        : wtw_session_read(&run->session, error);
}

static enum wtw_status gather_pairs(struct tune_run *run, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;

    if (run->gold.kind == WTW_GROUPING_PAIRS)
        WTW_TRY(wtw_labelled_pairs_take(&run->pairs, &run->gold, &run->ids, &run->session,
                                        error));
    else
        WTW_TRY(wtw_labelled_pairs_make(&run->pairs, &run->gold, &run->ids, &run->session,
                                        settings->pairs, settings->engine.seed, error));
    if (!run->pairs.positives)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s names no two articles of the input that are copies, so there "
                        "is nothing to tune by",
                        run->gold.name);
    wtw_progress_step(run->session.progress, "comparing", 0, 0, false);
    WTW_TRY(
        wtw_labelled_pairs_compare(&run->pairs, &run->session, &settings->engine, error));
    wtw_progress_clear(run->session.progress);
    return WTW_OK;
}

/* ------------------------------------------------------------------ thresholds */

static double containment_of(const struct wtw_figures *figures)
{
    double a_in_b = wtw_a_in_b(figures);
    double b_in_a = wtw_b_in_a(figures);

    return a_in_b > b_in_a ? a_in_b : b_in_a;
}

/* Both rules as they are set. */
static struct wtw_rates rate_current(const struct tune_run *run,
                                     const struct wtw_sweep *weights)
{
    const struct wtw_labelled_pairs *pairs = &run->pairs;
    struct wtw_sweep_pair *judged = weights->pairs;
    struct wtw_sweep sweep = *weights;

    for (size_t i = 0; i < pairs->count; i++) {
        bool is_copy = wtw_relation_is_copy(pairs->items[i].relation);

        judged[i] =
            (struct wtw_sweep_pair){is_copy ? 1 : 0, 0, pairs->items[i].is_positive};
    }
    return wtw_sweep_rates(&sweep, 1);
}

static void fill_sweep(const struct tune_run *run, bool is_jaccard,
                       struct wtw_sweep *sweep)
{
    for (size_t i = 0; i < run->pairs.count; i++) {
        const struct wtw_labelled_pair *pair = &run->pairs.items[i];

        sweep->pairs[i] = (struct wtw_sweep_pair){
            .score =
                is_jaccard ? wtw_jaccard(&pair->figures) : containment_of(&pair->figures),
            .unit = pair->unit,
            .is_positive = pair->is_positive,
        };
    }
    wtw_sweep_sort(sweep);
}

static int compare_rows(const void *first, const void *second)
{
    const struct wtw_threshold_row *a = first;
    const struct wtw_threshold_row *b = second;

    return (a->threshold > b->threshold) - (a->threshold < b->threshold);
}

/* The best, what is around it, and what is set; each threshold once. */
static size_t list_rows(const struct wtw_sweep *sweep, double best, double current,
                        struct wtw_threshold_row rows[ROWS_MOST])
{
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < AROUND; i++) {
        bool is_best = i == AROUND / 2;
        double threshold = is_best ? best : floor((best + around[i]) * 100 + .5) / 100;

        if (!is_best && (threshold < sweep->least || threshold < .01 || threshold > 1))
            continue;
        rows[count++] =
            (struct wtw_threshold_row){.threshold = threshold, .is_best = is_best};
    }
    rows[count++] = (struct wtw_threshold_row){.threshold = current, .is_current = true};
    qsort(rows, count, sizeof rows[0], compare_rows);
    for (size_t i = 1; i < count; i++) {
        if (rows[i].threshold - rows[kept].threshold > 1e-9) {
            rows[++kept] = rows[i];
        } else {
            rows[kept].is_best |= rows[i].is_best;
            rows[kept].is_current |= rows[i].is_current;
        }
    }
    for (size_t i = 0; i <= kept; i++)
        rows[i].rates = wtw_sweep_rates(sweep, rows[i].threshold);
    return kept + 1;
}

/*
 * Below the floor the engine did not look for pairs of two clusters, so nothing there
 * would seem wrong. Two articles of equal length with that Jaccard j contain 2 j / (1 + j)
 * of each other.
 */
static double least_threshold(const struct wtw_tuning *tuning, bool is_jaccard)
{
    double floor = tuning->floor;

    return is_jaccard ? floor : 2 * floor / (1 + floor);
}

static enum wtw_status tune_measure(struct tune_run *run, size_t number,
                                    struct wtw_sweep *sweep, struct wtw_error *error)
{
    const struct wtw_options *options = &run->settings->engine;
    struct wtw_tuned_measure *measure = &run->tuning.measures[number];
    bool is_jaccard = number == 0;
    double current = is_jaccard ? options->threshold : options->containment;
    struct wtw_best_threshold best;
    struct wtw_interval thresholds;
    struct wtw_interval f1s;

    fill_sweep(run, is_jaccard, sweep);
    sweep->least = least_threshold(&run->tuning, is_jaccard);
    best = wtw_sweep_best(sweep);
    WTW_TRY(wtw_sweep_bootstrap(sweep, run->settings->resamples, options->seed,
                                &thresholds, &f1s, error));
    *measure = (struct wtw_tuned_measure){
        .name = is_jaccard ? "jaccard" : "containment",
        .option = is_jaccard ? "--threshold" : "--containment",
        .best = {.threshold = best.threshold, .rates = best.rates, .is_best = true},
        .best_above = best.above,
        .best_upto = best.upto,
        .interval_low = thresholds.low,
        .interval_high = thresholds.high,
        .f1_low = f1s.low,
        .f1_high = f1s.high,
        .rows = run->rows[number],
        .least = sweep->least,
    };
    measure->row_count = list_rows(sweep, best.threshold, current, run->rows[number]);
    for (int step = 0; step < WTW_THRESHOLD_STEPS; step++) {
        double threshold = (double)(step + 1) / WTW_THRESHOLD_STEPS;

        measure->curve[step] = (struct wtw_threshold_row){
            .threshold = threshold, .rates = wtw_sweep_rates(sweep, threshold)};
    }
    return WTW_OK;
}

static void describe(struct tune_run *run)
{
    const struct wtw_labelled_pairs *pairs = &run->pairs;
    struct wtw_tuning *tuning = &run->tuning;

    tuning->gold_name = run->gold.name;
    tuning->gold_is_pairs = run->gold.kind == WTW_GROUPING_PAIRS;
    tuning->positives = pairs->positives;
    tuning->negatives = pairs->negatives;
    tuning->all_positives = pairs->all_positives;
    tuning->all_negatives = pairs->all_negatives;
    tuning->missing = pairs->missing;
    tuning->missing_example = pairs->missing_example;
    tuning->unscored = pairs->unscored;
    tuning->floor = tuning->gold_is_pairs ? 0 : run->settings->floor;
    tuning->resamples = run->settings->resamples;
    tuning->threshold = run->settings->engine.threshold;
    tuning->containment = run->settings->engine.containment;
}

static enum wtw_status find_thresholds(struct tune_run *run, struct wtw_error *error)
{
    const struct wtw_labelled_pairs *pairs = &run->pairs;
    struct wtw_sweep sweep = {
        .count = pairs->count,
        .unit_count = pairs->unit_count,
        .positive_weight = (double)pairs->all_positives / (double)pairs->positives,
        .negative_weight = pairs->negatives
                               ? (double)pairs->all_negatives / (double)pairs->negatives
                               : 1,
    };

    WTW_TRY(WTW_ALLOCATE(&run->sweep_pairs, pairs->count, error));
    sweep.pairs = run->sweep_pairs;
    describe(run);
    run->tuning.current = rate_current(run, &sweep);
    for (size_t i = 0; i < WTW_TUNED_MEASURES; i++)
        WTW_TRY(tune_measure(run, i, &sweep, error));
    return WTW_OK;
}

static enum wtw_status tune(struct tune_run *run, struct wtw_progress *progress,
                            enum wtw_exit *out_exit, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    const char *gold = NULL;

    WTW_TRY(choose_gold(settings, &gold, error));
    WTW_TRY(wtw_options_check(&settings->engine, error));
    WTW_TRY(wtw_input_check(gold, error));
    WTW_TRY(wtw_grouping_load(&run->gold, gold, true, &run->ids, settings, error));
    wtw_grouping_remark(&run->gold, progress);
    WTW_TRY(read_articles(run, progress, error));
    WTW_TRY(gather_pairs(run, error));
    WTW_TRY(find_thresholds(run, error));
    WTW_TRY(put_tuning(run, error));
    return wtw_session_close(&run->session, out_exit, error);
}

enum wtw_status wtw_tune_run(const struct wtw_settings *settings,
                             struct wtw_progress *progress, enum wtw_exit *out_exit,
                             struct wtw_error *error)
{
    struct tune_run run = {.settings = settings};
    enum wtw_status status = WTW_OK;

    if (!settings->gold && !settings->input_count) {
        *out_exit = WTW_EXIT_DONE;
        return plan_bands(settings, error);
    }
    status = tune(&run, progress, out_exit, error);
    wtw_release_items(run.sweep_pairs);
    wtw_labelled_pairs_release(&run.pairs);
    if (run.has_session)
        wtw_session_release(&run.session);
    wtw_grouping_release(&run.gold);
    wtw_id_table_release(&run.ids);
    return status;
}
