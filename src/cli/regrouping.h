/*
 * regrouping.h - a session's articles clustered again, without some of them
 *
 * Which articles are copies depends on what else is there: how often a form or a line
 * recurs, how crowded a bucket is, what else a cluster holds. Who takes articles away and
 * wants to know what is left has to look again.
 */
#ifndef WTW_CLI_REGROUPING_H
#define WTW_CLI_REGROUPING_H

#include "cli/session.h"

/* Zeroes are ready; ended by release. Must not be moved in between. */
struct wtw_regrouping {
    const struct wtw_session *session; /* borrowed */
    struct wtw_engine *engine;         /* owned */
    const struct wtw_result *result;   /* belongs to the engine */
    uint32_t *numbers; /* owned: of the session's articles, by their number here */
    uint32_t count;
    uint32_t added; /* so many are in the engine */
};

/*
 * wtw_regrouping_run() clusters those articles of a session that was run whose number
 * 'is_left' says yes to, by the session's options and in their order: as a session would
 * that read no others. The session has to keep origins. Afterwards result and numbers are
 * there. Returns as wtw_session_run().
 */
WTW_MUST_CHECK enum wtw_status wtw_regrouping_run(
    struct wtw_regrouping *regrouping, const struct wtw_session *session,
    bool (*is_left)(const void *context, uint32_t number), const void *context,
    struct wtw_error *error);
void wtw_regrouping_release(struct wtw_regrouping *regrouping);

#endif
