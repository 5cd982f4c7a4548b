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
 * wtw_shingles_contain() is true when the set holds 'hash'.
 */
bool wtw_shingles_contain(const struct wtw_shingles *shingles, uint64_t hash);

/* wtw_shingles_bytes() is the heap memory that the set holds, for callers that bound a
 * cache. */
size_t wtw_shingles_bytes(const struct wtw_shingles *shingles);

#endif
