/*
 * text_file.h - an article that is a file of plain text
 */
#ifndef WTW_READ_TEXT_FILE_H
#define WTW_READ_TEXT_FILE_H

#include "read/format.h"

/* The text is the whole file but for a byte order mark. Fields are slices of the record. */
extern const struct wtw_format wtw_text_format;

/* wtw_whole_find() finds the one record of a format that is_whole, also an empty one. */
enum wtw_found wtw_whole_find(struct wtw_search *search, struct wtw_span open,
                              bool is_all, struct wtw_cut *out_cut);

#endif
