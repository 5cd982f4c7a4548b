/*
 * article_fields.h - from a record's fields to what writers know of an article
 */
#ifndef WTW_CLI_ARTICLE_FIELDS_H
#define WTW_CLI_ARTICLE_FIELDS_H

#include "read/reader.h"
#include "write/article_info.h"

/* wtw_describe_fields() fills in all but the id. 'input_name' is borrowed. */
void wtw_describe_fields(const struct wtw_fields *fields, const struct wtw_place *place,
                         const char *input_name, struct wtw_article_info *out_info);

#endif
