/*
 * text_kernel_neon.c - the loops over text with the 16-byte vectors of every AArch64
 *
 * Four vectors make a block of 64 bytes. There is no instruction that takes one bit of
 * each byte: a weight of its own for each of eight bytes, and three times the sums of
 * neighbours, make one (four vectors at a time, so two instructions a vector).
 */
#include "text/text_kernels.h"

#include "text/scan_edges.h"
#include "text/token_hash.h"

#include <arm_neon.h>

static bool runs_everywhere(void)
{
    return true;
}

enum { VECTORS = 4, VECTOR_BYTES = 16 };

/* A block, or what is known of each of its bytes. */
struct block {
    uint8x16_t vectors[VECTORS];
};

static inline struct block load_block(const unsigned char *bytes)
{
    struct block block;

    for (int i = 0; i < VECTORS; i++)
        block.vectors[i] = vld1q_u8(bytes + (size_t)i * VECTOR_BYTES);
    return block;
}

/* One bit for each byte, all of whose bits are the same. */
static inline uint64_t bits_of(struct block same)
{
    const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t low =
        vpaddq_u8(vandq_u8(same.vectors[0], weights), vandq_u8(same.vectors[1], weights));
    uint8x16_t high =
        vpaddq_u8(vandq_u8(same.vectors[2], weights), vandq_u8(same.vectors[3], weights));
    uint8x16_t sums = vpaddq_u8(low, high);

    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

static inline uint8x16_t is_from(uint8x16_t bytes, unsigned char first,
                                 unsigned char count)
{
    return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(count));
}

static inline struct wtw_block_bits classify(const unsigned char *text, char *lower)
{
    const uint8x16_t case_bit = vdupq_n_u8(0x20);
    struct block bytes = load_block(text);
    struct block in_run;
    struct block high;

    for (int i = 0; i < VECTORS; i++) {
        uint8x16_t row = bytes.vectors[i];
        uint8x16_t letters = is_from(vorrq_u8(row, case_bit), 'a', 26);

        vst1q_u8((unsigned char *)lower + (size_t)i * VECTOR_BYTES,
                 vorrq_u8(row, vandq_u8(letters, case_bit)));
        high.vectors[i] = vcgeq_u8(row, vdupq_n_u8(0x80));
        in_run.vectors[i] =
            vorrq_u8(vorrq_u8(letters, is_from(row, '0', 10)), high.vectors[i]);
    }
    return (struct wtw_block_bits){bits_of(in_run), bits_of(high)};
}

static void scan_text(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes)
{
    const struct wtw_scan_parts parts = {classify, wtw_write_edges};

    wtw_scan_blocks(scan, &parts, text, text_bytes);
}

static inline uint8x16_t is_byte(uint8x16_t bytes, char byte)
{
    return vceqq_u8(bytes, vdupq_n_u8((unsigned char)byte));
}

/* The signs of a block, of which the byte behind is readable too. */
static inline uint64_t find_signs(const unsigned char *text)
{
    struct block bytes = load_block(text);
    struct block next = load_block(text + 1);
    struct block signs;

    for (int i = 0; i < VECTORS; i++) {
        uint8x16_t row = bytes.vectors[i];
        uint8x16_t twice = vandq_u8(vorrq_u8(is_byte(row, '/'), is_byte(row, 'w')),
                                    vceqq_u8(row, next.vectors[i]));
        uint8x16_t alone = vorrq_u8(vorrq_u8(is_byte(row, '<'), is_byte(row, '&')),
                                    vorrq_u8(is_byte(row, '@'), is_byte(row, ']')));

        signs.vectors[i] = vorrq_u8(twice, alone);
    }
    return bits_of(signs);
}

static size_t find_sign(const char *text, size_t at, size_t end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char padded[WTW_BLOCK_BYTES + 1] = {0};
    uint64_t signs = 0;

    for (; end - at > WTW_BLOCK_BYTES; at += WTW_BLOCK_BYTES) {
        signs = find_signs(bytes + at);
        if (signs)
            return at + wtw_lowest_bit(signs);
    }
    memcpy(padded, bytes + at, end - at);
    signs = find_signs(padded);
    return signs ? at + wtw_lowest_bit(signs) : end;
}

/* Vectors multiply no numbers of 64 bits here. */
static void hash_tokens(const char *restrict lower, const uint16_t *restrict edges,
                        size_t count, uint64_t *restrict out_hashes)
{
    wtw_text_kernel_scalar.hash_tokens(lower, edges, count, out_hashes);
}

const struct wtw_text_kernel wtw_text_kernel_neon = {
    .name = "neon",
    .runs_here = runs_everywhere,
    .scan = scan_text,
    .find_sign = find_sign,
    .hash_tokens = hash_tokens,
};
