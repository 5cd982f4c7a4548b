/*
 * copy_details.h - of what a run found, what people ask next
 */
#ifndef WTW_CLI_COPY_DETAILS_H
#define WTW_CLI_COPY_DETAILS_H

#include "cli/session.h"

/*
 * wtw_copy_details_tell() says on standard error, in a few lines, which clusters of a
 * session that has run are the largest, which sources have most of the copies, and which
 * agencies these credit. 'next_copy' gives the copies one by one, in any order that is the
 * same each time, and is false after the last; 'copies' is how many there are. Says nothing
 * where that is quiet, where there are so few that the result itself is as short, or where
 * an article cannot be read again.
 */
void wtw_copy_details_tell(const struct wtw_session *session, uint64_t copies,
                           bool (*next_copy)(void *context, uint32_t *out_number),
                           void *context);

#endif
