/*
 * text_file.h - the fields of an article that is a file of plain text
 */
#ifndef WTW_READ_TEXT_FILE_H
#define WTW_READ_TEXT_FILE_H

#include "read/reader.h"

/*
 * wtw_text_file_fields() fills 'out_fields' from the 'count' bytes of a whole file. The
 * text is all of it but for a byte order mark. Fields are slices of 'bytes', which may be
 * NULL when count is 0.
 */
void wtw_text_file_fields(const char *bytes, size_t count, struct wtw_fields *out_fields);

#endif
