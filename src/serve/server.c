/*
 * server.c - a feed over HTTP: the order in which it starts and stops
 *
 * First what costs nothing and fails most: settings, token, address. Then the database,
 * whose index takes a while; clients that come meanwhile wait in the socket's queue. At
 * the end the same backwards: no new connection, the requests at hand are answered, the
 * writer finishes, the database is closed. Whoever sent an article and has no answer may
 * send it again; it is known then.
 */
#include "serve/server.h"

#include "base/clock.h"
#include "base/threads.h"
#include "serve/http_door.h"
#include "serve/listen_address.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A head in 30 seconds and a body at 512 bytes a second are within reach of any line; a
 * body that is larger than all of the others' room waits. docs/serve.md has the reasons.
 */
enum {
    CONNECTIONS_DEFAULT = 256,
    WAITING_ARTICLES_DEFAULT = 8192,
    BATCH_ARTICLES = 4096,
    IDLE_SECONDS = 30,
    GRACE_SECONDS = 20,
    LEAST_BYTES_PER_SECOND = 512,
    STOP_SECONDS = 25, /* before service managers lose patience */
    UPKEEP_SECONDS = 15,
    TICK_MILLISECONDS = 50,
    WRITER_WAIT_MILLISECONDS = 2000
};
#define BODY_BYTES_DEFAULT (UINT64_C(16) << 20)
#define BATCH_BYTES (UINT64_C(16) << 20)
#define WAITING_BYTES (UINT64_C(64) << 20)
#define HELD_BYTES (UINT64_C(256) << 20)
#define MEANWHILE_SECONDS                                                                \
    0.02 /* so that upkeep takes a small part of the writer's time */

struct server {
    const struct wtw_server_settings *settings;
    struct wtw_listen_address address;
    int socket;
    struct wtw_feed *feed;
    struct wtw_feed_counts counts; /* at the start */
    struct wtw_service service;
    struct wtw_http_door *door;
};

/* ------------------------------------------------------------------ settings */

static enum wtw_status check_token(struct server *server, struct wtw_error *error)
{
    const struct wtw_server_settings *settings = server->settings;
    struct wtw_access_token *token = &server->service.token;

    if (settings->token_file)
        WTW_TRY(wtw_token_read(token, settings->token_file, error));
    else if (settings->token)
        WTW_TRY(wtw_token_set(token, settings->token, error));
    if (token->count || wtw_address_is_loopback(&server->address))
        return WTW_OK;
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "at %s anybody who can reach this machine could read and write; give "
                    "a token by --token-file FILE or $WIRETWIN_TOKEN, or listen at "
                    "127.0.0.1",
                    wtw_address_words(&server->address).items);
}

static double seconds_or(double given, double otherwise)
{
    return given > 0 ? given : otherwise;
}

static void settle_limits(struct server *server)
{
    static const char *const no_paths[WTW_FIELD_COUNT] = {NULL};
    const struct wtw_server_settings *settings = server->settings;
    struct wtw_service_limits *limits = &server->service.limits;
    struct wtw_patience patience = {
        .idle_seconds = seconds_or(settings->idle_seconds, IDLE_SECONDS),
        .grace_seconds = seconds_or(settings->grace_seconds, GRACE_SECONDS),
        .bytes_per_second = LEAST_BYTES_PER_SECOND,
    };

    *limits = (struct wtw_service_limits){
        .body_bytes = settings->body_bytes ? settings->body_bytes : BODY_BYTES_DEFAULT,
        .held_bytes = HELD_BYTES,
        .connections =
            settings->connections ? settings->connections : CONNECTIONS_DEFAULT,
        .waiting_articles = settings->waiting_articles ? settings->waiting_articles
                                                       : WAITING_ARTICLES_DEFAULT,
    };
    if (limits->held_bytes < 4 * limits->body_bytes)
        limits->held_bytes = 4 * limits->body_bytes;
    server->service.rank = settings->rank;
    server->service.rank_context = settings->rank_context;
    wtw_watch_init(&server->service.watch, &patience);
    wtw_field_finder_init(&server->service.finder,
                          settings->fields ? settings->fields : no_paths);
}

/* ------------------------------------------------------------------ start */

/* A database that is there is taken as it was made. */
static enum wtw_status take_options(struct server *server, struct wtw_options *options,
                                    struct wtw_error *error)
{
    struct wtw_feed_terms terms = {.path = server->settings->db,
                                   .use = WTW_FEED_READ,
                                   .wait_milliseconds = WRITER_WAIT_MILLISECONDS};
    struct wtw_feed *feed = NULL;

    if (server->settings->options)
        *options = *server->settings->options;
    else
        wtw_options_init(options);
    if (server->settings->options || access(terms.path, F_OK) != 0)
        return WTW_OK;
    WTW_TRY(wtw_feed_open(&terms, &feed, error));
    *options = *wtw_feed_options(feed);
    options->temporary_folder = NULL;
    wtw_feed_close(feed);
    return WTW_OK;
}

