/*
 * report_listing.h - wiretwin cluster --format html: clusters as one file to be read
 */
#ifndef WTW_CLI_REPORT_LISTING_H
#define WTW_CLI_REPORT_LISTING_H

#include "cli/session.h"

/*
 * wtw_report_list() writes the clusters of two or more of a session that has run to 'out'
 * as a report, and tells people what it had no room for. Returns WTW_OK, WTW_NO_MEMORY,
 * WTW_TOO_LARGE, WTW_IO, or what reading an article again returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_report_list(const struct wtw_session *session,
                                               struct wtw_out *out,
                                               struct wtw_error *error);

#endif
