/*
 * cluster_query.h - clusters that fit what is asked for, a page at a time
 */
#ifndef WTW_STORE_CLUSTER_QUERY_H
#define WTW_STORE_CLUSTER_QUERY_H

#include "store/database.h"

#include "wiretwin_feed.h"

/* wtw_stored_list() is wtw_feed_list(). Relations are those of members that have a match with
 * the canonical. */
WTW_MUST_CHECK enum wtw_status wtw_stored_list(struct wtw_database *database,
                                               const struct wtw_feed_query *query,
                                               struct wtw_feed_cluster *out_clusters,
                                               size_t room, size_t *out_count,
                                               struct wtw_error *error);

/* The statement that answers a query, appended to 'out' and ended by NUL, for a test that
 * looks at SQLite's plan of it. */
WTW_MUST_CHECK enum wtw_status wtw_cluster_query_words(const struct wtw_feed_query *query,
                                                       struct wtw_buffer *out,
                                                       struct wtw_error *error);

#endif
