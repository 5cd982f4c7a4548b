/*
 * jsonl.h - JSON lines: one object a line
 */
#ifndef WTW_READ_JSONL_H
#define WTW_READ_JSONL_H

#include "read/format.h"

/* A line ends at a newline; a carriage return before it is not part of the record. Lines of
 * white space are passed over. */
extern const struct wtw_format wtw_jsonl_format;

#endif
