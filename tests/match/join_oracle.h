/*
 * join_oracle.h - joins of a shelf of digests, and the pairs that there have to be, found
 * one by one
 */
#ifndef WTW_TESTS_MATCH_JOIN_ORACLE_H
#define WTW_TESTS_MATCH_JOIN_ORACLE_H

#include "match/made_digests.h"

static inline struct wtw_joined join_bands(const struct shelf *shelf)
{
    struct wtw_error error = {0};
    struct wtw_joined joined = {0};

    check_ok(wtw_join_bands(&shelf->join, &joined, &error), &error);
    return joined;
}

/* By keys, with the noted pairs settled. */
static inline struct wtw_joined join_keys(struct shelf *shelf)
{
    struct wtw_error error = {0};
    struct wtw_joined joined = {0};

    list_keys(shelf);
    check_ok(wtw_join_keys(&shelf->join, &joined, &error), &error);
    wtw_key_lists_release(&shelf->keys);
    wtw_pairs_keep_repeated(&joined.noted);
    return joined;
}

static inline bool share_a_band(const struct shelf *shelf, uint32_t x, uint32_t y)
{
    for (uint32_t band = 0; band < shelf->digests.bands; band++)
        if (shelf->band_keys[band][x] == shelf->band_keys[band][y])
            return true;
    return false;
}

static inline bool has_key(const struct shelf *shelf, uint32_t article, uint32_t key)
{
    for (uint64_t k = shelf->winnow_starts[article];
         k < shelf->winnow_starts[article + 1]; k++)
        if (shelf->winnow_keys[k] == key)
            return true;
    return false;
}

/* How many of the joined articles have the key. */
static inline uint32_t key_holders(const struct shelf *shelf, uint32_t key)
{
    uint32_t holders = 0;

    for (uint32_t i = 0; i < shelf->join.article_count; i++)
        holders += has_key(shelf, shelf->join.articles[i], key);
    return holders;
}

static inline bool share_a_rare_key(const struct shelf *shelf, uint32_t x, uint32_t y)
{
    for (uint64_t k = shelf->winnow_starts[x]; k < shelf->winnow_starts[x + 1]; k++) {
        uint32_t key = shelf->winnow_keys[k];

        if (key >> 31 == 0 && has_key(shelf, y, key) &&
            key_holders(shelf, key) <= shelf->join.key_ceiling)
            return true;
    }
    return false;
}

/* Two different sampled keys, neither of them of too many articles. */
static inline bool share_two_samples(const struct shelf *shelf, uint32_t x, uint32_t y)
{
    uint32_t first = 0;

    for (uint64_t k = shelf->winnow_starts[x]; k < shelf->winnow_starts[x + 1]; k++) {
        uint32_t key = shelf->winnow_keys[k];

        if (key >> 31 == 0 || key == first || !has_key(shelf, y, key) ||
            key_holders(shelf, key) > shelf->join.sample_ceiling)
            continue;
        if (first)
            return true;
        first = key;
    }
    return false;
}

/* Checks that the pairs are, in order, those for which 'belong' is true. */
static inline void check_all_pairs(const struct shelf *shelf,
                                   const struct wtw_pairs *pairs,
                                   bool (*belong)(const struct shelf *shelf, uint32_t x,
                                                  uint32_t y))
{
    size_t next = 0;

    for (uint32_t i = 0; i < shelf->join.article_count; i++)
        for (uint32_t j = i + 1; j < shelf->join.article_count; j++) {
            uint32_t x = shelf->join.articles[i];
            uint32_t y = shelf->join.articles[j];

            if (belong(shelf, x, y))
                cr_assert(next < pairs->count &&
                              pairs->items[next++] == wtw_pair_of(x, y),
                          "pair %u, %u is missing", x, y);
        }
    check_number(pairs->count, next);
}

static inline void check_equal(const struct wtw_pairs *got,
                               const struct wtw_pairs *wanted)
{
    check_number(got->count, wanted->count);
    check(got->count == 0 ||
          memcmp(got->items, wanted->items, got->count * sizeof got->items[0]) == 0);
}

static inline void check_equal_joins(const struct wtw_joined *got,
                                     const struct wtw_joined *wanted)
{
    check_equal(&got->pairs, &wanted->pairs);
    check_equal(&got->noted, &wanted->noted);
    check_number(got->crowded_buckets, wanted->crowded_buckets);
    check_number(got->common_keys, wanted->common_keys);
}

#endif
