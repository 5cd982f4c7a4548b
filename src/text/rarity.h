/*
 * rarity.h - how common words are, counted beforehand
 */
#ifndef WTW_TEXT_RARITY_H
#define WTW_TEXT_RARITY_H

#include "base/failure.h"

/*
 * A level says in which share of articles a stem is: one in e^(0.4 level). The table has
 * levels up to 15; a stem that is not in it is rare, unless it is short or of a script
 * without spaces, where two characters are not a word.
 */
enum { WTW_RARITY_SHORT = 12, WTW_RARITY_UNKNOWN = 20 };

/* Bits of a stem's hash, from the highest, by which the table knows it. */
enum { WTW_RARITY_HASH_BITS = 26 };

/* Hash bits, one more that nobody asks for, then those of the level; ascending. */
enum { WTW_RARITY_LEVEL_BITS = 5, WTW_RARITY_HASH_SHIFT = 32 - WTW_RARITY_HASH_BITS };
extern const uint32_t wtw_rarity_table[];
extern const size_t wtw_rarity_table_count;

/* Where the entries of one upper 14 bits begin: there is one in every other such place. */
enum { WTW_RARITY_INDEX_BITS = 14 };
struct wtw_rarity_index {
    uint16_t starts[(1 << WTW_RARITY_INDEX_BITS) + 1];
};
void wtw_rarity_index_make(struct wtw_rarity_index *index);

/* Entries that are compared whether they are of the stem's bucket or not: it has a half on
 * average, and more than two in one of 70, but how many cannot be foreseen. Buckets of two,
 * four at a time, took 4 % longer for all terms of an article. */
enum { WTW_RARITY_AT_ONCE = 2 };

/* wtw_rarity_level() is the level of a stem by its upper WTW_RARITY_HASH_BITS, 'unknown'
 * where the table does not have it. */
static inline uint32_t wtw_rarity_level(const struct wtw_rarity_index *index,
                                        uint32_t stem, uint32_t unknown)
{
    uint32_t bucket = stem >> (WTW_RARITY_HASH_BITS - WTW_RARITY_INDEX_BITS);
    size_t last = wtw_rarity_table_count - WTW_RARITY_AT_ONCE;
    size_t at = index->starts[bucket];
    uint32_t level = unknown;

    do {
        const uint32_t *entries = wtw_rarity_table + (at < last ? at : last);

        for (size_t i = 0; i < WTW_RARITY_AT_ONCE; i++)
            level = entries[i] >> WTW_RARITY_HASH_SHIFT == stem
                        ? entries[i] & ((1u << WTW_RARITY_LEVEL_BITS) - 1)
                        : level;
        at += WTW_RARITY_AT_ONCE;
    } while (at < index->starts[bucket + 1]);
    return level;
}

#endif
