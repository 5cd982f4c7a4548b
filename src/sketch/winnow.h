/*
 * winnow.h - keys by which two texts that share a passage find each other
 */
#ifndef WTW_SKETCH_WINNOW_H
#define WTW_SKETCH_WINNOW_H

#include "base/failure.h"
#include "sketch/kernels.h"

/*
 * A key is the hash of 5 neighbouring tokens, whatever the shingle size is: fewer would
 * hit common phrases, more would miss passages with small edits. One key is kept of every
 * 32 neighbouring ones, so a shared run of 36 tokens always has one in common; on average
 * an article of 400 tokens has 24.
 */
enum { WTW_WINNOW_TOKENS = 5, WTW_WINNOW_WINDOW = 32 };

/* A list of keys that grows; zero-initialised is empty. Owned by whoever holds it. */
struct wtw_winnow_keys {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/*
 * wtw_winnow_append() appends the winnowed keys of 'token_count' token hashes. 'scratch'
 * is used for the hashes of all runs and grows as needed. A text of fewer than
 * WTW_WINNOW_TOKENS tokens has none. Returns WTW_OK or WTW_NO_MEMORY, with the list as it
 * was.
 */
WTW_MUST_CHECK enum wtw_status wtw_winnow_append(
    const struct wtw_kernel *kernel, const uint64_t *token_hashes, size_t token_count,
    struct wtw_buffer *scratch, struct wtw_winnow_keys *keys, struct wtw_error *error);

void wtw_winnow_keys_release(struct wtw_winnow_keys *keys);

#endif
