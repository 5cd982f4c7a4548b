/*
 * samples.h - single shingles by which noisy copies of a text find each other
 */
#ifndef WTW_SKETCH_SAMPLES_H
#define WTW_SKETCH_SAMPLES_H

#include "sketch/winnow.h"

/*
 * One shingle in 16 is taken, 25 of an article of 400 words, and 24 of one that has less;
 * all there are of fewer than 24.
 */
enum { WTW_SAMPLE_BITS = 4, WTW_SAMPLES_MIN = 24 };

/*
 * wtw_samples_append() appends the keys of the sampled shingles among 'count' distinct
 * ones, in any order; equal sets give equal keys under one 'multiplier', an odd number.
 * Their highest bit is 1, that of winnowed keys 0. Returns WTW_OK, WTW_NO_MEMORY or
 * WTW_TOO_LARGE, with the list as it was.
 */
WTW_MUST_CHECK enum wtw_status wtw_samples_append(const struct wtw_kernel *kernel,
                                                  const uint64_t *shingles, size_t count,
                                                  uint64_t multiplier,
                                                  struct wtw_winnow_keys *keys,
                                                  struct wtw_error *error);

/* wtw_key_is_sampled() tells a sampled key from a winnowed one. */
static inline bool wtw_key_is_sampled(uint32_t key)
{
    return key >> 31;
}

#endif
