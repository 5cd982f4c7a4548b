/*
 * test_http_door.c - where HTTP ends: connections and requests in, answers out
 */
#include "serve/http_client.h"
#include "serve/http_door.h"
#include "serve/listen_address.h"
#include "serve/service_at_hand.h"

#include "base/clock.h"

#include <time.h>

static struct client client;

struct door_at_hand {
    struct at_hand hand;
    struct wtw_http_door *door;
    uint16_t port;
};

static void begin(struct door_at_hand *at, bool asks_host)
{
    struct wtw_listen_address address;
    struct wtw_error error = {0};
    int listening = -1;

    at_hand_begin(&at->hand);
    check_ok(wtw_address_parse("127.0.0.1:0", &address, &error), &error);
    check_ok(wtw_address_listen(&address, &listening, &error), &error);
    at->port = ntohs(address.socket.v4.sin_port);
    check_ok(
        wtw_http_door_open(&at->hand.service, listening, asks_host, &at->door, &error),
        &error);
}

static void end(struct door_at_hand *at)
{
    wtw_http_door_free(at->door);
    at_hand_end(&at->hand);
}

#define HOST "Host: 127.0.0.1\r\n"

static const char post_one[] = "POST /v1/articles HTTP/1.1\r\n" HOST
                               "Content-Type: application/json\r\nContent-Length: 25\r\n"
                               "\r\n{\"id\":\"a\",\"text\":\"flood\"}";

Test(http_door, answers_one_request_after_the_other_on_one_connection)
{
    struct door_at_hand at;

    begin(&at, true);
    client_connect(&client, at.port);
    client_send(&client, post_one);
    check_number(client_read(&client), 201);
    check(client_got(&client, "Location: /v1/articles/1\r\n"));
    check(client_got(&client, "X-Content-Type-Options: nosniff\r\n"));
    check(client_got(&client, "Cache-Control: no-store\r\n"));
    client_send(&client, "GET /v1/articles/a HTTP/1.1\r\n" HOST "\r\n");
    check_number(client_read(&client), 200);
    client_send(&client, "DELETE /v1/articles/a HTTP/1.1\r\n" HOST "\r\n");
    check_number(client_read(&client), 204);
    client_send(&client, "GET /v1/articles/a HTTP/1.1\r\n" HOST "\r\n");
    check_number(client_read(&client), 404);
    check(client_got(&client, "Content-Type: application/problem+json\r\n"));
    close(client.socket);
    end(&at);
}

Test(http_door, takes_a_body_that_comes_in_chunks)
{
    struct door_at_hand at;

    begin(&at, true);
    check_number(client_ask(&client, at.port,
                            "POST /v1/articles HTTP/1.1\r\n" HOST
                            "Content-Type: application/json; charset=utf-8\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n"
                            "7\r\n{\"text\"\r\n9\r\n:\"flood\"}\r\n0\r\n\r\n"),
                 201);
    check_number(client_ask(&client, at.port,
                            "POST /v1/articles HTTP/1.1\r\n" HOST
                            "Content-Type: application/x-ndjson\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n"
                            "7\r\n{\"text\"\r\na\r\n:\"storm\"}\n\r\n0\r\n\r\n"),
                 200);
    check(client_got(&client, "\"number\":2"));
    end(&at);
}

