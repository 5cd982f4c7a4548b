/*
 * eval_command.c - wiretwin eval: how well a prediction agrees with gold
 */
#include "base/failure.h"
#include "cli/commands.h"
#include "cli/delivery.h"
#include "cli/evaluating.h"
#include "cli/intake.h"

#include <string.h>
#include <unistd.h>

static enum wtw_status choose_predicted(const struct wtw_settings *settings,
                                        const char **out_name, struct wtw_error *error)
{
    const char *name = settings->input_count ? settings->inputs[0] : "-";

    if (!settings->gold)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "eval needs --gold FILE, which says what belongs together");
    if (settings->input_count > 1)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "eval takes one PREDICTED file; %zu given",
                        settings->input_count);
    if (!settings->input_count && isatty(STDIN_FILENO))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "no PREDICTED: name what 'wiretwin cluster --format tsv' wrote, "
                        "or - for standard input");
    if (strcmp(name, "-") == 0 && strcmp(settings->gold, "-") == 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "gold and prediction cannot both come from standard input");
    *out_name = name;
    return WTW_OK;
}

static enum wtw_status load(struct wtw_evaluating *run, const char *predicted,
                            struct wtw_progress *progress, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;

    WTW_TRY(wtw_input_check(settings->gold, error));
    WTW_TRY(wtw_input_check(predicted, error));
    WTW_TRY(
        wtw_grouping_load(&run->gold, settings->gold, true, &run->ids, settings, error));
    WTW_TRY(
        wtw_grouping_load(&run->predicted, predicted, false, &run->ids, settings, error));
    wtw_grouping_remark(&run->gold, progress);
    wtw_grouping_remark(&run->predicted, progress);
    run->evaluation.gold_name = settings->gold;
    run->evaluation.predicted_name = predicted;
    run->evaluation.of_stories = settings->level == WTW_LEVEL_STORY;
    run->evaluation.gold_is_pairs = run->gold.kind == WTW_GROUPING_PAIRS;
    run->evaluation.predicted_is_pairs = run->predicted.kind == WTW_GROUPING_PAIRS;
    return wtw_evaluating_count(run, error);
}

static enum wtw_status score(struct wtw_evaluating *run, struct wtw_error *error)
{
    const struct wtw_evaluation *evaluation = &run->evaluation;

    if (evaluation->gold_is_pairs || evaluation->predicted_is_pairs)
        return wtw_score_pairs(run, error);
    if (run->settings->positive)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--positive is for labelled pairs, and %s has clusters",
                        evaluation->gold_name);
    return wtw_score_clusters(run, error);
}

static enum wtw_status put_result(const struct wtw_evaluating *run,
                                  struct wtw_error *error)
{
    struct wtw_delivery delivery;

    WTW_TRY(wtw_delivery_open(&delivery, run->settings, WTW_FORMAT_TABLE, error));
    switch (delivery.format) {
    case WTW_FORMAT_TSV:
        wtw_evaluation_tsv(&delivery.file.out, &run->evaluation);
        break;
    case WTW_FORMAT_JSONL:
        wtw_evaluation_jsonl(&delivery.json, &run->evaluation);
        break;
    default:
        wtw_evaluation_table(&delivery.page, &run->evaluation);
    }
    return wtw_delivery_close(&delivery, WTW_OK, error);
}

enum wtw_status wtw_eval_run(const struct wtw_settings *settings,
                             struct wtw_progress *progress, enum wtw_exit *out_exit,
                             struct wtw_error *error)
{
    struct wtw_evaluating run = {.settings = settings};
    const char *predicted = NULL;
    enum wtw_status status = choose_predicted(settings, &predicted, error);

    if (status == WTW_OK)
        status = load(&run, predicted, progress, error);
    if (status == WTW_OK)
        status = score(&run, error);
    if (status == WTW_OK)
        status = put_result(&run, error);
    if (status == WTW_OK)
        *out_exit = WTW_EXIT_DONE;
    wtw_evaluating_release(&run);
    return status;
}
