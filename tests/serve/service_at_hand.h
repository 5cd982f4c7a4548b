/*
 * service_at_hand.h - a service on the stand-in of a feed, asked without HTTP
 */
#ifndef WTW_TESTS_SERVE_SERVICE_AT_HAND_H
#define WTW_TESTS_SERVE_SERVICE_AT_HAND_H

#include "check.h"

#include "base/faults.h"
#include "serve/feed_stand_in.h"
#include "serve/routes.h"

#include <jansson.h>

struct at_hand {
    struct wtw_service service;
    struct wtw_feed *feed;
    struct wtw_target target;
    struct wtw_answer answer; /* to the last request */
    json_t *json;             /* the answer's body, NULL where it is none */
};

static inline void at_hand_begin(struct at_hand *hand)
{
    static const char *const no_paths[WTW_FIELD_COUNT] = {NULL};
    const struct wtw_feed_terms feed_terms = {.path = "stand-in"};
    struct wtw_write_terms terms = {.batch_articles = 64,
                                    .batch_bytes = 1 << 20,
                                    .waiting_articles = 64,
                                    .waiting_bytes = 1 << 20,
                                    .upkeep_seconds = 60,
                                    .meanwhile_seconds = 60};
    const struct wtw_patience patience = {30, 20, 512};
    struct wtw_error error = {0};

    memset(hand, 0, sizeof *hand);
    stand_in_reset();
    check_ok(wtw_feed_open(&feed_terms, &hand->feed, &error), &error);
    check_ok(wtw_event_log_init(&hand->service.events, 1000000, &error), &error);
    terms.feed = hand->feed;
    terms.events = &hand->service.events;
    check_ok(wtw_write_queue_new(&terms, &hand->service.writer, &error), &error);
    wtw_readers_init(&hand->service.readers, "stand-in", 2);
    wtw_watch_init(&hand->service.watch, &patience);
    wtw_field_finder_init(&hand->service.finder, no_paths);
    wtw_answer_init(&hand->answer);
    hand->service.options = wtw_feed_options(hand->feed);
    hand->service.limits = (struct wtw_service_limits){.body_bytes = 4096,
                                                       .held_bytes = 1 << 20,
                                                       .connections = 8,
                                                       .waiting_articles = 64};
}

static inline void at_hand_end(struct at_hand *hand)
{
    json_decref(hand->json);
    wtw_answer_release(&hand->answer);
    wtw_target_release(&hand->target);
    wtw_write_queue_free(hand->service.writer);
    wtw_event_log_release(&hand->service.events);
    wtw_readers_release(&hand->service.readers);
    wtw_watch_release(&hand->service.watch);
    wtw_feed_close(hand->feed);
    stand_in_reset();
}

/* Asks, and reads the answer; gives its status. */
static inline int ask(struct at_hand *hand, const char *method, const char *uri,
                      const char *body)
{
    struct wtw_error error = {0};
    struct wtw_request request = {.target = &hand->target};
    struct wtw_route_search search;
    json_error_t why;

    json_decref(hand->json);
    hand->json = NULL;
    wtw_answer_clear(&hand->answer);
    check_ok(wtw_target_parse(&hand->target, uri, &error), &error);
    search = wtw_route_find(method, hand->target.path);
    check(wtw_route_at(search.number)->answer != NULL);
    request.rest = search.rest;
    if (body)
        request.body = (struct wtw_span){body, strlen(body)};
    wtw_route_at(search.number)->answer(&hand->service, &request, &hand->answer);
    if (hand->answer.body.count)
        hand->json =
            json_loadb(hand->answer.body.items, hand->answer.body.count, 0, &why);
    return (int)hand->answer.status;
}

/* A member by its path, such as "canonical.id"; numbers count items of arrays. */
static inline json_t *member(const struct at_hand *hand, const char *path)
{
    json_t *value = hand->json;
    char part[64];

    while (value && *path) {
        size_t count = strcspn(path, ".");

        memcpy(part, path, count);
        part[count] = '\0';
        value = json_is_array(value) ? json_array_get(value, strtoul(part, NULL, 10))
                                     : json_object_get(value, part);
        path += count + (path[count] == '.');
    }
    cr_assert(value != NULL, "the answer has no such member");
    return value;
}

#define check_member_number(hand, path, wanted)                                          \
    check_number(json_integer_value(member((hand), (path))), (wanted))
#define check_member_string(hand, path, wanted)                                          \
    check_string(json_string_value(member((hand), (path))), (wanted))
#define check_member_null(hand, path) check(json_is_null(member((hand), (path))))

#ifdef WTW_FAULTS
/* Fails each allocation of a request in turn; each time the answer is a 503 that can be
 * read, until there are no more to fail. */
static inline void check_survives_no_memory(struct at_hand *hand, const char *method,
                                            const char *uri, const char *body, int wanted)
{
    int status = 0;

    for (uint64_t nth = 1; status != wanted; nth++) {
        struct wtw_error error = {0};
        struct wtw_request request = {.target = &hand->target};
        struct wtw_route_search search;

        wtw_answer_release(&hand->answer);
        check_ok(wtw_target_parse(&hand->target, uri, &error), &error);
        search = wtw_route_find(method, hand->target.path);
        request.rest = search.rest;
        if (body)
            request.body = (struct wtw_span){body, strlen(body)};
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        wtw_route_at(search.number)->answer(&hand->service, &request, &hand->answer);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        status = (int)hand->answer.status;
        if (status == wanted)
            break;
        check_number(status, WTW_HTTP_UNAVAILABLE);
        check(hand->answer.retry_after_seconds > 0);
        check_string(hand->answer.type, "application/problem+json");
        check(nth < 200);
    }
}
#endif

#endif
