/*
 * kernel_loops.h - hot loops in plain C, for kernels whose vectors have nothing better
 *
 * Loops that write to a place that a hash names do one after the other in any case; what
 * a stronger kernel gains of them comes from its compiler alone, which knows more
 * instructions there. So a function here becomes a part of the kernel that calls it.
 */
#ifndef WTW_SKETCH_KERNEL_LOOPS_H
#define WTW_SKETCH_KERNEL_LOOPS_H

#include "sketch/kernels.h"
#include "text/rarity.h"
#include "text/stems.h"
#include "text/token_hash.h"

#include <string.h>

#if defined(__GNUC__)
#define WTW_LOOP __attribute__((always_inline)) static inline
#else
#define WTW_LOOP static inline
#endif

/*
 * Where only the product could be worked out in rows and each of them is then used alone,
 * compilers take it for worth while, and it is not: three multiplications of 32 bits
 * instead of one of 64, and then all numbers taken out of the row one by one.
 */
#if defined(__GNUC__)
#define WTW_ONE_BY_ONE(number) __asm__("" : "+r"(number))
#else
#define WTW_ONE_BY_ONE(number) ((void)0)
#endif

/*
 * The loops below take about ten instructions a shingle, and three more to go on to the
 * next, which four shingles at a time share.
 */
#if defined(__clang__)
#define WTW_FOUR_AT_A_TIME _Pragma("clang loop unroll_count(4)")
#elif defined(__GNUC__)
#define WTW_FOUR_AT_A_TIME _Pragma("GCC unroll 4")
#else
#define WTW_FOUR_AT_A_TIME
#endif

/* The 32 bits of a seeded shingle hash below those that choose its slot. */
WTW_LOOP uint32_t wtw_loop_value_of(uint64_t seeded, uint32_t slot_bits)
{
    return (uint32_t)(seeded >> (32 - slot_bits));
}

WTW_LOOP void wtw_loop_lower(const uint64_t *restrict shingles, size_t count,
                             uint64_t multiplier, unsigned slot_bits,
                             uint32_t *restrict slots)
{
    WTW_FOUR_AT_A_TIME
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint32_t value = wtw_loop_value_of(seeded, slot_bits);
        uint32_t *slot = &slots[seeded >> (64 - slot_bits)];

        *slot = value < *slot ? value : *slot;
    }
}

/* One round of one-permutation hashing. Old processors take three times as long over a
 * shift by a number that is not known. */
WTW_LOOP void wtw_loop_lower_slots(const uint64_t *shingles, size_t count,
                                   uint64_t multiplier, unsigned slot_bits,
                                   uint32_t *slots)
{
    if (slot_bits == 6)
        wtw_loop_lower(shingles, count, multiplier, 6, slots);
    else
        wtw_loop_lower(shingles, count, multiplier, slot_bits, slots);
}

WTW_LOOP uint32_t wtw_loop_count_empty(const uint32_t *slots, uint32_t slot_count)
{
    uint32_t empty = 0;

    for (uint32_t slot = 0; slot < slot_count; slot++)
        empty += slots[slot] == UINT32_MAX;
    return empty;
}

/* Slots that are empty take the values that 'round' has for them. */
WTW_LOOP void wtw_loop_fill_from_round(const uint32_t *restrict round,
                                       uint32_t slot_count, uint32_t *restrict out_slots)
{
    for (uint32_t slot = 0; slot < slot_count; slot++) {
        uint32_t is_full = out_slots[slot] != UINT32_MAX;

        out_slots[slot] &= round[slot] | (0 - is_full);
    }
}

/* A block of 2 KB, which stays in the first-level cache. */
enum { WTW_FILL_BLOCK = 512 };

WTW_LOOP uint32_t wtw_loop_least_product(const uint32_t *restrict values, size_t count,
                                         uint32_t a)
{
    uint32_t least = UINT32_MAX;

    for (size_t i = 0; i < count; i++) {
        uint32_t product = a * values[i];

        least = product < least ? product : least;
    }
    return least;
}

/* Fills each slot that is empty with the least of its a_j * x, which costs a look at all
 * shingles for each. */
WTW_LOOP void wtw_loop_fill_one_by_one(const uint64_t *shingles, size_t count,
                                       const struct wtw_signature_plan *plan,
                                       uint32_t *out_slots)
{
    uint32_t values[WTW_FILL_BLOCK];
    uint16_t empty[WTW_SLOTS_MAX];
    size_t empty_count = 0;

    for (uint32_t slot = 0; slot < plan->slot_count; slot++)
        if (out_slots[slot] == UINT32_MAX)
            empty[empty_count++] = (uint16_t)slot;
    for (size_t begin = 0; begin < count; begin += WTW_FILL_BLOCK) {
        size_t left = count - begin;
        size_t block = left < WTW_FILL_BLOCK ? left : WTW_FILL_BLOCK;

        for (size_t i = 0; i < block; i++)
            values[i] = wtw_loop_value_of(shingles[begin + i] * plan->multipliers[0],
                                          plan->slot_bits);
        for (size_t i = 0; i < empty_count; i++) {
            uint32_t least = wtw_loop_least_product(values, block, plan->fill[empty[i]]);
            uint32_t *slot = &out_slots[empty[i]];

            *slot = least < *slot ? least : *slot;
        }
    }
}

