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
#include "sketch/avx512_rows.h"
#include "sketch/kernels.h"
#include "sketch/placed.h"

#include <string.h>

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

/* ------------------------------------------------------------ shingles */

WTW_AVX512 static inline __m512i hash_eight(const uint64_t *token_hashes, __mmask8 lanes,
                                            uint32_t width)
{
    __m512i hash = wtw_avx512_load(token_hashes, lanes);

    for (uint32_t j = 1; j < width; j++)
        hash = _mm512_add_epi64(_mm512_rol_epi64(hash, 13),
                                wtw_avx512_load(token_hashes + j, lanes));
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((int64_t)0x9e3779b97f4a7c15u));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
    return _mm512_mask_set1_epi64(hash, _mm512_testn_epi64_mask(hash, hash), 1);
}

WTW_AVX512 static inline void hash_wide(const uint64_t *token_hashes, size_t count,
                                        uint32_t width, uint64_t *out_hashes)
{
    size_t i = 0;
    __mmask8 rest = wtw_avx512_first(count % WTW_AVX512_LANES);

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
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

WTW_AVX512 static inline void write_place_row(const uint64_t *shingles, __mmask8 lanes,
                                              __m128i shift, uint16_t *out_places)
{
    __m512i places = _mm512_srl_epi64(wtw_avx512_load(shingles, lanes), shift);

    _mm_storeu_si128((__m128i *)out_places, _mm512_cvtepi64_epi16(places));
}

/* The places of all shingles, in rows: the loops over them have no shift left. */
WTW_AVX512 static void write_place_numbers(const struct wtw_placed_shingles *placed,
                                           uint16_t *out_places)
{
    const __m128i shift = _mm_cvtsi32_si128((int)wtw_place_shift(placed));
    const uint64_t *shingles = placed->in_order;
    size_t count = placed->count;
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
        write_place_row(shingles + i, 0xff, shift, out_places + i);
    if (i < count)
        write_place_row(shingles + i, wtw_avx512_first(count - i), shift, out_places + i);
}

/* Writes the numbers of shingles that are not first in their place; returns how many. */
WTW_AVX512 static size_t write_others(const uint16_t *first, size_t count,
                                      uint16_t *out_others)
{
    size_t others = 0;
    __m512i numbers =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i one = _mm512_set1_epi32(1);

    for (size_t i = 0; i < count; i += 16) {
        __mmask16 lanes = (__mmask16)(count - i < 16 ? (1u << (count - i)) - 1 : 0xffff);
        __m512i those =
            _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)(first + i)));
        __mmask16 is_other =
            _mm512_mask_cmpneq_epi32_mask(lanes, those, _mm512_add_epi32(numbers, one));

        _mm256_storeu_si256(
            (__m256i *)(out_others + others),
            _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(is_other, numbers)));
        others += (size_t)__builtin_popcount(is_other);
        numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    }
    return others;
}

/* Compilers would take memset() for it, and for that one instruction that stores byte by
 * byte, so each row is hidden from them. */
WTW_AVX512 static inline void clear_places(const struct wtw_placed_shingles *placed)
{
    uint16_t *end = placed->first + ((size_t)1 << wtw_place_bits(placed->count));

    for (uint16_t *at = placed->first; at < end; at += WTW_AVX512_ORDERS) {
        __asm__("" : "+r"(at));
        _mm512_storeu_si512(at, _mm512_setzero_si512());
    }
}

/* Gathering by one instruction takes twice as long as to load one by one. */
WTW_AVX512 static size_t keep_first(struct wtw_placed_shingles *placed,
                                    uint64_t *out_items)
{
    uint16_t places[WTW_PLACED_MAX + WTW_AVX512_LANES];
    uint16_t others[WTW_PLACED_MAX + 16];
    uint16_t *first = placed->first;
    size_t count = placed->count;
    size_t other_count = 0;

    write_place_numbers(placed, places);
    clear_places(placed);
    for (size_t i = count; i > 0; i--)
        first[places[i - 1]] = (uint16_t)i;
    for (size_t i = 0; i < count; i++)
        places[i] = first[places[i]];
    other_count = write_others(places, count, others);
    return wtw_places_keep(placed, others, other_count, out_items);
}

/* Eight at 'shingles' are those that stand at 'next'. */
WTW_AVX512 static inline bool is_row_at(const struct wtw_placed_shingles *placed,
                                        size_t next, const uint64_t *shingles)
{
    if (next + WTW_AVX512_LANES > placed->count)
        return false;
    return _mm512_cmpeq_epi64_mask(wtw_avx512_load(shingles, 0xff),
                                   wtw_avx512_load(placed->in_order + next, 0xff)) ==
           0xff;
}

/* What two texts share stands in rows. A branch on a whole row is foreseen; to count how
 * much of it is equal makes the next row wait for the count. */
