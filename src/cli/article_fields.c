/*
 * article_fields.c - from a record's fields to what writers know of an article
 */
#include "cli/article_fields.h"

#include <string.h>
#include <strings.h>

struct wtw_text wtw_field_text(const struct wtw_fields *fields, enum wtw_field_name name)
{
    struct wtw_slice value = fields->items[name].value;

    return (struct wtw_text){value.items, value.count};
}

struct wtw_slice wtw_fields_id(const struct wtw_fields *fields)
{
    if (fields->items[WTW_FIELD_ID].value.count)
        return fields->items[WTW_FIELD_ID].value;
    return fields->items[WTW_FIELD_URL].value;
}

static size_t count_until(struct wtw_text text, const char *stops)
{
    size_t count = 0;

    while (count < text.count && !strchr(stops, text.items[count]))
        count++;
    return count;
}

static struct wtw_text skip(struct wtw_text text, size_t count)
{
    return (struct wtw_text){text.items + count, text.count - count};
}

struct wtw_text wtw_url_host(struct wtw_text url)
{
    const struct wtw_text none = {NULL, 0};
    size_t scheme = count_until(url, ":/?#");
    struct wtw_text host;
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

void wtw_describe_fields(const struct wtw_fields *fields, const struct wtw_place *place,
                         const char *input_name, struct wtw_article_info *out_info)
{
    *out_info = (struct wtw_article_info){
        .url = wtw_field_text(fields, WTW_FIELD_URL),
        .source = wtw_field_text(fields, WTW_FIELD_SOURCE),
        .title = wtw_field_text(fields, WTW_FIELD_TITLE),
        .date = wtw_field_text(fields, WTW_FIELD_DATE),
        .published_seconds = fields->published_seconds,
        .date_is_crawl_date = fields->date_is_crawl_date,
        .input = input_name,
        .offset = place->offset,
        .line = place->line,
    };
    if (!out_info->source.count)
        out_info->source = wtw_url_host(out_info->url);
}
