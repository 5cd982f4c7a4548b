/*
 * charsets.h - text in any encoding of the web as UTF-8
 */
#ifndef WTW_READ_CHARSETS_H
#define WTW_READ_CHARSETS_H

#include "base/failure.h"

/*
 * wtw_charset_named() is the system's name of the encoding that pages call 'label', in
 * capitals or not; NULL for what no browser knows. A constant.
 */
const char *wtw_charset_named(struct wtw_span label);

/*
 * wtw_charset_of_markup() is the label that the first bytes of a page or a feed give:
 * <meta charset>, <meta http-equiv> or an XML declaration. It lies in 'bytes', and is
 * empty where there is none.
 */
struct wtw_span wtw_charset_of_markup(struct wtw_span bytes);

/*
 * wtw_charset_decode() appends 'bytes' to 'out' as UTF-8, without byte order mark. Their
 * encoding is, the first that holds: that of a byte order mark; UTF-8, where they are
 * UTF-8 and not only ASCII; that of 'hint', which may be empty; windows-1252. What is not
 * in the encoding becomes U+FFFD, and control characters become spaces. Returns WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_charset_decode(struct wtw_span bytes,
                                                  struct wtw_span hint,
                                                  struct wtw_buffer *out,
                                                  struct wtw_error *error);

#endif
