/*
 * term_weights.h - how much each term counts, by how rare it is in the input
 */
#ifndef WTW_MATCH_TERM_WEIGHTS_H
#define WTW_MATCH_TERM_WEIGHTS_H

#include "sketch/terms.h"
#include "text/rarity.h"

/* The terms of articles: those of article i are items[starts[i]] to before items[starts[i
 * + 1]]. Borrowed. */
struct wtw_term_lists {
    const uint32_t *items;
    const uint64_t *starts;
};

/* How many texts have a term, and what follows from it. Zero-initialised is empty; ended
 * by release. */
struct wtw_term_weights {
    struct wtw_rarity_index index;
    uint32_t *counts; /* by slot */
    uint32_t slot_bits;
    uint32_t text_count;
    uint32_t logarithms[258]; /* log2(1 + i / 256), 16 fractional bits */
};

/*
 * wtw_term_weights_make() counts the terms of 'texts', 'text_count' of the articles in
 * 'lists', in place of what 'weights' held. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_term_weights_make(struct wtw_term_weights *weights,
                                                     const struct wtw_term_lists *lists,
                                                     const uint32_t *texts,
                                                     uint32_t text_count,
                                                     struct wtw_error *error);
void wtw_term_weights_release(struct wtw_term_weights *weights);

/* wtw_term_slot() is the slot of a term, below 1 << slot_bits: its count is of the texts
 * that have it or, hardly ever, another term of the same slot. */
static inline uint32_t wtw_term_slot(const struct wtw_term_weights *weights,
                                     uint32_t term)
{
    return term >> (32 - weights->slot_bits);
}

/* Length of a vector of terms, unless its text has few. */
enum { WTW_TERM_VECTOR_LENGTH = 4096 };

/*
 * wtw_term_vector_make() writes to 'out_vector' the weights of 'count' terms, scaled so
 * that the vector is WTW_TERM_VECTOR_LENGTH long, or shorter where they are few or common;
 * zeros where all of them are common. Returns a bit for each term, the lowest for the
 * first, that is set where another text has it too.
 */
uint64_t wtw_term_vector_make(const struct wtw_term_weights *weights,
                              const uint32_t *terms, uint32_t count,
                              uint16_t *out_vector);

/* wtw_log2() is the binary logarithm of 'number', not 0, with 16 fractional bits; the same
 * on every machine. */
uint32_t wtw_log2(const struct wtw_term_weights *weights, uint64_t number);

#endif
