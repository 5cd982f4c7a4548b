/*
 * kernel_avx512.c - the hot loops eight or more at a time, for x86-64 with AVX-512
 *
 * Needs the parts F, BW, DQ and VL, which every processor with AVX-512 for servers and
 * desktops has had since 2017. Functions say for themselves what they are compiled for,
 * so that the file can stand among the others and nothing else is compiled for more than
 * the plain build runs on.
 *
 * Nothing behind an array is read: the rest of a row of eight is loaded by a mask, under
 * which a processor does not touch what is masked out. Where an array of kernels.h has
 * room for more, whole rows are written.
 */
#include "sketch/kernels.h"
#include "sketch/placed.h"

#include <immintrin.h>
#include <string.h>

#define WTW_AVX512                                                                       \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2,popcnt,lzcnt")))

enum { LANES = 8 }; /* of 64 bits */

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

/* The mask of the first 'count' of up to eight lanes. */
static inline __mmask8 first_lanes(size_t count)
{
    return (__mmask8)(count < LANES ? (1u << count) - 1 : 0xff);
}

WTW_AVX512 static inline __m512i load_eight(const uint64_t *numbers, __mmask8 lanes)
{
    return _mm512_maskz_loadu_epi64(lanes, numbers);
}

/* ------------------------------------------------------------ shingles */

WTW_AVX512 static inline __m512i hash_eight(const uint64_t *token_hashes, __mmask8 lanes,
                                            uint32_t width)
{
    __m512i hash = load_eight(token_hashes, lanes);

    for (uint32_t j = 1; j < width; j++)
        hash = _mm512_add_epi64(_mm512_rol_epi64(hash, 13),
                                load_eight(token_hashes + j, lanes));
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((int64_t)0x9e3779b97f4a7c15u));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
    return _mm512_mask_set1_epi64(hash, _mm512_testn_epi64_mask(hash, hash), 1);
}

WTW_AVX512 static inline void hash_wide(const uint64_t *token_hashes, size_t count,
                                        uint32_t width, uint64_t *out_hashes)
{
    size_t i = 0;
    __mmask8 rest = first_lanes(count % LANES);

    for (; i + LANES <= count; i += LANES)
        _mm512_storeu_si512(out_hashes + i, hash_eight(token_hashes + i, 0xff, width));
    if (rest)
        _mm512_mask_storeu_epi64(out_hashes + i, rest,
                                 hash_eight(token_hashes + i, rest, width));
}

WTW_AVX512 static void hash_shingles(const uint64_t *token_hashes, size_t count,
                                     uint32_t width, uint64_t *out_hashes)
{
    if (width == 3)
        hash_wide(token_hashes, count, 3, out_hashes);
    else
        hash_wide(token_hashes, count, width, out_hashes);
}

/* ------------------------------------------------------------ places */

/* The places of all shingles, in rows: the loops over them have no shift left. */
WTW_AVX512 static void write_place_numbers(const struct wtw_placed_shingles *placed,
                                           uint16_t *out_places)
{
    for (size_t i = 0; i < placed->count; i += LANES)
        _mm_storeu_si128(
            (__m128i *)(out_places + i),
            _mm512_cvtepi64_epi16(_mm512_srli_epi64(
                load_eight(placed->in_order + i, first_lanes(placed->count - i)),
                64 - WTW_PLACE_BITS)));
}

/* Writes the numbers of shingles that are not first in their place; returns how many. */
WTW_AVX512 static size_t write_others(const uint16_t *first, size_t count,
                                      uint16_t *out_others)
{
    size_t others = 0;
    __m512i numbers =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    for (size_t i = 0; i < count; i += 16) {
        __mmask16 lanes = (__mmask16)(count - i < 16 ? (1u << (count - i)) - 1 : 0xffff);
        __m512i those =
            _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)(first + i)));
        __mmask16 is_other = _mm512_mask_cmpneq_epi32_mask(lanes, those, numbers);

        _mm256_storeu_si256(
            (__m256i *)(out_others + others),
            _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(is_other, numbers)));
        others += (size_t)__builtin_popcount(is_other);
        numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    }
    return others;
}

