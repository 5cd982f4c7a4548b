/*
 * ascii_scan.c - finds the runs of letters in a chunk of text, many bytes at a time
 *
 * Reading byte by byte until a word ends costs a mispredicted branch a word, which is
 * more than all other work on it. Here the text is classified without branches, in loops
 * that compilers turn into vector code; the classes become one bit a byte; the edges of
 * the runs are where neighbouring bits differ (the way of simdjson: Langdale, Lemire,
 * Parsing Gigabytes of JSON per Second, 2019).
 *
 * The edges are taken from each eight bits of a map by a table of 4 KB. Counting trailing
 * zeros takes more instructions, and a branch that goes wrong once a block; a table for
 * four bits at a time takes half as many again.
 */
#include "text/characters.h"
#include "text/scan_edges.h"

/* The places of the bits set in the lower four, and in the upper four; what is not there
 * is 0. */
#define LOW_0
#define LOW_1 0,
#define LOW_2 1,
#define LOW_3 0, 1,
#define LOW_4 2,
#define LOW_5 0, 2,
#define LOW_6 1, 2,
#define LOW_7 0, 1, 2,
#define LOW_8 3,
#define LOW_9 0, 3,
#define LOW_A 1, 3,
#define LOW_B 0, 1, 3,
#define LOW_C 2, 3,
#define LOW_D 0, 2, 3,
#define LOW_E 1, 2, 3,
#define LOW_F 0, 1, 2, 3,
#define HIGH_0 0
#define HIGH_1 4
#define HIGH_2 5
#define HIGH_3 4, 5
#define HIGH_4 6
#define HIGH_5 4, 6
#define HIGH_6 5, 6
#define HIGH_7 4, 5, 6
#define HIGH_8 7
#define HIGH_9 4, 7
#define HIGH_A 5, 7
#define HIGH_B 4, 5, 7
#define HIGH_C 6, 7
#define HIGH_D 4, 6, 7
#define HIGH_E 5, 6, 7
#define HIGH_F 4, 5, 6, 7
#define SIXTEEN(high)                                                                    \
    {LOW_0 high}, {LOW_1 high}, {LOW_2 high}, {LOW_3 high}, {LOW_4 high}, {LOW_5 high},  \
        {LOW_6 high}, {LOW_7 high}, {LOW_8 high}, {LOW_9 high}, {LOW_A high},            \
        {LOW_B high}, {LOW_C high}, {LOW_D high}, {LOW_E high},                          \
    {                                                                                    \
        LOW_F high                                                                       \
    }

const uint16_t wtw_bit_places[256][8] = {
    SIXTEEN(HIGH_0), SIXTEEN(HIGH_1), SIXTEEN(HIGH_2), SIXTEEN(HIGH_3),
    SIXTEEN(HIGH_4), SIXTEEN(HIGH_5), SIXTEEN(HIGH_6), SIXTEEN(HIGH_7),
    SIXTEEN(HIGH_8), SIXTEEN(HIGH_9), SIXTEEN(HIGH_A), SIXTEEN(HIGH_B),
    SIXTEEN(HIGH_C), SIXTEEN(HIGH_D), SIXTEEN(HIGH_E), SIXTEEN(HIGH_F),
};

#define FOUR_MORE(n) (n), (n) + 1, (n) + 1, (n) + 2
#define SIXTEEN_MORE(n)                                                                  \
    FOUR_MORE(n), FOUR_MORE((n) + 1), FOUR_MORE((n) + 1), FOUR_MORE((n) + 2)

const unsigned char wtw_bit_counts[256] = {
    SIXTEEN_MORE(0), SIXTEEN_MORE(1), SIXTEEN_MORE(1), SIXTEEN_MORE(2),
    SIXTEEN_MORE(1), SIXTEEN_MORE(2), SIXTEEN_MORE(2), SIXTEEN_MORE(3),
    SIXTEEN_MORE(1), SIXTEEN_MORE(2), SIXTEEN_MORE(2), SIXTEEN_MORE(3),
    SIXTEEN_MORE(2), SIXTEEN_MORE(3), SIXTEEN_MORE(3), SIXTEEN_MORE(4),
};

size_t wtw_ascii_scan_next_high(const struct wtw_ascii_scan *scan, size_t offset)
{
    size_t word = offset / WTW_BLOCK_BYTES;
    size_t word_count = (scan->byte_count + WTW_BLOCK_BYTES - 1) / WTW_BLOCK_BYTES;
    uint64_t found = 0;

    if (word < word_count)
        found = scan->high[word] >> offset % WTW_BLOCK_BYTES << offset % WTW_BLOCK_BYTES;
    while (!found && ++word < word_count)
        found = scan->high[word];
    return found ? word * WTW_BLOCK_BYTES + wtw_lowest_bit(found) : WTW_SCAN_BYTES;
}

