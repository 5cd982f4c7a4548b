/*
 * article_info.h - what writers know of an article
 */
#ifndef WTW_WRITE_ARTICLE_INFO_H
#define WTW_WRITE_ARTICLE_INFO_H

#include "write/json_out.h"

/* All borrowed by the writers during a call. */
struct wtw_article_info {
    struct wtw_span id;
    struct wtw_span url;
    struct wtw_span source;
    struct wtw_span title;
    struct wtw_span date;      /* as it was written */
    int64_t published_seconds; /* WTW_DATE_UNKNOWN where 'date' was not understood */
    bool date_is_crawl_date;   /* no better date than that of a download was there */
    const char *agency;        /* that it credits, or NULL */
    const char *input;
    uint64_t offset;
    uint32_t line;
};

/* "id", "url", "source", "date", "title" and "agency" of an object that is open, and
 * "date_is_crawl_date" where it is so. A date that was understood is written as ISO 8601
 * in UTC, any other as it was found; what is absent is null. */
void wtw_article_json(struct wtw_json *json, const struct wtw_article_info *info);

/* "input", "line" and "offset" of an object that is open. */
void wtw_article_place_json(struct wtw_json *json, const struct wtw_article_info *info);

/* A key with a date as ISO 8601, null where it is unknown. */
void wtw_date_json(struct wtw_json *json, const char *key, int64_t seconds);

/* What a person calls it: the title, or the id where there is none. */
struct wtw_span wtw_article_name(const struct wtw_article_info *info);

#endif
