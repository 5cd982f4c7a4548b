/*
 * service_metrics.h - what a server counts of its requests, as Prometheus reads it
 */
#ifndef WTW_SERVE_SERVICE_METRICS_H
#define WTW_SERVE_SERVICE_METRICS_H

#include "serve/answer.h"
#include "serve/write_queue.h"

#include <stdatomic.h>

/* Seconds from a request's head to its answer: up to 1, 4, 16 ... milliseconds. */
enum { WTW_LATENCY_BUCKETS = 12, WTW_ROUTES_MOST = 20, WTW_STATUSES_MOST = 16 };

/* Of one route; each bucket counts its own. */
struct wtw_route_counts {
    _Atomic uint64_t statuses[WTW_STATUSES_MOST];
    _Atomic uint64_t latencies[WTW_LATENCY_BUCKETS + 1];
    _Atomic uint64_t microseconds;
};

/* Zero-initialised is ready; any thread may count. */
struct wtw_service_metrics {
    struct wtw_route_counts routes[WTW_ROUTES_MOST];
    _Atomic uint64_t unfinished; /* requests whose client went away before an answer */
    _Atomic uint64_t rejected;   /* records that were no articles */
    _Atomic uint64_t held_bytes; /* of bodies, now */
};

/* wtw_metrics_count() counts a request that got 'status' from route number 'route'. */
void wtw_metrics_count(struct wtw_service_metrics *metrics, size_t route,
                       enum wtw_http_status status, double seconds);

/* What stands beside the counts of requests. */
struct wtw_metrics_view {
    const struct wtw_feed_counts *feed; /* NULL where they cannot be read */
    const struct wtw_write_counts *writer;
    uint32_t connections;
    uint64_t cut_connections;
    size_t waiting_articles_most;
    /* The route numbered i, such as "GET", "/v1/stats"; [route_count]. */
    void (*route_name)(size_t i, const char **out_method, const char **out_name);
    size_t route_count;
};

/* wtw_metrics_put() writes all of it in Prometheus's text format, version 0.0.4. */
void wtw_metrics_put(const struct wtw_service_metrics *metrics,
                     const struct wtw_metrics_view *view, struct wtw_out *out);

#endif
