/*
 * field_values.c - what the fields of a record say of it
 */
#include "read/field_values.h"

#include <string.h>
#include <strings.h>

struct wtw_span wtw_field_text(const struct wtw_fields *fields, enum wtw_field_name name)
{
    return fields->items[name].value;
}

struct wtw_span wtw_fields_id(const struct wtw_fields *fields)
{
    if (fields->items[WTW_FIELD_ID].value.count)
        return fields->items[WTW_FIELD_ID].value;
    return fields->items[WTW_FIELD_URL].value;
}

static size_t count_until(struct wtw_span text, const char *stops)
{
    size_t count = 0;

    while (count < text.count && !strchr(stops, text.items[count]))
        count++;
    return count;
}

static struct wtw_span skip(struct wtw_span text, size_t count)
{
    return (struct wtw_span){text.items + count, text.count - count};
}

struct wtw_span wtw_url_host(struct wtw_span url)
{
    const struct wtw_span none = {NULL, 0};
    size_t scheme = count_until(url, ":/?#");
    struct wtw_span host;
    size_t user = 0;

    if (url.count < scheme + 3 || memcmp(url.items + scheme, "://", 3) != 0)
        return none;
    host = skip(url, scheme + 3);
    host.count = count_until(host, "/?#");
    user = count_until(host, "@");
    if (user < host.count)
        host = skip(host, user + 1);
    host.count = count_until(host, ":");
    if (host.count > 4 && strncasecmp(host.items, "www.", 4) == 0)
        host = skip(host, 4);
    return host.count ? host : none;
}
