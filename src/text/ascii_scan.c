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
#include "text/scan_edges.h"

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

const unsigned char wtw_bit_counts[256] = {ALL_256(COUNT)};
const uint64_t wtw_bit_places[256][2] = {ALL_256(PLACES)};

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
