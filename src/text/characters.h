/*
 * characters.h - what the tokeniser knows of each Unicode code point
 *
 * One 32-bit entry a code point, found in two steps (block number, then entry), made at
 * build time by make_character_table.c from utf8proc's data. An entry holds
 *
 *   bits 0-2    the kind
 *   bits 3-10   the canonical combining class of the folded character
 *   bits 11-31  what to add, modulo 2^21, to fold it: NFKC and case folding in one
 *
 * A difference and not the folded character itself, because most letters fold to
 * themselves: all blocks of Han or Hangul are then the same block, and the whole of
 * Unicode fits in about 140 kB.
 */
#ifndef WTW_TEXT_CHARACTERS_H
#define WTW_TEXT_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a character does to a token. The AWKWARD kinds are odd numbers. They do not fold
 * to one character on their own (German sharp s, ligatures), or may melt into the one
 * before (combining acute, Hangul vowels), so a token with one of them is folded as a
 * whole by text/folding.
 */
enum wtw_character_kind {
    WTW_CHARACTER_SEPARATOR = 0,
    WTW_CHARACTER_LEFT_OUT =
        1,                  /* as if it was not there: soft hyphen, zero-width space */
    WTW_CHARACTER_WORD = 2, /* letter or digit of a script with spaces */
    WTW_CHARACTER_WORD_AWKWARD = 3,
    WTW_CHARACTER_DENSE = 4, /* letter of a script written without spaces */
    WTW_CHARACTER_DENSE_AWKWARD = 5,
    WTW_CHARACTER_MARK = 6, /* belongs to the character before it */
    WTW_CHARACTER_MARK_AWKWARD = 7
};

/* Blocks of 64 characters give the smallest sum of both steps, 136 kB. */
enum {
    WTW_CHARACTER_BLOCK_BITS = 6,
    WTW_CHARACTER_KIND_BITS = 3,
    WTW_CHARACTER_CLASS_BITS = 8,
    WTW_CHARACTER_FOLD_SHIFT = WTW_CHARACTER_KIND_BITS + WTW_CHARACTER_CLASS_BITS,
    WTW_CHARACTER_COUNT = 0x110000
};

extern const uint16_t wtw_character_blocks[];
extern const uint32_t wtw_character_entries[];

/* What letters of two bytes that fold alone to two bytes fold to, by the eleven bits of
 * their code points, the first byte lowest; zeros elsewhere. */
extern const uint16_t wtw_two_byte_letters[0x800];

/* wtw_two_byte_letter() is what the letter at 'text', two bytes, folds to, the first byte
 * lowest, or 0 if it is no such letter. */
static inline uint32_t wtw_two_byte_letter(const unsigned char *text)
{
    uint32_t both = text[0] | (uint32_t)text[1] << 8;

    if ((both & 0xC0E0u) != 0x80C0u)
        return 0;
    return wtw_two_byte_letters[(both & 0x1Fu) << 6 | (both >> 8 & 0x3Fu)];
}

/* wtw_spell_two_bytes() writes such a letter. */
static inline void wtw_spell_two_bytes(uint32_t letter, char *out)
{
    out[0] = (char)letter;
    out[1] = (char)(letter >> 8);
}

/* wtw_character_entry() takes any code point, and WTW_UTF8_BAD, which is a separator. */
static inline uint32_t wtw_character_entry(uint32_t code_point)
{
    uint32_t block = wtw_character_blocks[code_point >> WTW_CHARACTER_BLOCK_BITS];
    uint32_t within = code_point & ((1u << WTW_CHARACTER_BLOCK_BITS) - 1);

    return wtw_character_entries[(block << WTW_CHARACTER_BLOCK_BITS) + within];
}

static inline enum wtw_character_kind wtw_character_kind(uint32_t entry)
{
    return (enum wtw_character_kind)(entry & ((1u << WTW_CHARACTER_KIND_BITS) - 1));
}

static inline uint32_t wtw_character_class(uint32_t entry)
{
    return entry >> WTW_CHARACTER_KIND_BITS & ((1u << WTW_CHARACTER_CLASS_BITS) - 1);
}

/* The folded character; an awkward one stays as it is. */
static inline uint32_t wtw_character_fold(uint32_t code_point, uint32_t entry)
{
    return (code_point + (entry >> WTW_CHARACTER_FOLD_SHIFT)) & 0x1FFFFFu;
}

/* Whether tokens keep it; what is neither separates nor is left out. */
static inline bool wtw_character_is_kept(uint32_t code_point)
{
    return wtw_character_kind(wtw_character_entry(code_point)) >= WTW_CHARACTER_WORD;
}

#endif
