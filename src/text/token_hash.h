/*
 * token_hash.h - the hash of one token
 *
 * A token of up to 16 bytes, as nearly all are, is taken as two 64-bit numbers, padded
 * with zeros (no token holds a NUL byte, so padding is unambiguous), and mixed with two
 * multiplications:
 *
 *     h = low * M1;  h = (h ^ h >> 32) + high;  h = h * M2;  h = h ^ h >> 32
 *
 * Longer tokens are hashed with XXH3. All arithmetic is modulo 2^64, and little-endian
 * whatever the machine is. Up to 8 bytes no two tokens collide, since each step is a
 * bijection.
 *
 * XXH3 for all tokens was the first choice. It has three ways for short inputs, by their
 * length; words take them in no order that a processor could foresee, and cost 14 ns each
 * instead of 3. Multiplications of 64 bits with their low half kept are what vector
 * instructions have, so kernels can give the same bits.
 */
#ifndef WTW_TEXT_TOKEN_HASH_H
#define WTW_TEXT_TOKEN_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WTW_TOKEN_HASH_WORD_BYTES = 16 };

/* Odd, with bits spread evenly: the fractional parts of the golden ratio and of the
 * square root of 3. */
#define WTW_TOKEN_HASH_M1 UINT64_C(0x9e3779b97f4a7c15)
#define WTW_TOKEN_HASH_M2 UINT64_C(0xbb67ae8584caa73b)

static inline uint64_t wtw_load_little_endian(const char *bytes)
{
    uint64_t number = 0;

    memcpy(&number, bytes, sizeof number);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    number = __builtin_bswap64(number);
#endif
    return number;
}

static inline uint64_t wtw_token_hash_of_words(uint64_t low, uint64_t high)
{
    uint64_t hash = low * WTW_TOKEN_HASH_M1;

    hash = ((hash ^ hash >> 32) + high) * WTW_TOKEN_HASH_M2;
    return hash ^ hash >> 32;
}

/* 16 bytes of ones, then 16 of zeros: n ones, then zeros begin at 16 - n. A shift by the
 * number of bytes needs two branches on lengths that nobody can foresee. */
extern const char wtw_ones_then_zeros[2 * WTW_TOKEN_HASH_WORD_BYTES];

/*
 * wtw_token_hash_of_short() hashes a token of 1 to 16 bytes; the 16 bytes at 'bytes' must
 * be readable, whatever stands behind the token.
 */
static inline uint64_t wtw_token_hash_of_short(const char *bytes, size_t count)
{
    const char *mask = wtw_ones_then_zeros + WTW_TOKEN_HASH_WORD_BYTES - count;
    uint64_t low = wtw_load_little_endian(bytes) & wtw_load_little_endian(mask);
    uint64_t high = wtw_load_little_endian(bytes + 8) & wtw_load_little_endian(mask + 8);

    return wtw_token_hash_of_words(low, high);
}

/* wtw_token_hash() hashes a token of any length; nothing behind it is read. */
uint64_t wtw_token_hash(const char *bytes, size_t count);

#endif
