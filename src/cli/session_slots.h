/*
 * session_slots.h - a session's records on their way into the engine, batch by batch
 */
#ifndef WTW_CLI_SESSION_SLOTS_H
#define WTW_CLI_SESSION_SLOTS_H

#include "cli/session.h"

/*
 * wtw_session_take_in() reads all records, adds their articles to the engine and notes them
 * in the ledger. A signal meanwhile ends the process at once, which leaves nothing behind.
 * Returns as wtw_reader_next_into() and wtw_engine_add_batches().
 */
WTW_MUST_CHECK enum wtw_status wtw_session_take_in(struct wtw_session *session,
                                                   struct wtw_error *error);
void wtw_session_release_slots(struct wtw_session *session);

#endif
