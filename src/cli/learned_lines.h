/*
 * learned_lines.h - what a session learned to be boilerplate
 */
#ifndef WTW_CLI_LEARNED_LINES_H
#define WTW_CLI_LEARNED_LINES_H

#include "cli/session.h"
#include "write/recurring_out.h"

/*
 * wtw_learned_line() reads article and text of a recurring line again; 'out_info' borrows
 * from 'view' and the ledger. Returns what reading returns.
 */
WTW_MUST_CHECK enum wtw_status wtw_learned_line(const struct wtw_session *session,
                                                const struct wtw_recurring_line *line,
                                                struct wtw_article_view *view,
                                                struct wtw_recurring_info *out_info,
                                                struct wtw_error *error);

/* wiretwin inspect --learned; as the functions in commands.h. */
WTW_MUST_CHECK enum wtw_status wtw_inspect_learned_run(
    const struct wtw_settings *settings, struct wtw_progress *progress,
    enum wtw_exit *out_exit, struct wtw_error *error);

#endif