/* Gathering by one instruction takes twice as long as to load one by one. */
WTW_AVX512 static size_t keep_first(struct wtw_placed_shingles *placed,
                                    uint64_t *out_items)
{
    uint16_t places[WTW_PLACED_MAX + LANES];
    uint16_t others[WTW_PLACED_MAX + 16];
    uint16_t *first = placed->first;
    size_t count = placed->count;

    write_place_numbers(placed, places);
    for (size_t i = count; i-- > 0;)
        first[places[i]] = (uint16_t)i;
    for (size_t i = 0; i < count; i++)
        places[i] = first[places[i]];
    return wtw_places_keep(placed, others, write_others(places, count, others),
                           out_items);
}

/* How many shingles at 'shingles', eight at most, are those that stand at 'next'. */
WTW_AVX512 static inline size_t equal_run(const struct wtw_placed_shingles *placed,
                                          size_t next, const uint64_t *shingles,
                                          __mmask8 lanes)
{
    __mmask8 is_equal = 0;

    if (next >= placed->count)
        return 0;
    lanes &= first_lanes(placed->count - next);
    is_equal = _mm512_mask_cmpeq_epi64_mask(lanes, load_eight(shingles, lanes),
                                            load_eight(placed->in_order + next, lanes));
    return (size_t)__builtin_ctz(~(unsigned)is_equal);
}

/* A row is compared at once where the shingle before it was found. */
WTW_AVX512 static size_t count_shared(const struct wtw_placed_shingles *placed,
                                      const uint64_t *shingles, size_t count)
{
    struct wtw_placed_search search = {.placed = placed};
    bool was_in = true;
    size_t shared = 0;

    for (size_t i = 0; i < count; i++) {
        if (was_in) {
            size_t run =
                equal_run(placed, search.next, shingles + i, first_lanes(count - i));

            shared += run;
            i += run;
            search.next += run;
            if (i == count)
                break;
        }
        was_in = wtw_places_find(&search, shingles[i]);
        shared += was_in;
    }
    return shared;
}

/* ------------------------------------------------------------ signature */

enum { SEEDED_BLOCK = 512 };

/* Two of a row may have one slot, so slots are lowered one by one. */
WTW_AVX512 static void lower_slots(const uint64_t *shingles, size_t count,
                                   uint64_t multiplier, uint32_t slot_bits,
                                   uint32_t *slots)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    const __m128i to_slot = _mm_cvtsi32_si128((int)(64 - slot_bits));
    const __m128i to_value = _mm_cvtsi32_si128((int)(32 - slot_bits));
    uint16_t slot_of[SEEDED_BLOCK];
    uint32_t value_of[SEEDED_BLOCK];

    for (size_t begin = 0; begin < count; begin += SEEDED_BLOCK) {
        size_t left = count - begin;
        size_t block = left < SEEDED_BLOCK ? left : SEEDED_BLOCK;

        for (size_t i = 0; i < block; i += LANES) {
            __m512i seeded = _mm512_mullo_epi64(
                load_eight(shingles + begin + i, first_lanes(block - i)), factor);

            _mm_storeu_si128((__m128i *)(slot_of + i),
                             _mm512_cvtepi64_epi16(_mm512_srl_epi64(seeded, to_slot)));
            _mm256_storeu_si256(
                (__m256i *)(value_of + i),
                _mm512_cvtepi64_epi32(_mm512_srl_epi64(seeded, to_value)));
        }
        for (size_t i = 0; i < block; i++) {
            uint32_t *slot = &slots[slot_of[i]];

            *slot = value_of[i] < *slot ? value_of[i] : *slot;
        }
    }
}

/* What a round has for one slot only. */
WTW_AVX512 static uint32_t least_of_slot(const uint64_t *shingles, size_t count,
                                         uint64_t multiplier, uint32_t slot_bits,
                                         uint32_t slot)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    const __m128i to_slot = _mm_cvtsi32_si128((int)(64 - slot_bits));
    const __m512i wanted = _mm512_set1_epi64(slot);
    __m512i least = _mm512_set1_epi64(-1);

    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 lanes = first_lanes(count - i);
        __m512i seeded = _mm512_mullo_epi64(load_eight(shingles + i, lanes), factor);
        __mmask8 is_here = _mm512_mask_cmpeq_epi64_mask(
            lanes, _mm512_srl_epi64(seeded, to_slot), wanted);

        least = _mm512_mask_min_epu64(least, is_here, least, seeded);
    }
    return (uint32_t)(_mm512_reduce_min_epu64(least) >> (32 - slot_bits));
}

