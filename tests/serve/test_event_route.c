/*
 * test_event_route.c - whoever asks is told what changed for others, and where to go on
 */
#include "serve/service_at_hand.h"

#include <inttypes.h>
#include <stdio.h>

/* The log at hand begins a second after 1970. */
#define FIRST INT64_C(1000000)

/* Two articles of which the second comes to stand for the first; then the first goes. */
static void let_things_change(struct at_hand *hand)
{
    at_hand_begin(hand);
    stand_in.tells_changes = true;
    check_number(ask(hand, "POST", "/v1/articles", "{\"id\":\"a\",\"text\":\"flood 1\"}"),
                 201);
    check_number(ask(hand, "POST", "/v1/articles", "{\"id\":\"b\",\"text\":\"flood 2\"}"),
                 201);
    check_number(ask(hand, "DELETE", "/v1/articles/a", NULL), 204);
}

static int ask_after(struct at_hand *hand, int64_t after, int limit)
{
    char uri[80];

    snprintf(uri, sizeof uri, "/v1/events?after=%" PRId64 "&limit=%d", after, limit);
    return ask(hand, "GET", uri, NULL);
}

Test(event_route, tells_who_stands_for_a_cluster_now_and_who_moved)
{
    struct at_hand hand;

    let_things_change(&hand);
    check_number(ask(&hand, "GET", "/v1/events", NULL), 200);
    check_number(json_array_size(member(&hand, "events")), 2);
    check_member_number(&hand, "events.0.sequence", FIRST);
    check_member_string(&hand, "events.0.event", "canonical");
    check_member_number(&hand, "events.0.cluster", 1);
    check_member_number(&hand, "events.0.canonical", 2);
    check_member_string(&hand, "events.0.id", "b");
    check_member_number(&hand, "events.0.before", 1);
    check_member_string(&hand, "events.1.event", "moved");
    check_member_number(&hand, "events.1.article", 1);
    check_member_null(&hand, "events.1.id");
    check_member_null(&hand, "events.1.from");
    check_member_number(&hand, "events.1.cluster", 7);
    check_member_number(&hand, "next", FIRST + 1);
    check(json_is_false(member(&hand, "missed")));
    at_hand_end(&hand);
}

Test(event_route, goes_on_after_the_last_and_says_what_was_missed)
{
    struct at_hand hand;

    let_things_change(&hand);
    check_number(ask_after(&hand, FIRST - 1, 1), 200);
    check_number(json_array_size(member(&hand, "events")), 1);
    check_member_number(&hand, "next", FIRST);
    check_number(ask_after(&hand, FIRST, 1), 200);
    check_member_number(&hand, "events.0.sequence", FIRST + 1);
    check_number(ask_after(&hand, FIRST + 1, 1), 200);
    check_number(json_array_size(member(&hand, "events")), 0);
    check_member_number(&hand, "next", FIRST + 1);
    check(json_is_false(member(&hand, "missed")));
    check_number(ask_after(&hand, 5, 10), 200);
    check_number(json_array_size(member(&hand, "events")), 2);
    check(json_is_true(member(&hand, "missed")));
    check_number(ask_after(&hand, FIRST + 2, 10), 200);
    check(json_is_true(member(&hand, "missed")));
    check_member_number(&hand, "next", FIRST + 1);
    at_hand_end(&hand);
}

Test(event_route, refuses_what_is_no_number)
{
    static const char *const uris[] = {"/v1/events?after=-1", "/v1/events?after=x",
                                       "/v1/events?limit=0", "/v1/events?limit=1001",
                                       "/v1/events?after=9223372036854775807"};
    struct at_hand hand;

    at_hand_begin(&hand);
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++)
        check_number(ask(&hand, "GET", uris[i], NULL), 400);
    at_hand_end(&hand);
}

Test(event_route, of_a_feed_that_cannot_be_read_is_a_problem)
{
    struct at_hand hand;

    let_things_change(&hand);
    stand_in.get_status = WTW_IO;
    check_number(ask(&hand, "GET", "/v1/events", NULL), 503);
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(event_route, survives_when_memory_runs_out)
{
    struct at_hand hand;

    let_things_change(&hand);
    check_survives_no_memory(&hand, "GET", "/v1/events", NULL, 200);
    at_hand_end(&hand);
}
#endif
