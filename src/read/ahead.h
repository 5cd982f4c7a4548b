/*
 * ahead.h - reads a stream on a thread of its own, a few blocks ahead of who takes them
 *
 * Inflating a megabyte takes as long as sketching it. Read ahead, the one hides behind the
 * other; of plain files it is the copying out of the system's cache.
 */
#ifndef WTW_READ_AHEAD_H
#define WTW_READ_AHEAD_H

#include "read/stream.h"

struct wtw_ahead; /* opaque, reused for one stream after the other */

/* wtw_ahead_new() gives it to the caller. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_ahead_new(struct wtw_ahead **out_ahead,
                                             struct wtw_error *error);

/*
 * wtw_ahead_begin() begins to read 'stream', which is open and belongs to the thread until
 * wtw_ahead_end(). Returns false, with the stream untouched, where no thread can be
 * started. It reads 8 MiB ahead, and 4 once wtw_ahead_take_turn() has said that its bytes are
 * taken from now on.
 */
bool wtw_ahead_begin(struct wtw_ahead *ahead, struct wtw_stream *stream);
void wtw_ahead_take_turn(struct wtw_ahead *ahead);

/*
 * wtw_ahead_read() gives what wtw_stream_read() would, in the same order, and in
 * 'out_stored' how many bytes of the descriptor that took so far.
 */
WTW_MUST_CHECK enum wtw_status wtw_ahead_read(struct wtw_ahead *ahead, char *out,
                                              size_t room, size_t *out_count,
                                              uint64_t *out_stored,
                                              struct wtw_error *error);

/* wtw_ahead_end() ends the thread, if there is one; what it read too far is dropped. */
void wtw_ahead_end(struct wtw_ahead *ahead);
void wtw_ahead_free(struct wtw_ahead *ahead);

#endif