enum { SLOT_LANES = 16 }; /* of 32 bits */

WTW_AVX512 static uint32_t count_empty(const uint32_t *slots, uint32_t slot_count)
{
    uint32_t empty = 0;

    for (uint32_t slot = 0; slot < slot_count; slot += SLOT_LANES)
        empty += (uint32_t)__builtin_popcount(_mm512_cmpeq_epi32_mask(
            _mm512_loadu_si512(slots + slot), _mm512_set1_epi32(-1)));
    return empty;
}

/* One slot takes a quarter of the time that a whole round takes. */
enum { FEW_EMPTY = 3 };

/* Slots that are empty take what a further round has for them. */
WTW_AVX512 static void fill_from_round(const uint64_t *shingles, size_t count,
                                       const struct wtw_signature_plan *plan, int round,
                                       uint32_t *out_slots)
{
    uint32_t slots[WTW_SLOTS_MAX];

    memset(slots, 0xff, plan->slot_count * sizeof slots[0]);
    lower_slots(shingles, count, plan->multipliers[round], plan->slot_bits, slots);
    for (uint32_t slot = 0; slot < plan->slot_count; slot += SLOT_LANES) {
        __m512i filled = _mm512_loadu_si512(out_slots + slot);
        __mmask16 empty = _mm512_cmpeq_epi32_mask(filled, _mm512_set1_epi32(-1));

        _mm512_storeu_si512(out_slots + slot,
                            _mm512_mask_loadu_epi32(filled, empty, slots + slot));
    }
}

WTW_AVX512 static void fill_few_from_round(const uint64_t *shingles, size_t count,
                                           const struct wtw_signature_plan *plan,
                                           int round, uint32_t *out_slots)
{
    for (uint32_t slot = 0; slot < plan->slot_count; slot++)
        if (out_slots[slot] == UINT32_MAX)
            out_slots[slot] = least_of_slot(shingles, count, plan->multipliers[round],
                                            plan->slot_bits, slot);
}

/* The least of a * value over all shingles, for a slot that is empty after all rounds. */
WTW_AVX512 static uint32_t least_product(const uint64_t *shingles, size_t count,
                                         const struct wtw_signature_plan *plan,
                                         uint32_t a)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)plan->multipliers[0]);
    const __m128i to_value = _mm_cvtsi32_si128((int)(32 - plan->slot_bits));
    const __m256i of_slot = _mm256_set1_epi32((int)a);
    __m256i least = _mm256_set1_epi32(-1);

    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 lanes = first_lanes(count - i);
        __m512i seeded = _mm512_mullo_epi64(load_eight(shingles + i, lanes), factor);
        __m256i value = _mm512_cvtepi64_epi32(_mm512_srl_epi64(seeded, to_value));

        least = _mm256_mask_min_epu32(least, lanes, least,
                                      _mm256_mullo_epi32(value, of_slot));
    }
    return _mm512_reduce_min_epu32(
        _mm512_mask_broadcast_i32x8(_mm512_set1_epi32(-1), 0xffff, least));
}

WTW_AVX512 static void make_signature(const uint64_t *shingles, size_t count,
                                      const struct wtw_signature_plan *plan,
                                      uint32_t *out_slots)
{
    memset(out_slots, 0xff, plan->slot_count * sizeof out_slots[0]);
    lower_slots(shingles, count, plan->multipliers[0], plan->slot_bits, out_slots);
    for (int round = 1; round < WTW_SIGNATURE_ROUNDS; round++) {
        uint32_t empty = count_empty(out_slots, plan->slot_count);

        if (!empty)
            return;
        if (empty <= FEW_EMPTY)
            fill_few_from_round(shingles, count, plan, round, out_slots);
        else
            fill_from_round(shingles, count, plan, round, out_slots);
    }
    for (uint32_t slot = 0; slot < plan->slot_count; slot++)
        if (out_slots[slot] == UINT32_MAX)
            out_slots[slot] = least_product(shingles, count, plan, plan->fill[slot]);
}

/* ------------------------------------------------------------ odd sketch */

/*
 * Eight shingles have a row of eight words with one bit each. A bit belongs to the word
 * that three more bits of the product name; rows[n] collects those for which all bits of
 * n are among the three, by which three comparisons do instead of eight. What belongs to
 * a word alone is left when those with one bit more are taken away again.
 */
