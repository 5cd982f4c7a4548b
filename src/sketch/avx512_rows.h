/*
 * avx512_rows.h - rows of numbers, for the files of the AVX-512 kernel
 */
#ifndef WTW_SKETCH_AVX512_ROWS_H
#define WTW_SKETCH_AVX512_ROWS_H

#include "sketch/kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WTW_AVX512                                                                       \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2,popcnt")))

/* Of 64 bits and of 16 bits in a row. */
enum { WTW_AVX512_LANES = 8, WTW_AVX512_ORDERS = 32 };

/* The mask of the first 'count' of up to eight lanes. */
static inline __mmask8 wtw_avx512_first(size_t count)
{
    return (__mmask8)(count < WTW_AVX512_LANES ? (1u << count) - 1 : 0xff);
}

WTW_AVX512 static inline __m512i wtw_avx512_load(const uint64_t *numbers, __mmask8 lanes)
{
    return _mm512_maskz_loadu_epi64(lanes, numbers);
}

/* The kernel's find_least, in kernel_avx512_winnow.c. */
size_t wtw_avx512_find_least(const uint64_t *shingles, size_t count,
                             uint32_t *out_places);

/* The kernel's pick_words, in kernel_avx512_words.c. */
void wtw_avx512_pick_words(const char *text, const struct wtw_range *tokens, size_t count,
                           struct wtw_picked_words *picked);

#endif

#endif
