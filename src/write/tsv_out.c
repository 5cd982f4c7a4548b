/*
 * tsv_out.c - tab-separated values that survive any text
 *
 * Bytes that are not UTF-8 stay as they are: an id has to be found again in its input.
 */
#include "write/tsv_out.h"

static char escape_letter(char character)
{
    switch (character) {
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

void wtw_tsv_text(struct wtw_out *out, struct wtw_span text)
{
    size_t begin = 0;

    if (!text.count)
        return;
    for (size_t i = 0; i < text.count; i++) {
        char letter = escape_letter(text.items[i]);

        if (!letter)
            continue;
        wtw_out_put(out, text.items + begin, i - begin);
        wtw_out_character(out, '\\');
        wtw_out_character(out, letter);
        begin = i + 1;
    }
    wtw_out_put(out, text.items + begin, text.count - begin);
}

void wtw_tsv_tab(struct wtw_out *out)
{
    wtw_out_character(out, '\t');
}

void wtw_tsv_line(struct wtw_out *out)
{
    wtw_out_character(out, '\n');
}
