/*
 * article_fields.c - from a record's fields to what writers know of an article
 */
#include "cli/article_fields.h"

#include "read/field_values.h"

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
