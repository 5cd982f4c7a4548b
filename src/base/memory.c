/*
 * memory.c - allocation with checked sizes, words for failure, and faults on request
 *
 * New memory costs a fault for each page that is written to, a microsecond and more in a
 * virtual machine, which is most of what it costs to fill. Pages of 2 MB are 512 times
 * fewer. They are asked for only where all of a block is going to be used, as a page counts
 * whole when one byte of it is written. Elsewhere pages that are about to be written can be
 * asked for many at a time, which takes a tenth of as many faults.
 */
#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise() */
#endif
#include "base/memory.h"

#include "base/faults.h"
#include "base/sizes.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SMALL_PAGE_BYTES = 1 << 12, LARGE_PAGE_BYTES = 1 << 21 };

enum wtw_status wtw_allocate_items(void **out_memory, size_t count, size_t item_bytes,
                                   struct wtw_error *error)
{
    size_t bytes = 0;
    void *memory = NULL;

    if (!wtw_size_multiply(count, item_bytes, &bytes))
        return wtw_fail(error, WTW_TOO_LARGE,
                        "%zu items of %zu bytes do not fit in memory", count, item_bytes);
    if (!wtw_fault_is_due(WTW_FAULT_ALLOCATION))
        memory = calloc(bytes ? bytes : 1, 1);
    if (!memory)
        return wtw_fail_memory(error, bytes);
    *out_memory = memory;
    return WTW_OK;
}

enum wtw_status wtw_resize_items(void **memory, size_t count, size_t item_bytes,
                                 struct wtw_error *error)
{
    size_t bytes = 0;
    void *resized = NULL;

    if (!wtw_size_multiply(count, item_bytes, &bytes))
        return wtw_fail(error, WTW_TOO_LARGE,
                        "%zu items of %zu bytes do not fit in memory", count, item_bytes);
    if (!wtw_fault_is_due(WTW_FAULT_ALLOCATION))
        resized = realloc(*memory, bytes ? bytes : 1);
    if (!resized)
        return wtw_fail_memory(error, bytes);
    *memory = resized;
    return WTW_OK;
}

/* Advice that is not taken changes nothing. */
static void advise_large_pages(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)bytes;
#endif
}

enum wtw_status wtw_allocate_large(void **out_memory, size_t count, size_t item_bytes,
                                   struct wtw_error *error)
{
    size_t bytes = 0;
    size_t alignment = 0;
    void *memory = NULL;

    if (!wtw_size_multiply(count, item_bytes, &bytes))
        return wtw_fail(error, WTW_TOO_LARGE,
                        "%zu items of %zu bytes do not fit in memory", count, item_bytes);
    alignment = bytes < LARGE_PAGE_BYTES ? SMALL_PAGE_BYTES : LARGE_PAGE_BYTES;
    if (wtw_fault_is_due(WTW_FAULT_ALLOCATION) ||
        posix_memalign(&memory, alignment, bytes ? bytes : 1) != 0)
        return wtw_fail_memory(error, bytes);
    if (bytes >= LARGE_PAGE_BYTES)
        advise_large_pages(memory, bytes / LARGE_PAGE_BYTES * LARGE_PAGE_BYTES);
    *out_memory = memory;
    return WTW_OK;
}

/* Whole pages, also those that the block only begins or ends in: where advice stops within what
 * the system gave for a block, it could not move the block any more to let it grow. */
void wtw_expect_large(void *memory, size_t bytes)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = (uintptr_t)memory / page * page;
    uintptr_t end = ((uintptr_t)memory + bytes + page - 1) / page * page;

    if (bytes >= LARGE_PAGE_BYTES)
        advise_large_pages((char *)memory - ((uintptr_t)memory - begin), end - begin);
}

void wtw_expect_writes(void *memory, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)memory + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)memory + bytes) / page * page;

    if (begin < end)
        (void)madvise((char *)memory + (begin - (uintptr_t)memory), end - begin,
                      MADV_POPULATE_WRITE);
#else
    (void)memory;
    (void)bytes;
#endif
}

void wtw_release_items(const void *memory)
{
    union {
        const void *kept;
        void *freed;
    } pointer = {.kept = memory};

    free(pointer.freed);
}

size_t wtw_grown_capacity(size_t capacity, size_t needed)
{
    size_t grown = 0;

    if (!wtw_size_add(capacity, capacity / 2 + 16, &grown) || grown < needed)
        return needed;
    return grown;
}

enum wtw_status wtw_grow_items(void **memory, size_t *capacity, size_t needed,
                               size_t item_bytes, struct wtw_error *error)
{
    size_t grown = wtw_grown_capacity(*capacity, needed);

    if (needed <= *capacity)
        return WTW_OK;
    WTW_TRY(wtw_resize_items(memory, grown, item_bytes, error));
    *capacity = grown;
    return WTW_OK;
}
