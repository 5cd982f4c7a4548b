/*
 * json_lines.h - JSON lines, or JSON laid out otherwise: what the first lines tell
 */
#ifndef WTW_READ_JSON_LINES_H
#define WTW_READ_JSON_LINES_H

#include "wiretwin.h"

#include <stdbool.h>

/*
 * wtw_json_is_lines() says whether bytes that begin with a brace look like JSON lines: the
 * first object ends on its line and is itself an article, or another begins on the next. It is sure of that where 'is_all',
 * or when '*out_is_sure' comes back true; otherwise more bytes may tell.
 */
bool wtw_json_is_lines(struct wtw_span bytes, bool is_all, bool *out_is_sure);

#endif
