/*
 * graph_listing.c - wiretwin pairs --format graphml: the matches as a graph
 *
 * Articles without a match are no nodes: of a large corpus they are most, and tell nothing.
 */
#include "cli/graph_listing.h"

#include "base/memory.h"
#include "write/graph_out.h"

struct graph {
    const struct wtw_session *session;
    struct wtw_out *out;
    const struct wtw_match *matches;
    size_t match_count;
    bool *has_match; /* by article */
    struct wtw_article_view view;
    struct wtw_buffer room; /* for the id of a cluster */
};

static enum wtw_status mark_nodes(struct graph *graph, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&graph->has_match, graph->session->ledger.count, error));
    for (size_t i = 0; i < graph->match_count; i++) {
        graph->has_match[graph->matches[i].a] = true;
        graph->has_match[graph->matches[i].b] = true;
    }
    return WTW_OK;
}

static enum wtw_status put_node(struct graph *graph, uint32_t number,
                                struct wtw_error *error)
{
    const struct wtw_session *session = graph->session;
    uint32_t first = wtw_result_membership(session->result, number).cluster;
    struct wtw_article_info info;
    struct wtw_span cluster;

    WTW_TRY(wtw_session_describe(session, number, &graph->view, &info, error));
    WTW_TRY(wtw_ledger_copy_id(&session->ledger, first, &graph->room, &cluster, error));
    wtw_graph_node(graph->out, number, &info, cluster);
    return WTW_OK;
}

static enum wtw_status put_nodes(struct graph *graph, struct wtw_error *error)
{
    uint32_t count = (uint32_t)graph->session->ledger.count;

    for (uint32_t i = 0; i < count && !wtw_out_has_failed(graph->out); i++) {
        wtw_progress_step(graph->session->progress, "writing", i, count, false);
        if (graph->has_match[i])
            WTW_TRY(put_node(graph, i, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_graph_list(const struct wtw_session *session, struct wtw_out *out,
                               struct wtw_error *error)
{
    struct graph graph = {.session = session, .out = out};
    enum wtw_status status = WTW_OK;

    graph.matches = wtw_result_matches(session->result, &graph.match_count);
    status = mark_nodes(&graph, error);
    if (status == WTW_OK) {
        wtw_graph_open(out);
        status = put_nodes(&graph, error);
    }
    for (size_t i = 0; i < graph.match_count && status == WTW_OK; i++)
        wtw_graph_edge(out, &graph.matches[i]);
    if (status == WTW_OK)
        wtw_graph_close(out);
    wtw_release_items(graph.has_match);
    wtw_buffer_release(&graph.room);
    wtw_article_view_release(&graph.view);
    return status;
}
