/*
 * http_door.c - where HTTP ends: connections and requests in, answers out
 *
 * libmicrohttpd, which the first server loads, with a thread for each connection: a handler
 * may then simply wait, for the writer or for a handle, and the number of connections
 * bounds everything. A pool that serves many connections with few threads would have to
 * suspend and resume them, and gains nothing where clients are feeds, not crowds. The
 * library calls handle_request() once for the head, once for each part of the body, and
 * once when all is there.
 *
 * A request that is refused at its head is still read to its end, if that is not far: a
 * client that is cut off while it sends may never see the answer.
 */
#include "serve/http_door.h"

#include "base/clock.h"
#include "base/faults.h"
#include "base/late_library.h"
#include "base/memory.h"
#include "serve/listen_address.h"
#include "serve/record_stream.h"
#include "serve/routes.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A head has to fit into the connection's memory, which is also what a body is read into.
 * Connections beyond the limit are let in as far as to be told so, and to be asked for
 * health and metrics. Handlers need little stack; it is only reserved.
 */
enum {
    CONNECTION_BYTES = 64 << 10,
    SPARE_CONNECTIONS = 16,
    STACK_BYTES = 2 << 20,
    DRAINED_BYTES = 1 << 20, /* of a request that was refused */
    RETRY_SECONDS = 1
};

/* clang-format off */
#define FUNCTIONS(each) \
    each(MHD_add_response_header) \
    each(MHD_create_response_from_buffer) \
    each(MHD_create_response_from_buffer_with_free_callback) \
    each(MHD_create_response_from_fd64) \
    each(MHD_destroy_response) \
    each(MHD_get_connection_info) \
    each(MHD_lookup_connection_value) \
    each(MHD_queue_response) \
    each(MHD_quiesce_daemon) \
    each(MHD_start_daemon) \
    each(MHD_stop_daemon)
/* clang-format on */

static struct {
    FUNCTIONS(WTW_LATE_FUNCTION)
} http;

static const char *const function_names[] = {FUNCTIONS(WTW_LATE_NAME)};

static struct wtw_late_library library =
    WTW_LATE_LIBRARY(WTW_MICROHTTPD_FILE, "serving", function_names, &http);

struct wtw_http_door {
    struct wtw_service *service;
    struct MHD_Daemon *daemon;
    int socket;
    bool asks_host;
    bool is_shut;
};

/* One request and its answer. */
struct exchange {
    struct wtw_http_door *door;
    struct wtw_watched *watched; /* its connection */
    struct wtw_target target;
    enum wtw_status target_status;
    struct wtw_error target_error;
    struct wtw_route_search search;
    struct wtw_request request;
    struct wtw_answer answer;
    struct wtw_buffer body;
    uint64_t held_bytes;
    struct wtw_record_stream *stream; /* NULL: the body is kept whole */
    uint64_t dropped_bytes;
    double begun;
    bool has_head;
    bool is_refused;
    bool is_answered;
};

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return http.MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static const struct wtw_route *route_of(const struct exchange *exchange)
{
    return wtw_route_at(exchange->search.number);
}

/* ------------------------------------------------------------------ an answer out */

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    if (value && value[0])
        (void)http.MHD_add_response_header(response, name, value);
}

/*
 * For whatever a browser makes of it: nothing is run, framed or sniffed; the page may use
 * its own files and this server, and nothing else.
 */
static void add_safety(struct MHD_Response *response, const char *type)
{
    bool is_page = type && strncmp(type, "text/html", 9) == 0;

    add_header(response, "X-Content-Type-Options", "nosniff");
    add_header(response, "Referrer-Policy", "no-referrer");
    add_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    add_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    add_header(response, "Content-Security-Policy",
               is_page ? "default-src 'none'; script-src 'self'; style-src 'self'; "
                         "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
                         "form-action 'none'; frame-ancestors 'none'"
                       : "default-src 'none'; frame-ancestors 'none'");
}

