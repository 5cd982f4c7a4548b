/*
 * capitals.h - what a word looks like: a figure by its digits, a name by its capital
 */
#ifndef WTW_TEXT_CAPITALS_H
#define WTW_TEXT_CAPITALS_H

#include <stdbool.h>
#include <stddef.h>

/* wtw_has_digit() is true where one of the 'count' bytes is an ASCII digit. */
bool wtw_has_digit(const char *bytes, size_t count);

/* wtw_begins_with_capital() is true where folding changes the first of 'count' (1 or more)
 * bytes' characters. */
bool wtw_begins_with_capital(const char *bytes, size_t count);

/* wtw_may_begin_sentence() is true where only blanks and quotes stand between 'offset' and
 * the end of another sentence, or the begin of the text. */
bool wtw_may_begin_sentence(const char *text, size_t offset);

#endif
