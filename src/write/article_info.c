/*
 * article_info.c - what writers know of an article
 */
#include "write/article_info.h"

#include "write/date_words.h"

static void text_or_null(struct wtw_json *json, const char *key, struct wtw_span text)
{
    wtw_json_name(json, key);
    if (text.count)
        wtw_json_text(json, text);
    else
        wtw_json_null(json);
}

static void iso_json(struct wtw_json *json, const char *key,
                     const struct wtw_short_words *iso)
{
    wtw_json_name(json, key);
    wtw_json_words(json, iso->items[0] ? iso->items : NULL);
}

void wtw_date_json(struct wtw_json *json, const char *key, int64_t seconds)
{
    const struct wtw_short_words iso = wtw_date_iso(seconds);

    iso_json(json, key, &iso);
}

void wtw_article_json(struct wtw_json *json, const struct wtw_article_info *info)
{
    const struct wtw_short_words iso = wtw_date_iso(info->published_seconds);

    wtw_json_name(json, "id");
    wtw_json_text(json, info->id);
    text_or_null(json, "url", info->url);
    text_or_null(json, "source", info->source);
    if (iso.items[0])
        iso_json(json, "date", &iso);
    else
        text_or_null(json, "date", info->date);
    if (info->date_is_crawl_date) {
        wtw_json_name(json, "date_is_crawl_date");
        wtw_json_bool(json, true);
    }
    text_or_null(json, "title", info->title);
    wtw_json_name(json, "agency");
    wtw_json_words(json, info->agency);
}

void wtw_article_place_json(struct wtw_json *json, const struct wtw_article_info *info)
{
    wtw_json_name(json, "input");
    wtw_json_words(json, info->input);
    wtw_json_name(json, "line");
    wtw_json_number(json, info->line);
    wtw_json_name(json, "offset");
    wtw_json_number(json, info->offset);
}

struct wtw_span wtw_article_name(const struct wtw_article_info *info)
{
    return info->title.count ? info->title : info->id;
}
