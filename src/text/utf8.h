/*
 * utf8.h - UTF-8 to code points and back, for text that may not be UTF-8
 *
 * Decoding never fails. Bytes that are no part of a well-formed sequence are taken in
 * *maximal subparts* (Unicode Standard, chapter 3.9): the longest prefix of some
 * well-formed sequence that stands there counts as one bad character, a byte that begins
 * none counts alone. So a truncated character costs one U+FFFD and never swallows the
 * good character after it. Overlong forms, surrogates and values over U+10FFFF begin no
 * well-formed sequence.
 *
 * The common lengths are decoded inline: the tokeniser spends most of its time on foreign
 * text here.
 */
#ifndef WTW_TEXT_UTF8_H
#define WTW_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a bad sequence decodes to. It stands for U+FFFD, but is outside of Unicode, so
 * that a U+FFFD that was properly written in the text is not counted as bad.
 */
enum { WTW_UTF8_BAD = 0x110000 };

/* Longest form of one code point, in bytes. */
enum { WTW_UTF8_MAX_BYTES = 4 };

static inline bool wtw_utf8_is_continuation(unsigned char byte)
{
    return (byte & 0xC0u) == 0x80u;
}

/* The part of wtw_utf8_decode() that is not inline: four bytes, and everything bad. */
size_t wtw_utf8_decode_rest(const unsigned char *text, size_t text_bytes,
                            uint32_t *out_code_point);

/*
 * wtw_utf8_decode() reads one code point from the 'text_bytes' (1 or more) at 'text' into
 * 'out_code_point', or WTW_UTF8_BAD. Returns the bytes it took, 1 to 4; those of a bad
 * sequence are all bad bytes.
 */
static inline size_t wtw_utf8_decode(const unsigned char *text, size_t text_bytes,
                                     uint32_t *out_code_point)
{
    uint32_t lead = text[0];

    if (lead < 0x80u) {
        *out_code_point = lead;
        return 1;
    }
    if (lead - 0xC2u < 0x1Eu && text_bytes >= 2 && wtw_utf8_is_continuation(text[1])) {
        *out_code_point = (lead & 0x1Fu) << 6 | (text[1] & 0x3Fu);
        return 2;
    }
    if (lead - 0xE0u < 0x10u && text_bytes >= 3 && wtw_utf8_is_continuation(text[1]) &&
        wtw_utf8_is_continuation(text[2])) {
        uint32_t code_point =
            (lead & 0x0Fu) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu);

        if (code_point >= 0x800u && code_point - 0xD800u >= 0x800u) {
            *out_code_point = code_point;
            return 3;
        }
    }
    return wtw_utf8_decode_rest(text, text_bytes, out_code_point);
}

/*
 * wtw_utf8_encode() writes a code point, which must be at most U+10FFFF, to 'out', which
 * has room for WTW_UTF8_MAX_BYTES. Returns the bytes written.
 */
static inline size_t wtw_utf8_encode(uint32_t code_point, char *out)
{
    if (code_point < 0x80u) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800u) {
        out[0] = (char)(0xC0u | code_point >> 6);
        out[1] = (char)(0x80u | (code_point & 0x3Fu));
        return 2;
    }
    if (code_point < 0x10000u) {
        out[0] = (char)(0xE0u | code_point >> 12);
        out[1] = (char)(0x80u | (code_point >> 6 & 0x3Fu));
        out[2] = (char)(0x80u | (code_point & 0x3Fu));
        return 3;
    }
    out[0] = (char)(0xF0u | code_point >> 18);
    out[1] = (char)(0x80u | (code_point >> 12 & 0x3Fu));
    out[2] = (char)(0x80u | (code_point >> 6 & 0x3Fu));
    out[3] = (char)(0x80u | (code_point & 0x3Fu));
    return 4;
}

#endif
