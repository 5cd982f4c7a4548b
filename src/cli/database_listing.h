/*
 * database_listing.h - wiretwin cluster --format sqlite: articles, clusters and matches
 */
#ifndef WTW_CLI_DATABASE_LISTING_H
#define WTW_CLI_DATABASE_LISTING_H

#include "cli/session.h"

/*
 * wtw_database_list() writes the result of a session that has run to a database under the
 * name of its output, where it appears complete or not at all. Returns WTW_OK, WTW_IO,
 * WTW_BAD_ARGUMENT where the output is no file, WTW_NO_MEMORY, or what reading an article
 * again returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_database_list(const struct wtw_session *session,
                                                 struct wtw_error *error);

#endif
