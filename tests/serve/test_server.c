/*
 * test_server.c - the order in which a server starts and stops
 */
#include "serve/http_client.h"
#include "serve/server.h"

#include "base/faults.h"
#include "serve/feed_stand_in.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

static struct client client;

struct running {
    struct wtw_server_settings settings;
    pthread_t thread;
    _Atomic uint32_t port; /* 0 until it serves */
    _Atomic bool is_over;
    _Atomic bool is_stopped;
    char said[512];
    enum wtw_status status;
    struct wtw_error error;
};

static bool wants_to_stop(void *context)
{
    return ((struct running *)context)->is_stopped;
}

static void hear(void *context, const char *words)
{
    struct running *running = context;
    const char *port = strstr(words, "http://127.0.0.1:");

    snprintf(running->said, sizeof running->said, "%s", words);
    if (port)
        running->port = (uint32_t)strtoul(port + 17, NULL, 10);
}

static void *run(void *context)
{
    struct running *running = context;

    running->status = wtw_server_run(&running->settings, &running->error);
    running->is_over = true;
    return NULL;
}

static void prepare(struct running *running)
{
    stand_in_reset();
    memset(running, 0, sizeof *running);
    running->settings = (struct wtw_server_settings){.db = "stand-in",
                                                     .listen = "127.0.0.1:0",
                                                     .wants_to_stop = wants_to_stop,
                                                     .say = hear,
                                                     .context = running};
}

static void start(struct running *running)
{
    const struct timespec pause = {0, 1000000};

    check(pthread_create(&running->thread, NULL, run, running) == 0);
    while (!running->port && !running->is_over)
        nanosleep(&pause, NULL);
}

static void stop(struct running *running)
{
    running->is_stopped = true;
    pthread_join(running->thread, NULL);
    stand_in_reset();
}

static uint16_t port_of(const struct running *running)
{
    return (uint16_t)running->port;
}

Test(server, serves_until_it_is_to_stop_and_leaves_nothing_open)
{
    struct running running;
    uint32_t handles = 0;

    prepare(&running);
    start(&running);
    check(strncmp(running.said, "serving stand-in at http://127.0.0.1:", 37) == 0);
    check(strstr(running.said, "/, 0 articles") != NULL);
    check_number(client_ask(&client, port_of(&running),
                            "GET /v1/stats HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                 200);
    running.is_stopped = true;
    pthread_join(running.thread, NULL);
    handles = stand_in.open_handles;
    stand_in_reset();
    check_number(running.status, WTW_OK);
    check_number(handles, 0);
}

Test(server, finishes_what_was_taken_before_it_stops)
{
    struct running running;

    prepare(&running);
    start(&running);
    stand_in.is_gated = true;
    client_connect(&client, port_of(&running));
    client_send(&client, "POST /v1/articles HTTP/1.1\r\nHost: localhost\r\n"
                         "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n"
                         "{\"text\":\"flood\"}");
    while (!stand_in.gated_adds)
        sched_yield();
    running.is_stopped = true;
    nanosleep(&(struct timespec){0, 200000000}, NULL);
    check(!running.is_over);
    stand_in.is_gated = false;
    check_number(client_read(&client), 201);
    check(client_got(&client, "Connection: close"));
    close(client.socket);
    stop(&running);
    check_number(running.status, WTW_OK);
}

Test(server, does_not_wait_for_ever_for_a_client_that_does_not_get_on)
{
    struct running running;

    prepare(&running);
    running.settings.stop_seconds = 0.2;
    start(&running);
    client_connect(&client, port_of(&running));
    client_send(&client, "POST /v1/articles HTTP/1.1\r\nHost: localhost\r\n"
                         "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
    nanosleep(&(struct timespec){0, 100000000}, NULL);
    stop(&running);
    check_number(running.status, WTW_OK);
    close(client.socket);
}

Test(server, cuts_a_client_that_drips)
{
    struct running running;

    prepare(&running);
    running.settings.idle_seconds = 0.2;
    start(&running);
    client_connect(&client, port_of(&running));
    client_send(&client, "GET /v1/stats HT");
    check_number(client_read(&client), 0); /* it is ended, not timed out */
    close(client.socket);
    stop(&running);
}

Test(server, refuses_an_address_of_the_network_without_a_token)
{
    struct running running;

    prepare(&running);
    running.settings.listen = "0.0.0.0:0";
    start(&running);
    stop(&running);
    check_number(running.status, WTW_BAD_ARGUMENT);
    check_string(running.error.words,
                 "at 0.0.0.0:0 anybody who can reach this machine could read and write; "
                 "give a token by --token-file FILE or $WIRETWIN_TOKEN, or listen at "
                 "127.0.0.1");
}

Test(server, asks_for_a_token_wherever_it_was_given_one)
{
    struct running running;

    prepare(&running);
    running.settings.token = "0123456789abcdef";
    start(&running);
    check_number(client_ask(&client, port_of(&running),
                            "GET /v1/stats HTTP/1.1\r\nHost: a.example\r\n\r\n"),
                 401);
    stop(&running);
}

Test(server, says_why_it_does_not_start)
{
    static const struct {
        const char *listen;
        const char *token;
        const char *token_file;
        int open_status;
        enum wtw_status wanted;
    } rows[] = {
        {"here", NULL, NULL, WTW_OK, WTW_BAD_ARGUMENT},
        {"127.0.0.1:0", "short", NULL, WTW_OK, WTW_BAD_ARGUMENT},
        {"127.0.0.1:0", NULL, "/nowhere", WTW_OK, WTW_IO},
        {"192.0.2.1:1", "0123456789abcdef", NULL, WTW_OK, WTW_IO},
        {"127.0.0.1:0", NULL, NULL, WTW_BAD_INPUT, WTW_BAD_INPUT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct running running;

        prepare(&running);
        running.settings.listen = rows[i].listen;
        running.settings.token = rows[i].token;
        running.settings.token_file = rows[i].token_file;
        stand_in.open_status = rows[i].open_status;
        start(&running);
        check(running.is_over);
        check_number(running.status, rows[i].wanted);
        check(running.error.words[0] != '\0');
        check_number(stand_in.open_handles, 0);
        stop(&running);
    }
}

Test(server, says_when_upkeep_fails_and_goes_on)
{
    struct running running;

    prepare(&running);
    stand_in.tidy_status = WTW_IO;
    start(&running);
    for (int i = 0; i < 1000 && strcmp(running.said, "the stand-in was told to fail");
         i++)
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    check_string(running.said, "the stand-in was told to fail");
    check_number(client_ask(&client, port_of(&running),
                            "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                 200);
    check(client_got(&client, "\nwiretwin_upkeep_failing 1\n"));
    stop(&running);
}

#ifdef WTW_FAULTS
Test(server, closes_all_it_opened_where_a_thread_or_memory_is_missing)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_THREAD, WTW_FAULT_ALLOCATION};

    for (size_t kind = 0; kind < 2; kind++) {
        for (uint64_t nth = 1; nth < 3; nth++) {
            struct running running;

            prepare(&running);
            running.is_stopped = true;
            wtw_fault_plan(kinds[kind], nth);
            run(&running);
            wtw_fault_plan(kinds[kind], 0);
            check(running.status == WTW_IO || running.status == WTW_NO_MEMORY);
            check_number(stand_in.open_handles, 0);
        }
    }
}
#endif
