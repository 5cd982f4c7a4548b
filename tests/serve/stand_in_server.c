/*
 * stand_in_server.c - a server on the stand-in of a feed, for clients that try its limits
 *
 *     stand_in_server NAME=VALUE ...
 *
 * with listen, body, connections, waiting, idle, grace, stop and token of the settings, and
 * add (milliseconds) and gate (0 or 1) of the stand-in. Prints what the server says. SIGUSR1
 * opens the gate, SIGUSR2 has all adds fail, and the next one lets them succeed again.
 */
#include "serve/feed_stand_in.h"
#include "serve/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t is_stopped;

static void note_signal(int number)
{
    if (number == SIGUSR1)
        stand_in.is_gated = false;
    else if (number == SIGUSR2)
        stand_in.add_status = stand_in.add_status ? WTW_OK : WTW_IO;
    else
        is_stopped = 1;
}

static bool wants_to_stop(void *context)
{
    (void)context;
    return is_stopped != 0;
}

static void say(void *context, const char *words)
{
    (void)context;
    printf("%s\n", words);
    fflush(stdout);
}

static bool set(struct wtw_server_settings *settings, const char *name, const char *value)
{
    if (strcmp(name, "listen") == 0)
        settings->listen = value;
    else if (strcmp(name, "token") == 0)
        settings->token = value;
    else if (strcmp(name, "body") == 0)
        settings->body_bytes = strtoull(value, NULL, 10);
    else if (strcmp(name, "connections") == 0)
        settings->connections = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "waiting") == 0)
        settings->waiting_articles = strtoul(value, NULL, 10);
    else if (strcmp(name, "idle") == 0)
        settings->idle_seconds = strtod(value, NULL);
    else if (strcmp(name, "grace") == 0)
        settings->grace_seconds = strtod(value, NULL);
    else if (strcmp(name, "stop") == 0)
        settings->stop_seconds = strtod(value, NULL);
    else if (strcmp(name, "add") == 0)
        stand_in.add_milliseconds = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "gate") == 0)
        stand_in.is_gated = value[0] == '1';
    else
        return false;
    return true;
}

int main(int argument_count, char **arguments)
{
    struct wtw_server_settings settings = {.db = "stand-in",
                                           .listen = "127.0.0.1:0",
                                           .wants_to_stop = wants_to_stop,
                                           .say = say};
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 1; i < argument_count; i++) {
        char *equals = strchr(arguments[i], '=');

        if (equals)
            *equals = '\0';
        if (!equals || !set(&settings, arguments[i], equals + 1)) {
            fprintf(stderr, "what is %s?\n", arguments[i]);
            return 2;
        }
    }
    status = wtw_server_run(&settings, &error);
    if (status != WTW_OK)
        fprintf(stderr, "%s\n", error.words);
    stand_in_reset();
    return status == WTW_OK ? 0 : 1;
}
