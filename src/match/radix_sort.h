/*
 * radix_sort.h - sorts 64-bit numbers in linear time
 */
#ifndef WTW_MATCH_RADIX_SORT_H
#define WTW_MATCH_RADIX_SORT_H

#include <stddef.h>
#include <stdint.h>

/*
 * wtw_radix_sort() sorts 'count' numbers ascending by their bits from 'low_bit' on,
 * keeping the order of equals; bits below do not count. 'scratch' has room for as many.
 * Bits in which all numbers agree cost nothing.
 */
void wtw_radix_sort(uint64_t *numbers, uint64_t *scratch, size_t count, unsigned low_bit);

/*
 * wtw_sort_hashes() is wtw_radix_sort() from bit 32 on, faster where the upper halves are
 * random but for their topmost 'equal_bits', up to 10, in which all agree.
 */
void wtw_sort_hashes(uint64_t *numbers, uint64_t *scratch, size_t count,
                     unsigned equal_bits);

/* wtw_sort_unique() sorts all bits and removes repeats; returns how many are left. */
size_t wtw_sort_unique(uint64_t *numbers, uint64_t *scratch, size_t count);

#endif