static void add_headers(struct MHD_Response *response, const struct wtw_answer *answer)
{
    char retry[16] = "";

    if (answer->retry_after_seconds)
        snprintf(retry, sizeof retry, "%u", (unsigned)answer->retry_after_seconds);
    add_header(response, "Content-Type", answer->type);
    add_header(response, "Cache-Control", answer->cache ? answer->cache : "no-store");
    add_header(response, "ETag", answer->etag);
    add_header(response, "Allow", answer->allow);
    add_header(response, "Location", answer->location);
    add_header(response, "Retry-After", retry);
    if (answer->status == WTW_HTTP_UNAUTHORIZED)
        add_header(response, "WWW-Authenticate", "Bearer realm=\"wiretwin\"");
    if (answer->closes)
        add_header(response, "Connection", "close");
    add_safety(response, answer->type);
}

static void release_body(void *items)
{
    wtw_release_items(items);
}

/* Moves what the answer has into a response, which then owns it. */
static struct MHD_Response *make_response(struct wtw_answer *answer, uint64_t *out_bytes)
{
    struct MHD_Response *response = NULL;
    struct stat facts;

    if (answer->file >= 0 && fstat(answer->file, &facts) == 0) {
        *out_bytes = (uint64_t)facts.st_size;
        response = http.MHD_create_response_from_fd64(*out_bytes, answer->file);
        if (response)
            answer->file = -1;
        return response;
    }
    if (answer->body.count) {
        *out_bytes = answer->body.count;
        response = http.MHD_create_response_from_buffer_with_free_callback(
            answer->body.count, answer->body.items, release_body);
        if (response)
            answer->body = (struct wtw_buffer){0};
        return response;
    }
    *out_bytes = answer->fixed.count;
    return http.MHD_create_response_from_buffer(answer->fixed.count,
                                                (void *)(uintptr_t)answer->fixed.items,
                                                MHD_RESPMEM_PERSISTENT);
}

/* Where even this fails, the connection is closed. */
static enum MHD_Result send_answer(struct exchange *exchange,
                                   struct MHD_Connection *connection)
{
    struct wtw_service *service = exchange->door->service;
    struct wtw_answer *answer = &exchange->answer;
    uint64_t bytes = 0;
    struct MHD_Response *response = NULL;
    enum MHD_Result result = MHD_NO;

    answer->closes |= service->is_stopping;
    response = make_response(answer, &bytes);
    if (!response)
        return MHD_NO;
    add_headers(response, answer);
    wtw_watch_grace(&service->watch, exchange->watched, bytes);
    result = http.MHD_queue_response(connection, answer->status, response);
    http.MHD_destroy_response(response);
    if (result == MHD_YES) {
        exchange->is_answered = true;
        wtw_metrics_count(&service->metrics, exchange->search.number, answer->status,
                          wtw_seconds_now() - exchange->begun);
    }
    return result;
}

/* ------------------------------------------------------------------ a head in */

static void refuse(struct exchange *exchange, enum wtw_http_status status,
                   const char *detail)
{
    exchange->is_refused = true;
    wtw_answer_problem(&exchange->answer, status, exchange->target.path, detail);
}

static void refuse_for_now(struct exchange *exchange, const char *detail)
{
    refuse(exchange, WTW_HTTP_UNAVAILABLE, detail);
    exchange->answer.retry_after_seconds = RETRY_SECONDS;
}

