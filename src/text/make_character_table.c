/*
 * make_character_table.c - writes the character table; runs during the build, is not
 * installed
 *
 * Decides for every code point what it does to a token (characters.h has the kinds):
 *
 *  - Letters, marks and numbers (categories L, M, N) make tokens; everything else
 * separates, hyphens and apostrophes too, so that "Russia's" is the same two tokens
 * whatever apostrophe a retyper chose. Modifier letters that people use as apostrophes
 * (U+02BC and its like) are letters to Unicode; here they separate as an apostrophe does.
 *  - Symbols separate, also where NFKC would spell them out: copies of "Acme(TM)" mostly
 * drop the sign. The exceptions are symbols that are one character of a dense script in
 * other clothes, such as the Kangxi radicals that text extracted from PDF has in place of
 * Han characters.
 *  - Unicode's default ignorable characters (soft hyphen, zero-width space and joiners,
 * direction marks, variation selectors, fillers) are left out. So are the Arabic tatweel,
 * which only stretches a word, and Arabic and Hebrew vowel points, which some editors
 * print and others do not. The hamza and madda signs stay, since they make other letters.
 *  - Scripts written without spaces are dense: Han, Kana, Thai, Lao, Khmer, Myanmar.
 * utf8proc knows no scripts, so their blocks are listed here. Their digits are words like
 * other digits.
 *  - The fold is NFKC and full case folding, closed under repetition. Where the outcome
 * is one character that cannot compose with what stands before it, the table has it; all
 * else is awkward. What can compose: all but the first character of any canonical
 * decomposition.
 *
 * Characters that the fold turns into separators only (Arabic vowel points standing on a
 * space) are left out as well.
 */
#include "text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    BLOCK_LENGTH = 1 << WTW_CHARACTER_BLOCK_BITS,
    BLOCK_COUNT = WTW_CHARACTER_COUNT / BLOCK_LENGTH + 1, /* one more, for WTW_UTF8_BAD */
    MAX_DECOMPOSED = 32                                   /* Unicode's longest has 18 */
};

struct code_range {
    int32_t first;
    int32_t last;
};

static const struct code_range dense_ranges[] = {
    {0x0E00, 0x0E7F},   /* Thai */
    {0x0E80, 0x0EFF},   /* Lao */
    {0x1000, 0x109F},   /* Myanmar */
    {0x1780, 0x17FF},   /* Khmer */
    {0x3005, 0x3007},   /* Han iteration mark, closing mark, zero */
    {0x3021, 0x3029},   /* Hangzhou numerals */
    {0x3031, 0x3035},   /* Kana repeat marks */
    {0x3038, 0x303C},   /* Hangzhou numerals, iteration and masu marks */
    {0x3041, 0x30FF},   /* Hiragana, Katakana */
    {0x31F0, 0x31FF},   /* Katakana phonetic extensions */
    {0x3400, 0x4DBF},   /* Han extension A */
    {0x4E00, 0x9FFF},   /* Han */
    {0xA9E0, 0xA9FF},   /* Myanmar extended B */
    {0xAA60, 0xAA7F},   /* Myanmar extended A */
    {0xF900, 0xFAFF},   /* Han compatibility */
    {0x1AFF0, 0x1B16F}, /* Kana extensions */
    {0x20000, 0x3FFFF}, /* Han extensions B and later, compatibility supplement */
};

static const struct code_range apostrophe_ranges[] = {
    {0x02B9, 0x02BF}, /* primes, turned and reversed commas, apostrophe, half rings */
    {0x02C8, 0x02C8}, /* vertical line */
    {0x02CA, 0x02CB}, /* acute and grave accent as letters */
    {0x02EE, 0x02EE}, /* double apostrophe */
    {0x0374, 0x0374}, /* Greek numeral sign, canonically the prime U+02B9 */
    {0xA78B, 0xA78C}, /* saltillo */
};

