/*
 * utf8_step.c - one character of text that may not be UTF-8
 *
 * Writers must give valid JSON and a clean screen whatever the input held. A bad byte
 * counts by itself: output needs no finer rule.
 */
#include "write/utf8_step.h"

#include <utf8proc.h>

size_t wtw_utf8_step(const char *bytes, size_t count, uint32_t *out_code)
{
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t length = 0;

    if ((unsigned char)*bytes < 0x80) {
        *out_code = (unsigned char)*bytes;
        return 1;
    }
    length = utf8proc_iterate((const utf8proc_uint8_t *)bytes,
                              (utf8proc_ssize_t)(count < 4 ? count : 4), &code);
    if (length <= 0) {
        *out_code = WTW_UTF8_BAD;
        return 1;
    }
    *out_code = (uint32_t)code;
    return (size_t)length;
}
