/*
 * service_metrics.c - what a server counts of its requests, as Prometheus reads it
 *
 * Counting is a few relaxed additions, whatever the number of threads. A scrape may see a
 * request in one number and not yet in another; each number by itself only grows.
 *
 * Names follow Prometheus's rules: a prefix, base units, _total on what only grows. There
 * is a row for each status of each route that was ever served, and none for the others.
 */
#include "serve/service_metrics.h"

static const enum wtw_http_status statuses[] = {
    WTW_HTTP_OK,
    WTW_HTTP_CREATED,
    WTW_HTTP_NO_CONTENT,
    WTW_HTTP_NOT_MODIFIED,
    WTW_HTTP_BAD_REQUEST,
    WTW_HTTP_UNAUTHORIZED,
    WTW_HTTP_NOT_FOUND,
    WTW_HTTP_NOT_ALLOWED,
    WTW_HTTP_CONFLICT,
    WTW_HTTP_TOO_LARGE,
    WTW_HTTP_BAD_TYPE,
    WTW_HTTP_MISDIRECTED,
    WTW_HTTP_UNPROCESSABLE,
    WTW_HTTP_FAILED,
    WTW_HTTP_UNAVAILABLE,
};
enum { STATUS_COUNT = sizeof statuses / sizeof statuses[0] };
_Static_assert((int)STATUS_COUNT <= (int)WTW_STATUSES_MOST, "there is a column for each");

/* From a healthy check to a large body over a slow line. */
static const double bounds[WTW_LATENCY_BUCKETS] = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                                   0.1,   0.25,  0.5,   1,    5,    30};

static uint64_t load(const _Atomic uint64_t *number)
{
    return atomic_load_explicit(number, memory_order_relaxed);
}

static void add(_Atomic uint64_t *number, uint64_t more)
{
    atomic_fetch_add_explicit(number, more, memory_order_relaxed);
}

void wtw_metrics_count(struct wtw_service_metrics *metrics, size_t route,
                       enum wtw_http_status status, double seconds)
{
    struct wtw_route_counts *counts = &metrics->routes[route];
    size_t column = 0;
    size_t bucket = 0;

    while (column < STATUS_COUNT - 1 && statuses[column] != status)
        column++;
    while (bucket < WTW_LATENCY_BUCKETS && seconds > bounds[bucket])
        bucket++;
    add(&counts->statuses[column], 1);
    add(&counts->latencies[bucket], 1);
    add(&counts->microseconds, seconds > 0 ? (uint64_t)(seconds * 1e6) : 0);
}

static void put_head(struct wtw_out *out, const char *name, const char *type,
                     const char *help)
{
    wtw_out_words(out, "# HELP wiretwin_");
    wtw_out_words(out, name);
    wtw_out_character(out, ' ');
    wtw_out_words(out, help);
    wtw_out_words(out, "\n# TYPE wiretwin_");
    wtw_out_words(out, name);
    wtw_out_character(out, ' ');
    wtw_out_words(out, type);
    wtw_out_character(out, '\n');
}

static void put_name(struct wtw_out *out, const char *name)
{
    wtw_out_words(out, "wiretwin_");
    wtw_out_words(out, name);
}

static void put_number(struct wtw_out *out, const char *name, const char *type,
                       const char *help, uint64_t number)
{
    put_head(out, name, type, help);
    put_name(out, name);
    wtw_out_character(out, ' ');
    wtw_out_number(out, number);
    wtw_out_character(out, '\n');
}

/* {method="GET",route="/v1/stats" - without the bracket that closes it. */
static void put_route(struct wtw_out *out, const struct wtw_metrics_view *view, size_t i)
{
    const char *method = NULL;
    const char *name = NULL;

    view->route_name(i, &method, &name);
    wtw_out_words(out, "{method=\"");
    wtw_out_words(out, method);
    wtw_out_words(out, "\",route=\"");
    wtw_out_words(out, name);
    wtw_out_character(out, '"');
}

static void put_requests(const struct wtw_service_metrics *metrics,
                         const struct wtw_metrics_view *view, struct wtw_out *out)
{
    put_head(out, "http_requests_total", "counter", "Requests answered.");
    for (size_t i = 0; i < view->route_count; i++) {
        for (size_t column = 0; column < STATUS_COUNT; column++) {
            uint64_t count = load(&metrics->routes[i].statuses[column]);

            if (!count)
                continue;
            put_name(out, "http_requests_total");
            put_route(out, view, i);
            wtw_out_words(out, ",status=\"");
            wtw_out_number(out, statuses[column]);
            wtw_out_words(out, "\"} ");
            wtw_out_number(out, count);
            wtw_out_character(out, '\n');
        }
    }
}

static void put_bound(struct wtw_out *out, double bound)
{
    wtw_out_real(out, bound, bound < 1 ? 3 : 0);
}

static void put_latency(const struct wtw_route_counts *counts,
                        const struct wtw_metrics_view *view, size_t i,
                        struct wtw_out *out)
{
    static const char name[] = "http_request_duration_seconds";
    uint64_t sum = 0;

    for (size_t bucket = 0; bucket <= WTW_LATENCY_BUCKETS; bucket++) {
        sum += load(&counts->latencies[bucket]);
        put_name(out, name);
        wtw_out_words(out, "_bucket");
        put_route(out, view, i);
        wtw_out_words(out, ",le=\"");
        if (bucket < WTW_LATENCY_BUCKETS)
            put_bound(out, bounds[bucket]);
        else
            wtw_out_words(out, "+Inf");
        wtw_out_words(out, "\"} ");
        wtw_out_number(out, sum);
        wtw_out_character(out, '\n');
    }
    put_name(out, name);
    wtw_out_words(out, "_sum");
    put_route(out, view, i);
    wtw_out_words(out, "} ");
    wtw_out_real(out, (double)load(&counts->microseconds) / 1e6, 6);
    wtw_out_character(out, '\n');
    put_name(out, name);
    wtw_out_words(out, "_count");
    put_route(out, view, i);
    wtw_out_words(out, "} ");
    wtw_out_number(out, sum);
    wtw_out_character(out, '\n');
}

