/*
 * page_assets.h - the page's files and the API's description, as they were when this was
 * built
 */
#ifndef WTW_SERVE_PAGE_ASSETS_H
#define WTW_SERVE_PAGE_ASSETS_H

#include "wiretwin.h"

struct wtw_page_asset {
    const char *path; /* of its URL */
    const char *type;
    struct wtw_span bytes;
    const char *etag; /* with its quotes */
};

/* wtw_page_asset() is the asset at 'path', NULL where there is none. */
const struct wtw_page_asset *wtw_page_asset(struct wtw_span path);

/* wtw_etag_matches() says whether a header "If-None-Match", NULL where there is none, has
 * 'etag', or *. */
bool wtw_etag_matches(const char *header, const char *etag);

#endif
