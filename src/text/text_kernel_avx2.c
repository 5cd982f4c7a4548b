/*
 * text_kernel_avx2.c - the loops over text with 32-byte vectors
 *
 * Two vectors make a block of 64 bytes. Tokens are hashed one by one: there is no
 * multiplication of 64-bit numbers in AVX2, and the scalar one is as fast as what stands
 * in for it.
 */
#include "text/text_kernels.h"

#include "text/scan_edges.h"
#include "text/token_hash.h"

#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

/* A block as two vectors. */
struct halves {
    __m256i low;
    __m256i high;
};

WITH_AVX2 static inline struct halves load_block(const char *bytes)
{
    return (struct halves){
        _mm256_loadu_si256((const __m256i *)(const void *)bytes),
        _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32))};
}

WITH_AVX2 static inline uint64_t bits_of(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/* All ones in each byte that is 'first' or up to 'more' above it. */
WITH_AVX2 static inline __m256i is_from(__m256i bytes, char first, char more)
{
    __m256i above = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first));

    return _mm256_cmpeq_epi8(_mm256_min_epu8(above, _mm256_set1_epi8(more)), above);
}

WITH_AVX2 static inline __m256i is_letter(__m256i bytes)
{
    return is_from(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), 'a', 25);
}

WITH_AVX2 static inline __m256i to_lower(__m256i bytes, __m256i letters)
{
    return _mm256_or_si256(bytes, _mm256_and_si256(letters, _mm256_set1_epi8(0x20)));
}

/* What can be in a run: its top bit is set. */
WITH_AVX2 static inline __m256i in_run(__m256i bytes, __m256i letters)
{
    return _mm256_or_si256(_mm256_or_si256(letters, is_from(bytes, '0', 9)), bytes);
}

WITH_AVX2 static inline struct wtw_block_bits classify(const unsigned char *block,
                                                       char *lower)
{
    const struct halves bytes = load_block((const char *)block);
    __m256i low_letters = is_letter(bytes.low);
    __m256i high_letters = is_letter(bytes.high);

    _mm256_storeu_si256((__m256i *)(void *)lower, to_lower(bytes.low, low_letters));
    _mm256_storeu_si256((__m256i *)(void *)(lower + 32),
                        to_lower(bytes.high, high_letters));
    return (struct wtw_block_bits){
        bits_of(in_run(bytes.low, low_letters), in_run(bytes.high, high_letters)),
        bits_of(bytes.low, bytes.high)};
}

WITH_AVX2 static void scan_text(struct wtw_ascii_scan *scan, const char *text,
                                size_t text_bytes)
{
    wtw_scan_blocks(scan, text, text_bytes, classify);
}

WITH_AVX2 static inline __m256i is_byte(__m256i bytes, char byte)
{
    return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte));
}

WITH_AVX2 static inline __m256i is_sign(__m256i bytes, __m256i next)
{
    __m256i twice =
        _mm256_and_si256(_mm256_or_si256(is_byte(bytes, '/'), is_byte(bytes, 'w')),
                         _mm256_cmpeq_epi8(bytes, next));

    return _mm256_or_si256(
        _mm256_or_si256(_mm256_or_si256(is_byte(bytes, '<'), is_byte(bytes, '&')),
                        _mm256_or_si256(is_byte(bytes, '@'), is_byte(bytes, ']'))),
        twice);
}

/* The signs of a block, of which the byte behind is readable too. */
WITH_AVX2 static inline uint64_t find_signs(const char *block)
{
    const struct halves bytes = load_block(block);
    const struct halves next = load_block(block + 1);

    return bits_of(is_sign(bytes.low, next.low), is_sign(bytes.high, next.high));
}

WITH_AVX2 static size_t find_sign(const char *text, size_t at, size_t end)
{
    char padded[WTW_BLOCK_BYTES + 1] = {0};
    uint64_t signs = 0;

    for (; end - at > WTW_BLOCK_BYTES; at += WTW_BLOCK_BYTES) {
        signs = find_signs(text + at);
        if (signs)
            return at + wtw_lowest_bit(signs);
    }
    memcpy(padded, text + at, end - at);
    signs = find_signs(padded);
    return signs ? at + wtw_lowest_bit(signs) : end;
}

/* As wtw_token_hash_of_short(); BZHI leaves 64 bits as they are where it is asked for
 * more. */
WITH_AVX2 static inline uint64_t hash_short(const char *bytes, unsigned count)
{
    unsigned bits = 8 * count;
    unsigned high_bits = bits > 64 ? bits - 64 : 0;
    uint64_t low = _bzhi_u64(wtw_load_little_endian(bytes), bits);
    uint64_t high = _bzhi_u64(wtw_load_little_endian(bytes + 8), high_bits);

    return wtw_token_hash_of_words(low, high);
}

WITH_AVX2 static void hash_tokens(const char *restrict lower,
                                  const uint16_t *restrict edges, size_t count,
                                  uint64_t *restrict out_hashes)
{
    for (size_t i = 0; i < count; i++) {
        const char *bytes = lower + edges[2 * i];
        unsigned byte_count = (unsigned)edges[2 * i + 1] - edges[2 * i];

        out_hashes[i] = byte_count <= WTW_TOKEN_HASH_WORD_BYTES
                            ? hash_short(bytes, byte_count)
                            : wtw_token_hash(bytes, byte_count);
    }
}

const struct wtw_text_kernel wtw_text_kernel_avx2 = {
    .name = "avx2",
    .runs_here = has_avx2,
    .scan = scan_text,
    .find_sign = find_sign,
    .hash_tokens = hash_tokens,
};