/* Who it is, and whether there is a place for it. */
static void check_client(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct wtw_service *service = exchange->door->service;
    const struct wtw_route *route = route_of(exchange);
    bool is_watcher =
        strcmp(route->name, "/healthz") == 0 || strcmp(route->name, "/metrics") == 0;

    if (exchange->door->asks_host && !wtw_host_is_direct(header(connection, "Host")))
        refuse(exchange, WTW_HTTP_MISDIRECTED,
               "without a token this server is asked by its address or as localhost "
               "only, so that no page of another site can ask it; use that, or give it a "
               "token");
    else if (!route->is_open &&
             !wtw_token_is_in(&service->token, header(connection, "Authorization")))
        refuse(exchange, WTW_HTTP_UNAUTHORIZED,
               "this needs the header 'Authorization: Bearer TOKEN' with the token that "
               "the server was started with");
    else if (!is_watcher &&
             wtw_watch_count(&service->watch, NULL) > service->limits.connections) {
        refuse_for_now(exchange, "this server has as many connections as it may have; "
                                 "come again in a moment");
        exchange->answer.closes = true;
    }
}

static void check_route(struct exchange *exchange)
{
    struct wtw_error error = {0};

    if (exchange->target_status == WTW_NO_MEMORY) {
        refuse_for_now(exchange, "no memory for the request");
    } else if (exchange->target_status != WTW_OK) {
        refuse(exchange, WTW_HTTP_BAD_REQUEST, exchange->target_error.words);
    } else if (exchange->search.allow) {
        refuse(exchange, WTW_HTTP_NOT_ALLOWED,
               "the header Allow has the methods that this address knows");
        exchange->answer.allow = exchange->search.allow;
    } else if (!route_of(exchange)->answer) {
        refuse(exchange, WTW_HTTP_NOT_FOUND,
               "there is nothing at this address; /openapi.json has all there is");
    } else if (wtw_target_check(&exchange->target, route_of(exchange)->parameters,
                                &error) != WTW_OK) {
        refuse(exchange, WTW_HTTP_BAD_REQUEST, error.words);
    }
}

/* Whether a media type is 'wanted', whatever parameters follow. */
static bool is_type(const char *type, const char *wanted)
{
    size_t bytes = strcspn(type, "; \t");

    return bytes == strlen(wanted) && strncasecmp(type, wanted, bytes) == 0;
}

static bool is_ndjson(const char *type)
{
    return is_type(type, "application/x-ndjson") || is_type(type, "application/ndjson") ||
           is_type(type, "application/jsonl");
}

static void begin_stream(struct exchange *exchange)
{
    struct wtw_error error = {0};
    enum wtw_status status =
        wtw_record_stream_new(exchange->door->service, &exchange->stream, &error);

    if (status == WTW_OK)
        return;
    exchange->is_refused = true;
    wtw_answer_failure(&exchange->answer, exchange->target.path, status, &error);
}

static void refuse_size(struct exchange *exchange)
{
    char words[160];

    snprintf(words, sizeof words,
             "the body is larger than the %llu bytes that one record may have here "
             "(--max-body)",
             (unsigned long long)exchange->door->service->limits.body_bytes);
    refuse(exchange, WTW_HTTP_TOO_LARGE, words);
}

/* A type that forms cannot send makes browsers ask first, and nobody here says yes. */
static void check_body(struct exchange *exchange, struct MHD_Connection *connection)
{
    const struct wtw_service *service = exchange->door->service;
    enum wtw_route_body kind = route_of(exchange)->body;
    const char *type = header(connection, "Content-Type");
    const char *length = header(connection, "Content-Length");

    if (kind == WTW_BODY_NONE)
        return;
    if (type && kind == WTW_BODY_RECORDS && is_ndjson(type))
        begin_stream(exchange);
    else if (!type || !is_type(type, "application/json"))
        refuse(exchange, WTW_HTTP_BAD_TYPE,
               kind == WTW_BODY_RECORDS
                   ? "Content-Type is application/json for one record, or "
                     "application/x-ndjson for one record a line"
                   : "Content-Type is application/json");
    else if (length && strtoull(length, NULL, 10) > service->limits.body_bytes)
        refuse_size(exchange);
}

static bool is_long(struct MHD_Connection *connection)
{
    const char *length = header(connection, "Content-Length");

    return length && strtoull(length, NULL, 10) > DRAINED_BYTES;
}

