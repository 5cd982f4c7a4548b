/*
 * row_out.c - rows of cells as TSV or as CSV
 */
#include "write/row_out.h"

#include "write/tsv_out.h"

#include <string.h>

void wtw_row_header(struct wtw_row row, const char *names)
{
    for (; *names; names++)
        wtw_out_character(row.out, row.is_csv && *names == '\t' ? ',' : *names);
}

static bool needs_quotes(struct wtw_span text)
{
    for (size_t i = 0; i < text.count; i++) {
        char character = text.items[i];

        if (character == ',' || character == '"' || character == '\n' ||
            character == '\r')
            return true;
    }
    return false;
}

static void put_quoted(struct wtw_out *out, struct wtw_span text)
{
    wtw_out_character(out, '"');
    for (size_t i = 0; i < text.count; i++) {
        if (text.items[i] == '"')
            wtw_out_character(out, '"');
        wtw_out_character(out, text.items[i]);
    }
    wtw_out_character(out, '"');
}

void wtw_row_text(struct wtw_row row, struct wtw_span text)
{
    if (!row.is_csv)
        wtw_tsv_text(row.out, text);
    else if (needs_quotes(text))
        put_quoted(row.out, text);
    else
        wtw_out_put(row.out, text.items, text.count);
}

void wtw_row_next(struct wtw_row row)
{
    wtw_out_character(row.out, row.is_csv ? ',' : '\t');
}

void wtw_row_end(struct wtw_row row)
{
    wtw_out_character(row.out, '\n');
}
