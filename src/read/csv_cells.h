/*
 * csv_cells.h - the cells of a row of a table in the form of RFC 4180
 */
#ifndef WTW_READ_CSV_CELLS_H
#define WTW_READ_CSV_CELLS_H

#include "wiretwin.h"

/* The bytes that may stand between cells, the likeliest first. */
#define WTW_CSV_DELIMITERS ",;\t|"

/* A row whose cells are taken one after the other. */
struct wtw_csv_row {
    struct wtw_span rest;
    char delimiter;
    bool has_ended;
};

/* A cell as it stands in the row: without its quotes, unless it has to be unescaped. */
struct wtw_csv_cell {
    struct wtw_span raw;
    bool has_escape;
    bool is_open; /* its quote is not closed: it goes on to the end of the row */
};

/* wtw_csv_delimiter() gives the one of WTW_CSV_DELIMITERS that stands most often outside of
 * quotes in a header; a comma where none is. */
char wtw_csv_delimiter(struct wtw_span header);

/* wtw_csv_start() begins a row, without its line end; an empty row has one empty cell.
 * wtw_csv_next() gives the next cell, or false after the last. */
struct wtw_csv_row wtw_csv_start(struct wtw_span row, char delimiter);
bool wtw_csv_next(struct wtw_csv_row *row, struct wtw_csv_cell *out_cell);

/* wtw_csv_unescape() writes what a cell stands for to 'out', which has room for
 * cell->raw.count bytes, and returns how many it wrote. */
size_t wtw_csv_unescape(const struct wtw_csv_cell *cell, char *out);

#endif
