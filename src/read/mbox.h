/*
 * mbox.h - a mailbox of messages, one behind the other
 */
#ifndef WTW_READ_MBOX_H
#define WTW_READ_MBOX_H

#include "read/format.h"

/*
 * A message begins with a line "From address date" (RFC 4155), at the begin of the mailbox or
 * after an empty line, and is one article: newsletters and the wires of agencies come so.
 */
extern const struct wtw_format wtw_mbox_format;

/* wtw_mbox_begins() says whether 'bytes' begin with such a line, which ends in a year. */
bool wtw_mbox_begins(struct wtw_span bytes);

#endif