static const struct code_range left_out_ranges[] = {
    {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0640, 0x0640},
    {0x064B, 0x0652}, {0x0656, 0x065F}, {0x0670, 0x0670},
};

#define IS_IN(code_point, ranges)                                                        \
    is_in((code_point), (ranges), sizeof(ranges) / sizeof *(ranges))

static bool is_in(int32_t code_point, const struct code_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    return false;
}

static bool is_mark(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);

    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_left_out(int32_t code_point)
{
    return utf8proc_get_property(code_point)->ignorable ||
           IS_IN(code_point, left_out_ranges);
}

/* Whether the character, as it stands, is part of a token. */
static bool is_token_part(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);

    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO &&
           !IS_IN(code_point, apostrophe_ranges) && !is_left_out(code_point);
}

static bool is_dense(int32_t code_point)
{
    return IS_IN(code_point, dense_ranges) && is_token_part(code_point) &&
           !is_mark(code_point) &&
           utf8proc_category(code_point) != UTF8PROC_CATEGORY_ND &&
           utf8proc_category(code_point) != UTF8PROC_CATEGORY_NO;
}

static void stop(const char *words)
{
    fprintf(stderr, "make_character_table: %s\n", words);
    exit(1);
}

static size_t decompose(int32_t code_point, int options, int32_t out[MAX_DECOMPOSED])
{
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(code_point, out, MAX_DECOMPOSED, options, &boundary);

    if (count < 1 || count > MAX_DECOMPOSED)
        stop("a decomposition is longer than expected");
    return (size_t)count;
}

/* The folded form of one character, decomposed, without what tokens do not keep. */
static size_t fold_decomposed(int32_t code_point, int32_t out[MAX_DECOMPOSED])
{
    int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    size_t count = decompose(code_point, options, out);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (is_token_part(out[i]))
            out[kept++] = out[i];
    return kept;
}

/* Marks what may melt into the character before it. Hangul's rules are arithmetic, its
 * jamo ranges fixed. */
static void find_composing(bool *is_composing)
{
    int32_t parts[MAX_DECOMPOSED];

    for (int32_t code_point = 0; code_point < WTW_CHARACTER_COUNT; code_point++) {
        size_t count = decompose(code_point, UTF8PROC_DECOMPOSE, parts);

        for (size_t i = 1; i < count; i++)
            is_composing[parts[i]] = true;
    }
    for (int32_t jamo = 0x1161; jamo <= 0x11C2; jamo++)
        is_composing[jamo] = true;
}

/* The one character to which 'code_point' folds for certain, whatever is beside it; -1
 * for none. */
