/*
 * test_event_log.c - events are told in order, once, and what is no longer kept is admitted
 */
#include "check.h"

#include "base/faults.h"
#include "serve/event_log.h"

/* The first event of a log that began five seconds after 1970. */
#define FIRST INT64_C(5000000)

static struct wtw_event_log begin_log(void)
{
    struct wtw_event_log log = {.items = NULL};
    struct wtw_error error = {0};

    check_ok(wtw_event_log_init(&log, FIRST, &error), &error);
    return log;
}

/* Events of articles 'begin' to 'end'. */
static void put(struct wtw_event_log *log, int64_t begin, int64_t end)
{
    for (int64_t i = begin; i < end; i++)
        wtw_event_log_put(log, &(struct wtw_feed_change){.number = i}, 1);
}

static void check_view(struct wtw_event_log *log, int64_t after, size_t room,
                       int64_t first, size_t count, bool is_incomplete)
{
    struct wtw_feed_change changes[10];
    struct wtw_event_view view = wtw_event_log_get(log, after, changes, room);

    check_number(view.first, first);
    check_number(view.count, count);
    check_number(view.is_incomplete, is_incomplete);
    for (size_t i = 0; i < count; i++)
        check_number(changes[i].number, first + (int64_t)i - FIRST);
}

Test(event_log, gives_what_came_after_an_event_up_to_what_there_is_room_for)
{
    struct wtw_event_log log = begin_log();

    check_view(&log, -1, 10, FIRST, 0, false);
    check_view(&log, FIRST - 1, 10, FIRST, 0, false);
    put(&log, 0, 7);
    check_view(&log, -1, 10, FIRST, 7, false);
    check_view(&log, FIRST - 1, 3, FIRST, 3, false);
    check_view(&log, FIRST + 2, 10, FIRST + 3, 4, false);
    check_view(&log, FIRST + 6, 10, FIRST + 7, 0, false);
    wtw_event_log_put(&log, NULL, 0);
    check_view(&log, FIRST + 6, 10, FIRST + 7, 0, false);
    wtw_event_log_release(&log);
}

Test(event_log, says_where_events_were_missed)
{
    struct wtw_event_log log = begin_log();
    int64_t oldest = FIRST + 5;

    put(&log, 0, WTW_EVENTS_KEPT + 5);
    check_view(&log, -1, 2, oldest, 2, false);
    check_view(&log, oldest - 1, 2, oldest, 2, false);
    check_view(&log, oldest - 2, 2, oldest, 2, true);
    check_view(&log, 0, 2, oldest, 2, true);
    check_view(&log, FIRST + WTW_EVENTS_KEPT + 4, 2, FIRST + WTW_EVENTS_KEPT + 5, 0,
               false);
    check_view(&log, FIRST + WTW_EVENTS_KEPT + 5, 2, FIRST + WTW_EVENTS_KEPT + 5, 0,
               true);
    wtw_event_log_release(&log);
}

Test(event_log,
     of_a_server_that_restarts_within_a_second_admits_what_its_predecessor_told)
{
    struct wtw_event_log log = {.items = NULL};

    check_status(wtw_event_log_init(&log, FIRST + 1000, NULL), WTW_OK);
    check_view(&log, FIRST - 1, 10, FIRST + 1000, 0, true);
    check_view(&log, FIRST + 6, 10, FIRST + 1000, 0, true);
    wtw_event_log_release(&log);
}

Test(event_log, that_was_never_begun_keeps_nothing)
{
    struct wtw_event_log log = {.items = NULL};
    const struct wtw_feed_change change = {.number = 1};

    wtw_event_log_put(&log, &change, 1);
    wtw_event_log_release(&log);
    wtw_event_log_release(&log);
}

#ifdef WTW_FAULTS

Test(event_log, needs_its_memory)
{
    struct wtw_event_log log = {.items = NULL};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_event_log_init(&log, FIRST, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_event_log_release(&log);
}

#endif
