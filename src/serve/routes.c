/*
 * routes.c - which requests there are
 *
 * The page and its files are open to everybody: they hold no article, and a browser cannot
 * send a token before it has a page that asks for one.
 */
#include "serve/routes.h"

#include <string.h>

static const struct wtw_route routes[] = {
    {"POST", "/v1/articles", "", WTW_BODY_RECORDS, false, wtw_articles_post},
    {"GET", "/v1/articles/{article}", "as", WTW_BODY_NONE, false, wtw_article_get},
    {"DELETE", "/v1/articles/{article}", "as", WTW_BODY_NONE, false, wtw_article_delete},
    {"POST", "/v1/match", "", WTW_BODY_RECORD, false, wtw_match_post},
    {"GET", "/v1/clusters",
     "least_size q source relation since before newer_than older_than limit",
     WTW_BODY_NONE, false, wtw_clusters_get},
    {"GET", "/v1/clusters/{cluster}", "limit after", WTW_BODY_NONE, false,
     wtw_cluster_get},
    {"GET", "/v1/compare", "a b", WTW_BODY_NONE, false, wtw_compare_get},
    {"GET", "/v1/flows", "since", WTW_BODY_NONE, false, wtw_flows_get},
    {"GET", "/v1/events", "after limit", WTW_BODY_NONE, false, wtw_events_get},
    {"GET", "/v1/stats", "", WTW_BODY_NONE, false, wtw_stats_get},
    {"GET", "/metrics", "", WTW_BODY_NONE, false, wtw_metrics_get},
    {"GET", "/openapi.json", "", WTW_BODY_NONE, false, wtw_asset_get},
    {"GET", "/healthz", "", WTW_BODY_NONE, true, wtw_health_get},
    {"GET", "/page/{file}", "", WTW_BODY_NONE, true, wtw_asset_get},
    {"GET", "/", "", WTW_BODY_NONE, true, wtw_asset_get},
    {"", "none", "", WTW_BODY_NONE, false, NULL},
};
enum { ROUTE_COUNT = sizeof routes / sizeof routes[0] };
_Static_assert((int)ROUTE_COUNT <= (int)WTW_ROUTES_MOST, "there are counters for each");

size_t wtw_route_count(void)
{
    return ROUTE_COUNT;
}

const struct wtw_route *wtw_route_at(size_t i)
{
    return &routes[i];
}

/* Whether a path is of a route, and what of it stands for the braces. */
static bool is_path_of(const struct wtw_route *route, struct wtw_span path,
                       struct wtw_span *out_rest)
{
    size_t fixed = strcspn(route->name, "{");
    bool has_rest = route->name[fixed] == '{';

    if (path.count < fixed || memcmp(path.items, route->name, fixed) != 0)
        return false;
    *out_rest = (struct wtw_span){path.items + fixed, path.count - fixed};
    return has_rest == (path.count > fixed);
}

/* What a path allows whose route answers to another method. */
static const char *allowed_by(const struct wtw_route *route)
{
    if (strncmp(route->name, "/v1/articles/", 13) == 0)
        return "GET, HEAD, DELETE";
    return strcmp(route->method, "GET") == 0 ? "GET, HEAD" : route->method;
}

struct wtw_route_search wtw_route_find(const char *method, struct wtw_span path)
{
    struct wtw_route_search search = {.number = ROUTE_COUNT - 1};
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;

    for (size_t i = 0; i < ROUTE_COUNT - 1; i++) {
        struct wtw_span rest;

        if (!is_path_of(&routes[i], path, &rest))
            continue;
        if (strcmp(routes[i].method, wanted) == 0)
            return (struct wtw_route_search){.number = i, .rest = rest};
        search.allow = allowed_by(&routes[i]);
    }
    return search;
}
