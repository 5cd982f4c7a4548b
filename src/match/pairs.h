/*
 * pairs.h - a growing set of article pairs
 */
#ifndef WTW_MATCH_PAIRS_H
#define WTW_MATCH_PAIRS_H

#include "base/failure.h"

/* A pair in one number, lower article first, so that sorting sorts by it, then by the
 * other. */
static inline uint64_t wtw_pair_of(uint32_t x, uint32_t y)
{
    return x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x;
}

static inline uint32_t wtw_pair_a(uint64_t pair)
{
    return (uint32_t)(pair >> 32);
}

static inline uint32_t wtw_pair_b(uint64_t pair)
{
    return (uint32_t)pair;
}

/*
 * Pairs, with repeats until they are settled. Repeats are removed whenever the array
 * fills up, so the memory is 16 to 32 bytes for each distinct pair. Zero-initialised is
 * empty; ended by release.
 */
struct wtw_pairs {
    uint64_t *items;
    uint64_t *scratch; /* for sorting, of the same capacity */
    size_t count;
    size_t capacity;
};

WTW_MUST_CHECK enum wtw_status wtw_pairs_add(struct wtw_pairs *pairs, uint64_t pair,
                                             struct wtw_error *error);

/*
 * wtw_pairs_note() adds a pair that counts only if it is noted twice; whenever the array
 * fills up, third repeats are removed. wtw_pairs_keep_repeated() settles noted pairs, to
 * which nothing else was added, to those that were noted at least twice.
 */
WTW_MUST_CHECK enum wtw_status wtw_pairs_note(struct wtw_pairs *pairs, uint64_t pair,
                                              struct wtw_error *error);
void wtw_pairs_keep_repeated(struct wtw_pairs *pairs);

/* wtw_pairs_keep_two() sorts noted pairs and removes third repeats. */
void wtw_pairs_keep_two(struct wtw_pairs *pairs);

/* wtw_pairs_settle() sorts the pairs and removes repeats. */
void wtw_pairs_settle(struct wtw_pairs *pairs);

/* wtw_pairs_add_all() adds the pairs of 'more'. */
WTW_MUST_CHECK enum wtw_status wtw_pairs_add_all(struct wtw_pairs *pairs,
                                                 const struct wtw_pairs *more,
                                                 struct wtw_error *error);

/* wtw_pairs_remove() removes from settled 'pairs' those that are in settled 'known'. */
void wtw_pairs_remove(struct wtw_pairs *pairs, const struct wtw_pairs *known);

/* wtw_pairs_trim() gives back what settled pairs do not need; they can be read, not added
 * to. */
void wtw_pairs_trim(struct wtw_pairs *pairs);

/*
 * wtw_pairs_order_by_component() reorders settled pairs so that those tied to each other,
 * directly or by way of others, stand together: whoever reads the articles of a pair then
 * meets them again soon. 'article_count' is over every number in the pairs. Returns
 * WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_pairs_order_by_component(struct wtw_pairs *pairs,
                                                            uint32_t article_count,
                                                            struct wtw_error *error);

void wtw_pairs_release(struct wtw_pairs *pairs);

#endif
