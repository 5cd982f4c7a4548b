/*
 * word_spans.c - words by spaces or characters
 *
 * This is deliberately not the library's tokeniser: a benchmark that cut its texts with
 * the code that it measures would agree with that code's mistakes.
 */
#include "word_spans.h"

static size_t character_bytes(unsigned char lead)
{
    return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/*
 * Whether a character that the generator writes is punctuation: ASCII but for letters and
 * digits, U+00AB, U+00B7, U+00BB, general punctuation (U+2000 on), ideographic (U+3000
 * on) and full-width forms.
 */
static bool is_mark(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    unsigned char lower = (unsigned char)(bytes[0] | 0x20);

    if (bytes[0] < 0x80)
        return !(bytes[0] >= '0' && bytes[0] <= '9') && !(lower >= 'a' && lower <= 'z');
    return bytes[0] == 0xc2 || (bytes[0] == 0xe2 && bytes[1] == 0x80) ||
           (bytes[0] == 0xe3 && bytes[1] == 0x80) ||
           (bytes[0] == 0xef && bytes[1] == 0xbc);
}

bool wtw_word_span_next(const char *text, size_t text_bytes, size_t at, bool has_spaces,
                        struct wtw_word_span *out_span)
{
    while (at < text_bytes && wtw_is_gap(text[at]))
        at++;
    if (at >= text_bytes)
        return false;

    size_t end = at;

    if (has_spaces)
        while (end < text_bytes && !wtw_is_gap(text[end]))
            end++;
    else
        end += character_bytes((unsigned char)text[end]);
    *out_span = (struct wtw_word_span){at, end};
    return true;
}

struct wtw_word_span wtw_word_span_core(const char *text,
                                        const struct wtw_word_span *span)
{
    struct wtw_word_span core = {span->begin, span->begin};

    for (size_t at = span->begin; at < span->end;) {
        size_t next = at + character_bytes((unsigned char)text[at]);

        if (!is_mark(text + at)) {
            if (core.end == core.begin)
                core.begin = at;
            core.end = next;
        }
        at = next;
    }
    return core;
}

size_t wtw_word_spans_count(const char *text, size_t text_bytes, bool has_spaces)
{
    struct wtw_word_span span = {0};
    size_t count = 0;

    while (wtw_word_span_next(text, text_bytes, span.end, has_spaces, &span))
        count++;
    return count;
}

size_t wtw_word_spans_skip(const char *text, size_t text_bytes, bool has_spaces,
                           size_t count)
{
    struct wtw_word_span span = {0};

    while (count > 0 && wtw_word_span_next(text, text_bytes, span.end, has_spaces, &span))
        count--;
    return span.end;
}
