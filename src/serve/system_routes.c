/*
 * system_routes.c - whether it runs, what it counts, the page and the API's description
 */
#include "serve/page_assets.h"
#include "serve/routes.h"

/* Its writer answers for health too, but asking it would make health as slow as a disk. */
void wtw_health_get(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer)
{
    struct wtw_answer_json writing;

    (void)request;
    wtw_answer_json_begin(answer, &writing);
    wtw_json_open(&writing.json, '{');
    wtw_json_name(&writing.json, "status");
    wtw_json_words(&writing.json, service->is_stopping ? "stopping" : "ok");
    wtw_json_close(&writing.json, '}');
    wtw_answer_json_end(answer, &writing, WTW_HTTP_OK);
}

static void name_route(size_t i, const char **out_method, const char **out_name)
{
    *out_method = wtw_route_at(i)->method;
    *out_name = wtw_route_at(i)->name;
}

static enum wtw_status count_feed(struct wtw_service *service,
                                  struct wtw_feed_counts *out_counts)
{
    struct wtw_feed *feed = NULL;
    enum wtw_status status = wtw_readers_borrow(&service->readers, &feed, NULL);

    if (status != WTW_OK)
        return status;
    status = wtw_feed_count(feed, out_counts, NULL);
    wtw_readers_return(&service->readers, feed);
    return status;
}

/* What the database cannot tell for now is left out, as a scrape should not fail for it. */
void wtw_metrics_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer)
{
    struct wtw_feed_counts feed;
    struct wtw_write_counts writer;
    struct wtw_metrics_view view = {
        .writer = &writer,
        .waiting_articles_most = service->limits.waiting_articles,
        .route_name = name_route,
        .route_count = wtw_route_count(),
    };
    struct wtw_out out;

    wtw_write_queue_counts(service->writer, &writer);
    view.connections = wtw_watch_count(&service->watch, &view.cut_connections);
    if (count_feed(service, &feed) == WTW_OK)
        view.feed = &feed;
    wtw_answer_clear(answer);
    wtw_out_into(&out, &answer->body);
    wtw_metrics_put(&service->metrics, &view, &out);
    if (wtw_out_has_failed(&out)) {
        wtw_answer_problem(answer, WTW_HTTP_UNAVAILABLE, request->target->path,
                           "no memory for the metrics");
        return;
    }
    answer->status = WTW_HTTP_OK;
    answer->type = "text/plain; version=0.0.4; charset=utf-8";
}

/* A browser asks each time whether it still has the newest, and gets it only if not. */
void wtw_asset_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer)
{
    const struct wtw_page_asset *asset = wtw_page_asset(request->target->path);

    (void)service;
    wtw_answer_clear(answer);
    if (!asset) {
        wtw_answer_problem(answer, WTW_HTTP_NOT_FOUND, request->target->path,
                           "the page has no such file");
        return;
    }
    answer->etag = asset->etag;
    answer->cache = "no-cache";
    answer->type = asset->type; /* of 304 too: it decides on the policy, which is kept */
    if (wtw_etag_matches(request->if_none_match, asset->etag)) {
        answer->status = WTW_HTTP_NOT_MODIFIED;
        return;
    }
    answer->status = WTW_HTTP_OK;
    answer->fixed = asset->bytes;
}
