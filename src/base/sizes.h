/*
 * sizes.h - sums and products of sizes that say when they overflow
 */
#ifndef WTW_BASE_SIZES_H
#define WTW_BASE_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each stores the result and returns true, or returns false and leaves '*out' untouched.
 */
static inline bool wtw_size_add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

static inline bool wtw_size_multiply(size_t a, size_t b, size_t *out)
{
    if (b && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

#endif