Test(http_door, refuses_what_is_wrong_about_a_request)
{
    static const struct {
        const char *request;
        int status;
        const char *words;
    } rows[] = {
        {"GET /nothing HTTP/1.1\r\n" HOST "\r\n", 404, "/openapi.json has all"},
        {"PUT /v1/stats HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nxx", 405,
         "Allow: GET, HEAD\r\n"},
        {"GET /v1/stats?x=1 HTTP/1.1\r\n" HOST "\r\n", 400, "no parameter 'x'"},
        {"GET /v1/%zz HTTP/1.1\r\n" HOST "\r\n", 400, "hexadecimal"},
        {"POST /v1/articles HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 415,
         "application/x-ndjson"},
        {"POST /v1/match HTTP/1.1\r\n" HOST
         "Content-Type: application/x-ndjson\r\nContent-Length: 2\r\n\r\n{}",
         415, "application/json"},
        {"POST /v1/articles HTTP/1.1\r\n" HOST
         "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
         422, "no text"},
        {"POST /v1/articles HTTP/1.1\r\n" HOST
         "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n",
         413, "4096 bytes"},
        {"GET /v1/stats HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "its address"},
    };
    struct door_at_hand at;

    begin(&at, true);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool is_cut_short = rows[i].status == 413;
        int status = 0;

        client_connect(&client, at.port);
        client_send(&client, rows[i].request);
        if (is_cut_short) {
            static char rest[5001];

            memset(rest, 'x', 5000);
            client_send(&client, rest);
        }
        status = client_read(&client);
        close(client.socket);
        cr_assert(status == rows[i].status, "%s: got %d, %s", rows[i].request, status,
                  client.bytes);
        cr_assert(client_got(&client, rows[i].words), "%s", client.bytes);
    }
    end(&at);
}

Test(http_door, refuses_a_body_that_grows_beyond_the_limit)
{
    static char request[3 * 4096];
    struct door_at_hand at;
    size_t used = 0;

    begin(&at, true);
    used = (size_t)snprintf(request, sizeof request,
                            "POST /v1/articles HTTP/1.1\r\n" HOST
                            "Content-Type: application/json\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n1800\r\n");
    memset(request + used, 'x', 0x1800);
    memcpy(request + used + 0x1800, "\r\n0\r\n\r\n", 8);
    check_number(client_ask(&client, at.port, request), 413);
    check_number(at.hand.service.metrics.held_bytes, 0);
    end(&at);
}

