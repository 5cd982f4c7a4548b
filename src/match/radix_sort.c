/*
 * radix_sort.c - sorts 64-bit numbers in linear time
 *
 * Least significant digit first, 11 bits a digit: 2048 counters stay in the first-level
 * cache, and 32-bit keys take three passes. 8-bit digits took four, 16-bit digits miss
 * the cache. Each digit begins at a bit in which some numbers differ: pairs of articles
 * leave the upper bits of both their halves empty.
 *
 * Hashes need not be sorted by all of their bits, as few agree in the topmost ones and
 * are not equal: two passes, one of fewer bits where they are few, and what those leave is
 * put right by insertion.
 */
#include "match/radix_sort.h"

#include "base/byte_bits.h"

#include <stdbool.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* So few are inserted one by one sooner than 2048 counters are added up. */
enum { FEW = 64 };

static size_t digit_of(uint64_t number, unsigned shift)
{
    return number >> shift & (DIGITS - 1);
}

/* The bits in which numbers differ. */
static uint64_t differing_bits(const uint64_t *numbers, size_t count)
{
    uint64_t differing = 0;

    for (size_t i = 1; i < count; i++)
        differing |= numbers[i] ^ numbers[0];
    return differing;
}

/* Scatters by a digit of 'bits' bits, DIGIT_BITS at most. */
static inline void scatter_by(const uint64_t *from, uint64_t *to, size_t count,
                              unsigned shift, unsigned bits)
{
    size_t starts[DIGITS];
    size_t digits = (size_t)1 << bits;
    size_t sum = 0;

    memset(starts, 0, digits * sizeof starts[0]);
    for (size_t i = 0; i < count; i++)
        starts[from[i] >> shift & (digits - 1)]++;
    for (size_t digit = 0; digit < digits; digit++) {
        size_t here = starts[digit];

        starts[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[from[i] >> shift & (digits - 1)]++] = from[i];
}

static void scatter(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
    scatter_by(from, to, count, shift, DIGIT_BITS);
}

static void insert_few(uint64_t *numbers, size_t count, unsigned low_bit)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t number = numbers[i];
        size_t place = i;

        for (; place > 0 && numbers[place - 1] >> low_bit > number >> low_bit; place--)
            numbers[place] = numbers[place - 1];
        numbers[place] = number;
    }
}

void wtw_radix_sort(uint64_t *numbers, uint64_t *scratch, size_t count, unsigned low_bit)
{
    uint64_t *from = numbers;
    uint64_t *to = scratch;
    uint64_t differing = 0;

    if (count <= FEW) {
        insert_few(numbers, count, low_bit);
        return;
    }
    differing = differing_bits(numbers, count);
    for (unsigned shift = low_bit; shift < 64 && differing >> shift;) {
        uint64_t *swapped = to;

        shift += wtw_lowest_bit(differing >> shift);
        scatter(from, to, count, shift);
        to = from;
        from = swapped;
        shift += DIGIT_BITS;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof numbers[0]);
}

/*
 * Scatters by both digits of the 22 bits from 'shift' on, counted at once; twice, so that
 * the numbers end up where they were.
 */
static void scatter_twice(uint64_t *numbers, uint64_t *scratch, size_t count,
                          unsigned shift)
{
    uint32_t low_starts[DIGITS] = {0};
    uint32_t high_starts[DIGITS] = {0};
    uint32_t low_sum = 0;
    uint32_t high_sum = 0;

    for (size_t i = 0; i < count; i++) {
        low_starts[digit_of(numbers[i], shift)]++;
        high_starts[digit_of(numbers[i], shift + DIGIT_BITS)]++;
    }
    for (size_t digit = 0; digit < DIGITS; digit++) {
        uint32_t low = low_starts[digit];
        uint32_t high = high_starts[digit];

        low_starts[digit] = low_sum;
        high_starts[digit] = high_sum;
        low_sum += low;
        high_sum += high;
    }
    for (size_t i = 0; i < count; i++)
        scratch[low_starts[digit_of(numbers[i], shift)]++] = numbers[i];
    for (size_t i = 0; i < count; i++)
        numbers[high_starts[digit_of(scratch[i], shift + DIGIT_BITS)]++] = scratch[i];
}

/* Sorts by the upper halves by insertion, unless that takes more than 'budget' moves; then
 * the order of equals is still kept. */
static bool insert_all(uint64_t *numbers, size_t count, size_t budget)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t number = numbers[i];
        size_t place = i;

        for (; place > 0 && numbers[place - 1] >> 32 > number >> 32; place--)
            numbers[place] = numbers[place - 1];
        numbers[place] = number;
        if (i - place > budget)
            return false;
        budget -= i - place;
    }
    return true;
}

/* As many bits as make a digit for each of 'count' hashes, DIGIT_BITS at most: then most
 * hashes have one of their own. */
static unsigned bits_for(size_t count)
{
    unsigned bits = 1;

    while (bits < DIGIT_BITS && (size_t)1 << bits < count)
        bits++;
    return bits;
}

void wtw_sort_hashes(uint64_t *numbers, uint64_t *scratch, size_t count,
                     unsigned equal_bits)
{
    unsigned shift = 64 - 2 * DIGIT_BITS - equal_bits;

    if (count > FEW && count < 2 * DIGITS && equal_bits <= 10) {
        unsigned bits = bits_for(count);

        scatter_by(numbers, scratch, count, 64 - equal_bits - bits, bits);
        memcpy(numbers, scratch, count * sizeof numbers[0]);
        if (insert_all(numbers, count, 8 * count))
            return;
    }
    if (shift <= 32 || count > UINT32_MAX || count < 2 * DIGITS) {
        wtw_radix_sort(numbers, scratch, count, 32);
        return;
    }
    scatter_twice(numbers, scratch, count, shift);
    if (!insert_all(numbers, count, count))
        wtw_radix_sort(numbers, scratch, count, 32);
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
