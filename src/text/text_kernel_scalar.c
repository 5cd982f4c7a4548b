/*
 * text_kernel_scalar.c - the definitions of the loops over text, in plain portable C
 *
 * The loops over a block have no branches, and compilers make vector code of them.
 */
#include "text/scan_edges.h"
#include "text/text_kernels.h"
#include "text/token_hash.h"

#define TOP_BITS UINT64_C(0x8080808080808080)

static bool runs_everywhere(void)
{
    return true;
}

/* ------------------------------------------------------------------ runs */

/* Lower case to 'lower'; returns the bit map of what can be in a run. */
static uint64_t classify_block(const unsigned char *restrict text,
                               unsigned char *restrict lower)
{
    unsigned char in_run[WTW_BLOCK_BYTES];

    for (size_t i = 0; i < WTW_BLOCK_BYTES; i++) {
        unsigned char byte = text[i];
        unsigned char letter = (unsigned char)((byte | 0x20) - 'a') < 26 ? 0xFF : 0;
        unsigned char digit = (unsigned char)(byte - '0') < 10 ? 0xFF : 0;
        unsigned char high = (signed char)byte < 0 ? 0xFF : 0;

        lower[i] = byte | (letter & 0x20);
        in_run[i] = letter | digit | high;
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

static struct wtw_block_bits classify(const unsigned char *block, char *lower)
{
    uint64_t runs = classify_block(block, (unsigned char *)lower);

    return (struct wtw_block_bits){runs, find_high(block)};
}

static void scan_text(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes)
{
    const struct wtw_scan_parts parts = {classify, wtw_write_edges};

    wtw_scan_blocks(scan, &parts, text, text_bytes);
}

/* ------------------------------------------------------------------ signs */

enum { QUARTER_BYTES = WTW_BLOCK_BYTES / 4 };

static bool is_sign(unsigned char byte, unsigned char next)
{
    return byte == '<' || byte == '&' || byte == '@' || byte == ']' ||
           (byte == next && (byte == '/' || byte == 'w'));
}

static inline unsigned char lesser(unsigned char a, unsigned char b)
{
    return a < b ? a : b;
}

/* 0 for a sign, anything else for another byte: bits in which it differs from the sign that
 * it is most like. Minima are what the weakest vectors have for bytes. */
static inline unsigned char differs_from_signs(unsigned char byte, unsigned char next)
{
    unsigned char twice = (byte ^ next) | lesser(byte ^ '/', byte ^ 'w');

    return lesser(twice,
                  lesser(lesser(byte ^ '<', byte ^ '&'), lesser(byte ^ '@', byte ^ ']')));
}

/* Whether one of eight bytes is 0 (Warren, Hacker's Delight, 6-1). */
static bool has_zero(uint64_t eight)
{
    return ((eight - UINT64_C(0x0101010101010101)) & ~eight & TOP_BITS) != 0;
}

/*
 * Whether the block has a sign; the byte behind the block is read too. The four quarters
 * are put over each other byte by byte: written as one loop with one flag, gcc 12 makes
 * no vector code of it.
 */
static bool has_sign(const unsigned char *block)
{
    unsigned char quarter[QUARTER_BYTES];
    uint64_t halves[2];

    for (size_t i = 0; i < QUARTER_BYTES; i++) {
        unsigned char least = 0xFF;

        for (size_t k = 0; k < WTW_BLOCK_BYTES; k += QUARTER_BYTES)
            least = lesser(least, differs_from_signs(block[i + k], block[i + k + 1]));
        quarter[i] = least;
    }
    memcpy(halves, quarter, sizeof halves);
    return has_zero(halves[0]) || has_zero(halves[1]);
}

/* The first sign from 'at' on, or 'end'. */
static size_t find_sign(const char *text, size_t at, size_t end)
{
    const unsigned char *bytes = (const unsigned char *)text;

    while (at < end) {
        size_t stop = at + WTW_BLOCK_BYTES < end ? at + WTW_BLOCK_BYTES : end;

        if (stop + 1 < end && stop - at == WTW_BLOCK_BYTES && !has_sign(bytes + at)) {
            at = stop;
            continue;
        }
        for (; at < stop; at++)
            if (is_sign(bytes[at], at + 1 < end ? bytes[at + 1] : 0))
                return at;
    }
    return end;
}

/* ------------------------------------------------------------------ hashes */

/* Parameters are spelled out and restrict, so that no store makes the loop read them
 * again. */
static void hash_tokens(const char *restrict lower, const uint16_t *restrict edges,
                        size_t count, uint64_t *restrict out_hashes)
{
    for (size_t i = 0; i < count; i++) {
        const char *bytes = lower + edges[2 * i];
        size_t byte_count = (size_t)edges[2 * i + 1] - edges[2 * i];

        out_hashes[i] = byte_count <= WTW_TOKEN_HASH_WORD_BYTES
                            ? wtw_token_hash_of_short(bytes, byte_count)
                            : wtw_token_hash(bytes, byte_count);
    }
}

const struct wtw_text_kernel wtw_text_kernel_scalar = {
    .name = "scalar",
    .runs_here = runs_everywhere,
    .scan = scan_text,
    .find_sign = find_sign,
    .hash_tokens = hash_tokens,
};
