/*
 * csv.h - tables of articles, as spreadsheets and data frames write them: CSV and TSV
 */
#ifndef WTW_READ_CSV_H
#define WTW_READ_CSV_H

#include "read/format.h"

/* The first row names the columns, and is the preamble; each other row is a record, without
 * its line end. Empty rows are passed over. */
extern const struct wtw_format wtw_csv_format;
extern const struct wtw_format wtw_tsv_format; /* between cells there are tabs only */

/*
 * wtw_csv_is_header() says whether the first line of 'bytes' names columns that articles
 * have, a text among them, with 'delimiter' between. False where the line has no end.
 */
bool wtw_csv_is_header(struct wtw_span bytes, char *out_delimiter);

#endif
