/*
 * shingles.h - the inside of a shingle set, for the rooms that compare and sketch
 */
#ifndef WTW_SKETCH_SHINGLES_H
#define WTW_SKETCH_SHINGLES_H

#include "base/failure.h"
#include "sketch/kernels.h"

/* Most tokens that a shingle may have. */
enum { WTW_SHINGLE_TOKENS_MAX = 16 };

/* wtw_shingles_fill() is wtw_shingles_make() by a given kernel. */
WTW_MUST_CHECK enum wtw_status wtw_shingles_fill(struct wtw_shingles *shingles,
                                                 const struct wtw_kernel *kernel,
                                                 const uint64_t *token_hashes,
                                                 size_t token_count, uint32_t k,
                                                 struct wtw_error *error);

/*
 * wtw_shingles_in_order() gives the hashes of all shingles in the order of the text,
 * repeats included, and their number. Borrowed until the next fill, make or free.
 */
const uint64_t *wtw_shingles_in_order(const struct wtw_shingles *shingles,
                                      size_t *out_count);

/* wtw_shingles_count_shared() counts the shingles in both. */
uint32_t wtw_shingles_count_shared(const struct wtw_shingles *a,
                                   const struct wtw_shingles *b);

#endif
