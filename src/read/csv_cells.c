/*
 * csv_cells.c - the cells of a row of a table in the form of RFC 4180
 *
 * A quote means something at the begin of a cell only; there it goes on to the next quote
 * that is not doubled. What stands between that and the delimiter is against the rules, and
 * is taken as it is, as most programs do: a row that can be read is not lost for it.
 */
#include "read/csv_cells.h"

#include <string.h>

struct wtw_csv_row wtw_csv_start(struct wtw_span row, char delimiter)
{
    return (struct wtw_csv_row){.rest = row, .delimiter = delimiter};
}

/* Where in 'bytes' the byte is, or their count. */
static size_t find(struct wtw_span bytes, size_t from, char wanted)
{
    const char *at = from < bytes.count
                         ? memchr(bytes.items + from, wanted, bytes.count - from)
                         : NULL;

    return at ? (size_t)(at - bytes.items) : bytes.count;
}

/* Where the quote is that closes the one before 'from', or the count. */
static size_t find_closing(struct wtw_span bytes, size_t from, bool *out_is_doubled)
{
    size_t at = find(bytes, from, '"');

    *out_is_doubled = false;
    while (at + 1 < bytes.count && bytes.items[at + 1] == '"') {
        *out_is_doubled = true;
        at = find(bytes, at + 2, '"');
    }
    return at;
}

/* The cell that begins with a quote; gives where it ends in the rest. */
static size_t take_quoted(const struct wtw_csv_row *row, struct wtw_csv_cell *out_cell)
{
    struct wtw_span rest = row->rest;
    bool is_doubled = false;
    size_t closing = find_closing(rest, 1, &is_doubled);
    size_t end = find(rest, closing, row->delimiter);

    *out_cell = (struct wtw_csv_cell){.raw = {rest.items + 1, closing - 1}};
    if (closing == rest.count)
        out_cell->is_open = true;
    if (is_doubled || end != closing + 1)
        *out_cell = (struct wtw_csv_cell){
            .raw = {rest.items, end}, .has_escape = true, .is_open = out_cell->is_open};
    return end;
}

bool wtw_csv_next(struct wtw_csv_row *row, struct wtw_csv_cell *out_cell)
{
    struct wtw_span rest = row->rest;
    size_t end = 0;

    if (row->has_ended)
        return false;
    if (rest.count && rest.items[0] == '"') {
        end = take_quoted(row, out_cell);
    } else {
        end = find(rest, 0, row->delimiter);
        *out_cell = (struct wtw_csv_cell){.raw = {rest.items, end}};
    }
    row->has_ended = end >= rest.count;
    if (!row->has_ended)
        row->rest = (struct wtw_span){rest.items + end + 1, rest.count - end - 1};
    return true;
}

size_t wtw_csv_unescape(const struct wtw_csv_cell *cell, char *out)
{
    struct wtw_span raw = cell->raw;
    size_t at = 1;
    size_t count = 0;

    if (!cell->has_escape) {
        memcpy(out, raw.items, raw.count);
        return raw.count;
    }
    for (;;) {
        size_t quote = find(raw, at, '"');
        bool is_doubled = quote + 1 < raw.count && raw.items[quote + 1] == '"';

        memcpy(out + count, raw.items + at, quote - at);
        count += quote - at;
        if (!is_doubled) {
            at = quote < raw.count ? quote + 1 : quote;
            break;
        }
        out[count++] = '"';
        at = quote + 2;
    }
    memcpy(out + count, raw.items + at, raw.count - at);
    return count + raw.count - at;
}

char wtw_csv_delimiter(struct wtw_span header)
{
    static const char delimiters[] = WTW_CSV_DELIMITERS;
    size_t counts[sizeof delimiters - 1] = {0};
    size_t best = 0;
    bool is_quoted = false;

    for (size_t i = 0; i < header.count; i++) {
        const char *found = header.items[i] ? strchr(delimiters, header.items[i]) : NULL;

        is_quoted ^= header.items[i] == '"';
        if (found && !is_quoted)
            counts[found - delimiters]++;
    }
    for (size_t i = 1; i < sizeof counts / sizeof counts[0]; i++) {
        if (counts[i] > counts[best])
            best = i;
    }
    return delimiters[best];
}
