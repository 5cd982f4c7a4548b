/*
 * ascii_scan.c - finds the runs of letters in a chunk of text, many bytes at a time
 *
 * Reading byte by byte until a word ends costs a mispredicted branch a word, which is
 * more than all other work on it. Here the text is classified without branches, in loops
 * that compilers turn into vector code; the classes become one bit a byte; the edges of
 * the runs are where neighbouring bits differ (the way of simdjson: Langdale, Lemire,
 * Parsing Gigabytes of JSON per Second, 2019).
 *
 * The edges are taken from each byte of a bit map by a table. Counting trailing zeros
 * takes as many instructions, and a branch that goes wrong once a block.
 */
#include "text/ascii_scan.h"

#include "base/byte_bits.h"

#define TOP_BITS UINT64_C(0x8080808080808080)

/* Lower case to 'lower'; returns the bit map of what can be in a run. */
static uint64_t classify_block(const unsigned char *restrict text,
                               unsigned char *restrict lower)
{
    unsigned char in_run[WTW_BLOCK_BYTES];

    for (size_t i = 0; i < WTW_BLOCK_BYTES; i++) {
        unsigned char byte = text[i];
        unsigned char letter = (unsigned char)((byte | 0x20) - 'a') < 26 ? 0xFF : 0;
        unsigned char digit = (unsigned char)(byte - '0') < 10 ? 0xFF : 0;

        lower[i] = byte | (letter & 0x20);
        in_run[i] = letter | digit | (unsigned char)((byte >> 7) * 0xFF);
    }
    return wtw_bits_of_block(in_run);
}

/* The bit map of the bytes beyond ASCII. Most blocks have none, so that is found out
 * first. */
static uint64_t find_high(const unsigned char *bytes)
{
    uint64_t all = 0;
    uint64_t rows = 0;

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += WTW_ROW_BYTES)
        all |= wtw_load_eight(bytes + i);
    if (!(all & TOP_BITS))
        return 0;
    for (unsigned i = 0; i < WTW_ROW_BYTES; i++)
        rows |= (wtw_load_eight(bytes + i * WTW_ROW_BYTES) & TOP_BITS) >>
                (WTW_ROW_BYTES - 1 - i);
    return wtw_transpose(rows);
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
        unsigned at = wtw_lowest_bit(rest);

        if (at + 2 < WTW_BLOCK_BYTES && block[at] == 0xE2 && block[at + 1] == 0x80 &&
            block[at + 2] - 0x90u < 0x1Au)
            found |= UINT64_C(7) << at;
        else if (at + 1 < WTW_BLOCK_BYTES && block[at] == 0xC2 &&
                 block[at + 1] - 0xA0u < 10u)
            found |= UINT64_C(3) << at;
    }
    return found;
}

/*
 * How many bits of a byte are set, and the places of those, lowest first: lanes of 16
 * bits, four in a word, so that an offset is added to four at once.
 */
#define COUNT(b)                                                                         \
    (((b)&1) + ((b) >> 1 & 1) + ((b) >> 2 & 1) + ((b) >> 3 & 1) + ((b) >> 4 & 1) +       \
     ((b) >> 5 & 1) + ((b) >> 6 & 1) + ((b) >> 7 & 1))
#define BELOW(b, i) COUNT((b) & ((1 << (i)) - 1))
#define LANE_BIT(lane) (16 * (WTW_IS_BIG_ENDIAN ? 3 - (lane) % 4 : (lane) % 4))
#define PLACE(b, i, word)                                                                \
    (((b) >> (i)&1) && BELOW(b, i) / 4 == (word)                                         \
         ? (uint64_t)(i) << LANE_BIT(BELOW(b, i))                                        \
         : 0)
#define WORD(b, word)                                                                    \
    (PLACE(b, 1, word) | PLACE(b, 2, word) | PLACE(b, 3, word) | PLACE(b, 4, word) |     \
     PLACE(b, 5, word) | PLACE(b, 6, word) | PLACE(b, 7, word))
#define PLACES(b)                                                                        \
    {                                                                                    \
        WORD(b, 0), WORD(b, 1)                                                           \
    }
#define FOUR(MAKE, b) MAKE(b), MAKE((b) + 1), MAKE((b) + 2), MAKE((b) + 3)
#define SIXTEEN(MAKE, b)                                                                 \
    FOUR(MAKE, b), FOUR(MAKE, (b) + 4), FOUR(MAKE, (b) + 8), FOUR(MAKE, (b) + 12)
#define ALL_64(MAKE, b)                                                                  \
    SIXTEEN(MAKE, b), SIXTEEN(MAKE, (b) + 16), SIXTEEN(MAKE, (b) + 32),                  \
        SIXTEEN(MAKE, (b) + 48)
#define ALL_256(MAKE)                                                                    \
    ALL_64(MAKE, 0), ALL_64(MAKE, 64), ALL_64(MAKE, 128), ALL_64(MAKE, 192)

static const unsigned char bit_counts[256] = {ALL_256(COUNT)};
static const uint64_t bit_places[256][2] = {ALL_256(PLACES)};

/*
 * Appends the offsets of the bits set in 'bits', lowest first. Eight are written for each
 * byte, and those that are not there are written over by the next.
 */
static void append_edges(struct wtw_ascii_scan *scan, uint64_t bits, size_t offset)
{
    const uint64_t one_in_each_lane = UINT64_C(0x0001000100010001);
    uint16_t *next = scan->edges + scan->edge_count;
    uint64_t offsets = offset * one_in_each_lane;

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += 8) {
        unsigned char byte = (unsigned char)(bits >> i);
        const uint64_t places[2] = {offsets + bit_places[byte][0],
                                    offsets + bit_places[byte][1]};

        memcpy(next, places, sizeof places);
        next += bit_counts[byte];
        offsets += 8 * one_in_each_lane;
    }
    scan->edge_count = (size_t)(next - scan->edges);
}

/* Scans the block at 'offset', a multiple of WTW_BLOCK_BYTES. 'before' is the last bit of the
 * block before; returns that of this one. */
static uint64_t scan_block(struct wtw_ascii_scan *scan, const unsigned char *block,
                           size_t offset, uint64_t before)
{
    uint64_t runs = classify_block(block, (unsigned char *)scan->lower + offset);
    uint64_t high = find_high(block);

    if (high) {
        uint64_t punctuation = find_punctuation(block, high);

        runs &= ~punctuation;
        high &= ~punctuation;
    }
    scan->high[offset / WTW_BLOCK_BYTES] = high;
    scan->has_high |= high != 0;
    scan->may_have_long |= runs == UINT64_MAX;
    append_edges(scan, runs ^ (runs << 1 | before), offset);
    return runs >> (WTW_BLOCK_BYTES - 1);
}

void wtw_ascii_scan_make(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t whole_bytes = byte_count - byte_count % WTW_BLOCK_BYTES;
    uint64_t before = 0;

    scan->byte_count = byte_count;
    scan->edge_count = 0;
    scan->has_high = scan->may_have_long = false;
    for (size_t offset = 0; offset < whole_bytes; offset += WTW_BLOCK_BYTES)
        before = scan_block(scan, bytes + offset, offset, before);
    if (whole_bytes < byte_count) {
        unsigned char padded[WTW_BLOCK_BYTES] = {0};

        memcpy(padded, bytes + whole_bytes, byte_count - whole_bytes);
        scan_block(scan, padded, whole_bytes, before);
    } else if (scan->edge_count % 2 && byte_count == text_bytes) {
        scan->edges[scan->edge_count++] = (uint16_t)byte_count;
    }
}

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
