/*
 * kernel_scalar.c - the definitions of the hot loops, in plain portable C
 */
#include "sketch/kernels.h"
#include "sketch/mix.h"

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

/* Shingles whose values are at hand at a time, while empty slots are filled: 2 KB. */
enum { FILL_BLOCK = 512 };

/* Lowers each empty slot to the least of its a_j * x: a classic MinHash of its own. */
static void fill_from_block(const uint32_t *values, size_t count, const uint16_t *empty,
                            size_t empty_count, const uint32_t *fill, uint32_t *out_slots)
{
    for (size_t i = 0; i < empty_count; i++) {
        uint32_t a = fill[empty[i]];
        uint32_t least = out_slots[empty[i]];

        for (size_t j = 0; j < count; j++) {
            uint32_t product = a * values[j];

            least = product < least ? product : least;
        }
        out_slots[empty[i]] = least;
    }
}

static void fill_empty_slots(const uint64_t *shingles, size_t count,
                             const struct wtw_signature_plan *plan, const uint16_t *empty,
                             size_t empty_count, uint32_t *out_slots)
{
    uint32_t values[FILL_BLOCK];

    for (size_t begin = 0; begin < count && empty_count; begin += FILL_BLOCK) {
        size_t block = count - begin < FILL_BLOCK ? count - begin : FILL_BLOCK;

        for (size_t i = 0; i < block; i++)
            values[i] = value_of(shingles[begin + i] * plan->multiplier, plan->slot_bits);
        fill_from_block(values, block, empty, empty_count, plan->fill, out_slots);
    }
}

/* An empty slot is all ones; so is one whose least value is all ones, which is then
 * filled too. */
static void make_signature(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots)
{
    uint16_t empty[WTW_SLOTS_MAX];
    size_t empty_count = 0;
    unsigned slot_bits = plan->slot_bits;
    uint64_t multiplier = plan->multiplier;

    memset(out_slots, 0xff, plan->slot_count * sizeof out_slots[0]);
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint32_t value = value_of(seeded, slot_bits);
        uint32_t *slot = &out_slots[seeded >> (64 - slot_bits)];

        *slot = value < *slot ? value : *slot;
    }
    for (uint32_t slot = 0; slot < plan->slot_count; slot++) {
        empty[empty_count] = (uint16_t)slot;
        empty_count += out_slots[slot] == UINT32_MAX;
    }
    fill_empty_slots(shingles, count, plan, empty, empty_count, out_slots);
}

/* 9 bits of the product that are independent of the slot's and mostly of the value's. */
static void make_odd_sketch(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words)
{
    memset(out_words, 0, WTW_ODD_SKETCH_WORDS * sizeof out_words[0]);
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint32_t bit = (uint32_t)(seeded >> 48) % (WTW_ODD_SKETCH_WORDS * 64);

        out_words[bit / 64] ^= (uint64_t)1 << bit % 64;
    }
}

const struct wtw_kernel wtw_kernel_scalar = {
    .name = "scalar",
    .runs_here = runs_everywhere,
    .hash_shingles = hash_shingles,
    .make_signature = make_signature,
    .make_odd_sketch = make_odd_sketch,
};