static enum MHD_Result take_head(struct exchange *exchange,
                                 struct MHD_Connection *connection, const char *method)
{
    struct wtw_service *service = exchange->door->service;

    exchange->has_head = true;
    exchange->begun = wtw_seconds_now();
    atomic_fetch_add(&service->requests, 1);
    wtw_watch_grace(&service->watch, exchange->watched, 0);
    exchange->search = wtw_route_find(method, exchange->target.path);
    check_client(exchange, connection);
    if (!exchange->is_refused)
        check_route(exchange);
    if (!exchange->is_refused)
        check_body(exchange, connection);
    if (!exchange->is_refused || !is_long(connection))
        return MHD_YES;
    exchange->answer.closes = true;
    return send_answer(exchange, connection);
}

/* ------------------------------------------------------------------ a body in */

static void keep_body(struct exchange *exchange, const char *bytes, size_t count)
{
    struct wtw_service *service = exchange->door->service;

    if (exchange->body.count + count > service->limits.body_bytes) {
        refuse_size(exchange);
        return;
    }
    if (!wtw_service_hold(service, count)) {
        refuse_for_now(exchange, "this server holds as many bytes of requests as it may; "
                                 "send it again in a moment");
        return;
    }
    exchange->held_bytes += count;
    if (wtw_buffer_append(&exchange->body, bytes, count, NULL) != WTW_OK)
        refuse_for_now(exchange, "no memory for the body");
}

static enum MHD_Result take_body(struct exchange *exchange, const char *bytes,
                                 size_t *count)
{
    struct wtw_connection_watch *watch = &exchange->door->service->watch;
    size_t taken = *count;

    *count = 0;
    if (exchange->is_refused || route_of(exchange)->body == WTW_BODY_NONE) {
        exchange->dropped_bytes += taken;
        return exchange->dropped_bytes > DRAINED_BYTES ? MHD_NO : MHD_YES;
    }
    wtw_watch_moved(watch, exchange->watched, taken);
    if (!exchange->stream) {
        keep_body(exchange, bytes, taken);
        return MHD_YES;
    }
    wtw_watch_pause(watch, exchange->watched);
    wtw_record_stream_take(exchange->stream, bytes, taken);
    wtw_watch_grace(watch, exchange->watched, 0);
    return MHD_YES;
}

static enum MHD_Result give_answer(struct exchange *exchange,
                                   struct MHD_Connection *connection)
{
    struct wtw_service *service = exchange->door->service;

    wtw_watch_pause(&service->watch, exchange->watched);
    exchange->request = (struct wtw_request){
        .target = &exchange->target,
        .rest = exchange->search.rest,
        .body = {exchange->body.items ? exchange->body.items : "", exchange->body.count},
        .if_none_match = header(connection, "If-None-Match"),
    };
    if (exchange->stream && !exchange->is_refused)
        wtw_record_stream_end(exchange->stream, exchange->target.path, &exchange->answer);
    else if (!exchange->is_refused)
        route_of(exchange)->answer(service, &exchange->request, &exchange->answer);
    return send_answer(exchange, connection);
}

/* ------------------------------------------------------------------ the library's calls */

static struct wtw_watched *watched_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        http.MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

/* The first call for a request: its target as it came. */
static void *begin_request(void *context, const char *uri,
                           struct MHD_Connection *connection)
{
    struct exchange *exchange = NULL;

    if (WTW_ALLOCATE(&exchange, 1, NULL) != WTW_OK)
        return NULL;
    exchange->door = context;
    exchange->watched = watched_of(connection);
    wtw_answer_init(&exchange->answer);
    exchange->target_status =
        wtw_target_parse(&exchange->target, uri, &exchange->target_error);
    return exchange;
}

static enum MHD_Result handle_request(void *context, struct MHD_Connection *connection,
                                      const char *url, const char *method,
                                      const char *version, const char *bytes,
                                      size_t *count, void **request)
{
    struct exchange *exchange = *request;

    (void)context;
    (void)url;
    (void)version;
    if (!exchange)
        return MHD_NO;
    if (!exchange->has_head)
        return take_head(exchange, connection, method);
    if (*count)
        return take_body(exchange, bytes, count);
    return give_answer(exchange, connection);
}

