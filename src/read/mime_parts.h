/*
 * mime_parts.h - the text among the parts of a message
 */
#ifndef WTW_READ_MIME_PARTS_H
#define WTW_READ_MIME_PARTS_H

#include "base/failure.h"

/*
 * wtw_mime_head() appends the header that 'message' begins with to 'out', continued lines put
 * into one; '*out_body' is what comes after the empty line, or nothing where there is none.
 */
WTW_MUST_CHECK enum wtw_status wtw_mime_head(struct wtw_span message,
                                             struct wtw_buffer *out,
                                             struct wtw_span *out_body,
                                             struct wtw_error *error);

/*
 * wtw_mime_text_append() appends the text of a message with header 'head' and body 'body' as
 * UTF-8: of its parts, through a few levels, the first that is text/plain and says something,
 * else the first that is text/html, without its markup. '*out_found' says whether there was
 * one. Returns WTW_OK; WTW_TOO_LARGE or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_mime_text_append(struct wtw_span head,
                                                    struct wtw_span body,
                                                    struct wtw_buffer *out,
                                                    bool *out_found,
                                                    struct wtw_error *error);

#endif
