/*
 * kernel_avx2.c - the hot loops for x86-64 with AVX2, BMI and BMI2
 *
 * All processors since 2013 (Intel) and 2015 (AMD) have these. Functions say for
 * themselves what they are compiled for, so that nothing else is compiled for more than
 * the plain build runs on.
 *
 * AVX2 multiplies 32 bits by 32, so a product of 64 bits takes three of them, and it
 * cannot write those lanes of a row that passed a test. Where that leaves no gain the
 * plain loops are taken, which get better instructions here. Gathering was slower than
 * loading one by one.
 */
#include "sketch/kernel_loops.h"
#include "sketch/kernels.h"
#include "sketch/placed.h"

#include <immintrin.h>

#define WTW_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

enum { LANES = 4 }; /* of 64 bits */

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

WTW_AVX2 static inline __m256i load_row(const void *numbers)
{
    return _mm256_loadu_si256((const __m256i *)numbers);
}

WTW_AVX2 static inline void store_row(void *numbers, __m256i row)
{
    _mm256_storeu_si256((__m256i *)numbers, row);
}

/* All ones in the first 'count' of four lanes. */
WTW_AVX2 static inline __m256i first_lanes(size_t count)
{
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count < LANES ? (int64_t)count : LANES),
                              _mm256_setr_epi64x(0, 1, 2, 3));
}

/* Four numbers, or as many as there are; what is masked out is not touched. */
WTW_AVX2 static inline __m256i load_four(const uint64_t *numbers, __m256i lanes)
{
    return _mm256_maskload_epi64((const long long *)numbers, lanes);
}

/* ------------------------------------------------------------ shingles */

WTW_AVX2 static inline __m256i multiply(__m256i x, uint64_t factor)
{
    const __m256i low = _mm256_set1_epi64x((int64_t)(factor & UINT32_MAX));
    const __m256i high = _mm256_set1_epi64x((int64_t)(factor >> 32));
    __m256i crossed = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(x, 32), low),
                                       _mm256_mul_epu32(x, high));

    return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(crossed, 32));
}

WTW_AVX2 static inline __m256i rotate_left_13(__m256i x)
{
    return _mm256_or_si256(_mm256_slli_epi64(x, 13), _mm256_srli_epi64(x, 51));
}

WTW_AVX2 static inline __m256i finish_hashes(__m256i hash)
{
    hash = multiply(hash, 0x9e3779b97f4a7c15u);
    hash = _mm256_xor_si256(hash, _mm256_srli_epi64(hash, 32));
    /* A comparison that holds is -1. */
    return _mm256_sub_epi64(hash, _mm256_cmpeq_epi64(hash, _mm256_setzero_si256()));
}

WTW_AVX2 static inline __m256i hash_four(const uint64_t *token_hashes, uint32_t width)
{
    __m256i hash = load_row(token_hashes);

    for (uint32_t j = 1; j < width; j++)
        hash = _mm256_add_epi64(rotate_left_13(hash), load_row(token_hashes + j));
    return finish_hashes(hash);
}

WTW_AVX2 static inline void hash_rest(const uint64_t *token_hashes, size_t count,
                                      uint32_t width, uint64_t *out_hashes)
{
    const __m256i lanes = first_lanes(count);
    __m256i hash = load_four(token_hashes, lanes);

    for (uint32_t j = 1; j < width; j++)
        hash = _mm256_add_epi64(rotate_left_13(hash), load_four(token_hashes + j, lanes));
    _mm256_maskstore_epi64((long long *)out_hashes, lanes, finish_hashes(hash));
}

WTW_AVX2 static inline void hash_wide(const uint64_t *token_hashes, size_t count,
                                      uint32_t width, uint64_t *out_hashes)
{
    size_t i = 0;

    for (; i + LANES <= count; i += LANES)
        store_row(out_hashes + i, hash_four(token_hashes + i, width));
    if (i < count)
        hash_rest(token_hashes + i, count - i, width, out_hashes + i);
}

