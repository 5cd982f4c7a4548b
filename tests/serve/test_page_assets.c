/*
 * test_page_assets.c - the page's files and the API's description
 */
#include "check.h"

#include "serve/page_assets.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

static const struct wtw_page_asset *asset(const char *path)
{
    return wtw_page_asset((struct wtw_span){path, strlen(path)});
}

Test(page_assets, are_there_with_their_types)
{
    check_string(asset("/")->type, "text/html; charset=utf-8");
    check_string(asset("/page/page.js")->type, "text/javascript; charset=utf-8");
    check_string(asset("/page/page.css")->type, "text/css; charset=utf-8");
    check_string(asset("/openapi.json")->type, "application/json");
    check(asset("/page/page") == NULL);
    check(asset("") == NULL);
    check(asset("/page/../page.js") == NULL);
}

Test(page_assets, have_tags_that_are_hashes_of_their_bytes)
{
    const struct wtw_page_asset *page = asset("/openapi.json");
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a, from its definition */
    char wanted[24];

    for (size_t i = 0; i < page->bytes.count; i++)
        hash = (hash ^ (unsigned char)page->bytes.items[i]) * UINT64_C(1099511628211);
    snprintf(wanted, sizeof wanted, "\"%016" PRIx64 "\"", hash);
    check_string(page->etag, wanted);
}

Test(page_assets, hold_a_description_that_is_json)
{
    const struct wtw_page_asset *page = asset("/openapi.json");
    json_t *document = json_loadb(page->bytes.items, page->bytes.count, 0, NULL);

    check(document != NULL);
    check_string(json_string_value(json_object_get(document, "openapi")), "3.1.0");
    json_decref(document);
}

Test(page_assets, match_the_tags_that_browsers_send)
{
    check(wtw_etag_matches("\"abc\"", "\"abc\""));
    check(wtw_etag_matches("\"x\", \"abc\", \"y\"", "\"abc\""));
    check(wtw_etag_matches("W/\"abc\"", "\"abc\""));
    check(wtw_etag_matches("*", "\"abc\""));
    check(!wtw_etag_matches(NULL, "\"abc\""));
    check(!wtw_etag_matches("\"abcd\"", "\"abc\""));
    check(!wtw_etag_matches("\"abc\"d", "\"abc\""));
    check(!wtw_etag_matches("", "\"abc\""));
}
