/*
 * capitals.c - what a word looks like: a figure by its digits, a name by its capital
 *
 * A capital says little where a sentence may begin, so who looks for names asks for both.
 * A wrong reading costs little, since only sums count.
 */
#include "text/capitals.h"

#include "text/characters.h"
#include "text/utf8.h"

bool wtw_has_digit(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] >= '0' && bytes[i] <= '9')
            return true;
    return false;
}

bool wtw_begins_with_capital(const char *bytes, size_t count)
{
    uint32_t code_point = 0;

    if ((unsigned char)bytes[0] < 0x80u)
        return bytes[0] >= 'A' && bytes[0] <= 'Z';
    wtw_utf8_decode((const unsigned char *)bytes, count, &code_point);
    if (code_point >= WTW_UTF8_BAD)
        return false;
    return wtw_character_fold(code_point, wtw_character_entry(code_point)) != code_point;
}

static bool is_plain_gap(char byte)
{
    switch (byte) {
    case ' ':
    case '\t':
    case '\r':
    case '"':
    case '\'':
    case '(':
    case '[':
    case '*':
    case '_':
        return true;
    default:
        return false;
    }
}

/* By its last byte behind E2 80: one of U+2018 to 201E but 201B, U+2039 or U+203A. */
static bool is_quote(unsigned char last)
{
    return (last >= 0x98 && last <= 0x9E && last != 0x9B) || last == 0xB9 || last == 0xBA;
}

/* Length of the blank or quote that ends at 'end', behind 'count' bytes: behind C2 a blank
 * and pointed quotes, behind E2 80 others. */
static size_t wide_gap_before(const unsigned char *end, size_t count)
{
    if (count >= 2 && end[-2] == 0xC2)
        return end[-1] == 0xA0 || end[-1] == 0xAB || end[-1] == 0xBB ? 2 : 0;
    return count >= 3 && end[-3] == 0xE2 && end[-2] == 0x80 && is_quote(end[-1]) ? 3 : 0;
}

/* Length of the blank, quote or opening bracket that ends before 'offset', which is not
 * 0; 0 for anything else. */
static size_t gap_before(const char *bytes, size_t offset)
{
    if ((unsigned char)bytes[offset - 1] < 0x80u)
        return is_plain_gap(bytes[offset - 1]);
    return wide_gap_before((const unsigned char *)bytes + offset, offset);
}

static bool ends_sentence(char byte)
{
    return byte == '.' || byte == '!' || byte == '?' || byte == ':' || byte == '\n';
}

bool wtw_may_begin_sentence(const char *text, size_t offset)
{
    size_t gap = 0;

    while (offset > 0 && (gap = gap_before(text, offset)) > 0)
        offset -= gap;
    return offset == 0 || ends_sentence(text[offset - 1]);
}
