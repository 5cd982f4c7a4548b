/*
 * utf8_step.h - one character of text that may not be UTF-8
 */
#ifndef WTW_WRITE_UTF8_STEP_H
#define WTW_WRITE_UTF8_STEP_H

#include <stddef.h>
#include <stdint.h>

/*
 * wtw_utf8_step() decodes the character at 'bytes', of which 'count', 1 or more, are
 * left. Returns its length, 1 to 4, and its code point in 'out_code'; a byte that is not
 * part of valid UTF-8 (the Unicode Standard, table 3-7) has length 1 and the code
 * WTW_UTF8_BAD.
 */
#define WTW_UTF8_BAD UINT32_MAX
size_t wtw_utf8_step(const char *bytes, size_t count, uint32_t *out_code);

#endif
