/*
 * feed_stand_in.h - a feed in memory that stands in for the real one, and fails on request
 *
 * Articles whose texts begin with the same word are copies of each other; that is all it
 * knows. All handles see one list of articles, so that readers see what the writer wrote.
 * What the real feed does when a disk is full or a lock is held cannot be had on demand;
 * here it can.
 */
#ifndef WTW_TESTS_SERVE_FEED_STAND_IN_H
#define WTW_TESTS_SERVE_FEED_STAND_IN_H

#include "wiretwin_feed.h"

#include <stdatomic.h>

/* What it is to do, set by a test before the server runs, and what it did. */
struct feed_stand_in {
    _Atomic int add_status; /* enum wtw_status of every add; WTW_OK: as it goes */
    _Atomic int judge_status;
    _Atomic int open_status;
    _Atomic int get_status;
    _Atomic int tidy_status;
    _Atomic uint32_t add_milliseconds; /* each add takes so long */
    _Atomic uint32_t tidy_more;        /* steps of tidying that are left */
    _Atomic bool leaves_texts_out;
    _Atomic bool
        tells_changes;     /* that a copy stands for its cluster; who goes, moved to 7 */
    _Atomic bool is_gated; /* adds wait while it is set */
    _Atomic uint32_t gated_adds; /* those that came to the gate */
    _Atomic uint32_t adds;
    _Atomic uint32_t largest_add;
    _Atomic uint32_t expiries;
    _Atomic int64_t expired_before;
    _Atomic uint32_t open_handles;
    _Atomic uint32_t most_handles;
};
extern struct feed_stand_in stand_in;

/* Forgets all articles and all wishes. */
void stand_in_reset(void);

#endif
