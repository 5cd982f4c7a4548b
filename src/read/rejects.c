/*
 * rejects.c - telling of what was rejected
 */
#include "read/rejects.h"

const char *wtw_reject_reason_name(enum wtw_reject_reason reason)
{
    static const char *const names[WTW_REJECT_REASON_COUNT] = {
        [WTW_REJECT_NOT_JSON] = "not JSON",
        [WTW_REJECT_NO_TEXT] = "no text",
        [WTW_REJECT_TOO_LONG] = "too long",
        [WTW_REJECT_UNREADABLE] = "unreadable",
        [WTW_REJECT_BROKEN_STREAM] = "broken stream",
        [WTW_REJECT_MALFORMED] = "malformed",
    };

    return (size_t)reason < WTW_REJECT_REASON_COUNT ? names[reason] : "unknown reason";
}

void wtw_reject(const struct wtw_reject_listener *listener, enum wtw_reject_reason reason,
                const struct wtw_error *error)
{
    if (listener->rejected)
        listener->rejected(listener->context, reason, error);
}
