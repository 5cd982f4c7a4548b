/*
 * byte_bits.h - one bit for each of 64 bytes, in plain C that compilers make vectors of
 *
 * Portable code cannot ask for the top bit of each byte of a vector. So each of the eight
 * rows of eight bytes in a block is given a bit of its own, the rows are put over each
 * other, and the 8 by 8 bits that come out are transposed: a third of the work of
 * gathering each row by a multiplication.
 */
#ifndef WTW_BASE_BYTE_BITS_H
#define WTW_BASE_BYTE_BITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WTW_BLOCK_BYTES = 64, WTW_ROW_BYTES = 8 };

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define WTW_IS_BIG_ENDIAN 1
#else
#define WTW_IS_BIG_ENDIAN 0
#endif

/* Byte i is bits 8 i to 8 i + 7. Written out, compilers fail now and then to see one load
 * in it. */
static inline uint64_t wtw_load_eight(const unsigned char *bytes)
{
    uint64_t word = 0;

    memcpy(&word, bytes, sizeof word);
#if WTW_IS_BIG_ENDIAN
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bit c of byte r changes places with bit r of byte c: first in squares of two by two
 * bits, then of four by four, then the four quarters (Warren, Hacker's Delight, 7-3). */
static inline uint64_t wtw_transpose(uint64_t bits)
{
    uint64_t moved = (bits ^ bits >> 7) & UINT64_C(0x00aa00aa00aa00aa);

    bits ^= moved ^ moved << 7;
    moved = (bits ^ bits >> 14) & UINT64_C(0x0000cccc0000cccc);
    bits ^= moved ^ moved << 14;
    moved = (bits ^ bits >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return bits ^ moved ^ moved << 28;
}

/* The bit of its row for each byte of a block. */
extern const unsigned char wtw_row_bits[WTW_BLOCK_BYTES];

/* wtw_bits_of_block() gives bit i for each byte i of a block that is 0xFF; the others are
 * 0. */
static inline uint64_t wtw_bits_of_block(const unsigned char *bytes)
{
    unsigned char rows[2 * WTW_ROW_BYTES]; /* a vector holds two */

    for (size_t i = 0; i < sizeof rows; i++)
        rows[i] = (bytes[i] & wtw_row_bits[i]) | (bytes[i + 16] & wtw_row_bits[i + 16]) |
                  (bytes[i + 32] & wtw_row_bits[i + 32]) |
                  (bytes[i + 48] & wtw_row_bits[i + 48]);
    return wtw_transpose(wtw_load_eight(rows) | wtw_load_eight(rows + WTW_ROW_BYTES));
}

/* The number of the lowest bit set; 'bits' is not 0. */
static inline unsigned wtw_lowest_bit(uint64_t bits)
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

/* The number of the highest bit set; 'bits' is not 0. */
static inline unsigned wtw_highest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return 63u - (unsigned)__builtin_clzll(bits);
#else
    unsigned highest = 0;

    while (bits >>= 1)
        highest++;
    return highest;
#endif
}

#endif
