/*
 * story_listing.h - wiretwin cluster --level story: which articles tell one event
 */
#ifndef WTW_CLI_STORY_LISTING_H
#define WTW_CLI_STORY_LISTING_H

#include "cli/session.h"

/*
 * wtw_stories_list() writes the stories of a session that has run to 'out' in a format.
 * Returns WTW_OK, WTW_NO_MEMORY, WTW_IO, or what reading an article again returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_stories_list(const struct wtw_session *session,
                                                enum wtw_format format,
                                                struct wtw_out *out,
                                                struct wtw_error *error);

#endif
