/*
 * text_kernel_avx512.c - the loops over text with 64-byte vectors
 *
 * A block is one vector, its classes are masks, and the places of set bits come from
 * compressing the row 0, 1, 2, ... by the mask. So AVX-512 alone is not enough: the
 * compression of bytes is in VBMI2 (Ice Lake, Zen 4 and later).
 */
#include "text/text_kernels.h"

#include "base/byte_bits.h"
#include "text/token_hash.h"

#include <immintrin.h>

#define WITH_AVX512                                                                      \
    __attribute__((                                                                      \
        target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi,bmi2,popcnt")))

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

/* ------------------------------------------------------------------ runs */

WITH_AVX512 static inline uint64_t is_from(__m512i bytes, char first, char count)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(first)),
                                  _mm512_set1_epi8(count));
}

WITH_AVX512 static inline uint64_t is_byte(__m512i bytes, char byte)
{
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}

/* Typographic punctuation, as wtw_find_punctuation() in scan_edges.h has it. */
WITH_AVX512 static uint64_t find_punctuation(__m512i bytes, uint64_t high)
{
    uint64_t first = high & ~(high << 1);
    uint64_t three = first & is_byte(bytes, (char)0xE2) &
                     is_byte(bytes, (char)0x80) >> 1 &
                     is_from(bytes, (char)0x90, 0x1A) >> 2;
    uint64_t two =
        first & is_byte(bytes, (char)0xC2) & is_from(bytes, (char)0xA0, 10) >> 1;

    return three | three << 1 | three << 2 | two | two << 1;
}

/* Appends the offsets of the bits set in 'bits'. 32 are written at a time, and those that
 * are not there are written over by the next. */
WITH_AVX512 static inline void append_edges(struct wtw_ascii_scan *scan, uint64_t bits,
                                            __m512i row, size_t offset)
{
    __m512i places = _mm512_maskz_compress_epi8(bits, row);
    __m512i offsets = _mm512_set1_epi16((short)offset);
    uint16_t *next = scan->edges + scan->edge_count;
    unsigned count = (unsigned)__builtin_popcountll(bits);

    _mm512_storeu_si512(
        next,
        _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(places)), offsets));
    if (count > 32)
        _mm512_storeu_si512(
            next + 32,
            _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(places, 1)),
                             offsets));
    scan->edge_count += count;
}

/* 0, 1, 2, ... 63. */
static const unsigned char row_bytes[WTW_BLOCK_BYTES] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/* Scans a block; returns its last bit, 'before' is that of the block before. */
WITH_AVX512 static inline uint64_t scan_block(struct wtw_ascii_scan *scan, __m512i bytes,
                                              __m512i row, size_t offset, uint64_t before)
{
    __m512i case_bit = _mm512_set1_epi8(0x20);
    uint64_t letters = is_from(_mm512_or_si512(bytes, case_bit), 'a', 26);
    uint64_t high = _mm512_movepi8_mask(bytes);
    uint64_t runs = letters | is_from(bytes, '0', 10) | high;

    _mm512_storeu_si512(scan->lower + offset,
                        _mm512_or_si512(bytes, _mm512_maskz_mov_epi8(letters, case_bit)));
    if (high) {
        uint64_t punctuation = find_punctuation(bytes, high);

        runs &= ~punctuation;
        high &= ~punctuation;
    }
    scan->high[offset / WTW_BLOCK_BYTES] = high;
    scan->has_high |= high != 0;
    scan->may_have_long |= runs == UINT64_MAX;
    append_edges(scan, runs ^ (runs << 1 | before), row, offset);
    return runs >> (WTW_BLOCK_BYTES - 1);
}

WITH_AVX512 static void scan_text(struct wtw_ascii_scan *scan, const char *text,
                                  size_t text_bytes)
{
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t rest = byte_count % WTW_BLOCK_BYTES;
    size_t whole_bytes = byte_count - rest;
    __m512i row = _mm512_loadu_si512(row_bytes);
    uint64_t before = 0;

    scan->byte_count = byte_count;
    scan->edge_count = 0;
    scan->has_high = scan->may_have_long = false;
    for (size_t offset = 0; offset < whole_bytes; offset += WTW_BLOCK_BYTES)
        before = scan_block(scan, _mm512_loadu_si512(text + offset), row, offset, before);
    if (rest)
        scan_block(scan,
                   _mm512_maskz_loadu_epi8((UINT64_C(1) << rest) - 1, text + whole_bytes),
                   row, whole_bytes, before);
    else if (scan->edge_count % 2 && byte_count == text_bytes)
        scan->edges[scan->edge_count++] = (uint16_t)byte_count;
}

/* ------------------------------------------------------------------ signs */

WITH_AVX512 static inline uint64_t find_signs(__m512i bytes, __m512i next)
{
    uint64_t twice =
        (is_byte(bytes, '/') | is_byte(bytes, 'w')) & _mm512_cmpeq_epi8_mask(bytes, next);

    return is_byte(bytes, '<') | is_byte(bytes, '&') | is_byte(bytes, '@') |
           is_byte(bytes, ']') | twice;
}

