/*
 * suggest.h - the word that was perhaps meant
 */
#ifndef WTW_CLI_SUGGEST_H
#define WTW_CLI_SUGGEST_H

#include <stddef.h>

/*
 * wtw_word_distance() is the number of letters to insert, remove, replace, or swap with
 * their neighbour that makes one word of the other (Damerau 1964, without edits inside a
 * swap). Words over 63 bytes are as far apart as the longer one is long.
 */
size_t wtw_word_distance(const char *a, const char *b);

/*
 * wtw_suggest() is the one of 'count' words nearest to 'wanted', NULL where none is near
 * enough to be a slip: at most three edits and half its letters away, or begun but not
 * ended.
 */
const char *wtw_suggest(const char *wanted, const char *const *words, size_t count);

#endif
