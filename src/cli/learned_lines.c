/*
 * learned_lines.c - wiretwin inspect --learned: what the input itself shows to be
 * boilerplate
 *
 * Which lines recur is known when articles have been compared, so this takes what cluster
 * takes: on 100,000 articles of 400 words twice the time and three times the memory of
 * plain inspect, which is why it has to be asked for.
 */
#include "cli/learned_lines.h"

#include "base/failure.h"
#include "cli/delivery.h"
#include "write/number_words.h"

/* What people can look through; programs get all. */
enum { LINES_IN_TABLE = 50 };

struct learned_run {
    struct wtw_session session;
    struct wtw_delivery delivery;
    struct wtw_article_view view;
};

enum wtw_status wtw_learned_line(const struct wtw_session *session,
                                 const struct wtw_recurring_line *line,
                                 struct wtw_article_view *view,
                                 struct wtw_recurring_info *out_info,
                                 struct wtw_error *error)
{
    struct wtw_article_info article;

    WTW_TRY(wtw_session_describe(session, line->article, view, &article, error));
    /* The host of its url is no source that it was counted under. */
    if (!line->source)
        article.source = (struct wtw_span){NULL, 0};
    *out_info = (struct wtw_recurring_info){
        .article = article,
        .text = {view->text.items + line->range.begin,
                 line->range.end - line->range.begin},
        .range = line->range,
        .articles = line->article_count,
        .source_articles = line->source_article_count,
    };
    return WTW_OK;
}

static enum wtw_status put_line(struct learned_run *run,
                                const struct wtw_recurring_line *line,
                                struct wtw_error *error)
{
    struct wtw_delivery *delivery = &run->delivery;
    struct wtw_recurring_info info;

    WTW_TRY(wtw_learned_line(&run->session, line, &run->view, &info, error));
    if (delivery->format == WTW_FORMAT_TABLE)
        wtw_recurring_table_entry(&delivery->page, &info);
    else if (delivery->format == WTW_FORMAT_JSONL)
        wtw_recurring_jsonl_line(&delivery->json, &info);
    else
        wtw_recurring_tsv_row(&delivery->file.out, &info);
    return WTW_OK;
}

static enum wtw_status put_lines(struct learned_run *run, struct wtw_error *error)
{
    struct wtw_delivery *delivery = &run->delivery;
    bool is_table = delivery->format == WTW_FORMAT_TABLE;
    size_t count = 0;
    const struct wtw_recurring_line *lines =
        wtw_result_recurring_lines(run->session.result, &count);
    size_t shown = is_table && count > LINES_IN_TABLE ? LINES_IN_TABLE : count;

    if (is_table)
        wtw_recurring_table_head(&delivery->page, count);
    else if (delivery->format == WTW_FORMAT_TSV)
        wtw_recurring_tsv_header(&delivery->file.out);
    for (size_t i = 0; i < shown && !wtw_out_has_failed(&delivery->file.out); i++)
        WTW_TRY(put_line(run, &lines[i], error));
    if (is_table)
        wtw_recurring_table_rest(&delivery->page, count - shown);
    return WTW_OK;
}

/* The table says it at its head. */
static void summarise(const struct learned_run *run)
{
    const struct wtw_session *session = &run->session;
    size_t count = 0;

    wtw_result_recurring_lines(session->result, &count);
    if (run->delivery.format != WTW_FORMAT_TABLE)
        wtw_remark(session->progress,
                   "%s article%s, %s line%s in unlike articles of one source",
                   wtw_grouped_words(session->ledger.count).items,
                   session->ledger.count == 1 ? "" : "s", wtw_grouped_words(count).items,
                   count == 1 ? " that recurs" : "s that recur");
}

static enum wtw_status run_session(struct learned_run *run, enum wtw_exit *out_exit,
                                   struct wtw_error *error)
{
    struct wtw_session *session = &run->session;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_session_run(session, error));
    WTW_TRY(
        wtw_delivery_open(&run->delivery, session->settings, WTW_FORMAT_TABLE, error));
    status = put_lines(run, error);
    wtw_progress_clear(session->progress);
    WTW_TRY(wtw_delivery_close(&run->delivery, status, error));
    summarise(run);
    return wtw_session_close(session, out_exit, error);
}

enum wtw_status wtw_inspect_learned_run(const struct wtw_settings *settings,
                                        struct wtw_progress *progress,
                                        enum wtw_exit *out_exit, struct wtw_error *error)
{
    struct learned_run run = {0};
    enum wtw_status status = wtw_session_open(&run.session, settings, progress, error);

    if (status == WTW_OK)
        status = run_session(&run, out_exit, error);
    wtw_article_view_release(&run.view);
    wtw_session_release(&run.session);
    return status;
}
