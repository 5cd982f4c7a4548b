/*
 * pairs_command.c - wiretwin pairs: every match with its figures, and its passages on
 * request
 */
#include "base/memory.h"
#include "cli/delivery.h"
#include "cli/graph_listing.h"
#include "cli/session.h"
#include "write/number_words.h"
#include "write/pair_evidence.h"
#include "write/pairs_out.h"
#include "write/parallel_out.h"

#include <stdio.h>

/* What a thread needs to describe a pair; zeroes are ready. */
struct pair_view {
    struct wtw_article_view a;
    struct wtw_article_info a_info;
    uint32_t a_number; /* whose they are; it may have many matches in a row */
    bool has_a;
    struct wtw_article_view b;
    struct wtw_pair_evidence evidence;
    struct wtw_match aligned; /* the match with what evidence adds to it */
};

struct pairs_run {
    struct wtw_session session;
    struct wtw_delivery delivery;
    const struct wtw_match *matches;
    size_t match_count;
    struct pair_view *views; /* of each thread */
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

static enum wtw_status find_evidence(const struct wtw_session *session,
                                     struct pair_view *view, struct wtw_pair_info *pair,
                                     struct wtw_error *error)
{
    const struct wtw_article a = article_of(&view->a, &pair->a);
    const struct wtw_article b = article_of(&view->b, &pair->b);

    WTW_TRY(wtw_pair_evidence_find(&view->evidence, &session->settings->engine, &a, &b,
                                   error));
    view->aligned = *pair->match;
    add_alignment(&view->aligned.figures, &view->evidence.figures);
    pair->match = &view->aligned;
    pair->evidence = &view->evidence.evidence;
    return WTW_OK;
}

/* 'out_pair' borrows from 'view'. */
static enum wtw_status describe(const struct wtw_session *session,
                                const struct wtw_match *match, struct pair_view *view,
                                struct wtw_pair_info *out_pair, struct wtw_error *error)
{
    if (!view->has_a || view->a_number != match->a) {
        view->has_a = false;
        WTW_TRY(wtw_session_describe(session, match->a, &view->a, &view->a_info, error));
        view->a_number = match->a;
        view->has_a = true;
    }
    *out_pair = (struct wtw_pair_info){.match = match, .a = view->a_info};
    WTW_TRY(wtw_session_describe(session, match->b, &view->b, &out_pair->b, error));
    if (!session->settings->passages)
        return WTW_OK;
    return find_evidence(session, view, out_pair, error);
}

static enum wtw_status put_line(void *context, uint32_t worker, size_t i,
                                struct wtw_out *out, struct wtw_error *error)
{
    struct pairs_run *run = context;
    struct wtw_pair_info pair;
    struct wtw_json json;

    WTW_TRY(describe(&run->session, &run->matches[i], &run->views[worker], &pair, error));
    wtw_json_init(&json, out, false);
    wtw_pairs_jsonl_line(&json, &pair);
    return WTW_OK;
}

static void tell_written(void *context, size_t done)
{
    const struct pairs_run *run = context;

    wtw_progress_step(run->session.progress, "writing", done, run->match_count, false);
}

/* Lines of JSON are made on all threads. */
static enum wtw_status put_lines(struct pairs_run *run, struct wtw_error *error)
{
    const struct wtw_parallel_out lines = {.make = put_line,
                                           .tell = tell_written,
                                           .context = run,
                                           .item_end = run->match_count,
                                           .thread_count =
                                               run->session.options.thread_count};

    return wtw_parallel_out_run(&lines, &run->delivery.file.out, error);
}

static enum wtw_status put_entry(struct pairs_run *run, size_t i, struct wtw_error *error)
{
    struct wtw_pair_info pair;

    WTW_TRY(describe(&run->session, &run->matches[i], &run->views[0], &pair, error));
    wtw_pairs_table_entry(&run->delivery.page, &pair, i == 0);
    return WTW_OK;
}

static enum wtw_status put_result(struct pairs_run *run, struct wtw_error *error)
{
    struct wtw_out *out = &run->delivery.file.out;

    run->matches = wtw_result_matches(run->session.result, &run->match_count);
    WTW_TRY(WTW_ALLOCATE(&run->views, run->session.options.thread_count, error));
    if (run->delivery.format == WTW_FORMAT_GRAPHML)
        return wtw_graph_list(&run->session, out, error);
    if (run->delivery.format == WTW_FORMAT_JSONL)
        return put_lines(run, error);
    if (has_rows(&run->delivery))
        wtw_pairs_row_header(row_of(&run->delivery));
    for (size_t i = 0; i < run->match_count && !wtw_out_has_failed(out); i++) {
        tell_written(run, i);
        if (has_rows(&run->delivery))
            put_row(run, &run->matches[i]);
        else
            WTW_TRY(put_entry(run, i, error));
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

static void release_views(struct pairs_run *run)
{
    for (uint32_t i = 0; run->views && i < run->session.options.thread_count; i++) {
        wtw_article_view_release(&run->views[i].a);
        wtw_article_view_release(&run->views[i].b);
        wtw_pair_evidence_release(&run->views[i].evidence);
    }
    wtw_release_items(run->views);
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
    release_views(&run);
    wtw_session_release(&run.session);
    return status;
}
