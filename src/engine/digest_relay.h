/*
 * digest_relay.h - articles on their way from the thread that reads the database to one that
 * puts them into the index
 */
#ifndef WTW_ENGINE_DIGEST_RELAY_H
#define WTW_ENGINE_DIGEST_RELAY_H

#include "engine/live.h"

struct wtw_digest_relay; /* opaque */

/*
 * wtw_digest_relay_new() gives the caller a relay that restores to 'live', which is borrowed
 * and nobody else's until the relay has finished. Without a second thread, which is so where
 * 'thread_count' is 1 or none can be started, articles are restored as they are put. Returns
 * WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_digest_relay_new(struct wtw_live *live,
                                                    uint32_t thread_count,
                                                    struct wtw_digest_relay **out_relay,
                                                    struct wtw_error *error);

/*
 * wtw_digest_relay_put() hands over a copy of an article and its digest. Returns WTW_OK or
 * WTW_NO_MEMORY, or what wtw_live_restore() returned for this or an earlier one.
 * wtw_digest_relay_finish() waits until all are restored, and returns the same.
 */
WTW_MUST_CHECK enum wtw_status wtw_digest_relay_put(
    struct wtw_digest_relay *relay, const struct wtw_live_article *article,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_digest_relay_finish(struct wtw_digest_relay *relay,
                                                       struct wtw_error *error);

/* wtw_digest_relay_free() also ends a relay that was not finished. NULL is allowed. */
void wtw_digest_relay_free(struct wtw_digest_relay *relay);

#endif