WITH_AVX512 static size_t find_sign(const char *text, size_t at, size_t end)
{
    uint64_t signs = 0;
    uint64_t there = 0;

    for (; end - at > WTW_BLOCK_BYTES; at += WTW_BLOCK_BYTES) {
        signs =
            find_signs(_mm512_loadu_si512(text + at), _mm512_loadu_si512(text + at + 1));
        if (signs)
            return at + wtw_lowest_bit(signs);
    }
    if (at == end)
        return end;
    there = UINT64_MAX >> (WTW_BLOCK_BYTES - (end - at));
    signs = find_signs(_mm512_maskz_loadu_epi8(there, text + at),
                       _mm512_maskz_loadu_epi8(there >> 1, text + at + 1));
    return signs ? at + wtw_lowest_bit(signs) : end;
}

/* ------------------------------------------------------------------ hashes */

/* Tokens hashed at once. */
enum { LANES = 8 };

/* The first 16 bytes of eight tokens, the words of each side by side. */
WITH_AVX512 static inline __m512i load_four(const char *lower, const uint16_t *edges)
{
    __m512i four = _mm512_castsi128_si512(
        _mm_loadu_si128((const __m128i *)(const void *)(lower + edges[0])));

    four = _mm512_inserti64x2(
        four, _mm_loadu_si128((const __m128i *)(const void *)(lower + edges[2])), 1);
    four = _mm512_inserti64x2(
        four, _mm_loadu_si128((const __m128i *)(const void *)(lower + edges[4])), 2);
    return _mm512_inserti64x2(
        four, _mm_loadu_si128((const __m128i *)(const void *)(lower + edges[6])), 3);
}

/* 8 * bytes ones at the bottom of each lane: 64 for 8 bytes and more, none for 0 and
 * less. */
WITH_AVX512 static inline __m512i ones(__m512i bytes)
{
    __m512i kept = _mm512_min_epi64(_mm512_max_epi64(bytes, _mm512_setzero_si512()),
                                    _mm512_set1_epi64(8));

    return _mm512_srlv_epi64(
        _mm512_set1_epi64(-1),
        _mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_slli_epi64(kept, 3)));
}

/* As wtw_token_hash_of_words(). */
WITH_AVX512 static inline __m512i hash_words(__m512i low, __m512i high)
{
    __m512i hash =
        _mm512_mullo_epi64(low, _mm512_set1_epi64((long long)WTW_TOKEN_HASH_M1));

    hash = _mm512_add_epi64(_mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32)), high);
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((long long)WTW_TOKEN_HASH_M2));
    return _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
}

/* Lengths of eight tokens from their edges. */
WITH_AVX512 static inline __m512i lengths_of(const uint16_t *edges)
{
    __m256i pairs = _mm256_loadu_si256((const __m256i *)(const void *)edges);
    __m256i begins = _mm256_and_si256(pairs, _mm256_set1_epi32(0xFFFF));

    return _mm512_cvtepi32_epi64(_mm256_sub_epi32(_mm256_srli_epi32(pairs, 16), begins));
}

static inline void hash_one(const char *lower, const uint16_t *edges, uint64_t *out_hash)
{
    size_t bytes = (size_t)(edges[1] - edges[0]);

    *out_hash = bytes <= WTW_TOKEN_HASH_WORD_BYTES
                    ? wtw_token_hash_of_short(lower + edges[0], bytes)
                    : wtw_token_hash(lower + edges[0], bytes);
}

/*
 * Eight tokens at a time. Of each pair of vectors the low words go to one, the high words
 * to the other, in the order 0 4 1 5 2 6 3 7, in which lengths and hashes are put too.
 */
WITH_AVX512 static void hash_tokens(const char *lower, const uint16_t *edges,
                                    size_t count, uint64_t *out_hashes)
{
    const __m512i mixed = _mm512_set_epi64(7, 3, 6, 2, 5, 1, 4, 0);
    const __m512i straight = _mm512_set_epi64(7, 5, 3, 1, 6, 4, 2, 0);
    size_t i = 0;

    for (; i + LANES <= count; i += LANES, edges += 2 * LANES) {
        __m512i lengths = lengths_of(edges);
        __m512i order = _mm512_permutexvar_epi64(mixed, lengths);
        __m512i first = load_four(lower, edges);
        __m512i second = load_four(lower, edges + LANES);
        __m512i low = _mm512_and_si512(_mm512_unpacklo_epi64(first, second), ones(order));
        __m512i high =
            _mm512_and_si512(_mm512_unpackhi_epi64(first, second),
                             ones(_mm512_sub_epi64(order, _mm512_set1_epi64(LANES))));
        unsigned longer = _mm512_cmpgt_epi64_mask(
            lengths, _mm512_set1_epi64(WTW_TOKEN_HASH_WORD_BYTES));

        _mm512_storeu_si512(out_hashes + i,
                            _mm512_permutexvar_epi64(straight, hash_words(low, high)));
        for (; longer; longer &= longer - 1) {
            unsigned lane = wtw_lowest_bit(longer);

            hash_one(lower, edges + 2 * lane, out_hashes + i + lane);
        }
    }
    for (; i < count; i++, edges += 2)
        hash_one(lower, edges, out_hashes + i);
}

const struct wtw_text_kernel wtw_text_kernel_avx512 = {
    .name = "avx512",
    .runs_here = has_avx512,
    .scan = scan_text,
    .find_sign = find_sign,
    .hash_tokens = hash_tokens,
};
