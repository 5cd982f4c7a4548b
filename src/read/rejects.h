/*
 * rejects.h - telling of what was rejected
 */
#ifndef WTW_READ_REJECTS_H
#define WTW_READ_REJECTS_H

#include "read/reader.h"

/* wtw_reject() tells 'listener', if there is someone behind it. */
void wtw_reject(const struct wtw_reject_listener *listener, enum wtw_reject_reason reason,
                const struct wtw_error *error);

#endif
