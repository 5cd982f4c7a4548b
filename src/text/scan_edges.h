/*
 * scan_edges.h - from bit maps of a block to edges of runs, for kernels without an
 * instruction for it
 */
#ifndef WTW_TEXT_SCAN_EDGES_H
#define WTW_TEXT_SCAN_EDGES_H

#include "base/byte_bits.h"
#include "text/ascii_scan.h"

/*
 * The bytes of typographic punctuation, where it stands first in a row of bytes beyond
 * ASCII: U+2010 to U+2029 (dashes, quotes, ellipsis) and U+00A0 to U+00A9 (the no-break
 * space above all). Nearly every article has some; taken for what they are here, their
 * words stay plain. What straddles two blocks is left to mixed_run, which knows all
 * characters.
 */
static inline uint64_t wtw_find_punctuation(const unsigned char *block, uint64_t high)
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

/* How many bits of a byte are set, and the places of those, lowest first: lanes of 16
 * bits, four in a word, so that an offset is added to four at once. */
extern const unsigned char wtw_bit_counts[256];
extern const uint64_t wtw_bit_places[256][2];

/*
 * Appends the offsets of the bits set in 'bits', lowest first. Eight are written for each
 * byte, and those that are not there are written over by the next.
 */
static inline void wtw_append_edges(struct wtw_ascii_scan *scan, uint64_t bits,
                                    size_t offset)
{
    const uint64_t one_in_each_lane = UINT64_C(0x0001000100010001);
    uint16_t *next = scan->edges + scan->edge_count;
    uint64_t offsets = offset * one_in_each_lane;

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += 8) {
        unsigned char byte = (unsigned char)(bits >> i);
        const uint64_t places[2] = {offsets + wtw_bit_places[byte][0],
                                    offsets + wtw_bit_places[byte][1]};

        memcpy(next, places, sizeof places);
        next += wtw_bit_counts[byte];
        offsets += 8 * one_in_each_lane;
    }
    scan->edge_count = (size_t)(next - scan->edges);
}

#endif
