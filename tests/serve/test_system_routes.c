/*
 * test_system_routes.c - whether it runs, what it counts, the page
 */
#include "serve/page_assets.h"
#include "serve/service_at_hand.h"

Test(system_routes, tell_health)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(ask(&hand, "GET", "/healthz", NULL), 200);
    check_member_string(&hand, "status", "ok");
    hand.service.is_stopping = true;
    check_number(ask(&hand, "GET", "/healthz", NULL), 200);
    check_member_string(&hand, "status", "stopping");
    at_hand_end(&hand);
}

Test(system_routes, tell_metrics_also_where_the_database_cannot_be_read)
{
    struct at_hand hand;
    struct wtw_buffer *body = &hand.answer.body;
    struct wtw_error error = {0};

    at_hand_begin(&hand);
    stand_in.open_status = WTW_IO;
    check_number(ask(&hand, "GET", "/metrics", NULL), 200);
    check_ok(wtw_buffer_append(body, "", 1, &error), &error);
    check(strstr(body->items, "\nwiretwin_articles ") == NULL);
    check(strstr(body->items, "\nwiretwin_queue_limit_articles 64\n") != NULL);
    stand_in.open_status = WTW_OK;
    check_number(ask(&hand, "GET", "/metrics", NULL), 200);
    check_ok(wtw_buffer_append(body, "", 1, &error), &error);
    check(strstr(body->items, "\nwiretwin_articles 0\n") != NULL);
    check_string(hand.answer.type, "text/plain; version=0.0.4; charset=utf-8");
    at_hand_end(&hand);
}

Test(system_routes, give_files_of_the_page_and_say_when_they_are_the_same)
{
    struct at_hand hand;
    struct wtw_request request = {.target = &hand.target};
    struct wtw_error error = {0};

    at_hand_begin(&hand);
    check_number(ask(&hand, "GET", "/page/page.js", NULL), 200);
    check_string(hand.answer.cache, "no-cache");
    check(hand.answer.fixed.count > 0);
    check_ok(wtw_target_parse(&hand.target, "/page/page.js", &error), &error);
    request.if_none_match = hand.answer.etag;
    wtw_asset_get(&hand.service, &request, &hand.answer);
    check_number(hand.answer.status, 304);
    check_string(hand.answer.type, "text/javascript; charset=utf-8");
    check(hand.answer.etag != NULL);
    check_number(hand.answer.fixed.count, 0);
    check_number(ask(&hand, "GET", "/page/other.js", NULL), 404);
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(system_routes, survive_when_memory_runs_out)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_survives_no_memory(&hand, "GET", "/healthz", NULL, 200);
    check_survives_no_memory(&hand, "GET", "/page/page.js", NULL, 200);
    at_hand_end(&hand);
}
#endif
