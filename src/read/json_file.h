/*
 * json_file.h - JSON that is not one object a line: arrays of articles, and objects of many lines
 */
#ifndef WTW_READ_JSON_FILE_H
#define WTW_READ_JSON_FILE_H

#include "read/format.h"

/*
 * Records are the elements of arrays at the top, and what else stands there: one object, or
 * several behind each other. An object that keeps its articles as an array under a name such
 * as "articles" is passed over but for these.
 */
extern const struct wtw_format wtw_json_format;

/* wtw_json_is_in_string() says whether a search has stopped between two quotes. */
bool wtw_json_is_in_string(const struct wtw_search *search);

#endif
