/*
 * article_fields.h - from a record's fields to what writers know of an article
 */
#ifndef WTW_CLI_ARTICLE_FIELDS_H
#define WTW_CLI_ARTICLE_FIELDS_H

#include "read/reader.h"
#include "write/article_info.h"

/* wtw_field_text() is a field's value, for a writer. */
struct wtw_text wtw_field_text(const struct wtw_fields *fields, enum wtw_field_name name);

/* wtw_fields_id() is the id, or else the url; empty where there is neither. */
struct wtw_slice wtw_fields_id(const struct wtw_fields *fields);

/* wtw_url_host() is the host in a url, without "www." and port; empty where there is
 * none. */
struct wtw_text wtw_url_host(struct wtw_text url);

/* wtw_describe_fields() fills in all but the id. 'input_name' is borrowed. */
void wtw_describe_fields(const struct wtw_fields *fields, const struct wtw_place *place,
                         const char *input_name, struct wtw_article_info *out_info);

#endif
