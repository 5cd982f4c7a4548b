/*
 * kernel_scalar.c - the definitions of the hot loops, in plain portable C
 */
#include "sketch/kernel_loops.h"
#include "sketch/kernels.h"
#include "sketch/mix.h"
#include "sketch/placed.h"

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
    WTW_FOUR_AT_A_TIME
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

/* Where the size is known no function has to be called that looks at it. */
static void clear_places(const struct wtw_placed_shingles *placed)
{
    if (wtw_place_bits(placed->count) == WTW_FEW_PLACE_BITS)
        memset(placed->first, 0, sizeof placed->first[0] << WTW_FEW_PLACE_BITS);
    else
        memset(placed->first, 0, sizeof placed->first[0] << WTW_PLACE_BITS_MAX);
}

static size_t keep_first(struct wtw_placed_shingles *placed, uint64_t *out_items)
{
    uint16_t others[WTW_PLACED_MAX + 1];
    const unsigned shift = wtw_place_shift(placed);
    size_t other_count = 0;

    clear_places(placed);
    wtw_places_write(placed);
    WTW_FOUR_AT_A_TIME
    for (size_t i = 0; i < placed->count; i++) {
        others[other_count] = (uint16_t)i;
        other_count += placed->first[placed->in_order[i] >> shift] != i + 1;
    }
    return wtw_places_keep(placed, others, other_count, out_items);
}

static size_t count_shared(const struct wtw_placed_shingles *placed,
                           const uint64_t *shingles, size_t count)
{
    struct wtw_placed_search search = {.placed = placed,
                                       .shift = wtw_place_shift(placed)};
    size_t shared = 0;

    for (size_t i = 0; i < count; i++)
        shared += wtw_places_find(&search, shingles[i]);
    return shared;
}

static void make_signature(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots)
{
    wtw_loop_make_signature(shingles, count, plan, out_slots);
}

static void make_odd_sketch(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words)
{
    wtw_loop_make_odd_sketch(shingles, count, multiplier, out_words);
}

static size_t pick_up_to(const uint64_t *shingles, size_t count, uint64_t multiplier,
                         uint64_t most, uint64_t *out_hashes)
{
    return wtw_loop_pick_up_to(shingles, count, multiplier, most, out_hashes);
}

/* Numbers with a sign, as the weakest vectors compare no others; without it 0 is least. */
enum { LEAST_ORDER = INT16_MIN, REACH = WTW_WINNOW_WINDOW - 1, LEAST_BLOCK = 480 };

/* The places of a block, what a window before and after them reaches, and some more. */
enum { LEAST_ROOM = LEAST_BLOCK + 2 * REACH + 2 };

/*
 * The top 16 bits of the hashes at 'place' and on; before the first and after the last
 * there is nothing that a window could have as its least.
 */
static void write_orders(const uint64_t *restrict shingles, size_t count, size_t begin,
                         size_t end, int16_t *restrict out_orders)
{
    const size_t first = begin < REACH ? REACH - begin : 0;
    const size_t last = (end + REACH < count ? end + REACH : count) + REACH - begin;
    const uint64_t *at = shingles + begin + first - REACH;

    for (size_t i = 0; i < first; i++)
        out_orders[i] = LEAST_ORDER;
    for (size_t i = first; i < last; i++, at++)
        out_orders[i] =
            (int16_t)((wtw_rotate_left(*at, 32) + at[WTW_WINNOW_STEP]) >> 48 ^ 0x8000u);
    for (size_t i = last; i < end - begin + 2 * REACH; i++)
        out_orders[i] = LEAST_ORDER;
}

static inline int16_t lesser(int16_t a, int16_t b)
{
    return a < b ? a : b;
}

static inline int16_t greater(int16_t a, int16_t b)
{
    return a > b ? a : b;
}

/* Of each 24 neighbours the least: of 4 of them, then of 6 fours. */
static void least_of_windows(const int16_t *restrict orders, size_t count,
                             int16_t *restrict fours, int16_t *restrict out_least)
{
    for (size_t i = 0; i < count + REACH - 3; i++)
        fours[i] = lesser(lesser(orders[i], orders[i + 1]),
                          lesser(orders[i + 2], orders[i + 3]));
    for (size_t i = 0; i < count; i++)
        out_least[i] = lesser(
            lesser(lesser(fours[i], fours[i + 4]), lesser(fours[i + 8], fours[i + 12])),
            lesser(fours[i + 16], fours[i + 20]));
}

static void greatest_of_windows(const int16_t *restrict orders, size_t count,
                                int16_t *restrict fours, int16_t *restrict out_greatest)
{
    for (size_t i = 0; i < count + REACH - 3; i++)
        fours[i] = greater(greater(orders[i], orders[i + 1]),
                           greater(orders[i + 2], orders[i + 3]));
    for (size_t i = 0; i < count; i++)
        out_greatest[i] = greater(greater(greater(fours[i], fours[i + 4]),
                                          greater(fours[i + 8], fours[i + 12])),
                                  greater(fours[i + 16], fours[i + 20]));
}

/*
 * The greatest of the leasts of all windows that hold a place is what stands there itself
 * if and only if it is the least of one of them (an opening, van Herk 1992). No branch
 * depends on a hash.
 */
static size_t find_least(const uint64_t *shingles, size_t count, uint32_t *out_places)
{
    int16_t orders[LEAST_ROOM];
    int16_t fours[LEAST_ROOM];
    int16_t least[LEAST_ROOM];
    int16_t greatest[LEAST_BLOCK];
    size_t hash_count = count - WTW_WINNOW_STEP;
    size_t found = 0;

    for (size_t begin = 0; begin < hash_count; begin += LEAST_BLOCK) {
        size_t left = hash_count - begin;
        size_t block = left < LEAST_BLOCK ? left : LEAST_BLOCK;

        write_orders(shingles, hash_count, begin, begin + block, orders);
        least_of_windows(orders, block + REACH, fours, least);
        greatest_of_windows(least, block, fours, greatest);
        WTW_FOUR_AT_A_TIME
        for (size_t i = 0; i < block; i++) {
            out_places[found] = (uint32_t)(begin + i);
            found += greatest[i] == orders[i + REACH];
        }
    }
    return found;
}

static void pick_words(const char *text, const struct wtw_range *tokens, size_t count,
                       struct wtw_picked_words *picked)
{
    wtw_loop_pick_words(text, tokens, count, picked);
}

const struct wtw_kernel wtw_kernel_scalar = {
    .name = "scalar",
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
