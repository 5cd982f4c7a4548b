/*
 * tsv_cells.h - the cells of a line of tab-separated values
 */
#ifndef WTW_READ_TSV_CELLS_H
#define WTW_READ_TSV_CELLS_H

#include "read/reader.h"

/*
 * wtw_tsv_split() cuts a line at its tabs and turns \t \n \r \\ into what they stand for,
 * in place; other backslashes stay. The first 'room' cells are written to 'out_cells'.
 * Returns how many cells there are, 1 for an empty line.
 */
size_t wtw_tsv_split(char *line, size_t count, struct wtw_span *out_cells, size_t room);

#endif
