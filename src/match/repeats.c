/*
 * repeats.c - which keys of a column occur more than once
 */
#include "match/repeats.h"

#include "base/memory.h"

#include <string.h>

/* 2^28 slots are 64 MB, for more keys than a column has below a hundred million articles.
 */
enum { SLOTS_A_KEY = 4, SLOT_BITS_MIN = 8, SLOT_BITS_MAX = 28 };

enum wtw_status wtw_repeats_begin(struct wtw_repeats *repeats, uint64_t keys,
                                  struct wtw_error *error)
{
    uint32_t bits = SLOT_BITS_MIN;
    size_t words = 0;

    while (bits < SLOT_BITS_MAX && UINT64_C(1) << bits < keys * SLOTS_A_KEY)
        bits++;
    words = ((size_t)1 << bits) / WTW_REPEATS_SLOTS_A_WORD;
    if (words > repeats->capacity) {
        WTW_TRY(WTW_RESIZE(&repeats->words, words, error));
        repeats->capacity = words;
    }
    repeats->slot_bits = bits;
    memset(repeats->words, 0, words * sizeof repeats->words[0]);
    return WTW_OK;
}

void wtw_repeats_release(struct wtw_repeats *repeats)
{
    wtw_release_items(repeats->words);
    *repeats = (struct wtw_repeats){0};
}