WTW_AVX512 static size_t count_shared(const struct wtw_placed_shingles *placed,
                                      const uint64_t *shingles, size_t count)
{
    struct wtw_placed_search search = {.placed = placed,
                                       .shift = wtw_place_shift(placed)};
    size_t shared = 0;
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES) {
        if (is_row_at(placed, search.next, shingles + i)) {
            search.next += WTW_AVX512_LANES;
            shared += WTW_AVX512_LANES;
            continue;
        }
        for (size_t j = 0; j < WTW_AVX512_LANES; j++)
            shared += wtw_places_find(&search, shingles[i + j]);
    }
    for (; i < count; i++)
        shared += wtw_places_find(&search, shingles[i]);
    return shared;
}

/* ------------------------------------------------------------ signature */

enum { SEEDED_BLOCK = 512 };

/* Slots and values of a block. */
struct seeded {
    uint16_t slots[SEEDED_BLOCK];
    uint32_t values[SEEDED_BLOCK];
};

WTW_AVX512 static inline void seed_row(__m512i shingles, uint64_t multiplier,
                                       uint32_t slot_bits, size_t place,
                                       struct seeded *out)
{
    __m512i seeded = _mm512_mullo_epi64(shingles, _mm512_set1_epi64((int64_t)multiplier));
    __m512i slots = _mm512_srl_epi64(seeded, _mm_cvtsi32_si128((int)(64 - slot_bits)));
    __m512i values = _mm512_srl_epi64(seeded, _mm_cvtsi32_si128((int)(32 - slot_bits)));

    _mm_storeu_si128((__m128i *)(out->slots + place), _mm512_cvtepi64_epi16(slots));
    _mm256_storeu_si256((__m256i *)(out->values + place), _mm512_cvtepi64_epi32(values));
}

WTW_AVX512 static inline void seed_block(const uint64_t *shingles, size_t count,
                                         uint64_t multiplier, uint32_t slot_bits,
                                         struct seeded *out)
{
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
        seed_row(wtw_avx512_load(shingles + i, 0xff), multiplier, slot_bits, i, out);
    if (i < count)
        seed_row(wtw_avx512_load(shingles + i, wtw_avx512_first(count - i)), multiplier,
                 slot_bits, i, out);
}

