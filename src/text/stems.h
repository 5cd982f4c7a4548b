/*
 * stems.h - one number for all forms of a word
 */
#ifndef WTW_TEXT_STEMS_H
#define WTW_TEXT_STEMS_H

#include "wiretwin.h"

/* Characters of a word that tell it from others. */
enum { WTW_STEM_CHARACTERS = 7 };

/*
 * wtw_stem_hash() hashes the first WTW_STEM_CHARACTERS characters, folded, of the token
 * that stands at 'bytes', 'count' of them; 'readable' bytes, as many or more, may be read
 * there. 'out_characters' gets how many characters those were.
 */
uint64_t wtw_stem_hash(const char *bytes, size_t count, size_t readable,
                       uint32_t *out_characters);

/*
 * wtw_figure_hash() hashes a figure, which may be of several groups with one separator
 * between any two of them. Groups of three digits are taken for thousands, so "1,063,000",
 * "1.063.000" and "1063000" are one.
 */
uint64_t wtw_figure_hash(const char *bytes, size_t count);

/*
 * wtw_figure_tokens() is how many of the 'token_count' tokens at 'ranges', the first of
 * which begins with a digit, form one figure with it: 1 or more.
 */
size_t wtw_figure_tokens(const char *text, const struct wtw_range *ranges,
                         size_t token_count);

#endif