Test(http_door, asks_for_the_token_but_for_health_and_the_page)
{
    struct door_at_hand at;
    struct wtw_error error = {0};

    begin(&at, false);
    check_ok(wtw_token_set(&at.hand.service.token, "0123456789abcdef", &error), &error);
    check_number(client_ask(&client, at.port, "GET /v1/stats HTTP/1.1\r\n" HOST "\r\n"),
                 401);
    check(client_got(&client, "WWW-Authenticate: Bearer realm=\"wiretwin\"\r\n"));
    check_number(
        client_ask(&client, at.port, "GET /nothing HTTP/1.1\r\nHost: x.example\r\n\r\n"),
        401); /* nobody learns what there is */
    check_number(client_ask(&client, at.port,
                            "GET /v1/stats HTTP/1.1\r\nHost: x.example\r\n"
                            "Authorization: Bearer 0123456789abcdef\r\n\r\n"),
                 200);
    check_number(client_ask(&client, at.port,
                            "GET /v1/stats HTTP/1.1\r\n" HOST
                            "Authorization: Bearer 0123456789abcdee\r\n\r\n"),
                 401);
    check_number(client_ask(&client, at.port, "GET /healthz HTTP/1.1\r\n" HOST "\r\n"),
                 200);
    check_number(client_ask(&client, at.port, "GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
    check(client_got(&client, "script-src 'self'"));
    end(&at);
}

Test(http_door, gives_the_head_alone_where_that_was_asked)
{
    struct door_at_hand at;

    begin(&at, true);
    client_connect(&client, at.port);
    client_send(&client, "HEAD / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    while (recv(client.socket, client.bytes + client.count, 1, 0) == 1)
        client.count++;
    client.bytes[client.count] = '\0';
    close(client.socket);
    check(client_got(&client, "200 OK"));
    check(client_got(&client, "ETag: \""));
    check(strstr(client.bytes, "\r\n\r\n")[4] == '\0');
    end(&at);
}

Test(http_door, tells_those_beyond_the_limit_to_come_again)
{
    static struct client others[3];
    struct door_at_hand at;

    begin(&at, true);
    at.hand.service.limits.connections = 2;
    for (int i = 0; i < 3; i++) {
        client_connect(&others[i], at.port);
        client_send(&others[i], "GET /v1/stats HTTP/1.1\r\n" HOST "\r\n");
        check_number(client_read(&others[i]), i < 2 ? 200 : 503);
    }
    check(client_got(&others[2], "Retry-After: 1\r\n"));
    check(client_got(&others[2], "Connection: close\r\n"));
    check_number(client_ask(&client, at.port, "GET /metrics HTTP/1.1\r\n" HOST "\r\n"),
                 200);
    for (int i = 0; i < 3; i++)
        close(others[i].socket);
    end(&at);
}

Test(http_door, tells_clients_to_come_again_where_bodies_have_all_the_memory)
{
    struct door_at_hand at;

    begin(&at, true);
    at.hand.service.limits.held_bytes = 10;
    check_number(client_ask(&client, at.port, post_one), 503);
    check(client_got(&client, "Retry-After: 1\r\n"));
    end(&at);
}

/* Waits until the requests at hand are so many. */
static void wait_for_requests(const struct door_at_hand *at, uint32_t count)
{
    const struct timespec pause = {0, 1000000};

    for (int i = 0; i < 5000 && at->hand.service.requests != count; i++)
        nanosleep(&pause, NULL);
    check_number(at->hand.service.requests, count);
}

Test(http_door, forgets_a_request_whose_client_went_away)
{
    struct door_at_hand at;

    begin(&at, true);
    client_connect(&client, at.port);
    client_send(&client, "POST /v1/articles HTTP/1.1\r\n" HOST
                         "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
    wait_for_requests(&at, 1);
    close(client.socket);
    wait_for_requests(&at, 0);
    check_number(at.hand.service.metrics.unfinished, 1);
    check_number(at.hand.service.metrics.held_bytes, 0);
    check_number(stand_in.adds, 0);
    end(&at);
}

Test(http_door, cuts_a_client_that_does_not_get_on)
{
    struct door_at_hand at;
    uint64_t cut = 0;

    begin(&at, true);
    client_connect(&client, at.port);
    client_send(&client, "POST /v1/articles HTTP/1.1\r\n" HOST
                         "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
    wait_for_requests(&at, 1);
    wtw_watch_cut(&at.hand.service.watch, wtw_seconds_now() + 1000);
    check_number(client_read(&client), 0);
    close(client.socket);
    wtw_watch_count(&at.hand.service.watch, &cut);
    check_number(cut, 1);
    end(&at);
}

Test(http_door, lets_nobody_in_when_it_is_shut_and_answers_those_inside)
{
    struct door_at_hand at;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int late = socket(AF_INET, SOCK_STREAM, 0);

    begin(&at, true);
    stand_in.is_gated = true;
    client_connect(&client, at.port);
    client_send(&client, post_one);
    wait_for_requests(&at, 1);
    at.hand.service.is_stopping = true;
    wtw_http_door_shut(at.door);
    address.sin_port = htons(at.port);
    check(connect(late, (struct sockaddr *)&address, sizeof address) != 0);
    close(late);
    stand_in.is_gated = false;
    check_number(client_read(&client), 201);
    check(client_got(&client, "Connection: close\r\n"));
    close(client.socket);
    end(&at);
}

#ifdef WTW_FAULTS
Test(http_door, answers_or_closes_when_memory_runs_out)
{
    struct door_at_hand at;
    int status = 0;

    begin(&at, true);
    for (uint64_t nth = 1; status != 200 && nth < 100; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = client_ask(&client, at.port, "GET /v1/stats HTTP/1.1\r\n" HOST "\r\n");
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == 0 || status == 503 || status == 200);
        if (nth == 1)
            status =
                0; /* a connection that could not be watched is served all the same */
    }
    check_number(status, 200);
    end(&at);
}

Test(http_door, says_when_it_cannot_start)
{
    struct at_hand hand;
    struct wtw_http_door *door = NULL;
    struct wtw_error error = {0};

    at_hand_begin(&hand);
    wtw_fault_plan(WTW_FAULT_THREAD, 1);
    check_status(wtw_http_door_open(&hand.service, socket(AF_INET, SOCK_STREAM, 0), true,
                                    &door, &error),
                 WTW_IO);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_http_door_open(&hand.service, socket(AF_INET, SOCK_STREAM, 0), true,
                                    &door, &error),
                 WTW_NO_MEMORY);
    wtw_http_door_free(NULL);
    at_hand_end(&hand);
}
#endif
