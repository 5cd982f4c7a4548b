/*
 * pairs_command.c - wiretwin pairs: every match with its figures, and its passages on
 * request
 */
#include "base/failure.h"
#include "cli/delivery.h"
#include "cli/graph_listing.h"
#include "cli/session.h"
#include "write/number_words.h"
#include "write/pair_evidence.h"
#include "write/pairs_out.h"

#include <stdio.h>

struct pairs_run {
    struct wtw_session session;
    struct wtw_delivery delivery;
    struct wtw_article_view a_view;
    struct wtw_article_view b_view;
    struct wtw_pair_evidence evidence;
};

static bool has_rows(const struct wtw_delivery *delivery)
{
    return delivery->format == WTW_FORMAT_TSV || delivery->format == WTW_FORMAT_CSV;
}

static struct wtw_row row_of(struct wtw_delivery *delivery)
{
    return (struct wtw_row){&delivery->file.out, delivery->format == WTW_FORMAT_CSV};
}

static void put_row(struct pairs_run *run, const struct wtw_match *match)
{
    wtw_pairs_row(row_of(&run->delivery), wtw_session_id(&run->session, match->a),
                  wtw_session_id(&run->session, match->b), match);
}

static struct wtw_article article_of(const struct wtw_article_view *view,
                                     const struct wtw_article_info *info)
{
    return (struct wtw_article){
        .text = view->text.items,
        .text_bytes = view->text.count,
        .published_seconds = info->published_seconds,
    };
}

/* What the engine does not measure where it can tell without. All else stays the
 * engine's, which knows more articles than two. */
static void add_alignment(struct wtw_figures *figures, const struct wtw_figures *measured)
{
    figures->a_tokens = measured->a_tokens;
    figures->b_tokens = measured->b_tokens;
    figures->a_aligned = measured->a_aligned;
    figures->b_aligned = measured->b_aligned;
    figures->aligned_shared = measured->aligned_shared;
    figures->aligned_long = measured->aligned_long;
    figures->misread = measured->misread;
    figures->changed_figures = measured->changed_figures;
    figures->changed_names = measured->changed_names;
}

static enum wtw_status find_evidence(struct pairs_run *run, struct wtw_pair_info *pair,
                                     struct wtw_match *out_match, struct wtw_error *error)
{
    const struct wtw_article a = article_of(&run->a_view, &pair->a);
    const struct wtw_article b = article_of(&run->b_view, &pair->b);

    WTW_TRY(wtw_pair_evidence_find(&run->evidence, &run->session.settings->engine, &a, &b,
                                   error));
    *out_match = *pair->match;
    add_alignment(&out_match->figures, &run->evidence.figures);
    pair->match = out_match;
    pair->evidence = &run->evidence.evidence;
    return WTW_OK;
}

static enum wtw_status put_pair(struct pairs_run *run, const struct wtw_match *match,
                                bool is_first, struct wtw_error *error)
{
    struct wtw_pair_info pair = {.match = match};
    struct wtw_match aligned;

    if (has_rows(&run->delivery)) {
        put_row(run, match);
        return WTW_OK;
    }
    WTW_TRY(wtw_session_describe(&run->session, match->a, &run->a_view, &pair.a, error));
    WTW_TRY(wtw_session_describe(&run->session, match->b, &run->b_view, &pair.b, error));
    if (run->session.settings->passages)
        WTW_TRY(find_evidence(run, &pair, &aligned, error));
    if (run->delivery.format == WTW_FORMAT_TABLE)
        wtw_pairs_table_entry(&run->delivery.page, &pair, is_first);
    else
        wtw_pairs_jsonl_line(&run->delivery.json, &pair);
    return WTW_OK;
}

static enum wtw_status put_result(struct pairs_run *run, struct wtw_error *error)
{
    struct wtw_out *out = &run->delivery.file.out;
    size_t count = 0;
    const struct wtw_match *matches = wtw_result_matches(run->session.result, &count);

    if (run->delivery.format == WTW_FORMAT_GRAPHML)
        return wtw_graph_list(&run->session, out, error);
    if (has_rows(&run->delivery))
        wtw_pairs_row_header(row_of(&run->delivery));
    for (size_t i = 0; i < count && !wtw_out_has_failed(out); i++) {
        wtw_progress_step(run->session.progress, "writing", i, count, false);
        WTW_TRY(put_pair(run, &matches[i], i == 0, error));
    }
    return WTW_OK;
}

static void summarise(const struct wtw_session *session)
{
    struct wtw_stats stats;
    uint64_t copies = 0;
    uint64_t templates = 0;
    char forms[80] = "";

    if (!session->ledger.count)
        return;
    wtw_engine_stats(session->engine, &stats);
    for (int relation = WTW_ABRIDGED; relation <= WTW_EXACT; relation++)
        copies += stats.matches[relation];
    templates = stats.matches[WTW_TEMPLATE];
    if (templates)
        snprintf(forms, sizeof forms, ", %s of one form with other facts",
                 wtw_grouped_words(templates).items);
    wtw_remark(session->progress,
               "%s article%s, %s pair%s of copies, %s that share a passage only%s",
               wtw_grouped_words(stats.articles).items, stats.articles == 1 ? "" : "s",
               wtw_grouped_words(copies).items, copies == 1 ? "" : "s",
               wtw_grouped_words(stats.matches[WTW_EXCERPT]).items, forms);
}

static enum wtw_status run_session(struct pairs_run *run, enum wtw_exit *out_exit,
                                   struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_session_run(&run->session, error));
    WTW_TRY(wtw_delivery_open(&run->delivery, run->session.settings, WTW_FORMAT_JSONL,
                              error));
    status = put_result(run, error);
    wtw_progress_clear(run->session.progress);
    WTW_TRY(wtw_delivery_close(&run->delivery, status, error));
    summarise(&run->session);
    return wtw_session_close(&run->session, out_exit, error);
}

enum wtw_status wtw_pairs_run(const struct wtw_settings *settings,
                              struct wtw_progress *progress, enum wtw_exit *out_exit,
                              struct wtw_error *error)
{
    struct wtw_settings measuring = *settings;
    struct pairs_run run = {0};
    enum wtw_status status = WTW_OK;

    /* The longest passage is a column of the contract. */
    measuring.engine.measure_passages = true;
    status = wtw_session_open(&run.session, &measuring, progress, error);
    if (status == WTW_OK)
        status = run_session(&run, out_exit, error);
    wtw_pair_evidence_release(&run.evidence);
    wtw_article_view_release(&run.b_view);
    wtw_article_view_release(&run.a_view);
    wtw_session_release(&run.session);
    return status;
}
