/*
 * graph_listing.h - wiretwin pairs --format graphml: the matches as a graph
 */
#ifndef WTW_CLI_GRAPH_LISTING_H
#define WTW_CLI_GRAPH_LISTING_H

#include "cli/session.h"

/*
 * wtw_graph_list() writes the articles that have a match, in input order, and then the
 * matches of a session that has run. Returns WTW_OK, WTW_NO_MEMORY, or what reading an
 * article again returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_graph_list(const struct wtw_session *session,
                                              struct wtw_out *out,
                                              struct wtw_error *error);

#endif
