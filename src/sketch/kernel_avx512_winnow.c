/*
 * kernel_avx512_winnow.c - the part of the AVX-512 kernel that finds the least of each
 * window
 */
#include "sketch/avx512_rows.h"

WTW_AVX512 static inline __m512i winnowing_hashes(const uint64_t *shingles,
                                                  __mmask8 lanes)
{
    return _mm512_add_epi64(_mm512_rol_epi64(wtw_avx512_load(shingles, lanes), 32),
                            wtw_avx512_load(shingles + WTW_WINNOW_STEP, lanes));
}

/* The top 16 bits of two rows of eight, in the lower half. */
WTW_AVX512 static inline __m256i tops_of(__m512i first, __m512i second)
{
    const __m512i tops = _mm512_castsi256_si512(
        _mm256_setr_epi16(3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59, 63));

    return _mm512_castsi512_si256(_mm512_permutex2var_epi16(first, tops, second));
}

WTW_AVX512 static inline __m512i order_row(const uint64_t *shingles)
{
    __m256i low = tops_of(winnowing_hashes(shingles, 0xff),
                          winnowing_hashes(shingles + WTW_AVX512_LANES, 0xff));
    __m256i high = tops_of(winnowing_hashes(shingles + 2 * WTW_AVX512_LANES, 0xff),
                           winnowing_hashes(shingles + 3 * WTW_AVX512_LANES, 0xff));

    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* Of a row that is not full; behind the last stand zeros, and no window has anything
 * less. */
WTW_AVX512 static inline __m512i last_order_row(const uint64_t *shingles, size_t count)
{
    uint16_t orders[WTW_AVX512_ORDERS + WTW_AVX512_LANES] = {0};

    for (size_t i = 0; i < count; i += WTW_AVX512_LANES) {
        __mmask8 lanes = wtw_avx512_first(count - i);
        __m512i hashes =
            _mm512_maskz_mov_epi64(lanes, winnowing_hashes(shingles + i, lanes));

        _mm_storeu_si128((__m128i *)(orders + i),
                         _mm512_cvtepi64_epi16(_mm512_srli_epi64(hashes, 48)));
    }
    return _mm512_loadu_si512(orders);
}

WTW_AVX512 static inline __m512i orders_from(const uint64_t *shingles, size_t count,
                                             size_t begin)
{
    if (begin >= count)
        return _mm512_setzero_si512();
    return count - begin >= WTW_AVX512_ORDERS
               ? order_row(shingles + begin)
               : last_order_row(shingles + begin, count - begin);
}

/* 0, 1, 2 ... from 'first' on, in numbers of 16 bits. */
WTW_AVX512 static inline __m512i counting_from(int first)
{
    const __m512i pairs =
        _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);

    return _mm512_add_epi16(_mm512_or_si512(pairs, _mm512_slli_epi32(pairs, 16)),
                            _mm512_set1_epi32((first + 1) << 16 | first));
}

/*
 * The least from each place to some places on needs the row after. So each row of leasts
 * of two, four and eight is one row behind the one that it is made of.
 */
struct least_rows {
    __m512i orders;
    __m512i twos;
    __m512i fours;
    __m512i eights;
};

/* Takes the next row of orders; gives the leasts of windows that begin in the row that
 * came four rows before. */
WTW_AVX512 static inline __m512i least_of_windows(struct least_rows *before,
                                                  __m512i orders)
{
    __m512i twos = _mm512_min_epu16(
        before->orders,
        _mm512_permutex2var_epi16(before->orders, counting_from(1), orders));
    __m512i fours =
        _mm512_min_epu16(before->twos, _mm512_alignr_epi32(twos, before->twos, 1));
    __m512i eights =
        _mm512_min_epu16(before->fours, _mm512_alignr_epi32(fours, before->fours, 2));
    __m512i sixteens =
        _mm512_min_epu16(before->eights, _mm512_alignr_epi32(eights, before->eights, 4));
    __m512i least =
        _mm512_min_epu16(sixteens, _mm512_alignr_epi32(eights, before->eights, 8));

    *before = (struct least_rows){orders, twos, fours, eights};
    return least;
}

/* Takes the next row of leasts; gives the greatest of those of windows that end in each
 * place of it or begin there, and so hold it. */
WTW_AVX512 static inline __m512i greatest_of_windows(struct least_rows *before,
                                                     __m512i least)
{
    __m512i twos = _mm512_max_epu16(
        least, _mm512_permutex2var_epi16(before->orders, counting_from(31), least));
    __m512i fours = _mm512_max_epu16(twos, _mm512_alignr_epi32(twos, before->twos, 15));
    __m512i eights =
        _mm512_max_epu16(fours, _mm512_alignr_epi32(fours, before->fours, 14));
    __m512i sixteens =
        _mm512_max_epu16(eights, _mm512_alignr_epi32(eights, before->eights, 12));
    __m512i greatest =
        _mm512_max_epu16(sixteens, _mm512_alignr_epi32(eights, before->eights, 8));

    *before = (struct least_rows){least, twos, fours, eights};
    return greatest;
}

/*
 * Writes 'place' and on where a bit is set; returns how many are. Of 32 hardly ever more
 * than five are, and so many are written in any case: the next overwrite what is too much,
 * and no branch depends on the hashes. Rows that overlap would take longer to write.
 */
WTW_AVX512 static inline size_t write_found(uint32_t bits, uint32_t place,
                                            uint32_t *out_places)
{
    size_t found = (size_t)__builtin_popcount(bits);

    for (size_t i = 0; i < 5 || i < found; i++, bits &= bits - 1)
        out_places[i] = place + _tzcnt_u32(bits);
    return found;
}

/* As in kernel_scalar.c, but from row to row, with nothing written and read again. */
WTW_AVX512 size_t wtw_avx512_find_least(const uint64_t *shingles, size_t count,
                                        uint32_t *out_places)
{
    enum { BEHIND = 4 };
    const __m512i zero = _mm512_setzero_si512();
    struct least_rows leasts = {zero, zero, zero, zero};
    struct least_rows greatests = {zero, zero, zero, zero};
    __m512i orders[BEHIND] = {zero, zero, zero, zero};
    size_t hash_count = count - WTW_WINNOW_STEP;
    size_t found = 0;

    for (size_t i = 0; i < hash_count + BEHIND * WTW_AVX512_ORDERS;
         i += WTW_AVX512_ORDERS) {
        __m512i next = orders_from(shingles, hash_count, i);
        __m512i greatest =
            greatest_of_windows(&greatests, least_of_windows(&leasts, next));
        uint32_t bits = _mm512_cmpeq_epi16_mask(greatest, orders[0]);
        size_t place = i - BEHIND * WTW_AVX512_ORDERS;

        for (int row = 1; row < BEHIND; row++)
            orders[row - 1] = orders[row];
        orders[BEHIND - 1] = next;
        if (i < BEHIND * WTW_AVX512_ORDERS)
            continue;
        if (hash_count - place < WTW_AVX512_ORDERS)
            bits &= (UINT32_C(1) << (hash_count - place)) - 1;
        found += write_found(bits, (uint32_t)place, out_places + found);
    }
    return found;
}
