/*
 * article_json.h - a made article as a line of JSON
 */
#ifndef WTW_BENCH_ARTICLE_JSON_H
#define WTW_BENCH_ARTICLE_JSON_H

#include "article_maker.h"

/*
 * wtw_article_json_append() appends the article's object and a newline: id, url, source,
 * date, title, text. Characters beyond ASCII are written as they are, or as \uXXXX where
 * 'escapes_unicode'. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_article_json_append(
    const struct wtw_made_article *article, bool escapes_unicode, struct wtw_buffer *out,
    struct wtw_error *error);

/* wtw_article_id_write() writes "n" and the number in at least 7 digits, and a NUL;
 * returns its length. */
enum { WTW_ARTICLE_ID_BYTES = 24 };
size_t wtw_article_id_write(uint64_t number, char out[WTW_ARTICLE_ID_BYTES]);

#endif
