/*
 * shingle_index.h - where the shingles of a text stand, to find those that others share
 */
#ifndef WTW_MATCH_SHINGLE_INDEX_H
#define WTW_MATCH_SHINGLE_INDEX_H

#include "base/failure.h"
#include "sketch/mix.h"

/* A shingle that stands in the text before. */
struct wtw_shingle_repeat {
    uint32_t place;
    uint32_t first; /* where it stands first */
};

/* The shingles of one text by their places, which are those of their first tokens.
 * Zero-initialised is empty; reusable; ended by wtw_shingle_index_release(). */
struct wtw_shingle_index {
    const uint64_t *tokens;             /* borrowed */
    size_t count;                       /* of shingles, repeats included */
    uint32_t width;                     /* of a shingle, in tokens */
    struct wtw_shingle_repeat *repeats; /* by their places */
    size_t repeat_count;
    size_t repeat_capacity;
    uint64_t *sums; /* [1 + count]: by 1 + its place, what a shingle is known by */
    size_t sum_capacity;
    uint32_t *heads; /* by sum: 1 + the place of the shingle that is there, or 0 */
    size_t head_capacity;
    uint32_t head_bits; /* log2 of the heads in use */
    uint32_t *others;   /* [1 + count], see wtw_shingle_index_make() */
    size_t other_capacity;
    uint8_t *marks; /* [count] and some more: 1 where the other text has it, else 0 */
    size_t mark_capacity;
};

/*
 * wtw_shingle_index_make() indexes the shingles of 'k' tokens, at least one, of a text in
 * place of what 'index' held; a text of fewer tokens has one shingle of them all. 'tokens'
 * are borrowed until the next make or release. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_shingle_index_make(struct wtw_shingle_index *index,
                                                      const uint64_t *tokens,
                                                      size_t token_count, uint32_t k,
                                                      struct wtw_error *error);
void wtw_shingle_index_release(struct wtw_shingle_index *index);

/* wtw_shingle_index_distinct() counts the distinct shingles of the text,
 * wtw_shingle_index_shared() those of them that another text, whose shingles have 'k'
 * tokens as well, has too. */
uint32_t wtw_shingle_index_distinct(const struct wtw_shingle_index *index);
uint32_t wtw_shingle_index_shared(struct wtw_shingle_index *index, const uint64_t *tokens,
                                  size_t token_count, uint32_t k);

/* wtw_shingle_sum() is what a shingle is known by: equal for equal tokens, and else as good
 * as never, as tokens' hashes are random. */
static inline uint64_t wtw_shingle_sum(const uint64_t *tokens, uint32_t width)
{
    uint64_t sum = tokens[0];

    for (uint32_t i = 1; i < width; i++)
        sum = wtw_rotate_left(sum, 13) + tokens[i];
    return sum;
}

static inline size_t wtw_shingle_head(uint64_t sum, uint32_t head_bits)
{
    return (sum * 0x9e3779b97f4a7c15u) >> (64 - head_bits);
}

/* wtw_shingle_index_find() is 1 + the place where a shingle stands first, or 0. */
static inline uint32_t wtw_shingle_index_find(const struct wtw_shingle_index *index,
                                              uint64_t sum)
{
    size_t mask = ((size_t)1 << index->head_bits) - 1;
    size_t at = wtw_shingle_head(sum, index->head_bits);

    while (index->sums[index->heads[at]] != sum && index->heads[at])
        at = (at + 1) & mask;
    return index->heads[at];
}

/* wtw_shingle_index_run() is how many shingles both texts have in a row, from 'place' on in
 * the indexed one; 'left' begin at 'tokens' in the other, and the first is the same. */
size_t wtw_shingle_index_run(const struct wtw_shingle_index *index, size_t place,
                             const uint64_t *tokens, size_t left);

#endif
