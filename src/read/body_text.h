/*
 * body_text.h - texts that a record keeps in several strings
 */
#ifndef WTW_READ_BODY_TEXT_H
#define WTW_READ_BODY_TEXT_H

#include "read/json_scan.h"

/*
 * wtw_body_text_write() joins the strings of a text that is an array or an object by
 * empty lines, in 'out', which has room for value->raw.count bytes, and returns the
 * length. wtw_body_text_exists() says whether that gives any text. Known are arrays of
 * strings, the body of Fundus and the bodies of ninjs 2 and 3.
 */
size_t wtw_body_text_write(const struct wtw_json_value *value, char *out);
bool wtw_body_text_exists(const struct wtw_json_value *value);

/* wtw_headline_find() finds the string that is the title in the "headlines" of ninjs 2 and 3:
 * the main one, or else the first; false where 'value' is nothing such. */
bool wtw_headline_find(const struct wtw_json_value *value,
                       struct wtw_json_value *out_string);

#endif
