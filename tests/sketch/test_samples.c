/*
 * test_samples.c - which shingles are sampled, against sorting them all
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "sketch/samples.h"

#include <stdlib.h>

enum { SHINGLES_MAX = 20000 };

/* A multiplier as a seed gives one: odd, with bits everywhere. */
static const uint64_t multiplier = 0x8f3a91c57be204d3;

static void append(const uint64_t *shingles, size_t count, struct wtw_winnow_keys *keys)
{
    struct wtw_error error = {0};

    check_ok(
        wtw_samples_append(wtw_kernel_best(), shingles, count, multiplier, keys, &error),
        &error);
}

static int compare_numbers(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

static int compare_keys(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

static void sort_keys(uint32_t *keys, size_t count)
{
    if (count)
        qsort(keys, count, sizeof keys[0], compare_keys);
}

/* All hashes in order: those below 2^60, or the first 24 where these are fewer. Of each,
 * bits 24 to 55 are the key, and the highest of them is set. */
static size_t sampled_by_sorting(const uint64_t *shingles, size_t count,
                                 uint32_t *out_keys)
{
    static uint64_t hashes[SHINGLES_MAX];
    size_t taken = 0;

    for (size_t i = 0; i < count; i++)
        hashes[i] = shingles[i] * multiplier;
    if (count)
        qsort(hashes, count, sizeof hashes[0], compare_numbers);
    while (taken < count && (hashes[taken] < 1152921504606846976u || taken < 24)) {
        uint64_t key = hashes[taken] / 16777216 % 4294967296u;

        out_keys[taken++] = (uint32_t)(key < 2147483648u ? key + 2147483648u : key);
    }
    return taken;
}

/* Checks that the keys, in any order, are those found by sorting; sorts them. */
static void check_samples(const uint64_t *shingles, size_t count,
                          struct wtw_winnow_keys *keys)
{
    static uint32_t wanted[SHINGLES_MAX];
    size_t wanted_count = sampled_by_sorting(shingles, count, wanted);

    check_number(keys->count, wanted_count);
    sort_keys(wanted, wanted_count);
    sort_keys(keys->items, keys->count);
    check(!wanted_count ||
          memcmp(keys->items, wanted, wanted_count * sizeof wanted[0]) == 0);
}

Test(samples, are_the_least_24_hashes_or_all_below_a_16th_of_the_range)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(40);

    for (int round = 0; round < 3000; round++) {
        uint32_t limit = round % 100 ? 900 : SHINGLES_MAX;
        uint32_t count = random_below(&random, limit);
        struct wtw_winnow_keys keys = {0};

        random_fill(&random, shingles, count);
        append(shingles, count, &keys);
        check_samples(shingles, count, &keys);
        wtw_winnow_keys_release(&keys);
    }
}

/* By the inverse of the multiplier, shingles can be made for chosen hashes. */
static uint64_t shingle_for(uint64_t hash)
{
    uint64_t inverse = 1;

    for (int i = 0; i < 6; i++)
        inverse *= 2 - multiplier * inverse; /* Newton doubles the right bits */
    return hash * inverse;
}

Test(samples, a_hash_just_below_2_to_60_is_taken_and_2_to_60_is_not)
{
    uint64_t shingles[25];
    struct wtw_winnow_keys keys = {0};

    for (uint64_t i = 0; i < 24; i++)
        shingles[i] = shingle_for((((uint64_t)1 << 60) - 1) - (i << 30));
    shingles[24] = shingle_for((uint64_t)1 << 60);
    append(shingles, 25, &keys);
    check_number(keys.count, 24);
    check_number(keys.items[0], 0xffffffff); /* bits 24 to 55 of 2^60 - 1 */
    shingles[24] = shingle_for((uint64_t)1 << 59);
    keys.count = 0;
    append(shingles, 25, &keys);
    check_number(keys.count, 25);
    check_number(keys.items[24], 0x80000000); /* bits 24 to 55 of 2^59 are 0 */
    wtw_winnow_keys_release(&keys);
}

/* 23 small hashes and 1000 large ones: the 24th is the least of the large. */
Test(samples, where_too_few_are_small_the_least_of_the_others_fill_up_to_24)
{
    static uint64_t shingles[1023];
    struct wtw_winnow_keys keys = {0};
    bool is_there = false;

    for (uint64_t i = 0; i < 1000; i++)
        shingles[i] = shingle_for(((uint64_t)15 << 60) - (i << 24) * 2);
    for (uint64_t i = 0; i < 23; i++)
        shingles[1000 + i] = shingle_for((i + 1) << 24);
    append(shingles, 1023, &keys);
    check_number(keys.count, 24);
    for (size_t i = 0; i < 24; i++)
        is_there =
            is_there ||
            keys.items[i] == (((uint32_t)(((uint64_t)15 << 36) - 999 * 2)) | 0x80000000u);
    check(is_there);
    check_samples(shingles, 1023, &keys);
    wtw_winnow_keys_release(&keys);
}

Test(samples, of_24_shingles_or_fewer_are_all_there_are)
{
    uint64_t shingles[25];
    struct random_input random = random_begin(41);

    for (size_t count = 0; count <= 24; count++) {
        struct wtw_winnow_keys keys = {0};

        random_fill(&random, shingles, count);
        append(count ? shingles : NULL, count, &keys);
        check_number(keys.count, count);
        check_samples(shingles, count, &keys);
        wtw_winnow_keys_release(&keys);
    }
}

Test(samples, of_equal_sets_are_equal_in_any_order)
{
    static uint64_t shingles[2000];
    struct random_input random = random_begin(42);

    for (int round = 0; round < 300; round++) {
        uint32_t count = random_below(&random, 2000);
        struct wtw_winnow_keys keys = {0};
        struct wtw_winnow_keys shuffled = {0};

        random_fill(&random, shingles, count);
        append(shingles, count, &keys);
        random_shuffle(&random, shingles, count);
        append(shingles, count, &shuffled);
        check_number(keys.count, shuffled.count);
        sort_keys(keys.items, keys.count);
        sort_keys(shuffled.items, shuffled.count);
        check(!keys.count ||
              memcmp(keys.items, shuffled.items, keys.count * sizeof keys.items[0]) == 0);
        wtw_winnow_keys_release(&keys);
        wtw_winnow_keys_release(&shuffled);
    }
}

/* What two long texts share is sampled in both or in neither of them. */
Test(samples, a_shingle_that_two_long_texts_share_is_sampled_in_both_or_none)
{
    static uint64_t a[4000];
    static uint64_t b[4000];
    struct random_input random = random_begin(43);
    struct wtw_winnow_keys of_a = {0};
    struct wtw_winnow_keys of_b = {0};
    struct wtw_winnow_keys of_shared = {0};
    size_t found = 0;

    random_fill(&random, a, 4000);
    random_fill(&random, b, 4000);
    memcpy(b + 1000, a + 3000, 1000 * sizeof a[0]);
    append(a, 4000, &of_a);
    append(b, 4000, &of_b);
    append(a + 3000, 1000, &of_shared);
    for (size_t i = 0; i < of_a.count; i++)
        for (size_t j = 0; j < of_b.count; j++)
            found += of_a.items[i] == of_b.items[j];
    check_number(found, of_shared.count);
    wtw_winnow_keys_release(&of_a);
    wtw_winnow_keys_release(&of_b);
    wtw_winnow_keys_release(&of_shared);
}

Test(samples, are_one_in_16_of_a_long_text)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(44);
    struct wtw_winnow_keys keys = {0};

    check_number(WTW_SAMPLES_MIN, 24);
    for (int round = 0; round < 50; round++) {
        random_fill(&random, shingles, SHINGLES_MAX);
        append(shingles, SHINGLES_MAX, &keys);
    }
    check_real((double)keys.count / (50.0 * SHINGLES_MAX), 1 / 16.0, .001);
    wtw_winnow_keys_release(&keys);
}

