/*
 * server.h - a feed over HTTP
 */
#ifndef WTW_SERVE_SERVER_H
#define WTW_SERVE_SERVER_H

#include "base/failure.h"

/* How to serve. Strings are borrowed during the run. */
struct wtw_server_settings {
    const char *db;         /* the feed's database, made where there is none */
    const char *listen;     /* ADDRESS:PORT; NULL: WTW_LISTEN_DEFAULT */
    const char *token;      /* that clients have to know; NULL: see ... */
    const char *token_file; /* ... which has it; NULL: none, on a loopback address only */
    const char *const *fields; /* as in struct wtw_reader_options; NULL: detect all */
    uint64_t window_seconds;   /* articles that are older go; 0: none does */
    uint64_t body_bytes;       /* of one record; 0: 16 MiB */
    uint32_t connections;      /* at a time; 0: 256 */
    /* Of a database that is made, or that has to have been made so; of NULL one that is
     * there is taken as it is. Of both, see wtw_feed_terms. */
    const struct wtw_options *options;
    bool leaves_texts_out;
    uint32_t thread_count; /* of the writer; 0: one for each CPU */
    const char *kernel;    /* NULL: the fastest */
    /* What makes an article's rank; NULL: all have 0. Called from several threads. */
    uint8_t (*rank)(void *context, struct wtw_span source, struct wtw_span url);
    void *rank_context;
    /* How long clients have; 0: the defaults that docs/serve.md names. */
    double idle_seconds;
    double grace_seconds;
    double stop_seconds;
    size_t waiting_articles; /* 0: 8192 */
    /* Asked a few times a second; true ends the run in order. Never NULL. */
    bool (*wants_to_stop)(void *context);
    /* Told "serving ... at http://...", and what is worth knowing later. Never NULL. */
    void (*say)(void *context, const char *words);
    void *context;
};

#define WTW_LISTEN_DEFAULT "127.0.0.1:8577"

/*
 * wtw_server_run() serves until it is to stop, and then finishes what was taken. Returns
 * WTW_OK; WTW_BAD_ARGUMENT where the settings do not go together; WTW_IO where it cannot
 * listen; or what wtw_feed_open() returns.
 */
WTW_MUST_CHECK enum wtw_status wtw_server_run(const struct wtw_server_settings *settings,
                                              struct wtw_error *error);

#endif