static void put_latencies(const struct wtw_service_metrics *metrics,
                          const struct wtw_metrics_view *view, struct wtw_out *out)
{
    put_head(out, "http_request_duration_seconds", "histogram",
             "Seconds from a request's head to its answer.");
    for (size_t i = 0; i < view->route_count; i++) {
        const struct wtw_route_counts *counts = &metrics->routes[i];
        uint64_t requests = 0;

        for (size_t bucket = 0; bucket <= WTW_LATENCY_BUCKETS; bucket++)
            requests += load(&counts->latencies[bucket]);
        if (requests)
            put_latency(counts, view, i, out);
    }
}

static void put_verdicts(const struct wtw_write_counts *writer, struct wtw_out *out)
{
    put_head(out, "articles_added_total", "counter",
             "Articles that were stored, by what they are.");
    for (uint32_t i = 0; i <= WTW_FEED_EXCERPT; i++) {
        put_name(out, "articles_added_total{verdict=\"");
        wtw_out_words(out, wtw_feed_verdict_name((enum wtw_feed_verdict)i));
        wtw_out_words(out, "\"} ");
        wtw_out_number(out, writer->verdicts[i]);
        wtw_out_character(out, '\n');
    }
    put_number(out, "articles_known_total", "counter",
               "Articles that were there already when they were sent.", writer->known);
}

static void put_batches(const struct wtw_write_counts *writer, struct wtw_out *out)
{
    uint64_t sum = 0;
    uint64_t most = 1;

    put_head(out, "commit_articles", "histogram", "Articles in a transaction.");
    for (size_t i = 0; i < WTW_BATCH_BUCKETS; i++, most *= 4) {
        sum += writer->batches[i];
        put_name(out, "commit_articles_bucket{le=\"");
        if (i < WTW_BATCH_BUCKETS - 1)
            wtw_out_number(out, most);
        else
            wtw_out_words(out, "+Inf");
        wtw_out_words(out, "\"} ");
        wtw_out_number(out, sum);
        wtw_out_character(out, '\n');
    }
    put_name(out, "commit_articles_sum ");
    wtw_out_number(out, writer->articles);
    wtw_out_character(out, '\n');
    put_name(out, "commit_articles_count ");
    wtw_out_number(out, sum);
    wtw_out_character(out, '\n');
    put_head(out, "commit_seconds_total", "counter", "Seconds spent in transactions.");
    put_name(out, "commit_seconds_total ");
    wtw_out_real(out, writer->commit_seconds, 6);
    wtw_out_character(out, '\n');
}

static void put_writer(const struct wtw_metrics_view *view, struct wtw_out *out)
{
    const struct wtw_write_counts *writer = view->writer;

    put_verdicts(writer, out);
    put_number(out, "articles_expired_total", "counter",
               "Articles that left because they were older than the window.",
               writer->expired);
    put_number(out, "commits_total", "counter", "Transactions that are durable.",
               writer->commits);
    put_number(out, "commit_failures_total", "counter", "Transactions that failed.",
               writer->failures);
    put_batches(writer, out);
    put_number(out, "queue_articles", "gauge", "Articles that wait for a transaction.",
               writer->waiting_articles);
    put_number(out, "queue_limit_articles", "gauge",
               "Waiting articles beyond which clients are told to come again.",
               view->waiting_articles_most);
    put_number(out, "queue_bytes", "gauge", "Bytes of articles that wait.",
               writer->waiting_bytes);
    put_number(out, "queue_refusals_total", "counter",
               "Requests refused because the queue was full.", writer->refused);
    put_number(out, "index_bytes", "gauge", "Memory of the index of all articles.",
               writer->index_bytes);
    put_number(out, "upkeep_failing", "gauge",
               "1 where expiry or tidying failed last time.",
               writer->upkeep_words[0] != '\0');
}

static void put_feed(const struct wtw_feed_counts *feed, struct wtw_out *out)
{
    if (!feed)
        return;
    put_number(out, "articles", "gauge", "Articles in the database.", feed->articles);
    put_number(out, "clusters", "gauge", "Clusters of two articles or more.",
               feed->clusters);
    put_number(out, "clustered_articles", "gauge", "Articles in such clusters.",
               feed->clustered);
    put_number(out, "database_bytes", "gauge", "Size of the database.",
               feed->database_bytes);
}

void wtw_metrics_put(const struct wtw_service_metrics *metrics,
                     const struct wtw_metrics_view *view, struct wtw_out *out)
{
    put_head(out, "build_info", "gauge", "1, with the version.");
    put_name(out, "build_info{version=\"");
    wtw_out_words(out, wtw_version());
    wtw_out_words(out, "\"} 1\n");
    put_requests(metrics, view, out);
    put_latencies(metrics, view, out);
    put_number(out, "http_unfinished_requests_total", "counter",
               "Requests whose client went away before it had an answer.",
               load(&metrics->unfinished));
    put_number(out, "http_connections", "gauge", "Connections that are open.",
               view->connections);
    put_number(out, "http_cut_connections_total", "counter",
               "Connections ended because the client was too slow.",
               view->cut_connections);
    put_number(out, "http_body_bytes", "gauge", "Memory held by bodies of requests.",
               load(&metrics->held_bytes));
    put_number(out, "records_rejected_total", "counter", "Records that are no articles.",
               load(&metrics->rejected));
    put_writer(view, out);
    put_feed(view->feed, out);
}
