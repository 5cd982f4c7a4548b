/*
 * service.h - what all routes of a server share
 */
#ifndef WTW_SERVE_SERVICE_H
#define WTW_SERVE_SERVICE_H

#include "serve/access_token.h"
#include "serve/connection_watch.h"
#include "serve/event_log.h"
#include "serve/reader_pool.h"
#include "serve/record_piece.h"
#include "serve/service_metrics.h"
#include "serve/url_parts.h"
#include "serve/write_queue.h"

struct wtw_service_limits {
    uint64_t body_bytes; /* of one JSON body, and of one line of many */
    uint64_t held_bytes; /* of all bodies in memory */
    uint32_t connections;
    size_t waiting_articles; /* as the writer has it, to be shown */
};

/* Filled by the server before its first request; members lock for themselves, or are not
 * changed any more. */
struct wtw_service {
    struct wtw_reader_pool readers;
    struct wtw_write_queue *writer;
    struct wtw_event_log events;
    struct wtw_service_metrics metrics;
    struct wtw_connection_watch watch;
    struct wtw_field_finder finder;
    struct wtw_access_token token;
    struct wtw_service_limits limits;
    const struct wtw_options *options; /* of the feed */
    uint8_t (*rank)(void *context, struct wtw_span source, struct wtw_span url);
    void *rank_context;        /* see struct wtw_piece_origin */
    _Atomic uint64_t serial;   /* of articles without an id */
    _Atomic uint32_t requests; /* that were begun and have no answer yet */
    _Atomic bool is_stopping;
};

/* A request that is whole and may be answered. */
struct wtw_request {
    const struct wtw_target *target;
    struct wtw_span rest; /* of the path, what stands for {...} in the route's name */
    struct wtw_span body;
    const char *if_none_match; /* NULL: not there */
};

/* wtw_service_origin() is where a record comes from that arrives now, as line 'line'. */
struct wtw_piece_origin wtw_service_origin(struct wtw_service *service, uint64_t line);

/* wtw_service_hold() says whether 'bytes' more of bodies may be kept in memory;
 * wtw_service_let_go() takes them back. */
bool wtw_service_hold(struct wtw_service *service, uint64_t bytes);
void wtw_service_let_go(struct wtw_service *service, uint64_t bytes);

/* Answers; see routes.c for who gets which. */
void wtw_health_get(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer);
void wtw_metrics_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer);
void wtw_asset_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer);
void wtw_articles_post(struct wtw_service *service, const struct wtw_request *request,
                       struct wtw_answer *answer);
void wtw_match_post(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer);
void wtw_article_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer);
void wtw_article_delete(struct wtw_service *service, const struct wtw_request *request,
                        struct wtw_answer *answer);
void wtw_clusters_get(struct wtw_service *service, const struct wtw_request *request,
                      struct wtw_answer *answer);
void wtw_cluster_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer);
void wtw_compare_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer);
void wtw_flows_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer);
void wtw_events_get(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer);
void wtw_stats_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer);

#endif