/* Two of a row may have one slot, so slots are lowered one by one. */
WTW_AVX512 static void lower_slots(const uint64_t *shingles, size_t count,
                                   uint64_t multiplier, uint32_t slot_bits,
                                   uint32_t *slots)
{
    struct seeded seeded;

    for (size_t begin = 0; begin < count; begin += SEEDED_BLOCK) {
        size_t left = count - begin;
        size_t block = left < SEEDED_BLOCK ? left : SEEDED_BLOCK;

        seed_block(shingles + begin, block, multiplier, slot_bits, &seeded);
        for (size_t i = 0; i < block; i++) {
            uint32_t *slot = &slots[seeded.slots[i]];

            *slot = seeded.values[i] < *slot ? seeded.values[i] : *slot;
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

    for (size_t i = 0; i < count; i += WTW_AVX512_LANES) {
        __mmask8 lanes = wtw_avx512_first(count - i);
        __m512i seeded = _mm512_mullo_epi64(wtw_avx512_load(shingles + i, lanes), factor);
        __mmask8 is_here = _mm512_mask_cmpeq_epi64_mask(
            lanes, _mm512_srl_epi64(seeded, to_slot), wanted);

        least = _mm512_mask_min_epu64(least, is_here, least, seeded);
    }
    return (uint32_t)(_mm512_reduce_min_epu64(least) >> (32 - slot_bits));
}

enum { SLOT_WTW_AVX512_LANES = 16 }; /* of 32 bits */

WTW_AVX512 static uint32_t count_empty(const uint32_t *slots, uint32_t slot_count)
{
    uint32_t empty = 0;

    for (uint32_t slot = 0; slot < slot_count; slot += SLOT_WTW_AVX512_LANES)
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
    for (uint32_t slot = 0; slot < plan->slot_count; slot += SLOT_WTW_AVX512_LANES) {
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

    for (size_t i = 0; i < count; i += WTW_AVX512_LANES) {
        __mmask8 lanes = wtw_avx512_first(count - i);
        __m512i seeded = _mm512_mullo_epi64(wtw_avx512_load(shingles + i, lanes), factor);
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
 * that three more bits of the product name; of_n collects those for which all bits of n
 * are among the three, which saves half of the eight comparisons and masks. What belongs
 * to a word alone is left when those with one bit more are taken away again. (As an array
 * they would not stay in registers.)
 */
struct flipped {
    __m512i of_0, of_1, of_2, of_3, of_4, of_5, of_6, of_7;
};

enum { X_FLIPPED_BY_Y_AND_Z = 0x78 };

WTW_AVX512 static inline struct flipped flip_bits(struct flipped so_far, __m512i seeded,
                                                  __mmask8 lanes)
{
    const __m512i one = _mm512_set1_epi64(1);
    const __m512i place = _mm512_srli_epi64(seeded, 48);
    const __mmask8 has_1 =
        _mm512_test_epi64_mask(seeded, _mm512_set1_epi64(INT64_C(1) << 54));
    const __mmask8 has_2 =
        _mm512_test_epi64_mask(seeded, _mm512_set1_epi64(INT64_C(1) << 55));
    const __m512i has_4 = _mm512_srai_epi64(_mm512_slli_epi64(seeded, 63 - 56), 63);
    const __m512i bits = _mm512_maskz_rolv_epi64(lanes, one, place);
    const __m512i of_1 = _mm512_maskz_rolv_epi64(lanes & has_1, one, place);
    const __m512i of_2 = _mm512_maskz_rolv_epi64(lanes & has_2, one, place);
    const __m512i of_3 = _mm512_maskz_mov_epi64(has_1, of_2);

    return (struct flipped){
        _mm512_xor_si512(so_far.of_0, bits),
        _mm512_xor_si512(so_far.of_1, of_1),
        _mm512_xor_si512(so_far.of_2, of_2),
        _mm512_xor_si512(so_far.of_3, of_3),
        _mm512_ternarylogic_epi64(so_far.of_4, bits, has_4, X_FLIPPED_BY_Y_AND_Z),
        _mm512_ternarylogic_epi64(so_far.of_5, of_1, has_4, X_FLIPPED_BY_Y_AND_Z),
        _mm512_ternarylogic_epi64(so_far.of_6, of_2, has_4, X_FLIPPED_BY_Y_AND_Z),
        _mm512_ternarylogic_epi64(so_far.of_7, of_3, has_4, X_FLIPPED_BY_Y_AND_Z),
    };
}

WTW_AVX512 static inline uint64_t put_over_each_other(__m512i row)
{
    __m256i half =
        _mm256_xor_si256(_mm512_castsi512_si256(row), _mm512_extracti64x4_epi64(row, 1));
    __m128i quarter =
        _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));

    return (uint64_t)_mm_cvtsi128_si64(
        _mm_xor_si128(quarter, _mm_unpackhi_epi64(quarter, quarter)));
}

WTW_AVX512 static inline void write_words(struct flipped flipped, uint64_t *out_words)
{
    uint64_t words[WTW_ODD_SKETCH_WORDS] = {
        put_over_each_other(flipped.of_0), put_over_each_other(flipped.of_1),
        put_over_each_other(flipped.of_2), put_over_each_other(flipped.of_3),
        put_over_each_other(flipped.of_4), put_over_each_other(flipped.of_5),
        put_over_each_other(flipped.of_6), put_over_each_other(flipped.of_7),
    };

    for (int bit = 1; bit < WTW_ODD_SKETCH_WORDS; bit *= 2)
        for (int word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
            if (!(word & bit))
                words[word] ^= words[word | bit];
    memcpy(out_words, words, sizeof words);
}

WTW_AVX512 static void make_odd_sketch(const uint64_t *shingles, size_t count,
                                       uint64_t multiplier, uint64_t *out_words)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    const __m512i zero = _mm512_setzero_si512();
    struct flipped flipped = {zero, zero, zero, zero, zero, zero, zero, zero};
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
        flipped = flip_bits(
            flipped, _mm512_mullo_epi64(wtw_avx512_load(shingles + i, 0xff), factor),
            0xff);
    if (i < count) {
        __mmask8 lanes = wtw_avx512_first(count - i);

        flipped = flip_bits(
            flipped, _mm512_mullo_epi64(wtw_avx512_load(shingles + i, lanes), factor),
            lanes);
    }
    write_words(flipped, out_words);
}

/* ------------------------------------------------------------ samples */

/* A row is written as a whole; the next overwrites what was not picked. */
WTW_AVX512 static inline size_t pick_of_row(__m512i shingles, __mmask8 lanes,
                                            __m512i factor, __m512i most,
                                            uint64_t *out_hashes)
{
    __m512i hashes = _mm512_mullo_epi64(shingles, factor);
    __mmask8 is_picked = _mm512_mask_cmple_epu64_mask(lanes, hashes, most);

    _mm512_storeu_si512(out_hashes, _mm512_maskz_compress_epi64(is_picked, hashes));
    return (size_t)__builtin_popcount(is_picked);
}

WTW_AVX512 static size_t pick_up_to(const uint64_t *shingles, size_t count,
                                    uint64_t multiplier, uint64_t most,
                                    uint64_t *out_hashes)
{
    const __m512i factor = _mm512_set1_epi64((int64_t)multiplier);
    const __m512i bound = _mm512_set1_epi64((int64_t)most);
    size_t picked = 0;
    size_t i = 0;

    for (; i + WTW_AVX512_LANES <= count; i += WTW_AVX512_LANES)
        picked += pick_of_row(wtw_avx512_load(shingles + i, 0xff), 0xff, factor, bound,
                              out_hashes + picked);
    if (i < count)
        picked +=
            pick_of_row(wtw_avx512_load(shingles + i, wtw_avx512_first(count - i)),
                        wtw_avx512_first(count - i), factor, bound, out_hashes + picked);
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
    .find_least = wtw_avx512_find_least,
    .pick_up_to = pick_up_to,
    .pick_words = wtw_avx512_pick_words,
};
