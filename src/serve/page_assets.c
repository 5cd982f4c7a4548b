/*
 * page_assets.c - the page's files and the API's description, as they were when this was
 * built
 *
 * They are part of the program, so that a server is one file and nothing on disk can
 * change what a browser is given. make_page_assets writes the table.
 */
#include "serve/page_assets.h"

#include <string.h>

#include "page_assets.inc"

const struct wtw_page_asset *wtw_page_asset(struct wtw_span path)
{
    for (size_t i = 0; i < sizeof assets / sizeof assets[0]; i++) {
        if (strlen(assets[i].path) == path.count &&
            memcmp(assets[i].path, path.items, path.count) == 0)
            return &assets[i];
    }
    return NULL;
}

/* Tags are compared as they stand; one that a proxy made weak ("W/") is the same to us. */
bool wtw_etag_matches(const char *header, const char *etag)
{
    size_t bytes = strlen(etag);

    if (!header)
        return false;
    if (strcmp(header, "*") == 0)
        return true;
    for (const char *at = strstr(header, etag); at; at = strstr(at + 1, etag)) {
        const char *end = at + bytes;

        if (*end == '\0' || *end == ',' || *end == ' ')
            return true;
    }
    return false;
}
