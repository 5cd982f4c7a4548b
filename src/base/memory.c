/*
 * memory.c - allocation with checked sizes, words for failure, and faults on request
 */
#include "base/memory.h"

#include "base/faults.h"
#include "base/sizes.h"

#include <stdlib.h>

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
