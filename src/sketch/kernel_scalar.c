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

/*
 * Empty slots are filled from blocks of values, and blocks are searched by segments. The
 * least product must be among those whose upper 16 bits are least, and these take vectors
 * of 16-bit numbers, which the weakest instruction sets have and which hold twice as
 * many:
 *
 *     upper half of a v = upper half of a_low v_low + a_high v_low + a_low v_high
 *
 * Only the segment with the least upper half, or the few with equal ones, are multiplied
 * in full. That is two fifths of the work of multiplying all.
 */
enum { FILL_BLOCK = 512, FILL_SEGMENT = 32 };

/* A block of 4 KB, filled up to whole segments by repeating its last value. */
struct fill_block {
    size_t segment_count;
    uint32_t values[FILL_BLOCK];
    uint16_t lows[FILL_BLOCK];
    uint16_t highs[FILL_BLOCK];
};

/* The top bit of 'highs' is flipped, so that that of each product is, as a_low is odd:
 * signed comparisons, the only ones there are, then order them as unsigned numbers. */
static void make_fill_block(const uint64_t *shingles, size_t count,
                            const struct wtw_signature_plan *plan,
                            struct fill_block *block)
{
    size_t padded = (count + FILL_SEGMENT - 1) / FILL_SEGMENT * FILL_SEGMENT;

    for (size_t i = 0; i < count; i++)
        block->values[i] = value_of(shingles[i] * plan->multiplier, plan->slot_bits);
    for (size_t i = count; i < padded; i++)
        block->values[i] = block->values[count - 1];
    for (size_t i = 0; i < padded; i++) {
        block->lows[i] = (uint16_t)block->values[i];
        block->highs[i] = (uint16_t)(block->values[i] >> 16) ^ 0x8000;
    }
    block->segment_count = padded / FILL_SEGMENT;
}

/* The least upper half of a segment's products, its top bit flipped. The halves of a come
 * from memory, as compilers see no product of 16-bit numbers where they were just cut. */
static int16_t least_upper_half(const uint16_t *lows, const uint16_t *highs,
                                const uint16_t a_halves[2])
{
    uint16_t a_low = a_halves[0];
    uint16_t a_high = a_halves[1];
    int16_t least = INT16_MAX;

    for (size_t i = 0; i < FILL_SEGMENT; i++) {
        uint16_t carried = (uint16_t)((uint32_t)a_low * lows[i] >> 16);
        uint16_t crossed = (uint16_t)((uint32_t)a_high * lows[i]);
        uint16_t upper = (uint16_t)((uint32_t)a_low * highs[i]);
        uint16_t half = (uint16_t)(carried + crossed + upper);

        least = (int16_t)half < least ? (int16_t)half : least;
    }
    return least;
}

static uint32_t least_product(const uint32_t *values, uint32_t a)
{
    uint32_t least = UINT32_MAX;

    for (size_t i = 0; i < FILL_SEGMENT; i++) {
        uint32_t product = a * values[i];

        least = product < least ? product : least;
    }
    return least;
}

static uint32_t least_of_block(const struct fill_block *block, const uint16_t a_halves[2])
{
    uint32_t a = (uint32_t)a_halves[1] << 16 | a_halves[0];
    int16_t halves[FILL_BLOCK / FILL_SEGMENT];
    int16_t least_half = INT16_MAX;
    uint32_t least = UINT32_MAX;

    for (size_t i = 0; i < block->segment_count; i++) {
        halves[i] = least_upper_half(block->lows + i * FILL_SEGMENT,
                                     block->highs + i * FILL_SEGMENT, a_halves);
        least_half = halves[i] < least_half ? halves[i] : least_half;
    }
    for (size_t i = 0; i < block->segment_count; i++) {
        uint32_t product = 0;

        if (halves[i] != least_half)
            continue;
        product = least_product(block->values + i * FILL_SEGMENT, a);
        least = product < least ? product : least;
    }
    return least;
}

/* Lowers each empty slot to the least of its a_j * x: a classic MinHash of its own. */
static void fill_empty_slots(const uint64_t *shingles, size_t count,
                             const struct wtw_signature_plan *plan, const uint16_t *empty,
                             size_t empty_count, uint32_t *out_slots)
{
    struct fill_block block;
    uint16_t a_halves[WTW_SLOTS_MAX][2];

    for (size_t i = 0; i < empty_count; i++) {
        a_halves[i][0] = (uint16_t)plan->fill[empty[i]];
        a_halves[i][1] = (uint16_t)(plan->fill[empty[i]] >> 16);
    }
    for (size_t begin = 0; begin < count && empty_count; begin += FILL_BLOCK) {
        size_t left = count - begin;

        make_fill_block(shingles + begin, left < FILL_BLOCK ? left : FILL_BLOCK, plan,
                        &block);
        for (size_t i = 0; i < empty_count; i++) {
            uint32_t least = least_of_block(&block, a_halves[i]);
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
