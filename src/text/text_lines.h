/*
 * text_lines.h - the lines of a text as they were meant, hard wraps undone
 *
 * A text whose lines were broken at a column has paragraphs of several lines, and a line
 * in the middle of one may begin with any words. The rules for boilerplate look at whole
 * lines, so they are given paragraphs there.
 */
#ifndef WTW_TEXT_TEXT_LINES_H
#define WTW_TEXT_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns up to which a text can be hard-wrapped; who breaks lines does it before. */
enum { WTW_WRAP_MAX_COLUMNS = 130 };

struct wtw_text_lines {
    const char *text;
    size_t text_bytes;
    size_t next;          /* where the line after the present one begins */
    uint32_t wrap_column; /* 0 where the text is not hard-wrapped */
    bool is_ascii;        /* each byte is a column; told of hard-wrapped text only */
};

/* A line without the blanks around it, never empty. */
struct wtw_text_line {
    size_t begin;
    size_t end;
};

/* wtw_text_lines_begin() starts a walk over 'text', which is borrowed during it. */
void wtw_text_lines_begin(struct wtw_text_lines *lines, const char *text,
                          size_t text_bytes);

/* wtw_text_lines_next() gives the next line that is not empty; false at the end. */
bool wtw_text_lines_next(struct wtw_text_lines *lines, struct wtw_text_line *out_line);

#endif
