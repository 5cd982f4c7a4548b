/*
 * test_connection_watch.c - ends connections that take too long
 *
 * The clock is not stopped for a test, so all times here are far apart: "now" is given to
 * wtw_watch_cut() as a point that lies some seconds ahead.
 */
#include "check.h"

#include "base/clock.h"
#include "base/faults.h"
#include "serve/connection_watch.h"

#include <sys/socket.h>
#include <unistd.h>

static const struct wtw_patience patience = {
    .idle_seconds = 100, .grace_seconds = 50, .bytes_per_second = 10};

struct pair {
    struct wtw_connection_watch watch;
    struct wtw_watched *watched;
    int ends[2];
};

static void begin(struct pair *pair)
{
    struct wtw_error error = {0};

    wtw_watch_init(&pair->watch, &patience);
    check_number(socketpair(AF_UNIX, SOCK_STREAM, 0, pair->ends), 0);
    check_ok(wtw_watch_enter(&pair->watch, pair->ends[0], &pair->watched, &error),
             &error);
}

static void end(struct pair *pair)
{
    wtw_watch_release(&pair->watch);
    close(pair->ends[0]);
    close(pair->ends[1]);
}

/* Whether it would be cut 'seconds' from now, which is found out by doing it. */
static bool is_cut_after(struct pair *pair, double seconds)
{
    char byte = 0;

    wtw_watch_cut(&pair->watch, wtw_seconds_now() + seconds);
    return recv(pair->ends[1], &byte, 1, MSG_DONTWAIT) == 0;
}

Test(connection_watch, cuts_a_head_that_does_not_come)
{
    struct pair pair;
    uint64_t cut = 9;

    begin(&pair);
    check(!is_cut_after(&pair, 90));
    check_number(wtw_watch_count(&pair.watch, &cut), 1);
    check_number(cut, 0);
    check(is_cut_after(&pair, 101));
    wtw_watch_cut(&pair.watch, wtw_seconds_now() + 200); /* once only */
    check_number(wtw_watch_count(&pair.watch, &cut), 1);
    check_number(cut, 1);
    end(&pair);
}

Test(connection_watch, wants_a_body_at_its_rate_and_saves_nothing_up)
{
    struct pair pair;

    begin(&pair);
    wtw_watch_grace(&pair.watch, pair.watched, 0);
    wtw_watch_moved(&pair.watch, pair.watched, 100000); /* not more than the grace */
    check(!is_cut_after(&pair, 45));
    check(is_cut_after(&pair, 51));
    end(&pair);
}

Test(connection_watch, gives_little_time_for_a_byte)
{
    struct pair pair;

    begin(&pair);
    wtw_watch_grace(&pair.watch, pair.watched, 0);
    pair.watched->due = wtw_seconds_now() + 1; /* as if 49 seconds had gone */
    for (int i = 0; i < 20; i++)
        wtw_watch_moved(&pair.watch, pair.watched, 1); /* a tenth of a second each */
    check(!is_cut_after(&pair, 2.5));
    check(is_cut_after(&pair, 3.5));
    end(&pair);
}

Test(connection_watch, gives_a_large_answer_its_time)
{
    struct pair pair;

    begin(&pair);
    wtw_watch_grace(&pair.watch, pair.watched, 1000); /* 100 seconds at 10 a second */
    check(!is_cut_after(&pair, 140));
    check(is_cut_after(&pair, 151));
    end(&pair);
}

Test(connection_watch, waits_while_the_client_waits_for_us)
{
    struct pair pair;

    begin(&pair);
    wtw_watch_pause(&pair.watch, pair.watched);
    check(!is_cut_after(&pair, 100000));
    wtw_watch_idle(&pair.watch, pair.watched);
    check(!is_cut_after(&pair, 90));
    check(is_cut_after(&pair, 101));
    end(&pair);
}

Test(connection_watch, keeps_count_of_those_that_come_and_go)
{
    struct wtw_connection_watch watch;
    struct wtw_watched *watched[3];
    struct wtw_error error = {0};

    wtw_watch_init(&watch, &patience);
    for (int i = 0; i < 3; i++)
        check_ok(wtw_watch_enter(&watch, -1, &watched[i], &error), &error);
    check_number(wtw_watch_count(&watch, NULL), 3);
    wtw_watch_leave(&watch, watched[1]);
    wtw_watch_leave(&watch, watched[0]);
    wtw_watch_leave(&watch, watched[2]);
    check_number(wtw_watch_count(&watch, NULL), 0);
    wtw_watch_leave(&watch, NULL);
    wtw_watch_idle(&watch, NULL);
    wtw_watch_grace(&watch, NULL, 1);
    wtw_watch_moved(&watch, NULL, 1);
    wtw_watch_pause(&watch, NULL);
    wtw_watch_release(&watch);
}

#ifdef WTW_FAULTS
Test(connection_watch, says_when_there_is_no_memory)
{
    struct wtw_connection_watch watch;
    struct wtw_watched *watched = NULL;
    struct wtw_error error = {0};

    wtw_watch_init(&watch, &patience);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_watch_enter(&watch, -1, &watched, &error), WTW_NO_MEMORY);
    check(watched == NULL);
    wtw_watch_release(&watch);
}
#endif
