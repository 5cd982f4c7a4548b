/*
 * kernel_scalar.c - the definitions of the hot loops, in plain portable C
 */
#include "sketch/kernels.h"
#include "sketch/mix.h"
#include "text/token_hash.h"

#include <string.h>

static bool runs_everywhere(void)
{
    return true;
}

/*
 * h = t0; h = rotl(h, 13) + t_i for each further token; then one multiplication spreads
 * every bit into the top bits, from which places and slots are taken, and a shift brings
 * them down again.
 */
static inline void hash_wide(const uint64_t *restrict token_hashes, size_t count,
                             uint32_t width, uint64_t *restrict out_hashes)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = token_hashes[i];

        for (uint32_t j = 1; j < width; j++)
            hash = wtw_rotate_left(hash, 13) + token_hashes[i + j];
        hash *= 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
        out_hashes[i] = hash + (hash == 0);
    }
}

/* With the width known, the inner loop is unrolled: half the instructions. */
static void hash_shingles(const uint64_t *token_hashes, size_t count, uint32_t width,
                          uint64_t *out_hashes)
{
    if (width == 3)
        hash_wide(token_hashes, count, 3, out_hashes);
    else if (width == 5)
        hash_wide(token_hashes, count, 5, out_hashes);
    else
        hash_wide(token_hashes, count, width, out_hashes);
}

/* The 32 bits of a seeded shingle hash below those that choose its slot. */
static uint32_t value_of(uint64_t seeded, uint32_t slot_bits)
{
    return (uint32_t)(seeded >> (32 - slot_bits));
}

/*
 * One round of one-permutation hashing. The least product of a slot has the least value
 * of it too, as the slot's bits come first and are the same.
 */
static inline void lower_slots(const uint64_t *restrict shingles, size_t count,
                               uint64_t multiplier, unsigned slot_bits,
                               uint64_t *restrict slots)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint64_t before = slots[seeded >> (64 - slot_bits)];

        slots[seeded >> (64 - slot_bits)] = seeded < before ? seeded : before;
    }
}

/* Slots that are empty take the values that 'round' has for them; returns how many stay
 * empty. */
static uint32_t fill_from_round(const uint64_t *restrict round, uint32_t slot_count,
                                unsigned slot_bits, uint32_t *restrict out_slots)
{
    uint32_t full = 0;

    for (uint32_t slot = 0; slot < slot_count; slot++) {
        uint32_t is_full = out_slots[slot] != UINT32_MAX;

        out_slots[slot] &= value_of(round[slot], slot_bits) | (0 - is_full);
        full += out_slots[slot] != UINT32_MAX;
    }
    return slot_count - full;
}

/* A block of 2 KB, which stays in the first-level cache. */
enum { FILL_BLOCK = 512 };

static uint32_t least_product(const uint32_t *restrict values, size_t count, uint32_t a)
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
static void fill_one_by_one(const uint64_t *shingles, size_t count,
                            const struct wtw_signature_plan *plan, uint32_t *out_slots)
{
    uint32_t values[FILL_BLOCK];
    uint16_t empty[WTW_SLOTS_MAX];
    size_t empty_count = 0;

    for (uint32_t slot = 0; slot < plan->slot_count; slot++)
        if (out_slots[slot] == UINT32_MAX)
            empty[empty_count++] = (uint16_t)slot;
    for (size_t begin = 0; begin < count; begin += FILL_BLOCK) {
        size_t left = count - begin;
        size_t block = left < FILL_BLOCK ? left : FILL_BLOCK;

        for (size_t i = 0; i < block; i++)
            values[i] =
                value_of(shingles[begin + i] * plan->multipliers[0], plan->slot_bits);
        for (size_t i = 0; i < empty_count; i++) {
            uint32_t least = least_product(values, block, plan->fill[empty[i]]);
            uint32_t *slot = &out_slots[empty[i]];

            *slot = least < *slot ? least : *slot;
        }
    }
}

/* An empty slot is all ones; so is one whose least value is all ones, which is then
 * filled too. */
static void make_signature(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots)
{
    uint64_t round[WTW_SLOTS_MAX];
    uint32_t empty = plan->slot_count;

    memset(out_slots, 0xff, plan->slot_count * sizeof out_slots[0]);
    for (int i = 0; i < WTW_SIGNATURE_ROUNDS && empty; i++) {
        memset(round, 0xff, plan->slot_count * sizeof round[0]);
        lower_slots(shingles, count, plan->multipliers[i], plan->slot_bits, round);
        empty = fill_from_round(round, plan->slot_count, plan->slot_bits, out_slots);
    }
    if (empty)
        fill_one_by_one(shingles, count, plan, out_slots);
}

/* The lowest bits of eight bytes side by side, the first byte's lowest: each product of a
 * byte lands on a bit of its own in the topmost byte. */
static uint64_t gather_eight(const char *bits)
{
    return wtw_load_little_endian(bits) * UINT64_C(0x0102040810204080) >> 56;
}

/*
 * 9 bits of the product that are independent of the slot's and mostly of the value's.
 * They count in a byte each, which takes half the instructions of a bit in a word.
 */
static void make_odd_sketch(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words)
{
    char bits[WTW_ODD_SKETCH_WORDS * 64] = {0};

    for (size_t i = 0; i < count; i++)
        bits[(shingles[i] * multiplier >> 48) % sizeof bits] ^= 1;
    for (size_t word = 0; word < WTW_ODD_SKETCH_WORDS; word++) {
        out_words[word] = 0;
        for (size_t i = 0; i < 8; i++)
            out_words[word] |= gather_eight(bits + word * 64 + i * 8) << 8 * i;
    }
}

const struct wtw_kernel wtw_kernel_scalar = {
    .name = "scalar",
    .runs_here = runs_everywhere,
    .hash_shingles = hash_shingles,
    .make_signature = make_signature,
    .make_odd_sketch = make_odd_sketch,
};
