/*
 * tsv_cells.c - the cells of a line of tab-separated values
 *
 * The inverse of write/tsv_out. Quotes mean nothing: an id may hold them.
 */
#include "read/tsv_cells.h"

#include <string.h>

static char escaped(char letter)
{
    switch (letter) {
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

/* Unescapes in place; returns the new length. */
static size_t unescape(char *cell, size_t count)
{
    const char *first = memchr(cell, '\\', count);
    size_t to = first ? (size_t)(first - cell) : count;

    for (size_t from = to; from < count; from++) {
        char stands_for =
            cell[from] == '\\' && from + 1 < count ? escaped(cell[from + 1]) : '\0';

        from += stands_for != '\0';
        cell[to++] = stands_for ? stands_for : cell[from];
    }
    return to;
}

size_t wtw_tsv_split(char *line, size_t count, struct wtw_span *out_cells, size_t room)
{
    size_t cells = 0;

    for (size_t begin = 0;; cells++) {
        char *tab = begin < count ? memchr(line + begin, '\t', count - begin) : NULL;
        size_t end = tab ? (size_t)(tab - line) : count;

        if (cells < room)
            out_cells[cells] = (struct wtw_span){
                line + begin, end > begin ? unescape(line + begin, end - begin) : 0};
        if (!tab)
            return cells + 1;
        begin = end + 1;
    }
}
