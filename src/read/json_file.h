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

/*
 * wtw_json_is_lines() says whether bytes that begin with a brace look like JSON lines: the
 * first object ends on its line and is itself an article, or another begins on the next. It is sure of that where 'is_all',
 * or when '*out_is_sure' comes back true; otherwise more bytes may tell.
 */
bool wtw_json_is_lines(struct wtw_span bytes, bool is_all, bool *out_is_sure);

#endif
