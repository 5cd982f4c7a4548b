/*
 * kernel_neon.c - the hot loops for AArch64
 *
 * Its vectors are part of the instruction set, so compilers make use of them in the plain
 * loops already, and there is no multiplication of 64-bit numbers in them, which most of
 * these loops consist of. Here stands what compilers do not find.
 */
#include "sketch/kernels.h"
#include "sketch/placed.h"

#include <arm_neon.h>

enum { ROW = 8 }; /* shingles that are compared at once */

static bool runs_everywhere(void)
{
    return true;
}

static void hash_shingles(const uint64_t *token_hashes, size_t count, uint32_t width,
                          uint64_t *out_hashes)
{
    wtw_kernel_scalar.hash_shingles(token_hashes, count, width, out_hashes);
}

static size_t keep_first(struct wtw_placed_shingles *placed, uint64_t *out_items)
{
    return wtw_kernel_scalar.keep_first(placed, out_items);
}

/* The eight at 'shingles' are those that stand at 'next'. */
static inline bool is_row_at(const struct wtw_placed_shingles *placed, size_t next,
                             const uint64_t *shingles)
{
    uint64x2_t differs = vdupq_n_u64(0);

    if (next + ROW > placed->count)
        return false;
    for (size_t i = 0; i < ROW; i += 2)
        differs = vorrq_u64(differs, veorq_u64(vld1q_u64(shingles + i),
                                               vld1q_u64(placed->in_order + next + i)));
    return vmaxvq_u32(vreinterpretq_u32_u64(differs)) == 0;
}

/* What two texts share stands in rows; a branch on a whole row is foreseen. */
static size_t count_shared(const struct wtw_placed_shingles *placed,
                           const uint64_t *shingles, size_t count)
{
    struct wtw_placed_search search = {.placed = placed,
                                       .shift = wtw_place_shift(placed)};
    size_t shared = 0;
    size_t i = 0;

    while (i < count) {
        if (i + ROW <= count && is_row_at(placed, search.next, shingles + i)) {
            search.next += ROW;
            shared += ROW;
            i += ROW;
            continue;
        }
        for (size_t end = i + ROW < count ? i + ROW : count; i < end; i++)
            shared += wtw_places_find(&search, shingles[i]);
    }
    return shared;
}

static void make_signature(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots)
{
    wtw_kernel_scalar.make_signature(shingles, count, plan, out_slots);
}

static void make_odd_sketch(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words)
{
    wtw_kernel_scalar.make_odd_sketch(shingles, count, multiplier, out_words);
}

static size_t find_least(const uint64_t *shingles, size_t count, uint32_t *out_places)
{
    return wtw_kernel_scalar.find_least(shingles, count, out_places);
}

static size_t pick_up_to(const uint64_t *shingles, size_t count, uint64_t multiplier,
                         uint64_t most, uint64_t *out_hashes)
{
    return wtw_kernel_scalar.pick_up_to(shingles, count, multiplier, most, out_hashes);
}

static void pick_words(const char *text, const struct wtw_range *tokens, size_t count,
                       struct wtw_picked_words *picked)
{
    wtw_kernel_scalar.pick_words(text, tokens, count, picked);
}

const struct wtw_kernel wtw_kernel_neon = {
    .name = "neon",
    .runs_here = runs_everywhere,
    .hash_shingles = hash_shingles,
    .keep_first = keep_first,
    .count_shared = count_shared,
    .make_signature = make_signature,
    .make_odd_sketch = make_odd_sketch,
    .find_least = find_least,
    .pick_up_to = pick_up_to,
    .pick_words = pick_words,
};