WTW_AVX512 static inline void flip_bits(__m512i seeded, __mmask8 lanes,
                                        __m512i rows[WTW_ODD_SKETCH_WORDS])
{
    const __mmask8 has_1 =
        _mm512_test_epi64_mask(seeded, _mm512_set1_epi64(INT64_C(1) << 54));
    const __mmask8 has_2 =
        _mm512_test_epi64_mask(seeded, _mm512_set1_epi64(INT64_C(1) << 55));
    const __mmask8 has_4 =
        _mm512_test_epi64_mask(seeded, _mm512_set1_epi64(INT64_C(1) << 56));
    const __m512i bits = _mm512_maskz_rolv_epi64(lanes, _mm512_set1_epi64(1),
                                                 _mm512_srli_epi64(seeded, 48));

    rows[0] = _mm512_xor_si512(rows[0], bits);
    rows[1] = _mm512_mask_xor_epi64(rows[1], has_1, rows[1], bits);
    rows[2] = _mm512_mask_xor_epi64(rows[2], has_2, rows[2], bits);
    rows[3] = _mm512_mask_xor_epi64(rows[3], has_1 & has_2, rows[3], bits);
    rows[4] = _mm512_mask_xor_epi64(rows[4], has_4, rows[4], bits);
    rows[5] = _mm512_mask_xor_epi64(rows[5], has_1 & has_4, rows[5], bits);
    rows[6] = _mm512_mask_xor_epi64(rows[6], has_2 & has_4, rows[6], bits);
    rows[7] = _mm512_mask_xor_epi64(rows[7], has_1 & has_2 & has_4, rows[7], bits);
}

WTW_AVX512 static uint64_t put_over_each_other(__m512i row)
{
    __m256i half =
        _mm256_xor_si256(_mm512_castsi512_si256(row), _mm512_extracti64x4_epi64(row, 1));
    __m128i quarter =
        _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));

    return (uint64_t)_mm_cvtsi128_si64(
        _mm_xor_si128(quarter, _mm_unpackhi_epi64(quarter, quarter)));
}

