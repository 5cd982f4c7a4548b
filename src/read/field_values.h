/*
 * field_values.h - what the fields of a record say of it
 */
#ifndef WTW_READ_FIELD_VALUES_H
#define WTW_READ_FIELD_VALUES_H

#include "read/reader.h"

/* wtw_field_text() is a field's value; NULL and 0 where it is absent. */
struct wtw_span wtw_field_text(const struct wtw_fields *fields, enum wtw_field_name name);

/* wtw_fields_id() is the id, or else the url; empty where there is neither. */
struct wtw_span wtw_fields_id(const struct wtw_fields *fields);

/* wtw_url_host() is the host in a url, without "www." and port; empty where there is
 * none. */
struct wtw_span wtw_url_host(struct wtw_span url);

#endif
