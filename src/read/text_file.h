/*
 * text_file.h - an article that is a file of plain text
 */
#ifndef WTW_READ_TEXT_FILE_H
#define WTW_READ_TEXT_FILE_H

#include "read/format.h"

/* The text is the whole file but for a byte order mark. Fields are slices of the record. */
extern const struct wtw_format wtw_text_format;

#endif
