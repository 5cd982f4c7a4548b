/*
 * placed.h - what kernels share about shingles in their places
 */
#ifndef WTW_SKETCH_PLACED_H
#define WTW_SKETCH_PLACED_H

#include "sketch/kernels.h"

#include <string.h>

/* wtw_place_shift() is by how much a hash is shifted down to be its place. */
static inline unsigned wtw_place_shift(const struct wtw_placed_shingles *placed)
{
    return 64 - wtw_place_bits(placed->count);
}

/*
 * wtw_places_write() goes from the last to the first, so that the first of those that
 * belong to a place is written last. The table was cleared just before, which also brings
 * it into the first-level cache: these writes go anywhere, and each would wait for its row.
 */
static inline void wtw_places_write(const struct wtw_placed_shingles *placed)
{
    const uint64_t *in_order = placed->in_order;
    const unsigned shift = wtw_place_shift(placed);
    uint16_t *first = placed->first;

    for (size_t i = placed->count; i > 0; i--)
        first[in_order[i - 1] >> shift] = (uint16_t)i;
}

/* The bit of the filter for a hash, by what is below its place, and the word that has it. */
static inline uint64_t wtw_displaced_bit(uint64_t hash)
{
    return UINT64_C(1) << (hash >> 40 & 63);
}

static inline size_t wtw_displaced_word(uint64_t hash)
{
    return hash >> 46 & (WTW_DISPLACED_FILTER_WORDS - 1);
}

/* Most that are asked for are not there, which the filter knows. The loop goes to the end
 * whatever it finds, as compilers make vector code of that only. */
static inline bool wtw_is_displaced(const struct wtw_placed_shingles *placed,
                                    uint64_t hash)
{
    uint64_t equal = 0;

    if (!(placed->displaced_filter[wtw_displaced_word(hash)] & wtw_displaced_bit(hash)))
        return false;
    for (size_t i = 0; i < placed->displaced_count; i++)
        equal |= placed->displaced[i] == hash;
    return equal;
}

static inline void wtw_displaced_add(struct wtw_placed_shingles *placed, uint64_t hash)
{
    placed->displaced_filter[wtw_displaced_word(hash)] |= wtw_displaced_bit(hash);
    placed->displaced[placed->displaced_count++] = hash;
}

/*
 * wtw_places_keep() writes all shingles to 'out_items' but for repeats, which are among
 * the 'other_count' that are not first in their place, 'others' their numbers in order;
 * lists those of them that are no repeats as displaced. Returns how many it wrote. Repeats
 * are few as a rule: what is between two of them is copied at once.
 */
static inline size_t wtw_places_keep(struct wtw_placed_shingles *placed,
                                     const uint16_t *others, size_t other_count,
                                     uint64_t *out_items)
{
    const uint64_t *in_order = placed->in_order;
    const unsigned shift = wtw_place_shift(placed);
    size_t begin = 0;
    size_t kept = 0;

    placed->displaced_count = 0;
    memset(placed->displaced_filter, 0, sizeof placed->displaced_filter);
    for (size_t i = 0; i < other_count; i++) {
        uint64_t hash = in_order[others[i]];

        if (in_order[placed->first[hash >> shift] - 1] != hash &&
            !wtw_is_displaced(placed, hash)) {
            wtw_displaced_add(placed, hash);
            continue;
        }
        memcpy(out_items + kept, in_order + begin,
               (others[i] - begin) * sizeof in_order[0]);
        kept += others[i] - begin;
        begin = others[i] + 1u;
    }
    memcpy(out_items + kept, in_order + begin,
           (placed->count - begin) * sizeof in_order[0]);
    return kept + placed->count - begin;
}

/* Where a search among placed shingles is. */
struct wtw_placed_search {
    const struct wtw_placed_shingles *placed;
    unsigned shift; /* wtw_place_shift() */
    size_t next;    /* the shingle after the last one found, which is looked at first */
};

/* wtw_places_find() tells whether 'hash' is in. */
static inline bool wtw_places_find(struct wtw_placed_search *search, uint64_t hash)
{
    const struct wtw_placed_shingles *placed = search->placed;
    size_t at = search->next;

    if (at >= placed->count || placed->in_order[at] != hash) {
        at = placed->first[hash >> search->shift];
        if (at == 0)
            return false;
        at--;
        if (placed->in_order[at] != hash)
            return wtw_is_displaced(placed, hash);
    }
    search->next = at + 1;
    return true;
}

#endif
