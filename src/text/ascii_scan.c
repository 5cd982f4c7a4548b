/*
 * ascii_scan.c - finds the runs of letters in a chunk of text, many bytes at a time
 *
 * Reading byte by byte until a word ends costs a mispredicted branch a word, which is
 * more than all other work on it. Here the text is classified without branches, in loops
 * that compilers turn into vector code; the classes become one bit a byte; the edges of
 * the runs are where neighbouring bits differ, and are taken out of each 64-bit word by
 * counting trailing zeros (the way of simdjson: Langdale, Lemire, Parsing Gigabytes of
 * JSON per Second, 2019).
 */
#include "text/ascii_scan.h"

#include <string.h>

enum { BLOCK_BYTES = 64 };

/* Lower case to 'lower'; 1 or 0 for each byte to 'in_run' and 'is_high'. */
static void classify_block(const unsigned char *restrict text,
                           unsigned char *restrict lower, unsigned char *restrict in_run,
                           unsigned char *restrict is_high)
{
    for (size_t i = 0; i < BLOCK_BYTES; i++) {
        unsigned char byte = text[i];
        unsigned char high = byte >> 7;
        unsigned char is_upper = (unsigned char)(byte - 'A') < 26;
        unsigned char folded = (unsigned char)(byte | is_upper << 5);
        unsigned char is_lower = (unsigned char)(folded - 'a') < 26;
        unsigned char is_digit = (unsigned char)(byte - '0') < 10;

        lower[i] = folded;
        is_high[i] = high;
        in_run[i] = is_lower | is_digit | high;
    }
}

/* Eight bytes of 0 or 1 become eight bits: the product moves byte i to bit 56 + i,
 * without carries. */
static uint64_t gather_eight(const unsigned char *flags)
{
    uint64_t word = 0;

    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t)flags[i] << (8 * i);
    return word * UINT64_C(0x0102040810204080) >> 56;
}

static uint64_t gather_bits(const unsigned char *flags)
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < 8; i++)
        bits |= gather_eight(flags + 8 * i) << (8 * i);
    return bits;
}

static unsigned count_trailing_zeros(uint64_t bits)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned count = 0;

    for (; !(bits & 1); bits >>= 1)
        count++;
    return count;
#endif
}

/* Offset of the lowest bit that is set, counted from 'offset'; of no use where none is.
 */
static uint16_t first_offset(uint64_t bits, size_t offset)
{
    return (uint16_t)(offset + count_trailing_zeros(bits | UINT64_C(1) << 63));
}

/*
 * Appends the runs' begins and ends in one 64-bit word. They take turns, so that their
 * numbers differ by one at most; the last of each is written without asking whether it is
 * there, as that would be a branch that nobody can predict.
 */
static void append_runs(struct wtw_ascii_scan *scan, uint64_t begins, uint64_t ends,
                        size_t offset)
{
    uint16_t *next_begin = scan->begins + scan->begin_count;
    uint16_t *next_end = scan->ends + scan->end_count;

    while (begins && ends) {
        *next_begin++ = (uint16_t)(offset + count_trailing_zeros(begins));
        *next_end++ = (uint16_t)(offset + count_trailing_zeros(ends));
        begins &= begins - 1;
        ends &= ends - 1;
    }
    *next_begin = first_offset(begins, offset);
    *next_end = first_offset(ends, offset);
    scan->begin_count = (size_t)(next_begin - scan->begins) + (begins != 0);
    scan->end_count = (size_t)(next_end - scan->ends) + (ends != 0);
}

void wtw_ascii_scan_make(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes)
{
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    uint64_t before = 0; /* the last bit of the word before */

    scan->byte_count = byte_count;
    scan->begin_count = scan->end_count = 0;
    for (size_t offset = 0; offset < byte_count; offset += BLOCK_BYTES) {
        unsigned char padded[BLOCK_BYTES] = {0};
        unsigned char in_run[BLOCK_BYTES];
        unsigned char is_high[BLOCK_BYTES];
        const unsigned char *block = (const unsigned char *)text + offset;

        if (byte_count - offset < BLOCK_BYTES)
            block = memcpy(padded, block, byte_count - offset);
        classify_block(block, (unsigned char *)scan->lower + offset, in_run, is_high);
        scan->high[offset / BLOCK_BYTES] = gather_bits(is_high);

        uint64_t runs = gather_bits(in_run);
        uint64_t shifted = runs << 1 | before;

        append_runs(scan, runs & ~shifted, shifted & ~runs, offset);
        before = runs >> 63;
    }
    if (scan->begin_count > scan->end_count && byte_count == text_bytes)
        scan->ends[scan->end_count++] = (uint16_t)byte_count;
}

size_t wtw_ascii_scan_next_high(const struct wtw_ascii_scan *scan, size_t offset)
{
    size_t word = offset / BLOCK_BYTES;
    size_t word_count = (scan->byte_count + BLOCK_BYTES - 1) / BLOCK_BYTES;
    uint64_t found = 0;

    if (word < word_count)
        found = scan->high[word] >> offset % BLOCK_BYTES << offset % BLOCK_BYTES;
    while (!found && ++word < word_count)
        found = scan->high[word];
    return found ? word * BLOCK_BYTES + count_trailing_zeros(found) : WTW_SCAN_BYTES;
}