WTW_AVX512 static void make_odd_sketch(const uint64_t *shingles, size_t count,
                                       uint64_t multiplier, uint64_t *out_words)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    __m512i rows[WTW_ODD_SKETCH_WORDS];

    for (int word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
        rows[word] = _mm512_setzero_si512();
    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 lanes = first_lanes(count - i);

        flip_bits(_mm512_mullo_epi64(load_eight(shingles + i, lanes), factor), lanes,
                  rows);
    }
    for (int word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
        out_words[word] = put_over_each_other(rows[word]);
    for (int bit = 1; bit < WTW_ODD_SKETCH_WORDS; bit *= 2)
        for (int word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
            if (!(word & bit))
                out_words[word] ^= out_words[word | bit];
}

/* ------------------------------------------------------------ winnowing */

enum {
    ORDERS = 32, /* of 16 bits in a row */
    REACH = WTW_WINNOW_WINDOW - 1,
    LEAST_BLOCK = 15 * ORDERS,
    LEAST_ROOM = LEAST_BLOCK + 4 * ORDERS
};

/* The top 16 bits of eight winnowing hashes. */
WTW_AVX512 static inline __m128i orders_of(const uint64_t *shingles, __mmask8 lanes)
{
    __m512i hash = _mm512_add_epi64(_mm512_rol_epi64(load_eight(shingles, lanes), 32),
                                    load_eight(shingles + WTW_WINNOW_STEP, lanes));

    return _mm512_cvtepi64_epi16(_mm512_srli_epi64(hash, 48));
}

/*
 * The orders of the hashes from REACH before 'begin' on, to 'out_orders', and zeros before
 * the first and after the last: no window has anything less.
 */
WTW_AVX512 static void write_orders(const uint64_t *shingles, size_t count, size_t begin,
                                    size_t end, uint16_t *out_orders)
{
    const size_t before = begin < REACH ? REACH - begin : 0;
    const size_t last = end + REACH < count ? end + REACH : count;
    const uint64_t *at = shingles + begin + before - REACH;
    const uint64_t *at_end = shingles + last;
    uint16_t *out = out_orders + before;

    _mm512_storeu_si512(out_orders, _mm512_setzero_si512());
    for (; at < at_end; at += LANES, out += LANES) {
        __mmask8 lanes = first_lanes((size_t)(at_end - at));

        _mm_storeu_si128((__m128i *)out,
                         _mm_maskz_mov_epi16(lanes, orders_of(at, lanes)));
    }
    for (uint16_t *end_of_room = out_orders + LEAST_ROOM;
         out + ORDERS <= end_of_room && out < out_orders + (end - begin) + 3 * ORDERS;
         out += ORDERS)
        _mm512_storeu_si512(out, _mm512_setzero_si512());
}

WTW_AVX512 static inline __m512i row_at(const uint16_t *orders)
{
    return _mm512_loadu_si512(orders);
}

/* Of each 24 neighbours the least: of 4 of them, then of 6 fours. */
WTW_AVX512 static void least_of_windows(const uint16_t *orders, size_t count,
                                        uint16_t *fours, uint16_t *out_least)
{
    for (size_t i = 0; i < count + REACH - 3; i += ORDERS)
        _mm512_storeu_si512(
            fours + i,
            _mm512_min_epu16(
                _mm512_min_epu16(row_at(orders + i), row_at(orders + i + 1)),
                _mm512_min_epu16(row_at(orders + i + 2), row_at(orders + i + 3))));
    for (size_t i = 0; i < count; i += ORDERS)
        _mm512_storeu_si512(
            out_least + i,
            _mm512_min_epu16(
                _mm512_min_epu16(
                    _mm512_min_epu16(row_at(fours + i), row_at(fours + i + 4)),
                    _mm512_min_epu16(row_at(fours + i + 8), row_at(fours + i + 12))),
                _mm512_min_epu16(row_at(fours + i + 16), row_at(fours + i + 20))));
}

WTW_AVX512 static inline __m512i greatest_of_fours(const uint16_t *fours)
{
    return _mm512_max_epu16(
        _mm512_max_epu16(_mm512_max_epu16(row_at(fours), row_at(fours + 4)),
                         _mm512_max_epu16(row_at(fours + 8), row_at(fours + 12))),
        _mm512_max_epu16(row_at(fours + 16), row_at(fours + 20)));
}

WTW_AVX512 static size_t write_found(uint32_t bits, uint32_t place, uint32_t *out_places)
{
    size_t found = 0;

    for (; bits; bits &= bits - 1)
        out_places[found++] = place + (uint32_t)__builtin_ctz(bits);
    return found;
}

/* As in kernel_scalar.c. */
WTW_AVX512 static size_t find_least(const uint64_t *shingles, size_t count,
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
        for (size_t i = 0; i < block + REACH - 3; i += ORDERS)
            _mm512_storeu_si512(
                fours + i,
                _mm512_max_epu16(
                    _mm512_max_epu16(row_at(least + i), row_at(least + i + 1)),
                    _mm512_max_epu16(row_at(least + i + 2), row_at(least + i + 3))));
        for (size_t i = 0; i < block; i += ORDERS) {
            uint32_t bits = _mm512_cmpeq_epi16_mask(greatest_of_fours(fours + i),
                                                    row_at(orders + i + REACH));

            if (block - i < ORDERS)
                bits &= (UINT32_C(1) << (block - i)) - 1;
            found += write_found(bits, (uint32_t)(begin + i), out_places + found);
        }
    }
    return found;
}

/* ------------------------------------------------------------ samples */

WTW_AVX512 static size_t pick_up_to(const uint64_t *shingles, size_t count,
                                    uint64_t multiplier, uint64_t most,
                                    uint64_t *out_hashes)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    const __m512i bound = _mm512_set1_epi64((int64_t)most);
    size_t picked = 0;

    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 lanes = first_lanes(count - i);
        __m512i hash = _mm512_mullo_epi64(load_eight(shingles + i, lanes), factor);
        __mmask8 is_picked = _mm512_mask_cmple_epu64_mask(lanes, hash, bound);

        _mm512_storeu_si512(out_hashes + picked,
                            _mm512_maskz_compress_epi64(is_picked, hash));
        picked += (size_t)__builtin_popcount(is_picked);
    }
    return picked;
}

const struct wtw_kernel wtw_kernel_avx512 = {
    .name = "avx512",
    .runs_here = runs_here,
    .hash_shingles = hash_shingles,
    .keep_first = keep_first,
    .count_shared = count_shared,
    .make_signature = make_signature,
    .make_odd_sketch = make_odd_sketch,
    .find_least = find_least,
    .pick_up_to = pick_up_to,
};
