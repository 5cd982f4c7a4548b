/*
 * stored_flows.h - who had first what others had later
 */
#ifndef WTW_STORE_STORED_FLOWS_H
#define WTW_STORE_STORED_FLOWS_H

#include "store/database.h"

#include "wiretwin_feed.h"

/*
 * wtw_stored_flows() is wtw_feed_flows(). First in a cluster is the earliest known date, of
 * equal or no dates who arrived first. Counted are copies that were published, or where that
 * is not known arrived, at or after 'since_seconds'. Articles of unknown sources flow nowhere.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_flows(struct wtw_database *database,
                                                int64_t since_seconds,
                                                struct wtw_buffer *scratch,
                                                struct wtw_feed_flow *out_flows,
                                                size_t room, size_t *out_count,
                                                struct wtw_error *error);

#endif
