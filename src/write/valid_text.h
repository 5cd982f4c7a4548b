/*
 * valid_text.h - text that is valid UTF-8, whatever it was
 */
#ifndef WTW_WRITE_VALID_TEXT_H
#define WTW_WRITE_VALID_TEXT_H

#include "write/out.h"

/*
 * wtw_valid_text() gives 'text' itself where it is valid UTF-8; elsewhere a copy in
 * 'scratch' in which each byte that is none is U+FFFD, as wtw_json_text() writes it. Byte
 * ranges that are to be shown beside a text have to be found in what this gives: in JSON
 * every such byte would move all that follow by two. Both are no part of any token.
 * Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_valid_text(struct wtw_span text,
                                              struct wtw_buffer *scratch,
                                              struct wtw_span *out_text,
                                              struct wtw_error *error);

#endif
