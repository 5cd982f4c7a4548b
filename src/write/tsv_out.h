/*
 * tsv_out.h - tab-separated values that survive any text
 *
 * A tab, line feed, carriage return or backslash inside a value is written as \t \n \r
 * \\, so that every row is one line, every line has the same columns, and the text can be
 * had back.
 */
#ifndef WTW_WRITE_TSV_OUT_H
#define WTW_WRITE_TSV_OUT_H

#include "write/out.h"

/* Values end with wtw_tsv_tab(), or wtw_tsv_line() after the last of a row. */
void wtw_tsv_text(struct wtw_out *out, struct wtw_span text);
void wtw_tsv_tab(struct wtw_out *out);
void wtw_tsv_line(struct wtw_out *out);

#endif
