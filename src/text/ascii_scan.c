/*
 * ascii_scan.c - finds the runs of letters in a chunk of text, many bytes at a time
 *
 * Reading byte by byte until a word ends costs a mispredicted branch a word, which is
 * more than all other work on it. Here the text is classified without branches, in loops
 * that compilers turn into vector code; the classes become one bit a byte; the edges of
 * the runs are where neighbouring bits differ (the way of simdjson: Langdale, Lemire,
 * Parsing Gigabytes of JSON per Second, 2019).
 *
 * The edges are taken from each four bits of a map by a table. Counting trailing zeros
 * takes as many instructions, and a branch that goes wrong once a block. A table for whole
 * bytes is 4 KB, and saves one instruction in 200 of a run.
 */
#include "text/characters.h"
#include "text/scan_edges.h"

/* Places of the bits set in four, lowest first, in lanes of 16 bits; what is not there is
 * 0. */
#define LANES(a, b, c)                                                                   \
    ((uint64_t)(a) << LANE_BIT(0) | (uint64_t)(b) << LANE_BIT(1) |                       \
     (uint64_t)(c) << LANE_BIT(2))
#define LANE_BIT(lane) (16 * (WTW_IS_BIG_ENDIAN ? 3 - (lane) : (lane)))
#define ALL_FOUR                                                                         \
    ((uint64_t)1 << LANE_BIT(1) | (uint64_t)2 << LANE_BIT(2) | (uint64_t)3 << LANE_BIT(3))

const uint64_t wtw_bit_places[16] = {
    LANES(0, 0, 0), LANES(0, 0, 0), LANES(1, 0, 0), LANES(0, 1, 0),
    LANES(2, 0, 0), LANES(0, 2, 0), LANES(1, 2, 0), LANES(0, 1, 2),
    LANES(3, 0, 0), LANES(0, 3, 0), LANES(1, 3, 0), LANES(0, 1, 3),
    LANES(2, 3, 0), LANES(0, 2, 3), LANES(1, 2, 3), ALL_FOUR,
};

const unsigned char wtw_bit_counts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};

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

/* Folds the rows of letters that begin in the block at 'offset', whose bits beyond ASCII
 * are 'high'; returns those that are left, and where the last row ends, which may be behind
 * the block. */
static uint64_t fold_block(struct wtw_ascii_scan *scan, size_t offset, uint64_t high,
                           size_t *out_end)
{
    const size_t last = scan->byte_count - 1;
    uint64_t left = high;

    while (high) {
        size_t begin = wtw_lowest_bit(high);
        size_t end = fold_row(scan->lower, offset + begin, last) - offset;

        if (end > begin) {
            left &= ~(bits_from(begin) & ~bits_from(end));
            *out_end = offset + end;
        } else {
            end = pass_over((const unsigned char *)scan->lower + offset, begin);
        }
        high &= bits_from(end);
    }
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
        if (*high)
            *high = fold_block(scan, offset, *high, &end);
        left |= *high;
    }
    scan->has_high = left != 0;
}
