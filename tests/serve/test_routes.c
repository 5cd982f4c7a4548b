/*
 * test_routes.c - which requests there are
 */
#include "check.h"

#include "serve/routes.h"

static struct wtw_route_search find(const char *method, const char *path)
{
    return wtw_route_find(method, (struct wtw_span){path, strlen(path)});
}

static void check_route(const char *method, const char *path, const char *name,
                        const char *rest)
{
    struct wtw_route_search search = find(method, path);

    cr_assert(strcmp(wtw_route_at(search.number)->name, name) == 0, "%s %s: %s", method,
              path, wtw_route_at(search.number)->name);
    check(wtw_span_is(search.rest, rest));
    check(search.allow == NULL);
}

Test(routes, are_found_by_method_and_path)
{
    check_route("GET", "/", "/", "");
    check_route("HEAD", "/", "/", "");
    check_route("GET", "/page/page.js", "/page/{file}", "page.js");
    check_route("POST", "/v1/articles", "/v1/articles", "");
    check_route("GET", "/v1/articles/12", "/v1/articles/{article}", "12");
    check_route("DELETE", "/v1/articles/12", "/v1/articles/{article}", "12");
    check_route("GET", "/v1/articles/https://a.example/x/y", "/v1/articles/{article}",
                "https://a.example/x/y");
    check_route("GET", "/v1/clusters", "/v1/clusters", "");
    check_route("GET", "/v1/clusters/7", "/v1/clusters/{cluster}", "7");
    check_route("GET", "/metrics", "/metrics", "");
}

Test(routes, are_not_found_by_what_only_looks_like_one)
{
    check_route("GET", "/v1/articles/", "none", "");
    check_route("GET", "/v1/", "none", "");
    check_route("GET", "", "none", "");
    check_route("GET", "//", "none", "");
    check_route("GET", "/metrics/", "none", "");
    check_route("GET", "/V1/stats", "none", "");
    check_route("GET", "/page/", "none", "");
}

Test(routes, tell_the_methods_that_would_do)
{
    check_string(find("GET", "/v1/articles").allow, "POST");
    check_string(find("PUT", "/v1/articles/7").allow, "GET, HEAD, DELETE");
    check_string(find("POST", "/v1/stats").allow, "GET, HEAD");
    check_string(find("OPTIONS", "/v1/match").allow, "POST");
    check_string(find("get", "/").allow, "GET, HEAD");
}

Test(routes, are_closed_but_for_health_and_the_page)
{
    for (size_t i = 0; i < wtw_route_count(); i++) {
        const struct wtw_route *route = wtw_route_at(i);
        bool is_page = strcmp(route->name, "/") == 0 ||
                       strcmp(route->name, "/page/{file}") == 0 ||
                       strcmp(route->name, "/healthz") == 0;

        cr_assert(route->is_open == is_page, "%s", route->name);
    }
}
