/*
 * event_log.h - what the coming and going of articles changed for others, the last of it
 */
#ifndef WTW_SERVE_EVENT_LOG_H
#define WTW_SERVE_EVENT_LOG_H

#include "base/failure.h"

#include "wiretwin_feed.h"

#include <pthread.h>

/* Events that are kept: 2 MB of them. */
enum { WTW_EVENTS_KEPT = 1 << 16 };

/* Any thread may put and look. Zero-initialised and never begun keeps nothing. */
struct wtw_event_log {
    pthread_mutex_t lock;
    struct wtw_feed_change *items; /* a ring */
    int64_t first;                 /* sequence number of the first ever */
    int64_t next;
};

/* wtw_event_log_init() begins a log at 'now_microseconds', its first sequence number, so that they
 * ascend from one run of a server to the next. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_event_log_init(struct wtw_event_log *log,
                                                  int64_t now_microseconds,
                                                  struct wtw_error *error);
void wtw_event_log_release(struct wtw_event_log *log);

void wtw_event_log_put(struct wtw_event_log *log, const struct wtw_feed_change *changes,
                       size_t count);

/* Events that were asked for. */
struct wtw_event_view {
    int64_t first; /* sequence number of the first of them */
    size_t count;
    /* Something after what was asked for is not kept any more, or what was asked for is no
     * number of this log. */
    bool is_incomplete;
};

/* wtw_event_log_get() writes the events after sequence number 'after', the oldest first and up
 * to 'room', to 'out_changes'; a negative one asks for all that are kept. Without any the
 * first of the view is the next there will be. */
struct wtw_event_view wtw_event_log_get(struct wtw_event_log *log, int64_t after,
                                        struct wtw_feed_change *out_changes, size_t room);

#endif
