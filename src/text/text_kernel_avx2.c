/*
 * text_kernel_avx2.c - the loops over text with 32-byte vectors
 *
 * Two vectors make a block of 64 bytes. Tokens are hashed four at a time: AVX2 multiplies
 * no numbers of 64 bits, but three multiplications of their halves for four tokens, and no
 * branch on lengths, are less than half of what it takes to hash them one by one.
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

/* As wtw_write_edges(). Compilers would spread each offset over a row anew, so the row is
 * hidden from them. */
WITH_AVX2 static inline uint16_t *write_edges(uint16_t *next, uint64_t bits,
                                              size_t offset)
{
    __m128i offsets = _mm_set1_epi16((short)offset);

    for (unsigned i = 0; i < WTW_BLOCK_BYTES; i += 8, bits >>= 8) {
        __m128i places =
            _mm_loadu_si128((const __m128i *)(const void *)wtw_bit_places[bits & 0xFF]);

        _mm_storeu_si128((__m128i *)(void *)next, _mm_add_epi16(places, offsets));
        next += wtw_bit_counts[bits & 0xFF];
        offsets = _mm_add_epi16(offsets, _mm_set1_epi16(8));
        __asm__("" : "+x"(offsets));
    }
    return next;
}

WITH_AVX2 static void scan_text(struct wtw_ascii_scan *scan, const char *text,
                                size_t text_bytes)
{
    const struct wtw_scan_parts parts = {classify, write_edges};

    wtw_scan_blocks(scan, &parts, text, text_bytes);
}

/*
 * No two signs have their lower four bits in common, so a byte is one if it is what a
 * table of sixteen has for its lower bits. It has nothing for bytes beyond ASCII.
 */
WITH_AVX2 static inline __m256i is_sign(__m256i bytes, __m256i next)
{
    const __m256i signs = _mm256_broadcastsi128_si256(
        _mm_setr_epi8('@', 0, 0, 0, 0, 0, '&', 'w', 0, 0, 0, 0, '<', ']', 0, '/'));
    const __m256i alone = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(-1, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, -1, -1, 0, 0));
    __m256i is_any = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(signs, bytes), bytes);
    __m256i is_twice = _mm256_cmpeq_epi8(bytes, next);

    return _mm256_and_si256(is_any,
                            _mm256_or_si256(_mm256_shuffle_epi8(alone, bytes), is_twice));
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

/* ------------------------------------------------------------------ hashes */

/* Tokens hashed at once. */
enum { LANES = 4 };

WITH_AVX2 static inline __m128i load_token(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* The first 16 bytes of two tokens side by side. */
WITH_AVX2 static inline __m256i load_two(const char *first, const char *second)
{
    return _mm256_inserti128_si256(_mm256_castsi128_si256(load_token(first)),
                                   load_token(second), 1);
}

/* Zeros behind the two tokens, of whose lengths 'spread' takes one to each byte. */
WITH_AVX2 static inline __m256i keep_lengths(__m256i tokens, __m256i lengths,
                                             __m256i spread)
{
    const __m256i places = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));

    return _mm256_and_si256(
        tokens, _mm256_cmpgt_epi8(_mm256_shuffle_epi8(lengths, spread), places));
}

/* There is no multiplication of numbers of 64 bits: three of their halves make one. */
WITH_AVX2 static inline __m256i multiply(__m256i numbers, uint64_t factor)
{
    const __m256i low = _mm256_set1_epi64x((long long)(factor & UINT32_MAX));
    const __m256i high = _mm256_set1_epi64x((long long)(factor >> 32));
    __m256i crossed =
        _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(numbers, 32), low),
                         _mm256_mul_epu32(numbers, high));

    return _mm256_add_epi64(_mm256_mul_epu32(numbers, low),
                            _mm256_slli_epi64(crossed, 32));
}

WITH_AVX2 static inline __m256i fold_down(__m256i hashes)
{
    return _mm256_xor_si256(hashes, _mm256_srli_epi64(hashes, 32));
}

/* As wtw_token_hash_of_words(). */
WITH_AVX2 static inline __m256i hash_words(__m256i low, __m256i high)
{
    __m256i hashes = fold_down(multiply(low, WTW_TOKEN_HASH_M1));

    return fold_down(multiply(_mm256_add_epi64(hashes, high), WTW_TOKEN_HASH_M2));
}

/* Lengths of four tokens from their edges. */
WITH_AVX2 static inline __m128i lengths_of(const uint16_t *edges)
{
    __m128i pairs = _mm_loadu_si128((const __m128i *)(const void *)edges);
    __m128i begins = _mm_and_si128(pairs, _mm_set1_epi32(0xFFFF));

    return _mm_sub_epi32(_mm_srli_epi32(pairs, 16), begins);
}

/* The hashes of four tokens of up to 16 bytes; of longer ones they are anything. */
WITH_AVX2 static inline __m256i hash_four(const char *lower, const uint16_t *edges,
                                          __m128i lengths)
{
    const __m256i even =
        _mm256_setr_epi32(0, 0, 0, 0, 0x08080808, 0x08080808, 0x08080808, 0x08080808);
    const __m256i odd = _mm256_add_epi8(even, _mm256_set1_epi8(4));
    const __m256i both = _mm256_broadcastsi128_si256(lengths);
    __m256i first = load_two(lower + edges[0], lower + edges[4]);
    __m256i second = load_two(lower + edges[2], lower + edges[6]);

    first = keep_lengths(first, both, even);
    second = keep_lengths(second, both, odd);
    return hash_words(_mm256_unpacklo_epi64(first, second),
                      _mm256_unpackhi_epi64(first, second));
}

static inline void hash_one(const char *lower, const uint16_t *edges, uint64_t *out_hash)
{
    size_t bytes = (size_t)(edges[1] - edges[0]);

    *out_hash = bytes <= WTW_TOKEN_HASH_WORD_BYTES
                    ? wtw_token_hash_of_short(lower + edges[0], bytes)
                    : wtw_token_hash(lower + edges[0], bytes);
}

WITH_AVX2 static void hash_tokens(const char *restrict lower,
                                  const uint16_t *restrict edges, size_t count,
                                  uint64_t *restrict out_hashes)
{
    size_t i = 0;

    for (; i + LANES <= count; i += LANES, edges += 2 * LANES) {
        __m128i lengths = lengths_of(edges);
        __m128i is_long =
            _mm_cmpgt_epi32(lengths, _mm_set1_epi32(WTW_TOKEN_HASH_WORD_BYTES));
        unsigned longer = (unsigned)_mm_movemask_ps(_mm_castsi128_ps(is_long));

        _mm256_storeu_si256((__m256i *)(void *)(out_hashes + i),
                            hash_four(lower, edges, lengths));
        for (; longer; longer &= longer - 1) {
            unsigned lane = wtw_lowest_bit(longer);

            hash_one(lower, edges + 2 * lane, out_hashes + i + lane);
        }
    }
    for (; i < count; i++, edges += 2)
        hash_one(lower, edges, out_hashes + i);
}

const struct wtw_text_kernel wtw_text_kernel_avx2 = {
    .name = "avx2",
    .runs_here = has_avx2,
    .scan = scan_text,
    .find_sign = find_sign,
    .hash_tokens = hash_tokens,
};