WTW_AVX2 static void hash_shingles(const uint64_t *token_hashes, size_t count,
                                   uint32_t width, uint64_t *out_hashes)
{
    if (width == 3)
        hash_wide(token_hashes, count, 3, out_hashes);
    else
        hash_wide(token_hashes, count, width, out_hashes);
}

/* ------------------------------------------------------------ places */

enum { NUMBERS = 16 }; /* of 16 bits in a row */

/*
 * Writes 'number' and on where every second bit is set; returns how many are. One is
 * written in any case and more are hardly ever there, so that a branch is foreseen.
 */
WTW_AVX2 static inline size_t write_numbers(uint32_t bits, size_t number,
                                            uint16_t *out_numbers)
{
    size_t count = (size_t)__builtin_popcount(bits);

    for (size_t i = 0; i == 0 || i < count; i++, bits &= bits - 1)
        out_numbers[i] = (uint16_t)(number + _tzcnt_u32(bits) / 2);
    return count;
}

/* Writes the numbers of shingles that are not first in their place, 'first' those that
 * are; returns how many. */
WTW_AVX2 static size_t write_others(const uint16_t *first, size_t count,
                                    uint16_t *out_others)
{
    size_t others = 0;
    __m256i numbers =
        _mm256_setr_epi16(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

    for (size_t i = 0; i < count; i += NUMBERS) {
        __m256i is_first = _mm256_cmpeq_epi16(load_row(first + i), numbers);
        uint32_t bits = ~(uint32_t)_mm256_movemask_epi8(is_first) & 0x55555555u;

        if (count - i < NUMBERS)
            bits &= (UINT32_C(1) << 2 * (count - i)) - 1;
        others += write_numbers(bits, i, out_others + others);
        numbers = _mm256_add_epi16(numbers, _mm256_set1_epi16(NUMBERS));
    }
    return others;
}

/* Compilers would take memset() for it, and for that one instruction that stores byte by
 * byte, so each four rows are hidden from them. */
WTW_AVX2 static inline void clear_places(const struct wtw_placed_shingles *placed)
{
    uint16_t *end = placed->first + ((size_t)1 << wtw_place_bits(placed->count));

    for (uint16_t *at = placed->first; at < end; at += 4 * NUMBERS) {
        __asm__("" : "+r"(at));
        for (int row = 0; row < 4; row++)
            store_row(at + row * NUMBERS, _mm256_setzero_si256());
    }
}

WTW_AVX2 static size_t keep_first(struct wtw_placed_shingles *placed, uint64_t *out_items)
{
    uint16_t first[WTW_PLACED_MAX + NUMBERS];
    uint16_t others[WTW_PLACED_MAX + 1];
    const unsigned shift = wtw_place_shift(placed);
    size_t other_count = 0;

    clear_places(placed);
    wtw_places_write(placed);
    for (size_t i = 0; i < placed->count; i++)
        first[i] = placed->first[placed->in_order[i] >> shift];
    other_count = write_others(first, placed->count, others);
    return wtw_places_keep(placed, others, other_count, out_items);
}

/* Eight at 'shingles' are those that stand at 'next'. */
WTW_AVX2 static inline bool is_row_at(const struct wtw_placed_shingles *placed,
                                      size_t next, const uint64_t *shingles)
{
    const uint64_t *there = placed->in_order;
    __m256i differs;

    if (next + 2 * LANES > placed->count)
        return false;
    there += next;
    differs = _mm256_or_si256(
        _mm256_xor_si256(load_row(shingles), load_row(there)),
        _mm256_xor_si256(load_row(shingles + LANES), load_row(there + LANES)));
    return _mm256_testz_si256(differs, differs);
}

/* What two texts share stands in rows. A branch on a whole row is foreseen; to count how
 * much of it is equal makes the next row wait for the count. */
WTW_AVX2 static size_t count_shared(const struct wtw_placed_shingles *placed,
                                    const uint64_t *shingles, size_t count)
{
    struct wtw_placed_search search = {.placed = placed,
                                       .shift = wtw_place_shift(placed)};
    size_t shared = 0;
    size_t i = 0;

    for (; i + 2 * LANES <= count; i += 2 * LANES) {
        if (is_row_at(placed, search.next, shingles + i)) {
            search.next += 2 * LANES;
            shared += 2 * LANES;
            continue;
        }
        for (size_t j = 0; j < 2 * LANES; j++)
            shared += wtw_places_find(&search, shingles[i + j]);
    }
    for (; i < count; i++)
        shared += wtw_places_find(&search, shingles[i]);
    return shared;
}

/* ------------------------------------------------------------ signature, odd sketch */

WTW_AVX2 static void make_signature(const uint64_t *shingles, size_t count,
                                    const struct wtw_signature_plan *plan,
                                    uint32_t *out_slots)
{
    wtw_loop_make_signature(shingles, count, plan, out_slots);
}

WTW_AVX2 static void make_odd_sketch(const uint64_t *shingles, size_t count,
                                     uint64_t multiplier, uint64_t *out_words)
{
    wtw_loop_make_odd_sketch(shingles, count, multiplier, out_words);
}

/* ------------------------------------------------------------ winnowing */

enum {
    REACH = WTW_WINNOW_WINDOW - 1,
    LEAST_BLOCK = 30 * NUMBERS,
    LEAST_ROOM = LEAST_BLOCK + 2 * REACH + 2 * NUMBERS
};

WTW_AVX2 static inline __m256i order_of_four(const uint64_t *shingles)
{
    __m256i turned = _mm256_shuffle_epi32(load_row(shingles), 0xb1);

    return _mm256_srli_epi64(
        _mm256_add_epi64(turned, load_row(shingles + WTW_WINNOW_STEP)), 48);
}

/* The top 16 bits of sixteen winnowing hashes. */
WTW_AVX2 static inline __m256i orders_of(const uint64_t *shingles)
{
    __m256i first =
        _mm256_packus_epi32(order_of_four(shingles), order_of_four(shingles + LANES));
    __m256i second = _mm256_packus_epi32(order_of_four(shingles + 2 * LANES),
                                         order_of_four(shingles + 3 * LANES));

    return _mm256_permutevar8x32_epi32(_mm256_packus_epi32(first, second),
                                       _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

/*
 * The orders of the hashes from REACH before 'begin' to REACH behind 'end', and zeros
 * before the first and after the last: no window has anything less.
 */
WTW_AVX2 static void write_orders(const uint64_t *shingles, size_t count, size_t begin,
                                  size_t end, uint16_t *out_orders)
{
    const size_t before = begin < REACH ? REACH - begin : 0;
    const size_t last = end + REACH < count ? end + REACH : count;
    const uint64_t *at = shingles + (begin + before - REACH);
    const uint64_t *at_end = shingles + last;
    uint16_t *out = out_orders + before;

    memset(out_orders, 0, before * sizeof out_orders[0]);
    for (; at_end - at >= NUMBERS; at += NUMBERS, out += NUMBERS)
        store_row(out, orders_of(at));
    for (; at < at_end; at++, out++)
        *out = (uint16_t)(((at[0] << 32 | at[0] >> 32) + at[WTW_WINNOW_STEP]) >> 48);
    memset(out, 0, (size_t)(out_orders + (end - begin) + 2 * REACH - out) * sizeof *out);
}

WTW_AVX2 static inline __m256i lesser(const uint16_t *a, const uint16_t *b)
{
    return _mm256_min_epu16(load_row(a), load_row(b));
}

WTW_AVX2 static inline __m256i greater(const uint16_t *a, const uint16_t *b)
{
    return _mm256_max_epu16(load_row(a), load_row(b));
}

/* Of each 24 neighbours the least: of 4 of them, then of 6 fours. */
WTW_AVX2 static void least_of_windows(const uint16_t *orders, size_t count,
                                      uint16_t *fours, uint16_t *out_least)
{
    for (size_t i = 0; i < count + REACH - 3; i += NUMBERS)
        store_row(fours + i, _mm256_min_epu16(lesser(orders + i, orders + i + 1),
                                              lesser(orders + i + 2, orders + i + 3)));
    for (size_t i = 0; i < count; i += NUMBERS)
        store_row(
            out_least + i,
            _mm256_min_epu16(_mm256_min_epu16(lesser(fours + i, fours + i + 4),
                                              lesser(fours + i + 8, fours + i + 12)),
                             lesser(fours + i + 16, fours + i + 20)));
}

WTW_AVX2 static void greatest_of_fours(const uint16_t *orders, size_t count,
                                       uint16_t *out_fours)
{
    for (size_t i = 0; i < count; i += NUMBERS)
        store_row(out_fours + i,
                  _mm256_max_epu16(greater(orders + i, orders + i + 1),
                                   greater(orders + i + 2, orders + i + 3)));
}

WTW_AVX2 static inline __m256i greatest_of_window(const uint16_t *fours)
{
    return _mm256_max_epu16(
        _mm256_max_epu16(greater(fours, fours + 4), greater(fours + 8, fours + 12)),
        greater(fours + 16, fours + 20));
}

/*
 * Writes 'place' and on where every second of 32 bits is set; returns how many are. Of a
 * row of 16 hardly ever more than three are, and so many are written in any case: the
 * next overwrite what is too much.
 */
WTW_AVX2 static inline size_t write_found(uint32_t bits, uint32_t place,
                                          uint32_t *out_places)
{
    size_t count = (size_t)__builtin_popcount(bits);

    for (size_t i = 0; i < 3 || i < count; i++, bits &= bits - 1)
        out_places[i] = place + _tzcnt_u32(bits) / 2;
    return count;
}

/* As in kernel_scalar.c. */
WTW_AVX2 static size_t find_least(const uint64_t *shingles, size_t count,
                                  uint32_t *out_places)
{
    uint16_t orders[LEAST_ROOM];
    uint16_t fours[LEAST_ROOM];
    uint16_t least[LEAST_ROOM];
    size_t hash_count = count - WTW_WINNOW_STEP;
    size_t found = 0;

    for (size_t begin = 0; begin < hash_count; begin += LEAST_BLOCK) {
        size_t left = hash_count - begin;
        size_t block = left < LEAST_BLOCK ? left : LEAST_BLOCK;

        write_orders(shingles, hash_count, begin, begin + block, orders);
        least_of_windows(orders, block + REACH, fours, least);
        greatest_of_fours(least, block + REACH - 3, fours);
        for (size_t i = 0; i < block; i += NUMBERS) {
            __m256i is_least = _mm256_cmpeq_epi16(greatest_of_window(fours + i),
                                                  load_row(orders + i + REACH));
            uint32_t bits = (uint32_t)_mm256_movemask_epi8(is_least) & 0x55555555u;

            if (block - i < NUMBERS)
                bits &= (UINT32_C(1) << 2 * (block - i)) - 1;
            found += write_found(bits, (uint32_t)(begin + i), out_places + found);
        }
    }
    return found;
}

/* ------------------------------------------------------------ samples */

WTW_AVX2 static size_t pick_up_to(const uint64_t *shingles, size_t count,
                                  uint64_t multiplier, uint64_t most,
                                  uint64_t *out_hashes)
{
    return wtw_loop_pick_up_to(shingles, count, multiplier, most, out_hashes);
}

/* ------------------------------------------------------------ words */

WTW_AVX2 static void pick_words(const char *text, const struct wtw_range *tokens,
                                size_t count, struct wtw_picked_words *picked)
{
    wtw_loop_pick_words(text, tokens, count, picked);
}

const struct wtw_kernel wtw_kernel_avx2 = {
    .name = "avx2",
    .runs_here = runs_here,
    .hash_shingles = hash_shingles,
    .keep_first = keep_first,
    .count_shared = count_shared,
    .make_signature = make_signature,
    .make_odd_sketch = make_odd_sketch,
    .find_least = find_least,
    .pick_up_to = pick_up_to,
    .pick_words = pick_words,
};