/* An empty slot is all ones; so is one whose least value is all ones, which is then
 * filled too. */
WTW_LOOP void wtw_loop_make_signature(const uint64_t *shingles, size_t count,
                                      const struct wtw_signature_plan *plan,
                                      uint32_t *out_slots)
{
    uint32_t round[WTW_SLOTS_MAX];
    size_t slots_bytes = plan->slot_count * sizeof round[0];

    memset(out_slots, 0xff, slots_bytes);
    wtw_loop_lower_slots(shingles, count, plan->multipliers[0], plan->slot_bits,
                         out_slots);
    for (int i = 1; i < WTW_SIGNATURE_ROUNDS; i++) {
        if (!wtw_loop_count_empty(out_slots, plan->slot_count))
            return;
        memset(round, 0xff, slots_bytes);
        wtw_loop_lower_slots(shingles, count, plan->multipliers[i], plan->slot_bits,
                             round);
        wtw_loop_fill_from_round(round, plan->slot_count, out_slots);
    }
    if (wtw_loop_count_empty(out_slots, plan->slot_count))
        wtw_loop_fill_one_by_one(shingles, count, plan, out_slots);
}

/* The lowest bits of eight bytes side by side, the first byte's lowest: each product of a
 * byte lands on a bit of its own in the topmost byte. */
WTW_LOOP uint64_t wtw_loop_gather_eight(const char *bits)
{
    return wtw_load_little_endian(bits) * UINT64_C(0x0102040810204080) >> 56;
}

/*
 * 9 bits of the product that are independent of the slot's and mostly of the value's.
 * They count in a byte each, which takes half the instructions of a bit in a word.
 */
WTW_LOOP void wtw_loop_make_odd_sketch(const uint64_t *shingles, size_t count,
                                       uint64_t multiplier, uint64_t *out_words)
{
    char bits[WTW_ODD_SKETCH_WORDS * 64] = {0};

    WTW_FOUR_AT_A_TIME
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;

        WTW_ONE_BY_ONE(seeded);
        bits[(seeded >> 48) % sizeof bits] ^= 1;
    }
    for (size_t word = 0; word < WTW_ODD_SKETCH_WORDS; word++) {
        out_words[word] = 0;
        for (size_t i = 0; i < 8; i++)
            out_words[word] |= wtw_loop_gather_eight(bits + word * 64 + i * 8) << 8 * i;
    }
}

WTW_LOOP size_t wtw_loop_pick_up_to(const uint64_t *shingles, size_t count,
                                    uint64_t multiplier, uint64_t most,
                                    uint64_t *out_hashes)
{
    size_t picked = 0;

    WTW_FOUR_AT_A_TIME
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = shingles[i] * multiplier;

        WTW_ONE_BY_ONE(hash);
        out_hashes[picked] = hash;
        picked += hash <= most;
    }
    return picked;
}

WTW_LOOP bool wtw_loop_is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Writes the ranges of the tokens that are not passed over; returns how many. */
WTW_LOOP size_t wtw_loop_pick_ranges(const char *text, const struct wtw_range *tokens,
                                     size_t count, struct wtw_range *out_ranges)
{
    size_t picked = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_passed = (tokens[i].end - tokens[i].begin <= WTW_PASSED_WORD_BYTES) &
                         wtw_loop_is_small_letter(text[tokens[i].begin]);

        out_ranges[picked] = tokens[i];
        picked += !is_passed;
    }
    return picked;
}

/* Two loops with hardly a branch that depends on the words, as nobody can foresee words. */
WTW_LOOP void wtw_loop_pick_words(const char *text, const struct wtw_range *tokens,
                                  size_t count, struct wtw_picked_words *picked)
{
    const struct wtw_range *ranges = picked->ranges;
    uint32_t *stems = picked->stems;
    uint8_t *flags = picked->flags;
    uint32_t *others = picked->others;
    size_t other_count = picked->other_count;
    size_t end = picked->count + wtw_loop_pick_ranges(text, tokens, count,
                                                      picked->ranges + picked->count);

    for (size_t k = picked->count; k < end; k++) {
        const char *bytes = text + ranges[k].begin;
        uint64_t hash = 0;
        bool is_plain =
            wtw_plain_stem_hash(bytes, ranges[k].end - ranges[k].begin, &hash);

        WTW_ONE_BY_ONE(hash);
        stems[k] = (uint32_t)(hash >> (64 - WTW_RARITY_HASH_BITS));
        flags[k] = (uint8_t)(is_plain * WTW_WORD_IS_PLAIN);
        others[other_count] = (uint32_t)k;
        other_count += !(is_plain & wtw_loop_is_small_letter(bytes[0]));
    }
    picked->count = end;
    picked->other_count = other_count;
}

#endif
