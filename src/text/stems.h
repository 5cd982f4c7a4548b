/*
 * stems.h - one number for all forms of a word
 */
#ifndef WTW_TEXT_STEMS_H
#define WTW_TEXT_STEMS_H

#include "text/token_hash.h"
#include "wiretwin.h"

/* Characters of a word that tell it from others. */
enum { WTW_STEM_CHARACTERS = 7 };

/* What a stem's hash ends with. */
static inline uint64_t wtw_stem_finish(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= WTW_TOKEN_HASH_M2;
    return hash ^ hash >> 32;
}

/*
 * wtw_stem_hash() hashes the first WTW_STEM_CHARACTERS characters, folded, of the token
 * that stands at 'bytes', 'count' of them; 'readable' bytes, as many or more, may be read
 * there. 'out_characters' gets how many characters those were.
 */
uint64_t wtw_stem_hash(const char *bytes, size_t count, size_t readable,
                       uint32_t *out_characters);

/* Bytes that are read of a word of ASCII, however short it is. */
enum { WTW_PLAIN_STEM_READS = 8 };

/*
 * wtw_plain_stem_hash() is what wtw_stem_hash() gives, for a word of ASCII letters and
 * digits, of 'count' (1 or more) bytes; false for any other, which makes 'out_hash'
 * meaningless. The first WTW_PLAIN_STEM_READS bytes must be readable. It has no branch.
 */
static inline bool wtw_plain_stem_hash(const char *bytes, size_t count,
                                       uint64_t *out_hash)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t taken = count < WTW_STEM_CHARACTERS ? count : WTW_STEM_CHARACTERS;
    uint64_t mask = (UINT64_C(1) << 8 * taken) - 1;
    uint64_t word = (wtw_load_little_endian(bytes) & mask) | (ones * 0x20u & mask);
    uint64_t low = ~(word + ones * 0x50u) & ones * 0x80u & mask;

    *out_hash = wtw_stem_finish(word * WTW_TOKEN_HASH_M1);
    return !((word & ones * 0x80u) | low);
}

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
