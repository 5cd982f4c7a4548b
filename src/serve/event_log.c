/*
 * event_log.c - what the coming and going of articles changed for others, the last of it
 *
 * Events are news and no record: what stands is in the database, where everybody can see it.
 * So they are kept in memory, as many as there is room for, and a client that was away for
 * longer, or over a restart, is told that it missed some and has to look for itself. A number
 * is the microsecond in which the log began, and from there the count: a server would have to
 * tell of a million events a second for the next one's to be among them.
 */
#include "serve/event_log.h"

#include "base/memory.h"

enum wtw_status wtw_event_log_init(struct wtw_event_log *log, int64_t now_microseconds,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&log->items, WTW_EVENTS_KEPT, error));
    pthread_mutex_init(&log->lock, NULL);
    log->first = log->next = now_microseconds;
    return WTW_OK;
}

void wtw_event_log_release(struct wtw_event_log *log)
{
    if (!log->items)
        return;
    pthread_mutex_destroy(&log->lock);
    wtw_release_items(log->items);
    log->items = NULL;
}

void wtw_event_log_put(struct wtw_event_log *log, const struct wtw_feed_change *changes,
                       size_t count)
{
    if (!count || !log->items)
        return;
    pthread_mutex_lock(&log->lock);
    for (size_t i = 0; i < count; i++)
        log->items[log->next++ % WTW_EVENTS_KEPT] = changes[i];
    pthread_mutex_unlock(&log->lock);
}

struct wtw_event_view wtw_event_log_get(struct wtw_event_log *log, int64_t after,
                                        struct wtw_feed_change *out_changes, size_t room)
{
    struct wtw_event_view view = {.count = 0};
    int64_t oldest = 0;

    pthread_mutex_lock(&log->lock);
    oldest = log->next - log->first > WTW_EVENTS_KEPT ? log->next - WTW_EVENTS_KEPT
                                                      : log->first;
    view.is_incomplete = after >= 0 && (after < oldest - 1 || after >= log->next);
    view.first = after < oldest ? oldest : after + 1;
    if (view.first > log->next)
        view.first = log->next;
    while (view.count < room && view.first + (int64_t)view.count < log->next) {
        out_changes[view.count] =
            log->items[(view.first + (int64_t)view.count) % WTW_EVENTS_KEPT];
        view.count++;
    }
    pthread_mutex_unlock(&log->lock);
    return view;
}
