/*
 * folding.h - the slow, sure way to fold characters that depend on each other
 *
 * Awkward characters (characters.h) fold to several, or compose with the one before them.
 * A token, or in dense scripts a character with its marks, that has one of them, or marks
 * out of canonical order, comes here as a whole. Where the table alone would have served,
 * this gives the same.
 */
#ifndef WTW_TEXT_FOLDING_H
#define WTW_TEXT_FOLDING_H

#include <stddef.h>
#include <stdint.h>

/*
 * How many characters are folded at once: the ceiling on a token's characters. Longer
 * runs of letters are cut into tokens of this length. The longest words of natural
 * languages fit twice.
 */
enum { WTW_FOLDING_MAX_CHARACTERS = 128 };

/* The longest compatibility decomposition of one character, that of U+FDFA, has 18. */
enum { WTW_FOLDING_MAX_GROWTH = 18 };

/* Room that the folded form of 'WTW_FOLDING_MAX_CHARACTERS' needs, in bytes of UTF-8. */
enum { WTW_FOLDING_MAX_BYTES = WTW_FOLDING_MAX_CHARACTERS * WTW_FOLDING_MAX_GROWTH * 4 };

/*
 * wtw_folding_apply() writes the NFKC-normalised, case-folded form of up to
 * WTW_FOLDING_MAX_CHARACTERS code points as UTF-8 to 'out', which has room for
 * WTW_FOLDING_MAX_BYTES. What tokens do not keep is dropped. Returns the bytes written.
 */
size_t wtw_folding_apply(const uint32_t *code_points, size_t count, char *out);

#endif