/* Folds the row of letters that begins at 'at' and ends before 'last' or behind it;
 * returns its end. */
static size_t fold_row(char *lower, size_t at, size_t last)
{
    while (at < last) {
        uint32_t folded = wtw_two_byte_letter((const unsigned char *)lower + at);

        if (!folded)
            break;
        wtw_spell_two_bytes(folded, lower + at);
        at += 2;
    }
    return at;
}

/* The bits of a block from 'at' on, which may be behind it. */
static uint64_t bits_from(size_t at)
{
    return at < WTW_BLOCK_BYTES ? UINT64_MAX << at : 0;
}

/* The end of a row of characters of three bytes, or more, in a block, or of one byte of what
 * is no letter. */
static size_t pass_over(const unsigned char *block, size_t at)
{
    size_t end = at;

    while (end < WTW_BLOCK_BYTES && block[end] >= 0xE0)
        end += 3;
    return end > at ? end : at + 1;
}

/*
 * A bit for the first byte of each small letter of Cyrillic, U+0430 to U+045F, which folds to
 * itself; the byte behind the block is read too. Each comparison has a variable of its own,
 * or gcc 12 makes no vector code of it.
 */
static uint64_t find_small_cyrillic(const unsigned char *block)
{
    unsigned char is_small[WTW_BLOCK_BYTES];

    for (size_t i = 0; i < WTW_BLOCK_BYTES; i++) {
        unsigned char first = block[i];
        unsigned char second = block[i + 1];
        unsigned char is_d0 = first == 0xD0 ? 0xFF : 0;
        unsigned char is_d1 = first == 0xD1 ? 0xFF : 0;
        unsigned char is_b = (second & 0xF0) == 0xB0 ? 0xFF : 0;
        unsigned char is_8 = (second & 0xE0) == 0x80 ? 0xFF : 0;

        is_small[i] = (is_d0 & is_b) | (is_d1 & is_8);
    }
    return wtw_bits_of_block(is_small);
}

/* Whether characters of two bytes may begin in the block: the top bits of a byte are 110. */
static bool may_have_two_bytes(const unsigned char *block)
{
    uint64_t found = 0;

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += WTW_ROW_BYTES) {
        uint64_t row = wtw_load_eight(block + i);

        found |= row & row << 1 & ~(row << 2);
    }
    return (found & UINT64_C(0x8080808080808080)) != 0;
}

static bool is_cyrillic(unsigned char byte)
{
    return (byte & 0xFE) == 0xD0;
}

/*
 * Folds the rows of letters that begin in the block at 'offset', whose bits beyond ASCII
 * are 'high'; returns those that are left, and where the last row ends, which may be behind
 * the block. Small Cyrillic is all of a row but a capital now and then.
 */
static uint64_t fold_block(struct wtw_ascii_scan *scan, size_t offset, uint64_t high,
                           size_t *out_end)
{
    const unsigned char *block = (const unsigned char *)scan->lower + offset;
    const size_t last = scan->byte_count - 1;
    uint64_t left = high;
    size_t small_end = 0;

    if (is_cyrillic(block[wtw_lowest_bit(high)])) {
        uint64_t small = find_small_cyrillic(block) & ~bits_from(last - offset);

        high &= ~(small | small << 1);
        left = high;
        small_end = small >> (WTW_BLOCK_BYTES - 1) ? offset + WTW_BLOCK_BYTES + 1 : 0;
    }
    while (high) {
        size_t begin = wtw_lowest_bit(high);
        size_t end = fold_row(scan->lower, offset + begin, last) - offset;

        if (end > begin) {
            left &= ~(bits_from(begin) & ~bits_from(end));
            *out_end = offset + end;
        } else {
            end = pass_over(block, begin);
        }
        high &= bits_from(end);
    }
    if (*out_end < small_end)
        *out_end = small_end;
    return left;
}

void wtw_ascii_scan_fold_letters(struct wtw_ascii_scan *scan)
{
    size_t end = 0;
    uint64_t left = 0;

    if (!scan->has_high)
        return;
    for (size_t offset = 0; offset < scan->byte_count; offset += WTW_BLOCK_BYTES) {
        uint64_t *high = &scan->high[offset / WTW_BLOCK_BYTES];

        if (end > offset)
            *high &= bits_from(end - offset);
        if (*high && may_have_two_bytes((const unsigned char *)scan->lower + offset))
            *high = fold_block(scan, offset, *high, &end);
        left |= *high;
    }
    scan->has_high = left != 0;
}
