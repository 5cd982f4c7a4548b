/*
 * repeats.h - which keys of a column occur more than once
 *
 * Most keys of a column are of one article alone and join nothing, so they are dropped
 * before anything is sorted: a first pass marks each key in a slot of its low bits, and a
 * second mark tells that the slot was met again; a second pass keeps the keys of such
 * slots. A key that merely shares its slot is kept too, at four to eight slots a key one
 * in five. The marks, a byte or two a key, fit in a cache where the column does not.
 */
#ifndef WTW_MATCH_REPEATS_H
#define WTW_MATCH_REPEATS_H

#include "base/failure.h"

#include <stdbool.h>

/* Two bits for each of 2^slot_bits slots: met, and met again. Zero-initialised is ready
 * for wtw_repeats_begin(); ended by release. */
struct wtw_repeats {
    uint64_t *words;
    size_t capacity;
    uint32_t slot_bits;
};

enum { WTW_REPEATS_SLOTS_A_WORD = 32 };

/* wtw_repeats_begin() forgets all marks and makes slots for 'keys' keys. Returns WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_repeats_begin(struct wtw_repeats *repeats,
                                                 uint64_t keys, struct wtw_error *error);
void wtw_repeats_release(struct wtw_repeats *repeats);

/*
 * wtw_repeats_mark() marks a key whose low bits are random; returns whether its slot was
 * marked before. wtw_repeats_mark_if() does it if 'wanted' is 1, and nothing if it is 0,
 * without a branch.
 */
static inline uint64_t wtw_repeats_mark_if(struct wtw_repeats *repeats, uint32_t key,
                                           uint64_t wanted)
{
    uint64_t slot = key & ((UINT64_C(1) << repeats->slot_bits) - 1);
    uint64_t *word = &repeats->words[slot / WTW_REPEATS_SLOTS_A_WORD];
    uint32_t shift = (uint32_t)(slot % WTW_REPEATS_SLOTS_A_WORD * 2);
    uint64_t met = *word >> shift & wanted;

    *word |= (wanted | met << 1) << shift;
    return met;
}

static inline bool wtw_repeats_mark(struct wtw_repeats *repeats, uint32_t key)
{
    return wtw_repeats_mark_if(repeats, key, 1);
}

/* wtw_repeats_has() is true for each key that was marked twice, and for some others. */
static inline bool wtw_repeats_has(const struct wtw_repeats *repeats, uint32_t key)
{
    uint64_t slot = key & ((UINT64_C(1) << repeats->slot_bits) - 1);

    return repeats->words[slot / WTW_REPEATS_SLOTS_A_WORD] >>
               slot % WTW_REPEATS_SLOTS_A_WORD * 2 &
           2;
}

#endif
