/*
 * connection_watch.h - ends connections that take too long to say what they want
 */
#ifndef WTW_SERVE_CONNECTION_WATCH_H
#define WTW_SERVE_CONNECTION_WATCH_H

#include "base/failure.h"

#include <pthread.h>

/* How much time a client has. All above 0. */
struct wtw_patience {
    double idle_seconds;  /* for a whole head: from connecting, or from the last answer */
    double grace_seconds; /* for a body or an answer to begin moving */
    double bytes_per_second; /* at which a body comes, and an answer goes, at least */
};

/* One connection. Owned by the watch; its members are the watch's alone. */
struct wtw_watched {
    struct wtw_watched *before;
    struct wtw_watched *after;
    int descriptor;
    bool is_cut;
    bool is_paused; /* it waits for us */
    double due;     /* seconds of wtw_seconds_now() */
};

struct wtw_connection_watch {
    struct wtw_patience patience;
    pthread_mutex_t lock;
    struct wtw_watched *first;
    uint32_t count;
    uint64_t cut_count;
};

void wtw_watch_init(struct wtw_connection_watch *watch,
                    const struct wtw_patience *patience);
void wtw_watch_release(struct wtw_connection_watch *watch);

/* wtw_watch_enter() begins with a connection; wtw_watch_leave() has to come before its
 * descriptor is closed. NULL is ignored by all that take a connection. */
WTW_MUST_CHECK enum wtw_status wtw_watch_enter(struct wtw_connection_watch *watch,
                                               int descriptor,
                                               struct wtw_watched **out_watched,
                                               struct wtw_error *error);
void wtw_watch_leave(struct wtw_connection_watch *watch, struct wtw_watched *watched);

/*
 * What a connection does: its client is to send the next head; it is to send a body, or to
 * fetch an answer of 'bytes' (0: not known); 'bytes' of a body came; it waits for us,
 * until it is to send or fetch something again.
 */
void wtw_watch_idle(struct wtw_connection_watch *watch, struct wtw_watched *watched);
void wtw_watch_grace(struct wtw_connection_watch *watch, struct wtw_watched *watched,
                     uint64_t bytes);
void wtw_watch_moved(struct wtw_connection_watch *watch, struct wtw_watched *watched,
                     uint64_t bytes);
void wtw_watch_pause(struct wtw_connection_watch *watch, struct wtw_watched *watched);

/* wtw_watch_cut() ends those that are overdue; called now and then. wtw_watch_count() is
 * how many there are, and 'out_cut' how many were cut so far; it may be NULL. */
void wtw_watch_cut(struct wtw_connection_watch *watch, double now);
uint32_t wtw_watch_count(struct wtw_connection_watch *watch, uint64_t *out_cut);

#endif
