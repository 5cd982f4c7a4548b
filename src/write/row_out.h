/*
 * row_out.h - rows of cells as TSV or as CSV
 *
 * TSV is that of tsv_out.h. CSV has commas, and quotes where RFC 4180 wants them; a row ends
 * with a newline alone, as other programs of Unix write and all read it. A cell stays what
 * it is, also one that begins with '=' and would be a formula to a spreadsheet: with a
 * character put before it an id would not be found again.
 */
#ifndef WTW_WRITE_ROW_OUT_H
#define WTW_WRITE_ROW_OUT_H

#include "write/out.h"

struct wtw_row {
    struct wtw_out *out; /* borrowed */
    bool is_csv;
};

/* wtw_row_header() writes the names of columns, which come with tabs between them. Cells
 * end with wtw_row_next(), or wtw_row_end() after the last of a row; numbers and plain
 * words go to 'out' themselves. */
void wtw_row_header(struct wtw_row row, const char *names);
void wtw_row_text(struct wtw_row row, struct wtw_span text);
void wtw_row_next(struct wtw_row row);
void wtw_row_end(struct wtw_row row);

#endif
