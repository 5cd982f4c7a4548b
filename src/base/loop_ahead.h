/*
 * loop_ahead.h - a loop that runs ahead of whoever needs its items, one after the other
 */
#ifndef WTW_BASE_LOOP_AHEAD_H
#define WTW_BASE_LOOP_AHEAD_H

#include "base/threads.h"

/* Opaque; for one thread, which begins, awaits and ends it. */
struct wtw_loop_ahead;

/*
 * wtw_loop_ahead_begin() lets all threads of 'loop' but the calling one work on its items, in
 * order, and gives the loop to the caller; 'loop' is copied. They stop before the item that is
 * 'lead_items', in whole chunks, behind the chunk of what was awaited last, or behind the
 * first: what the body makes of an item may lie where that of the item so many before it was.
 * With one thread, or where none can be started, the items are worked on when they are
 * awaited. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_loop_ahead_begin(const struct wtw_loop *loop,
                                                    size_t lead_items,
                                                    struct wtw_loop_ahead **out_ahead,
                                                    struct wtw_error *error);

/*
 * wtw_loop_ahead_await() returns when 'item' is done, and works on items itself, as worker 0,
 * while it is not. What the body did for this item, and for those of its chunk or before it
 * within the lead, may be read then; an item before one that was awaited is awaited in vain
 * where it is further away than that.
 * Returns WTW_OK, or the failure of the first chunk that failed if that is not behind the
 * item's.
 */
WTW_MUST_CHECK enum wtw_status wtw_loop_ahead_await(struct wtw_loop_ahead *ahead,
                                                    size_t item, struct wtw_error *error);

/* wtw_loop_ahead_end() waits for those at work; what nobody has begun is left. NULL is fine. */
void wtw_loop_ahead_end(struct wtw_loop_ahead *ahead);

#endif
