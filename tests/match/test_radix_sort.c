/*
 * test_radix_sort.c - sorting against the C library's qsort
 */
#include "check.h"
#include "random_input.h"

#include "match/radix_sort.h"

#include <stdlib.h>

enum { COUNT_MAX = 20000 };

static int compare_numbers(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

static void check_sorted(const uint64_t *numbers, size_t count)
{
    static uint64_t got[COUNT_MAX + 1];
    static uint64_t scratch[COUNT_MAX + 1];
    static uint64_t wanted[COUNT_MAX];

    memcpy(got, numbers, count * sizeof got[0]);
    memcpy(wanted, numbers, count * sizeof got[0]);
    got[count] = 4711;
    scratch[count] = 4711;
    wtw_radix_sort(got, scratch, count, 0);
    qsort(wanted, count, sizeof wanted[0], compare_numbers);
    check(memcmp(got, wanted, count * sizeof got[0]) == 0);
    check(got[count] == 4711 && scratch[count] == 4711);
}

Test(radix_sort, sorts_random_numbers_like_qsort)
{
    static uint64_t numbers[COUNT_MAX];
    struct random_input random = random_begin(70);

    for (int round = 0; round < 200; round++) {
        size_t count = random_below(&random, round < 150 ? 100 : COUNT_MAX);
        unsigned shift = random_below(&random, 64);

        random_fill(&random, numbers, count);
        for (size_t i = 0; i < count; i++)
            numbers[i] >>= shift;
        check_sorted(numbers, count);
    }
}

Test(radix_sort, sorts_what_is_sorted_reversed_or_all_equal)
{
    static uint64_t numbers[COUNT_MAX];

    for (size_t i = 0; i < COUNT_MAX; i++)
        numbers[i] = i * 0x100000001u;
    check_sorted(numbers, COUNT_MAX);
    for (size_t i = 0; i < COUNT_MAX; i++)
        numbers[i] = (COUNT_MAX - i) * 0x1000000000001u;
    check_sorted(numbers, COUNT_MAX);
    for (size_t i = 0; i < COUNT_MAX; i++)
        numbers[i] = UINT64_MAX;
    check_sorted(numbers, COUNT_MAX);
}

Test(radix_sort, sorts_numbers_that_differ_in_one_bit_only)
{
    uint64_t numbers[64];
    struct random_input random = random_begin(71);

    for (unsigned bit = 0; bit < 64; bit++) {
        for (int i = 0; i < 64; i++)
            numbers[i] = 0x5555555555555555 ^ (uint64_t)random_below(&random, 2) << bit;
        check_sorted(numbers, 64);
    }
}

Test(radix_sort, keeps_the_order_of_numbers_that_agree_above_the_low_bit)
{
    static uint64_t numbers[5000];
    static uint64_t scratch[5000];
    static const unsigned low_bits[] = {1, 7, 11, 32, 33, 53, 54, 60, 63};
    struct random_input random = random_begin(72);

    for (size_t low = 0; low < sizeof low_bits / sizeof low_bits[0]; low++) {
        unsigned bit = low_bits[low];
        uint64_t below = ((uint64_t)1 << bit) - 1;

        for (size_t i = 0; i < 5000; i++)
            numbers[i] = (uint64_t)random_below(&random, 50) << bit | (i & below);
        wtw_radix_sort(numbers, scratch, 5000, bit);
        for (size_t i = 1; i < 5000; i++) {
            check(numbers[i - 1] >> bit <= numbers[i] >> bit);
            if (numbers[i - 1] >> bit == numbers[i] >> bit && below >= 4999)
                check((numbers[i - 1] & below) < (numbers[i] & below));
        }
    }
}

Test(radix_sort, bits_below_the_low_bit_do_not_count)
{
    uint64_t numbers[4] = {0x1ff, 0x0aa, 0x100, 0x0bb};
    uint64_t scratch[4];

    wtw_radix_sort(numbers, scratch, 4, 8);
    check(numbers[0] == 0x0aa && numbers[1] == 0x0bb);
    check(numbers[2] == 0x1ff && numbers[3] == 0x100);
}

Test(radix_sort, nothing_and_one_number_are_sorted_already)
{
    uint64_t number = 5;
    uint64_t scratch = 6;

    wtw_radix_sort(NULL, NULL, 0, 0);
    wtw_radix_sort(&number, &scratch, 1, 0);
    check(number == 5);
    check_number(wtw_sort_unique(NULL, NULL, 0), 0);
    check_number(wtw_sort_unique(&number, &scratch, 1), 1);
}

Test(radix_sort, sort_unique_keeps_each_number_once)
{
    static uint64_t numbers[3000];
    static uint64_t scratch[3000];
    struct random_input random = random_begin(73);

    for (int round = 0; round < 100; round++) {
        uint32_t limit = random_between(&random, 1, 500);
        bool was_in[500] = {false};
        size_t wanted = 0;
        size_t kept = 0;

        for (size_t i = 0; i < 3000; i++) {
            numbers[i] = random_below(&random, limit);
            wanted += !was_in[numbers[i]];
            was_in[numbers[i]] = true;
        }
        kept = wtw_sort_unique(numbers, scratch, 3000);
        check_number(kept, wanted);
        for (size_t i = 0; i < kept; i++) {
            check(was_in[numbers[i]]);
            check(i == 0 || numbers[i - 1] < numbers[i]);
        }
    }
}

/* Sorts by the upper halves and compares with the slow way, the order of equals too. */
static void check_sorted_hashes(const uint64_t *numbers, size_t count,
                                unsigned equal_bits)
{
    static uint64_t got[COUNT_MAX];
    static uint64_t wanted[COUNT_MAX];
    static uint64_t scratch[COUNT_MAX];

    memcpy(got, numbers, count * sizeof got[0]);
    for (size_t i = 0; i < count; i++) /* the place in 'numbers' decides between equals */
        wanted[i] = (numbers[i] & ~(uint64_t)UINT32_MAX) | i;
    qsort(wanted, count, sizeof wanted[0], compare_numbers);
    wtw_sort_hashes(got, scratch, count, equal_bits);
    for (size_t i = 0; i < count; i++)
        check(got[i] == numbers[(uint32_t)wanted[i]]);
}

Test(radix_sort, hashes_are_sorted_by_their_upper_halves_whatever_agrees)
{
    static uint64_t numbers[COUNT_MAX];
    struct random_input random = random_begin(73);

    for (unsigned equal_bits = 0; equal_bits <= 12; equal_bits++) {
        for (size_t count = 0; count <= COUNT_MAX; count = count * 5 + 2047) {
            random_fill(&random, numbers, count);
            for (size_t i = 0; i < count; i++) {
                numbers[i] = numbers[i] >> equal_bits | UINT64_C(1) << (63 - equal_bits);
                if (i > 0 && random_chance(&random, .3))
                    numbers[i] = numbers[random_below(&random, (uint32_t)i)] ^ i;
            }
            check_sorted_hashes(numbers, count, equal_bits);
        }
    }
}

Test(radix_sort, hashes_of_any_small_number_are_sorted_too)
{
    static const size_t counts[] = {2, 63, 64, 65, 66, 700, 2048, 4095, 4096, 4097};
    static uint64_t numbers[COUNT_MAX];
    struct random_input random = random_begin(74);

    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (unsigned equal_bits = 0; equal_bits <= 12; equal_bits += 4) {
            random_fill(&random, numbers, counts[c]);
            for (size_t i = 0; i < counts[c]; i++)
                numbers[i] = i % 3 ? numbers[i] >> equal_bits : numbers[0] >> equal_bits;
            check_sorted_hashes(numbers, counts[c], equal_bits);
            for (size_t i = 0; i < counts[c]; i++)
                numbers[i] = (uint64_t)(counts[c] - i) % 300 << 32 | i;
            check_sorted_hashes(numbers, counts[c], equal_bits);
        }
}

Test(radix_sort, hashes_that_agree_in_all_but_their_lowest_bits_are_sorted_as_well)
{
    static uint64_t numbers[COUNT_MAX];

    for (size_t i = 0; i < COUNT_MAX; i++)
        numbers[i] = (uint64_t)(COUNT_MAX - i) % 1000 << 32 | i;
    check_sorted_hashes(numbers, COUNT_MAX, 0);
}
