/*
 * fields.h - which keys of a JSON record hold an article's fields
 */
#ifndef WTW_READ_FIELDS_H
#define WTW_READ_FIELDS_H

#include "base/failure.h"
#include "read/key_table.h"

/* Finds keys quickly; made once, then shared by all threads. Paths are borrowed. */
struct wtw_field_finder {
    const char *paths[WTW_FIELD_COUNT]; /* NULL: detect */
    struct wtw_key_table table;
};

/* wtw_field_finder_init() prepares 'out_finder'; 'paths' as in struct wtw_reader_options.
 */
void wtw_field_finder_init(struct wtw_field_finder *out_finder,
                           const char *const paths[WTW_FIELD_COUNT]);

/*
 * wtw_fields_find() finds the fields of 'record', a JSON object on a line at 'spot'.
 * 'scratch' is cleared and holds what had to be unescaped or joined. Returns WTW_OK;
 * WTW_BAD_INPUT with the exact place and a reason; WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_fields_find(const struct wtw_field_finder *finder,
                                               struct wtw_span record,
                                               const struct wtw_spot *spot,
                                               struct wtw_buffer *scratch,
                                               struct wtw_fields *out_fields,
                                               enum wtw_reject_reason *out_reason,
                                               struct wtw_error *error);

/*
 * wtw_fields_find_id() finds what wtw_fields_find() would find as the id, or else the
 * url, of a record that need not have a text. '*out_id' lies in 'record' or 'scratch' and
 * is empty where there is neither. Returns as wtw_fields_find().
 */
WTW_MUST_CHECK enum wtw_status wtw_fields_find_id(const struct wtw_field_finder *finder,
                                                  struct wtw_span record,
                                                  const struct wtw_spot *spot,
                                                  struct wtw_buffer *scratch,
                                                  struct wtw_span *out_id,
                                                  struct wtw_error *error);

#endif
