/*
 * radix_sort.c - sorts 64-bit numbers in linear time
 *
 * Least significant digit first, 11 bits a digit: 2048 counters stay in the first-level
 * cache, and 32-bit keys take three passes. 8-bit digits took four, 16-bit digits miss
 * the cache.
 */
#include "match/radix_sort.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static size_t digit_of(uint64_t number, unsigned shift)
{
    return number >> shift & (DIGITS - 1);
}

/* Scatters by one digit; returns false, with nothing done, where all numbers have the
 * same. */
static int scatter(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
    size_t starts[DIGITS] = {0};
    size_t sum = 0;

    for (size_t i = 0; i < count; i++)
        starts[digit_of(from[i], shift)]++;
    if (starts[digit_of(from[0], shift)] == count)
        return 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t here = starts[digit];

        starts[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[digit_of(from[i], shift)]++] = from[i];
    return 1;
}

void wtw_radix_sort(uint64_t *numbers, uint64_t *scratch, size_t count, unsigned low_bit)
{
    uint64_t *from = numbers;
    uint64_t *to = scratch;

    if (count < 2)
        return;
    for (unsigned shift = low_bit; shift < 64; shift += DIGIT_BITS) {
        uint64_t *swapped = to;

        if (!scatter(from, to, count, shift))
            continue;
        to = from;
        from = swapped;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof numbers[0]);
}

size_t wtw_sort_unique(uint64_t *numbers, uint64_t *scratch, size_t count)
{
    size_t kept = 0;

    wtw_radix_sort(numbers, scratch, count, 0);
    for (size_t i = 0; i < count; i++)
        if (!kept || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}
