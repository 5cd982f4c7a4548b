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

#define TOP_BITS UINT64_C(0x8080808080808080)

/* Lower case to 'lower'; to 'in_run' bytes of which the top bit tells whether they can be
 * in a run. */
static void classify_block(const unsigned char *restrict text,
                           unsigned char *restrict lower, unsigned char *restrict in_run)
{
    for (size_t i = 0; i < BLOCK_BYTES; i++) {
        unsigned char byte = text[i];
        unsigned char letter = (unsigned char)((byte | 0x20) - 'a') < 26 ? 0xFF : 0;
        unsigned char digit = (unsigned char)(byte - '0') < 10 ? 0xFF : 0;

        lower[i] = byte | (letter & 0x20);
        in_run[i] = byte | letter | digit;
    }
}

/* Byte i is bits 8 i to 8 i + 7. Written out, compilers fail now and then to see one load
 * in it. */
static uint64_t load_eight(const unsigned char *bytes)
{
    uint64_t word = 0;

    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The top bits of eight bytes become eight bits: the product moves that of byte i to bit
 * 56 + i. */
static uint64_t gather_eight(const unsigned char *bytes)
{
    return (load_eight(bytes) & TOP_BITS) * UINT64_C(0x0002040810204081) >> 56;
}

static uint64_t gather_bits(const unsigned char *bytes)
{
    uint64_t bits = 0;

    for (unsigned i = 0; i < 8; i++)
        bits |= gather_eight(bytes + 8 * i) << (8 * i);
    return bits;
}

/* The top bits of a block. Most have none, so that is found out first. */
static uint64_t gather_high(const unsigned char *bytes)
{
    uint64_t all = 0;

    for (unsigned i = 0; i < BLOCK_BYTES; i += 8)
        all |= load_eight(bytes + i);
    return all & TOP_BITS ? gather_bits(bytes) : 0;
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

/*
 * The bytes of typographic punctuation, where it stands first in a row of bytes beyond
 * ASCII: U+2010 to U+2029 (dashes, quotes, ellipsis) and U+00A0 to U+00A9 (the no-break
 * space above all). Nearly every article has some; taken for what they are here, their
 * words stay plain. What straddles two blocks is left to mixed_run, which knows all
 * characters.
 */
static uint64_t find_punctuation(const unsigned char *block, uint64_t high)
{
    uint64_t found = 0;

    for (uint64_t rest = high & ~(high << 1); rest; rest &= rest - 1) {
        unsigned at = count_trailing_zeros(rest);

        if (at + 2 < BLOCK_BYTES && block[at] == 0xE2 && block[at + 1] == 0x80 &&
            block[at + 2] - 0x90u < 0x1Au)
            found |= UINT64_C(7) << at;
        else if (at + 1 < BLOCK_BYTES && block[at] == 0xC2 && block[at + 1] - 0xA0u < 10u)
            found |= UINT64_C(3) << at;
    }
    return found;
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

/* Scans the block at 'offset', a multiple of BLOCK_BYTES. 'before' is the last bit of the
 * block before; returns that of this one. */
static uint64_t scan_block(struct wtw_ascii_scan *scan, const unsigned char *block,
                           size_t offset, uint64_t before)
{
    unsigned char in_run[BLOCK_BYTES];
    uint64_t high = gather_high(block);
    uint64_t runs = 0;
    uint64_t shifted = 0;

    classify_block(block, (unsigned char *)scan->lower + offset, in_run);
    runs = gather_bits(in_run);
    if (high) {
        uint64_t punctuation = find_punctuation(block, high);

        runs &= ~punctuation;
        high &= ~punctuation;
    }
    scan->high[offset / BLOCK_BYTES] = high;
    scan->has_high |= high != 0;
    scan->may_have_long |= runs == UINT64_MAX;
    shifted = runs << 1 | before;
    append_runs(scan, runs & ~shifted, shifted & ~runs, offset);
    return runs >> (BLOCK_BYTES - 1);
}

void wtw_ascii_scan_make(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t whole_bytes = byte_count - byte_count % BLOCK_BYTES;
    uint64_t before = 0;

    scan->byte_count = byte_count;
    scan->begin_count = scan->end_count = 0;
    scan->has_high = scan->may_have_long = false;
    for (size_t offset = 0; offset < whole_bytes; offset += BLOCK_BYTES)
        before = scan_block(scan, bytes + offset, offset, before);
    if (whole_bytes < byte_count) {
        unsigned char padded[BLOCK_BYTES] = {0};

        memcpy(padded, bytes + whole_bytes, byte_count - whole_bytes);
        scan_block(scan, padded, whole_bytes, before);
    } else if (scan->begin_count > scan->end_count && byte_count == text_bytes) {
        scan->ends[scan->end_count++] = (uint16_t)byte_count;
    }
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
