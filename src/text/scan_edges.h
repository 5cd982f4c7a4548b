/*
 * scan_edges.h - from bit maps of a block to edges of runs, and from blocks to a scan, for
 * kernels without instructions for it
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

/* How many of four bits are set, and the places of those, lowest first: lanes of 16 bits,
 * so that an offset is added to all at once. */
extern const unsigned char wtw_bit_counts[16];
extern const uint64_t wtw_bit_places[16];

/*
 * Appends the offsets of the bits set in 'bits', lowest first. Four are written for each
 * four bits, and those that are not there are written over by the next.
 */
static inline void wtw_append_edges(struct wtw_ascii_scan *scan, uint64_t bits,
                                    size_t offset)
{
    const uint64_t one_in_each_lane = UINT64_C(0x0001000100010001);
    uint16_t *next = scan->edges + scan->edge_count;
    uint64_t offsets = offset * one_in_each_lane;

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += 4) {
        unsigned four = bits >> i & 15;
        uint64_t places = offsets + wtw_bit_places[four];

        memcpy(next, &places, sizeof places);
        next += wtw_bit_counts[four];
        offsets += 4 * one_in_each_lane;
    }
    scan->edge_count = (size_t)(next - scan->edges);
}

/* What a block is made of, one bit for each byte. */
struct wtw_block_bits {
    uint64_t runs; /* letters, digits, and what is beyond ASCII */
    uint64_t high; /* what is beyond ASCII */
};

/* Takes the block at 'offset', a multiple of WTW_BLOCK_BYTES, into the scan. 'before' is the
 * last bit of the block before; returns that of this one. */
static inline uint64_t wtw_take_block(struct wtw_ascii_scan *scan,
                                      const unsigned char *block,
                                      struct wtw_block_bits bits, size_t offset,
                                      uint64_t before)
{
    if (bits.high) {
        uint64_t punctuation = wtw_find_punctuation(block, bits.high);

        bits.runs &= ~punctuation;
        bits.high &= ~punctuation;
    }
    scan->high[offset / WTW_BLOCK_BYTES] = bits.high;
    scan->has_high |= bits.high != 0;
    scan->may_have_long |= bits.runs == UINT64_MAX;
    wtw_append_edges(scan, bits.runs ^ (bits.runs << 1 | before), offset);
    return bits.runs >> (WTW_BLOCK_BYTES - 1);
}

#if defined(__GNUC__)
#define WTW_SCAN_LOOP __attribute__((always_inline)) static inline
#else
#define WTW_SCAN_LOOP static inline
#endif

/*
 * The scan of text_kernels.h, block by block: 'classify' writes a block in lower case and
 * gives its bits. A part of the kernel that calls it, and so are wtw_take_block() and
 * 'classify' then.
 */
WTW_SCAN_LOOP void wtw_scan_blocks(
    struct wtw_ascii_scan *scan, const char *text, size_t text_bytes,
    struct wtw_block_bits (*classify)(const unsigned char *block, char *lower))
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t whole_bytes = byte_count - byte_count % WTW_BLOCK_BYTES;
    uint64_t before = 0;

    scan->byte_count = byte_count;
    scan->edge_count = 0;
    scan->has_high = scan->may_have_long = false;
    for (size_t offset = 0; offset < whole_bytes; offset += WTW_BLOCK_BYTES)
        before = wtw_take_block(scan, bytes + offset,
                                classify(bytes + offset, scan->lower + offset), offset,
                                before);
    if (whole_bytes < byte_count) {
        unsigned char padded[WTW_BLOCK_BYTES] = {0};

        memcpy(padded, bytes + whole_bytes, byte_count - whole_bytes);
        wtw_take_block(scan, padded, classify(padded, scan->lower + whole_bytes),
                       whole_bytes, before);
    } else if (scan->edge_count % 2 && byte_count == text_bytes) {
        scan->edges[scan->edge_count++] = (uint16_t)byte_count;
    }
}

#endif
