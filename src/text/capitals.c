/*
 * capitals.c - what a word looks like: a figure by its digits, a name by its capital
 *
 * A capital says little where a sentence may begin, so who looks for names asks for both.
 * A wrong reading costs little, since only sums count.
 */
#include "text/capitals.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <string.h>

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

    wtw_utf8_decode((const unsigned char *)bytes, count, &code_point);
    if (code_point >= WTW_UTF8_BAD)
        return false;
    return wtw_character_fold(code_point, wtw_character_entry(code_point)) != code_point;
}

/* Length of the blank, quote or opening bracket that ends before 'offset', which is not
 * 0; 0 for anything else. */
static size_t gap_before(const char *bytes, size_t offset)
{
    static const char *const wide[] = {"\u00A0", "\u00AB", "\u00BB", "\u2018",
                                       "\u2019", "\u201A", "\u201C", "\u201D",
                                       "\u201E", "\u2039", "\u203A"};
    char last = bytes[offset - 1];

    if (last == ' ')
        return 1;
    if ((unsigned char)last < 0x80u)
        return last && strchr("\t\r\"'([*_", last) ? 1 : 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        size_t length = strlen(wide[i]);

        if (length <= offset && memcmp(bytes + offset - length, wide[i], length) == 0)
            return length;
    }
    return 0;
}

bool wtw_may_begin_sentence(const char *text, size_t offset)
{
    size_t gap = 0;

    while (offset > 0 && (gap = gap_before(text, offset)) > 0)
        offset -= gap;
    return offset == 0 || (text[offset - 1] && strchr(".!?:\n", text[offset - 1]));
}
