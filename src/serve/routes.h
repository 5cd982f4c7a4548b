/*
 * routes.h - which requests there are
 */
#ifndef WTW_SERVE_ROUTES_H
#define WTW_SERVE_ROUTES_H

#include "serve/service.h"

enum wtw_route_body {
    WTW_BODY_NONE,   /* what comes is passed over */
    WTW_BODY_RECORD, /* one record, as JSON */
    WTW_BODY_RECORDS /* one as JSON, or many as NDJSON */
};

struct wtw_route {
    const char *method;
    const char *name;       /* as in /openapi.json; {...} at its end is any path */
    const char *parameters; /* that it knows, with a space between */
    enum wtw_route_body body;
    bool is_open; /* also to those who have no token */
    void (*answer)(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer);
};

/* The routes; the last one stands for all that is none. */
size_t wtw_route_count(void);
const struct wtw_route *wtw_route_at(size_t i);

/* What came of looking for a route. */
struct wtw_route_search {
    size_t number; /* of the route; of the last where there is none */
    struct wtw_span rest;
    const char *allow; /* methods, where only another one would do; otherwise NULL */
};

/* wtw_route_find() finds the route for a path and a method; HEAD is a GET. */
struct wtw_route_search wtw_route_find(const char *method, struct wtw_span path);

#endif
