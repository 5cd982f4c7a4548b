/*
 * kernel_avx512_words.c - the part of the AVX-512 kernel that picks words and stems them
 *
 * Eight tokens at a time: what is a branch or a shift by an unknown number elsewhere is a
 * mask here. The bytes of the tokens are loaded one by one; to gather them by one
 * instruction took twice as long for the whole.
 */
#include "sketch/avx512_rows.h"

#include "sketch/kernel_loops.h"

/* Ranges of eight tokens, begin below and end above. */
WTW_AVX512 static inline __m512i begins_of(__m512i ranges)
{
    return _mm512_and_si512(ranges, _mm512_set1_epi64(0xffffffff));
}

WTW_AVX512 static inline __m512i lengths_of(__m512i ranges)
{
    return _mm512_sub_epi64(_mm512_srli_epi64(ranges, 32), begins_of(ranges));
}

WTW_AVX512 static inline __m512i load_words(const char *text,
                                            const struct wtw_range *tokens)
{
    uint64_t words[WTW_AVX512_LANES];

    for (size_t i = 0; i < WTW_AVX512_LANES; i++)
        words[i] = wtw_load_little_endian(text + tokens[i].begin);
    return _mm512_loadu_si512(words);
}

/* Those that begin with a small letter. */
WTW_AVX512 static inline __mmask8 begin_small(__m512i words)
{
    __m512i first = _mm512_and_si512(words, _mm512_set1_epi64(0xff));

    return _mm512_cmplt_epu64_mask(_mm512_sub_epi64(first, _mm512_set1_epi64('a')),
                                   _mm512_set1_epi64('z' - 'a' + 1));
}

/* wtw_stem_finish() of each word by WTW_TOKEN_HASH_M1. */
WTW_AVX512 static inline __m512i hash_stems(__m512i words)
{
    __m512i hashes =
        _mm512_mullo_epi64(words, _mm512_set1_epi64((int64_t)WTW_TOKEN_HASH_M1));

    hashes = _mm512_xor_si512(hashes, _mm512_srli_epi64(hashes, 32));
    hashes = _mm512_mullo_epi64(hashes, _mm512_set1_epi64((int64_t)WTW_TOKEN_HASH_M2));
    return _mm512_xor_si512(hashes, _mm512_srli_epi64(hashes, 32));
}

/* wtw_plain_stem_hash() of each word. */
WTW_AVX512 static inline __m512i stem_words(__m512i words, __m512i lengths,
                                            __mmask8 *out_plain)
{
    const __m512i case_bits = _mm512_set1_epi8(0x20);
    const __m512i top_bits = _mm512_set1_epi8((char)0x80);
    const __m512i one = _mm512_set1_epi64(1);
    __m512i taken = _mm512_min_epu64(lengths, _mm512_set1_epi64(WTW_STEM_CHARACTERS));
    __m512i mask =
        _mm512_sub_epi64(_mm512_sllv_epi64(one, _mm512_slli_epi64(taken, 3)), one);
    __m512i stems = _mm512_and_si512(_mm512_or_si512(words, case_bits), mask);
    __m512i above = _mm512_add_epi64(stems, _mm512_set1_epi8(0x50));
    __m512i odd = _mm512_or_si512(stems, _mm512_andnot_si512(above, mask));

    *out_plain = _mm512_testn_epi64_mask(odd, top_bits);
    return hash_stems(stems);
}

/* Writes those lanes of eight that are wanted, and what comes behind them. */
WTW_AVX512 static inline void write_picked(struct wtw_picked_words *picked,
                                           __mmask8 wanted, __m512i ranges, __m256i stems,
                                           __mmask8 plain)
{
    __m128i flags = _mm_maskz_mov_epi8((__mmask16)_pext_u32(plain, wanted),
                                       _mm_set1_epi8(WTW_WORD_IS_PLAIN));

    _mm512_storeu_si512(picked->ranges + picked->count,
                        _mm512_maskz_compress_epi64(wanted, ranges));
    _mm256_storeu_si256((__m256i *)(picked->stems + picked->count),
                        _mm256_maskz_compress_epi32(wanted, stems));
    _mm_storel_epi64((__m128i *)(picked->flags + picked->count), flags);
}

/* The same with the numbers of the others among them. */
WTW_AVX512 static inline void write_others(struct wtw_picked_words *picked,
                                           __mmask8 others)
{
    __m256i numbers = _mm256_add_epi32(_mm256_set1_epi32((int)picked->count),
                                       _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));

    _mm256_storeu_si256((__m256i *)(picked->others + picked->other_count),
                        _mm256_maskz_compress_epi32(others, numbers));
    picked->other_count += (size_t)__builtin_popcount(others);
}

WTW_AVX512 static inline void pick_row(const char *text, const struct wtw_range *tokens,
                                       struct wtw_picked_words *picked)
{
    __m512i ranges = _mm512_loadu_si512(tokens);
    __m512i words = load_words(text, tokens);
    __m512i lengths = lengths_of(ranges);
    __mmask8 small = begin_small(words);
    __mmask8 brief =
        _mm512_cmple_epu64_mask(lengths, _mm512_set1_epi64(WTW_PASSED_WORD_BYTES));
    __mmask8 wanted = (__mmask8) ~(small & brief);
    __mmask8 plain = 0;
    __m512i hashes = stem_words(words, lengths, &plain);
    __m256i stems =
        _mm512_cvtepi64_epi32(_mm512_srli_epi64(hashes, 64 - WTW_RARITY_HASH_BITS));

    write_picked(picked, wanted, ranges, stems, plain);
    write_others(picked, (__mmask8)_pext_u32((uint8_t) ~(small & plain), wanted));
    picked->count += (size_t)__builtin_popcount(wanted);
}

WTW_AVX512 void wtw_avx512_pick_words(const char *text, const struct wtw_range *tokens,
                                      size_t count, struct wtw_picked_words *picked)
{
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
        pick_row(text, tokens + i, picked);
    wtw_loop_pick_words(text, tokens + i, count - i, picked);
}
