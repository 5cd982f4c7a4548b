/*
 * line_words.h - a line word by word, with how each is written
 */
#ifndef WTW_TEXT_LINE_WORDS_H
#define WTW_TEXT_LINE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wtw_word_case {
    WTW_WORD_NONE,        /* no word: punctuation, or the end */
    WTW_WORD_NUMBER,      /* digits first */
    WTW_WORD_LOWER,       /* a small letter first */
    WTW_WORD_CAPITALISED, /* a capital first */
    WTW_WORD_CAPITALS,    /* two or more letters, all of them capitals */
    WTW_WORD_CASELESS     /* Arabic, Han, ... */
};

/* A run of letters, digits and marks; apostrophes and hyphens inside of it belong to it.
 */
struct wtw_word {
    size_t begin;
    size_t end;
    size_t letters;
    enum wtw_word_case written;
};

/* wtw_word_at() reads the word that begins at 'at'; of kind NONE, without bytes, where
 * none begins. */
struct wtw_word wtw_word_at(const char *text, size_t at, size_t end);

/*
 * wtw_word_is() says whether the word, its case folded, is one of the words of 'list',
 * which are separated and enclosed by single spaces.
 */
bool wtw_word_is(const char *text, const struct wtw_word *word, const char *list);

/* wtw_dash_at() is the length of the dash, or run of hyphens, that stands at 'at'; 0 for
 * none. */
size_t wtw_dash_at(const char *text, size_t at, size_t end);

/* wtw_is_date_word() says whether the word names a month or a day of the week (a full
 * name or a usual abbreviation); wtw_is_time_word() whether it is among the words around
 * dates and times on pages. */
bool wtw_is_date_word(const char *text, const struct wtw_word *word);
bool wtw_is_time_word(const char *text, const struct wtw_word *word);

#endif
