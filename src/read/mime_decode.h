/*
 * mime_decode.h - how mail writes bytes and words that are no ASCII
 */
#ifndef WTW_READ_MIME_DECODE_H
#define WTW_READ_MIME_DECODE_H

#include "base/failure.h"

/*
 * wtw_mime_decode() appends 'body' to 'out' as its Content-Transfer-Encoding says: base64 or
 * quoted-printable (RFC 2045), and anything else as it is. Characters that the encoding does
 * not have are passed over. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_mime_decode(struct wtw_span body,
                                               struct wtw_span encoding,
                                               struct wtw_buffer *out,
                                               struct wtw_error *error);

/*
 * wtw_mime_words_append() appends the value of a header as UTF-8, its encoded words (RFC
 * 2047, =?utf-8?q?...?=) decoded; those that are none stay as they are. Returns likewise.
 */
WTW_MUST_CHECK enum wtw_status wtw_mime_words_append(struct wtw_span value,
                                                     struct wtw_buffer *out,
                                                     struct wtw_error *error);

#endif