static void end_request(void *context, struct MHD_Connection *connection, void **request,
                        enum MHD_RequestTerminationCode how)
{
    struct wtw_http_door *door = context;
    struct exchange *exchange = *request;

    (void)connection;
    (void)how;
    *request = NULL;
    if (!exchange)
        return;
    wtw_record_stream_free(exchange->stream);
    wtw_service_let_go(door->service, exchange->held_bytes);
    wtw_watch_idle(&door->service->watch, exchange->watched);
    if (exchange->has_head) {
        if (!exchange->is_answered)
            atomic_fetch_add(&door->service->metrics.unfinished, 1);
        atomic_fetch_sub(&door->service->requests, 1);
    }
    wtw_target_release(&exchange->target);
    wtw_answer_release(&exchange->answer);
    wtw_buffer_release(&exchange->body);
    wtw_release_items(exchange);
}

/* A connection for which there is no memory is served unwatched. */
static void note_connection(void *context, struct MHD_Connection *connection,
                            void **socket_context,
                            enum MHD_ConnectionNotificationCode how)
{
    struct wtw_http_door *door = context;
    struct wtw_connection_watch *watch = &door->service->watch;
    const union MHD_ConnectionInfo *info =
        http.MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct wtw_watched *watched = NULL;

    if (how == MHD_CONNECTION_NOTIFY_CLOSED) {
        wtw_watch_leave(watch, *socket_context);
        *socket_context = NULL;
        return;
    }
    if (info && wtw_watch_enter(watch, info->connect_fd, &watched, NULL) == WTW_OK)
        *socket_context = watched;
}

static struct MHD_Daemon *start(struct wtw_http_door *door)
{
    unsigned connections = door->service->limits.connections + SPARE_CONNECTIONS;

    if (wtw_fault_is_due(WTW_FAULT_THREAD))
        return NULL;
    return http.MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL |
            MHD_USE_ITC,
        0, NULL, NULL, handle_request, door, MHD_OPTION_LISTEN_SOCKET, door->socket,
        MHD_OPTION_CONNECTION_LIMIT, connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, begin_request, door, MHD_OPTION_NOTIFY_COMPLETED,
        end_request, door, MHD_OPTION_NOTIFY_CONNECTION, note_connection, door,
        MHD_OPTION_END);
}

enum wtw_status wtw_http_door_open(struct wtw_service *service, int socket,
                                   bool asks_host, struct wtw_http_door **out_door,
                                   struct wtw_error *error)
{
    struct wtw_http_door *door = NULL;
    enum wtw_status status = wtw_late_library_load(&library, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&door, 1, error);
    if (status != WTW_OK) {
        close(socket);
        return status;
    }
    *door = (struct wtw_http_door){
        .service = service, .socket = socket, .asks_host = asks_host};
    door->daemon = start(door);
    if (!door->daemon) {
        close(socket);
        wtw_release_items(door);
        return wtw_fail(error, WTW_IO,
                        "cannot start the thread that listens; the system has too many "
                        "threads or too little memory");
    }
    *out_door = door;
    return WTW_OK;
}

/* The library's thread may still look at the socket, so it is closed only after that. */
void wtw_http_door_shut(struct wtw_http_door *door)
{
    if (http.MHD_quiesce_daemon(door->daemon) == MHD_INVALID_SOCKET)
        return;
    shutdown(door->socket, SHUT_RDWR);
    door->is_shut = true;
}

void wtw_http_door_free(struct wtw_http_door *door)
{
    if (!door)
        return;
    http.MHD_stop_daemon(door->daemon);
    if (door->is_shut) /* otherwise the library has closed it */
        close(door->socket);
    wtw_release_items(door);
}
