/*
 * compare_command.c - wiretwin compare: how alike two articles are, and what they share
 */
#include "base/failure.h"
#include "cli/commands.h"
#include "cli/delivery.h"
#include "cli/one_article.h"
#include "write/side_by_side.h"

struct comparison_run {
    const struct wtw_settings *settings;
    struct wtw_one_article articles[2];
    struct wtw_side_by_side sides;
};

static enum wtw_status compare(struct comparison_run *run, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    struct wtw_compared_article compared[2];

    for (size_t i = 0; i < 2; i++) {
        struct wtw_one_article *article = &run->articles[i];

        WTW_TRY(wtw_one_article_load(article, settings->inputs[i], settings, error));
        compared[i] = (struct wtw_compared_article){
            .name = settings->inputs[i], .info = article->info, .text = article->text};
    }
    return wtw_side_by_side_compare(&run->sides, &settings->engine, compared, error);
}

static enum wtw_status put_result(const struct comparison_run *run,
                                  struct wtw_error *error)
{
    const struct wtw_comparison *comparison = &run->sides.comparison;
    struct wtw_delivery delivery;

    WTW_TRY(wtw_delivery_open(&delivery, run->settings, WTW_FORMAT_TABLE, error));
    if (delivery.format == WTW_FORMAT_TABLE)
        wtw_comparison_table(&delivery.page, comparison, run->settings->all);
    else if (delivery.format == WTW_FORMAT_TSV)
        wtw_comparison_tsv(&delivery.file.out, comparison);
    else
        wtw_comparison_jsonl(&delivery.json, comparison);
    return wtw_delivery_close(&delivery, WTW_OK, error);
}

enum wtw_status wtw_compare_run(const struct wtw_settings *settings,
                                struct wtw_progress *progress, enum wtw_exit *out_exit,
                                struct wtw_error *error)
{
    struct comparison_run run = {.settings = settings};
    enum wtw_status status = WTW_OK;

    (void)progress;
    if (settings->input_count != 2)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "compare takes two articles, A and B; %zu given",
                        settings->input_count);
    WTW_TRY(wtw_options_check(&settings->engine, error));
    status = compare(&run, error);
    if (status == WTW_OK)
        status = put_result(&run, error);
    if (status == WTW_OK)
        *out_exit = wtw_relation_is_copy(run.sides.comparison.relation) ? WTW_EXIT_DONE
                                                                        : WTW_EXIT_NO;
    wtw_side_by_side_release(&run.sides);
    for (size_t i = 0; i < 2; i++)
        wtw_one_article_release(&run.articles[i]);
    return status;
}
