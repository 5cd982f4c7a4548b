/*
 * graph_out.h - matches as a graph, in GraphML
 *
 * A contract: keys are only ever added. Nodes come first, then edges; valid XML 1.0 whatever
 * the texts hold.
 */
#ifndef WTW_WRITE_GRAPH_OUT_H
#define WTW_WRITE_GRAPH_OUT_H

#include "write/article_info.h"

void wtw_graph_open(struct wtw_out *out);
void wtw_graph_close(struct wtw_out *out);

/* wtw_graph_node() writes article 'number' with "id", "source", "date", "title", "url" and
 * "cluster", the id of its cluster's first article; what is absent is left out. */
void wtw_graph_node(struct wtw_out *out, uint32_t number,
                    const struct wtw_article_info *info, struct wtw_span cluster);

/* wtw_graph_edge() writes a match, from a to b, with "relation", "is_copy", "jaccard",
 * "a_in_b", "b_in_a", "shared_shingles", "longest_passage_tokens" and "lag_seconds". */
void wtw_graph_edge(struct wtw_out *out, const struct wtw_match *match);

#endif
