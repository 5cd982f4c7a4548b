/*
 * connection_watch.c - ends connections that take too long to say what they want
 *
 * An idle timeout is no help against a client that sends a byte now and then: each byte
 * begins it anew, and a few hundred such clients hold all connections ("Slowloris"). So a
 * head has to be there whole after a while, and a body has to come at a least rate; what
 * comes faster is not saved up for later. While a client waits for us its clock stands.
 *
 * A connection is ended by shutting its socket down: the thread that serves it sees the
 * end of the stream and closes it as always. The socket cannot be another's by then, since
 * a connection leaves before it is closed, under the same lock.
 */
#include "serve/connection_watch.h"

#include "base/clock.h"
#include "base/memory.h"

#include <sys/socket.h>

void wtw_watch_init(struct wtw_connection_watch *watch,
                    const struct wtw_patience *patience)
{
    *watch = (struct wtw_connection_watch){.patience = *patience};
    pthread_mutex_init(&watch->lock, NULL);
}

void wtw_watch_release(struct wtw_connection_watch *watch)
{
    while (watch->first)
        wtw_watch_leave(watch, watch->first);
    pthread_mutex_destroy(&watch->lock);
}

enum wtw_status wtw_watch_enter(struct wtw_connection_watch *watch, int descriptor,
                                struct wtw_watched **out_watched, struct wtw_error *error)
{
    struct wtw_watched *watched = NULL;

    WTW_TRY(WTW_ALLOCATE(&watched, 1, error));
    watched->descriptor = descriptor;
    watched->due = wtw_seconds_now() + watch->patience.idle_seconds;
    pthread_mutex_lock(&watch->lock);
    watched->after = watch->first;
    if (watch->first)
        watch->first->before = watched;
    watch->first = watched;
    watch->count++;
    pthread_mutex_unlock(&watch->lock);
    *out_watched = watched;
    return WTW_OK;
}

void wtw_watch_leave(struct wtw_connection_watch *watch, struct wtw_watched *watched)
{
    if (!watched)
        return;
    pthread_mutex_lock(&watch->lock);
    if (watched->before)
        watched->before->after = watched->after;
    else
        watch->first = watched->after;
    if (watched->after)
        watched->after->before = watched->before;
    watch->count--;
    pthread_mutex_unlock(&watch->lock);
    wtw_release_items(watched);
}

void wtw_watch_idle(struct wtw_connection_watch *watch, struct wtw_watched *watched)
{
    if (!watched)
        return;
    pthread_mutex_lock(&watch->lock);
    watched->is_paused = false;
    watched->due = wtw_seconds_now() + watch->patience.idle_seconds;
    pthread_mutex_unlock(&watch->lock);
}

/* Bytes buy time, but no more of it than the grace. */
void wtw_watch_moved(struct wtw_connection_watch *watch, struct wtw_watched *watched,
                     uint64_t bytes)
{
    const struct wtw_patience *patience = &watch->patience;
    double most = wtw_seconds_now() + patience->grace_seconds;
    double bought = 0;

    if (!watched)
        return;
    pthread_mutex_lock(&watch->lock);
    bought = watched->due + (double)bytes / patience->bytes_per_second;
    watched->due = bought < most ? bought : most;
    pthread_mutex_unlock(&watch->lock);
}

void wtw_watch_grace(struct wtw_connection_watch *watch, struct wtw_watched *watched,
                     uint64_t bytes)
{
    const struct wtw_patience *patience = &watch->patience;

    if (!watched)
        return;
    pthread_mutex_lock(&watch->lock);
    watched->is_paused = false;
    watched->due = wtw_seconds_now() + patience->grace_seconds +
                   (double)bytes / patience->bytes_per_second;
    pthread_mutex_unlock(&watch->lock);
}

void wtw_watch_pause(struct wtw_connection_watch *watch, struct wtw_watched *watched)
{
    if (!watched)
        return;
    pthread_mutex_lock(&watch->lock);
    watched->is_paused = true;
    pthread_mutex_unlock(&watch->lock);
}

void wtw_watch_cut(struct wtw_connection_watch *watch, double now)
{
    pthread_mutex_lock(&watch->lock);
    for (struct wtw_watched *at = watch->first; at; at = at->after) {
        if (at->is_cut || at->is_paused || now < at->due)
            continue;
        at->is_cut = true;
        watch->cut_count++;
        shutdown(at->descriptor, SHUT_RDWR);
    }
    pthread_mutex_unlock(&watch->lock);
}

uint32_t wtw_watch_count(struct wtw_connection_watch *watch, uint64_t *out_cut)
{
    uint32_t count = 0;

    pthread_mutex_lock(&watch->lock);
    count = watch->count;
    if (out_cut)
        *out_cut = watch->cut_count;
    pthread_mutex_unlock(&watch->lock);
    return count;
}