static int32_t fold_alone(int32_t code_point, const bool *is_composing)
{
    int32_t folded[MAX_DECOMPOSED];
    int32_t again[MAX_DECOMPOSED];
    size_t count = fold_decomposed(code_point, folded);
    int32_t composed[MAX_DECOMPOSED];

    memcpy(composed, folded, count * sizeof *folded);
    if (utf8proc_normalize_utf32(composed, (utf8proc_ssize_t)count,
                                 UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1 ||
        is_composing[composed[0]])
        return -1;
    if (fold_decomposed(composed[0], again) != count ||
        memcmp(again, folded, count * sizeof *folded) != 0)
        return -1;
    return composed[0];
}

static uint32_t make_entry(enum wtw_character_kind kind, int32_t from, int32_t to)
{
    uint32_t difference = ((uint32_t)to - (uint32_t)from) & 0x1FFFFFu;
    uint32_t combining = (uint32_t)utf8proc_get_property(to)->combining_class;

    return (uint32_t)kind | combining << WTW_CHARACTER_KIND_BITS |
           difference << WTW_CHARACTER_FOLD_SHIFT;
}

static enum wtw_character_kind kind_of_kept(int32_t code_point)
{
    if (is_mark(code_point))
        return WTW_CHARACTER_MARK;
    return is_dense(code_point) ? WTW_CHARACTER_DENSE : WTW_CHARACTER_WORD;
}

static uint32_t find_entry(int32_t code_point, const bool *is_composing)
{
    int32_t folded[MAX_DECOMPOSED];
    bool is_part = is_token_part(code_point);
    size_t count = fold_decomposed(code_point, folded);

    if (is_left_out(code_point) || (is_part && count == 0))
        return WTW_CHARACTER_LEFT_OUT;
    if (!is_part && !(utf8proc_category(code_point) == UTF8PROC_CATEGORY_SO &&
                      count == 1 && is_dense(folded[0])))
        return WTW_CHARACTER_SEPARATOR;

    int32_t alone = fold_alone(code_point, is_composing);

    if (alone >= 0)
        return make_entry(kind_of_kept(alone), code_point, alone);

    int32_t decides = count == 1 ? folded[0] : code_point;

    return make_entry(kind_of_kept(decides) | 1, code_point, code_point);
}

static size_t find_block(const uint32_t *blocks, size_t count, const uint32_t *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (memcmp(blocks + i * BLOCK_LENGTH, wanted, BLOCK_LENGTH * sizeof *wanted) == 0)
            return i;
    return count;
}

static void print_table(const uint16_t *block_numbers, const uint32_t *blocks,
                        size_t block_count)
{
    printf("/* Made by make_character_table from utf8proc %s, Unicode %s. */\n",
           utf8proc_version(), utf8proc_unicode_version());
    printf("const uint16_t wtw_character_blocks[%d] = {", BLOCK_COUNT);
    for (size_t i = 0; i < BLOCK_COUNT; i++)
        printf("%s%u,", i % 16 ? " " : "\n    ", (unsigned)block_numbers[i]);
    printf("\n};\nconst uint32_t wtw_character_entries[%zu] = {",
           block_count * BLOCK_LENGTH);
    for (size_t i = 0; i < block_count * BLOCK_LENGTH; i++)
        printf("%s0x%x,", i % 8 ? " " : "\n    ", (unsigned)blocks[i]);
    printf("\n};\n");
}

/* The two bytes that a code point folds to, as one number, the first lowest; 0 where it is no letter that
 * folds alone to two bytes. */
static unsigned spell_two_bytes(uint32_t code_point, uint32_t entry)
{
    uint32_t folded = wtw_character_fold(code_point, entry);

    if (code_point < 0x80 || wtw_character_kind(entry) != WTW_CHARACTER_WORD ||
        folded < 0x80 || folded >= 0x800)
        return 0;
    return 0x80C0u | (folded & 0x3Fu) << 8 | folded >> 6;
}

static void print_two_byte_letters(const bool *is_composing)
{
    printf("const uint16_t wtw_two_byte_letters[%d] = {", 0x800);
    for (int32_t i = 0; i < 0x800; i++)
        printf("%s0x%x,", i % 8 ? " " : "\n    ",
               spell_two_bytes((uint32_t)i, find_entry(i, is_composing)));
    printf("\n};\n");
}

int main(void)
{
    static bool is_composing[WTW_CHARACTER_COUNT];
    static uint32_t blocks[BLOCK_COUNT * BLOCK_LENGTH];
    static uint16_t block_numbers[BLOCK_COUNT];
    size_t block_count = 0;

    find_composing(is_composing);
    for (int32_t i = 0; i < BLOCK_COUNT; i++) {
        uint32_t block[BLOCK_LENGTH] = {0};

        for (int32_t j = 0;
             j < BLOCK_LENGTH && i * BLOCK_LENGTH + j < WTW_CHARACTER_COUNT; j++)
            block[j] = find_entry(i * BLOCK_LENGTH + j, is_composing);

        size_t found = find_block(blocks, block_count, block);

        if (found == block_count)
            memcpy(blocks + BLOCK_LENGTH * block_count++, block, sizeof block);
        block_numbers[i] = (uint16_t)found;
    }
    print_table(block_numbers, blocks, block_count);
    print_two_byte_letters(is_composing);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