Test(samples, other_multipliers_sample_others)
{
    static uint64_t shingles[4000];
    struct random_input random = random_begin(45);
    struct wtw_error error = {0};
    struct wtw_winnow_keys keys = {0};
    struct wtw_winnow_keys others = {0};
    size_t common = 0;

    random_fill(&random, shingles, 4000);
    append(shingles, 4000, &keys);
    check_ok(wtw_samples_append(wtw_kernel_best(), shingles, 4000, 0xd1342543de82ef95,
                                &others, &error),
             &error);
    for (size_t i = 0; i < keys.count; i++)
        for (size_t j = 0; j < others.count; j++)
            common += keys.items[i] == others.items[j];
    check_number(common, 0);
    wtw_winnow_keys_release(&keys);
    wtw_winnow_keys_release(&others);
}

Test(samples, have_the_highest_bit_and_are_appended_to_the_keys_that_are_there)
{
    static uint64_t shingles[1000];
    struct random_input random = random_begin(46);
    struct wtw_error error = {0};
    struct wtw_winnow_keys keys = {0};
    size_t winnowed = 0;
    uint32_t first = 0;

    random_fill(&random, shingles, 1000);
    check_ok(wtw_winnow_append(wtw_kernel_best(), shingles, 1000, &keys, &error), &error);
    winnowed = keys.count;
    first = keys.items[0];
    check(winnowed > 0);
    append(shingles, 1000, &keys);
    append(shingles, 10, &keys);
    check(keys.count > winnowed + 34);
    check_number(keys.items[0], first);
    for (size_t i = 0; i < keys.count; i++) {
        check_number(keys.items[i] >> 31, i >= winnowed);
        check(wtw_key_is_sampled(keys.items[i]) == (i >= winnowed));
    }
    wtw_winnow_keys_release(&keys);
}

Test(samples, more_shingles_than_memory_could_hold_are_refused)
{
    uint64_t shingle = 1;
    struct wtw_winnow_keys keys = {0};
    struct wtw_error error = {0};

    append(&shingle, 1, &keys);
    check_status(wtw_samples_append(wtw_kernel_best(), &shingle, SIZE_MAX - 1, multiplier,
                                    &keys, &error),
                 WTW_TOO_LARGE);
    check(strlen(error.words) > 0);
    check_number(keys.count, 1);
    wtw_winnow_keys_release(&keys);
}

#ifdef WTW_FAULTS

Test(samples, a_failed_allocation_leaves_the_list_as_it_was)
{
    uint64_t shingles[400];
    struct random_input random = random_begin(47);
    bool failed = true;
    uint64_t nth = 1;

    random_fill(&random, shingles, 400);
    for (nth = 1; failed; nth++) {
        struct wtw_winnow_keys keys = {0};
        enum wtw_status status = WTW_OK;
        uint32_t before[3];

        append(shingles, 3, &keys);
        memcpy(before, keys.items, sizeof before);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status =
            wtw_samples_append(wtw_kernel_best(), shingles, 400, multiplier, &keys, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check_number(keys.count, 3);
        }
        check(memcmp(keys.items, before, sizeof before) == 0);
        wtw_winnow_keys_release(&keys);
    }
    check(nth > 2);
}

#endif
