/*
 * paged_memory.h - one block of memory that grows, and that may lie in a temporary file
 */
#ifndef WTW_BASE_PAGED_MEMORY_H
#define WTW_BASE_PAGED_MEMORY_H

#include "base/failure.h"

/*
 * Memory from the heap where 'folder' is NULL. Otherwise a file in that folder, without a
 * name, that is mapped: the system writes to it what has not been used for long, and
 * reads it again when it is used. Zero-initialised with 'folder' set is empty; ended by
 * wtw_paged_release().
 */
struct wtw_paged {
    const char *folder; /* borrowed */
    void *memory;       /* NULL while 'bytes' is 0 */
    size_t bytes;
    int descriptor_plus_one; /* 0: none */
    uint64_t *touches;       /* so far; NULL without a file */
};

/*
 * wtw_paged_reserve() makes room for 'bytes' bytes at least, and for half more than there
 * was where it has to grow; new ones are not zeroed. Pointers into 'memory' are void after
 * it. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, or WTW_IO with words that name the
 * folder and the remedy; after a failure all is as it was.
 */
WTW_MUST_CHECK enum wtw_status wtw_paged_reserve(struct wtw_paged *paged, size_t bytes,
                                                 struct wtw_error *error);

/*
 * wtw_paged_rest() takes what lies in a file out of the process: it comes back, page by
 * page, when it is used. Nothing changes for who reads and writes, on any thread.
 * wtw_paged_touch() says that some bytes anywhere are going to be used, and rests now and
 * then, so that some 32 MB are in the process at a time; any thread may.
 */
void wtw_paged_rest(const struct wtw_paged *paged);
void wtw_paged_touch(const struct wtw_paged *paged);

/* wtw_paged_copy() copies 'bytes' bytes from 'offset', which lie within, to 'out'. Who needs
 * a few bytes from anywhere is better off with it: nothing of the file comes into the
 * process. Any thread may. */
void wtw_paged_copy(const struct wtw_paged *paged, size_t offset, void *out,
                    size_t bytes);

void wtw_paged_release(struct wtw_paged *paged);

#endif