static enum wtw_status open_feed(struct server *server, struct wtw_error *error)
{
    const struct wtw_server_settings *settings = server->settings;
    struct wtw_options options;
    struct wtw_feed_terms terms = {.path = settings->db,
                                   .options = &options,
                                   .leaves_texts_out = settings->leaves_texts_out,
                                   .wait_milliseconds = WRITER_WAIT_MILLISECONDS};

    WTW_TRY(take_options(server, &options, error));
    options.thread_count = settings->thread_count;
    options.kernel = settings->kernel;
    WTW_TRY(wtw_feed_open(&terms, &server->feed, error));
    server->service.options = wtw_feed_options(server->feed);
    return wtw_feed_count(server->feed, &server->counts, error);
}

static enum wtw_status start_writer(struct server *server, struct wtw_error *error)
{
    struct wtw_write_terms terms = {
        .feed = server->feed,
        .events = &server->service.events,
        .window_seconds = server->settings->window_seconds,
        .batch_articles = BATCH_ARTICLES,
        .batch_bytes = BATCH_BYTES,
        .waiting_articles = server->service.limits.waiting_articles,
        .waiting_bytes = WAITING_BYTES,
        .upkeep_seconds = UPKEEP_SECONDS,
        .meanwhile_seconds = MEANWHILE_SECONDS,
    };

    return wtw_write_queue_new(&terms, &server->service.writer, error);
}

static enum wtw_status start(struct server *server, struct wtw_error *error)
{
    const struct wtw_server_settings *settings = server->settings;
    bool asks_host = false;
    int socket = -1;

    WTW_TRY(wtw_address_parse(settings->listen ? settings->listen : WTW_LISTEN_DEFAULT,
                              &server->address, error));
    WTW_TRY(check_token(server, error));
    WTW_TRY(wtw_address_listen(&server->address, &server->socket, error));
    WTW_TRY(open_feed(server, error));
    WTW_TRY(wtw_event_log_init(&server->service.events, wtw_microseconds_since_1970(),
                               error));
    WTW_TRY(start_writer(server, error));
    asks_host = !server->service.token.count;
    socket = server->socket;
    server->socket = -1; /* the door's from here on */
    return wtw_http_door_open(&server->service, socket, asks_host, &server->door, error);
}

static void say_where(struct server *server)
{
    const struct wtw_server_settings *settings = server->settings;
    char words[512];

    snprintf(words, sizeof words, "serving %.300s at http://%s/, %" PRIu64 " articles",
             settings->db, wtw_address_words(&server->address).items,
             server->counts.articles);
    settings->say(settings->context, words);
}

/* ------------------------------------------------------------------ run and stop */

static void tick(void)
{
    struct timespec pause = {0, TICK_MILLISECONDS * 1000000L};

    nanosleep(&pause, NULL);
}

/* Told once when upkeep begins to fail, and again when the words are others. */
static void watch_upkeep(struct server *server, char *told, size_t told_bytes)
{
    struct wtw_write_counts counts;

    wtw_write_queue_counts(server->service.writer, &counts);
    if (strcmp(counts.upkeep_words, told) == 0)
        return;
    snprintf(told, told_bytes, "%s", counts.upkeep_words);
    if (told[0])
        server->settings->say(server->settings->context, told);
}

static void run(struct server *server)
{
    const struct wtw_server_settings *settings = server->settings;
    char told[256] = "";

    while (!settings->wants_to_stop(settings->context)) {
        wtw_watch_cut(&server->service.watch, wtw_seconds_now());
        watch_upkeep(server, told, sizeof told);
        tick();
    }
}

/* Requests at hand are answered, but those of clients that do not get on are cut. */
static void stop(struct server *server)
{
    double end =
        wtw_seconds_now() + seconds_or(server->settings->stop_seconds, STOP_SECONDS);

    if (!server->door)
        return;
    server->service.is_stopping = true;
    wtw_http_door_shut(server->door);
    while (atomic_load(&server->service.requests) && wtw_seconds_now() < end) {
        wtw_watch_cut(&server->service.watch, wtw_seconds_now());
        tick();
    }
    wtw_http_door_free(server->door);
    server->door = NULL;
}

static void release(struct server *server)
{
    stop(server);
    wtw_write_queue_free(server->service.writer);
    wtw_event_log_release(&server->service.events);
    wtw_readers_release(&server->service.readers);
    wtw_watch_release(&server->service.watch);
    wtw_feed_close(server->feed);
    wtw_token_forget(&server->service.token);
    if (server->socket >= 0)
        close(server->socket);
}

enum wtw_status wtw_server_run(const struct wtw_server_settings *settings,
                               struct wtw_error *error)
{
    struct server server = {.settings = settings, .socket = -1};
    enum wtw_status status = WTW_OK;

    settle_limits(&server);
    wtw_readers_init(&server.service.readers, settings->db, wtw_threads_available() + 1);
    status = start(&server, error);
    if (status == WTW_OK) {
        say_where(&server);
        run(&server);
    }
    release(&server);
    return status;
}
