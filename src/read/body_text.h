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
 * strings, the body of Fundus and the bodies of ninjs 3.
 */
size_t wtw_body_text_write(const struct wtw_json_value *value, char *out);
bool wtw_body_text_exists(const struct wtw_json_value *value);

#endif
