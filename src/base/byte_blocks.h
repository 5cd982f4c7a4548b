/*
 * byte_blocks.h - bytes copied to where they stay until all go at once
 */
#ifndef WTW_BASE_BYTE_BLOCKS_H
#define WTW_BASE_BYTE_BLOCKS_H

#include "base/failure.h"

/* A block of memory, which never moves. */
struct wtw_byte_block {
    char *bytes;
    size_t capacity;
    size_t count;
};

/* Zero-initialised is empty; for one thread at a time; ended by wtw_byte_blocks_release(). */
struct wtw_byte_blocks {
    struct wtw_byte_block *items;
    size_t count; /* blocks that there are */
    size_t capacity;
    size_t current; /* the one that is filled now */
};

/*
 * wtw_byte_blocks_copy() copies 'count' bytes and gives where they are, which is until
 * wtw_byte_blocks_clear(); of none that is anywhere. Returns WTW_OK or WTW_NO_MEMORY. Clearing
 * keeps the blocks for the next bytes, but for those that were made for one long row of bytes.
 */
WTW_MUST_CHECK enum wtw_status wtw_byte_blocks_copy(struct wtw_byte_blocks *blocks,
                                                    const char *bytes, size_t count,
                                                    const char **out_bytes,
                                                    struct wtw_error *error);
void wtw_byte_blocks_clear(struct wtw_byte_blocks *blocks);
void wtw_byte_blocks_release(struct wtw_byte_blocks *blocks);

#endif
