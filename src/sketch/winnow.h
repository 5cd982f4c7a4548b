/*
 * winnow.h - keys by which two texts that share a passage find each other
 */
#ifndef WTW_SKETCH_WINNOW_H
#define WTW_SKETCH_WINNOW_H

#include "base/failure.h"
#include "sketch/kernels.h"

/* A list of keys that grows; zero-initialised is empty. Owned by whoever holds it. */
struct wtw_winnow_keys {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/*
 * wtw_winnow_append() appends the winnowed keys of a text's 'count' shingle hashes, all
 * of them in order. A text of WTW_WINNOW_STEP shingles or fewer has none. Returns WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE, with the list as it was.
 */
WTW_MUST_CHECK enum wtw_status wtw_winnow_append(const struct wtw_kernel *kernel,
                                                 const uint64_t *shingles, size_t count,
                                                 struct wtw_winnow_keys *keys,
                                                 struct wtw_error *error);

void wtw_winnow_keys_release(struct wtw_winnow_keys *keys);

#endif
