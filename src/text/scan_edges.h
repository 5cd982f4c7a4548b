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

/* The places of the bits set in eight, lowest first, and how many they are. */
extern const uint16_t wtw_bit_places[256][8];
extern const unsigned char wtw_bit_counts[256];

/*
 * Writes the offsets of the bits set in 'bits', lowest first, to 'next' and on; returns the
 * end of them. Eight are written for each eight bits, and those that are not there are
 * written over by the next.
 */
static inline uint16_t *wtw_write_edges(uint16_t *next, uint64_t bits, size_t offset)
{
    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += 8) {
        const uint16_t *places = wtw_bit_places[bits >> i & 0xFF];
        uint16_t offsets[8];

        for (unsigned k = 0; k < 8; k++)
            offsets[k] = (uint16_t)(offset + i + places[k]);
        memcpy(next, offsets, sizeof offsets);
        next += wtw_bit_counts[bits >> i & 0xFF];
    }
    return next;
}

#if defined(__GNUC__)
#define WTW_SCAN_LOOP __attribute__((always_inline)) static inline
#else
#define WTW_SCAN_LOOP static inline
#endif

/* What a block is made of, one bit for each byte. */
struct wtw_block_bits {
    uint64_t runs; /* letters, digits, and what is beyond ASCII */
    uint64_t high; /* what is beyond ASCII */
};

/* What kernels do in ways of their own. */
struct wtw_scan_parts {
    /* Writes a block in lower case and gives its bits. */
    struct wtw_block_bits (*classify)(const unsigned char *block, char *lower);
    /* wtw_write_edges(), or what does the same. */
    uint16_t *(*write_edges)(uint16_t *next, uint64_t bits, size_t offset);
};

/* What goes from block to block; a compiler keeps it in registers. */
struct wtw_scan_state {
    uint16_t *next_edge;
    uint64_t before; /* the last bit of the block before */
    uint64_t high;   /* all bits beyond ASCII over each other */
    bool has_full;   /* a block was in a run as a whole */
};

/* Takes the block at 'offset', a multiple of WTW_BLOCK_BYTES, into the scan. */
WTW_SCAN_LOOP void wtw_take_block(struct wtw_ascii_scan *scan,
                                  const struct wtw_scan_parts *parts,
                                  struct wtw_scan_state *state,
                                  const unsigned char *block, size_t offset)
{
    struct wtw_block_bits bits = parts->classify(block, scan->lower + offset);

    if (bits.high) {
        uint64_t punctuation = wtw_find_punctuation(block, bits.high);

        bits.runs &= ~punctuation;
        bits.high &= ~punctuation;
    }
    scan->high[offset / WTW_BLOCK_BYTES] = bits.high;
    state->high |= bits.high;
    state->has_full |= bits.runs == UINT64_MAX;
    state->next_edge = parts->write_edges(
        state->next_edge, bits.runs ^ (bits.runs << 1 | state->before), offset);
    state->before = bits.runs >> (WTW_BLOCK_BYTES - 1);
}

/* The scan of text_kernels.h, block by block. A part of the kernel that calls it, and so
 * are wtw_take_block() and 'parts' then. */
WTW_SCAN_LOOP void wtw_scan_blocks(struct wtw_ascii_scan *scan,
                                   const struct wtw_scan_parts *parts, const char *text,
                                   size_t text_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t rest = byte_count % WTW_BLOCK_BYTES;
    struct wtw_scan_state state = {.next_edge = scan->edges};

    for (size_t offset = 0; offset < byte_count - rest; offset += WTW_BLOCK_BYTES)
        wtw_take_block(scan, parts, &state, bytes + offset, offset);
    if (rest) {
        unsigned char padded[WTW_BLOCK_BYTES] = {0};

        memcpy(padded, bytes + byte_count - rest, rest);
        wtw_take_block(scan, parts, &state, padded, byte_count - rest);
    } else if (state.before && byte_count == text_bytes) {
        *state.next_edge++ = (uint16_t)byte_count;
    }
    scan->byte_count = byte_count;
    scan->edge_count = (size_t)(state.next_edge - scan->edges);
    scan->has_high = state.high != 0;
    scan->may_have_long = state.has_full;
}

#endif
