/*
 * test_memory.c - memory is zeroed, sizes are checked, arrays grow in long steps
 */
#include "base/memory.h"
#include "check.h"

#include "base/faults.h"

Test(memory, allocated_items_are_zero)
{
    struct wtw_error error = {0};
    uint64_t *items = NULL;

    check_ok(WTW_ALLOCATE(&items, 1000, &error), &error);
    for (size_t i = 0; i < 1000; i++)
        check(items[i] == 0);
    wtw_release_items(items);
}

Test(memory, no_items_are_a_block_all_the_same)
{
    struct wtw_error error = {0};
    uint32_t *items = NULL;

    check_ok(WTW_ALLOCATE(&items, 0, &error), &error);
    check(items != NULL);
    check_ok(WTW_RESIZE(&items, 0, &error), &error);
    check(items != NULL);
    wtw_release_items(items);
}

/* Of all sizes around that of a large page, each byte is there; overflow is refused. */
Test(memory, large_blocks_can_be_written_from_end_to_end)
{
    static const size_t counts[] = {0, 1, 100000, 262143, 262144, 262145, 600000};
    struct wtw_error error = {0};
    void *memory = NULL;

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        check_ok(wtw_allocate_large(&memory, counts[i], 8, &error), &error);
        check(memory != NULL);
        /* To a page, and to a large one of 2 MB where it fills one, as 262144 of 8 bytes do. */
        check_number((uintptr_t)memory % (counts[i] < 262144 ? 4096 : 1 << 21), 0);
        memset(memory, 1, counts[i] * 8);
        wtw_release_items(memory);
    }
    memory = &error;
    check_status(wtw_allocate_large(&memory, SIZE_MAX / 8 + 1, 8, &error), WTW_TOO_LARGE);
    check(memory == &error);
}

Test(memory, releasing_nothing_is_fine)
{
    wtw_release_items(NULL);
}

Test(memory, resizing_keeps_what_was_there)
{
    struct wtw_error error = {0};
    uint32_t *items = NULL;

    check_ok(WTW_RESIZE(&items, 3, &error), &error);
    for (uint32_t i = 0; i < 3; i++)
        items[i] = 10 + i;
    check_ok(WTW_RESIZE(&items, 100000, &error), &error);
    check(items[0] == 10 && items[1] == 11 && items[2] == 12);
    check_ok(WTW_RESIZE(&items, 2, &error), &error);
    check(items[0] == 10 && items[1] == 11);
    wtw_release_items(items);
}

Test(memory, a_size_that_overflows_is_refused_with_words_and_changes_nothing)
{
    struct wtw_error error = {0};
    uint64_t here = 0;
    uint64_t *items = &here;

    check_status(WTW_ALLOCATE(&items, SIZE_MAX / 8 + 1, &error), WTW_TOO_LARGE);
    check(items == &here);
    check(strstr(error.words, "2305843009213693952 items of 8 bytes") != NULL);
    check_status(WTW_RESIZE(&items, SIZE_MAX, &error), WTW_TOO_LARGE);
    check(items == &here);
}

/* AddressSanitizer ends a program that asks for so much, before it can be refused. */
#ifndef HAS_ADDRESS_SANITIZER
Test(memory, more_than_the_machine_has_is_refused_with_words_and_changes_nothing)
{
    struct wtw_error error = {0};
    char here = 'x';
    char *items = &here;
    char *kept = NULL;

    check_status(WTW_ALLOCATE(&items, SIZE_MAX / 2, &error), WTW_NO_MEMORY);
    check(items == &here);
    check(strstr(error.words, "9223372036854775807 bytes") != NULL);

    check_ok(WTW_ALLOCATE(&kept, 1, &error), &error);
    kept[0] = 'k';
    items = kept;
    check_status(WTW_RESIZE(&items, SIZE_MAX / 2, &error), WTW_NO_MEMORY);
    check(items == kept && kept[0] == 'k');
    wtw_release_items(kept);
}
#endif

/* The last one is resized after that, which moves it where the system has no room behind it. */
Test(memory, blocks_expected_to_be_large_keep_what_is_in_them)
{
    static const size_t counts[] = {1, 262144, 600001};
    struct wtw_error error = {0};
    uint64_t *items = NULL;

    wtw_expect_large(NULL, 0);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        check_ok(WTW_RESIZE(&items, counts[i], &error), &error);
        items[0] = 7;
        items[counts[i] - 1] = 7;
        wtw_expect_large(items, counts[i] * sizeof items[0]);
        check_number(items[0], 7);
        check_number(items[counts[i] - 1], 7);
    }
    check_ok(WTW_RESIZE(&items, 1200000, &error), &error);
    check_number(items[600000], 7);
    wtw_release_items(items);
}

Test(memory, capacity_grows_by_half_and_a_little)
{
    check_number(wtw_grown_capacity(0, 1), 16);
    check_number(wtw_grown_capacity(16, 17), 40);
    check_number(wtw_grown_capacity(1000, 1001), 1516);
    check_number(wtw_grown_capacity(1000, 5000), 5000);
}

Test(memory, capacity_near_the_end_of_numbers_is_what_is_needed)
{
    check(wtw_grown_capacity(SIZE_MAX - 10, SIZE_MAX) == SIZE_MAX);
    check(wtw_grown_capacity(SIZE_MAX, SIZE_MAX) == SIZE_MAX);
}

Test(memory, growing_within_capacity_touches_nothing)
{
    struct wtw_error error = {0};
    size_t capacity = 5;
    uint32_t here[5] = {0};
    uint32_t *items = here;

    check_ok(WTW_GROW(&items, &capacity, 0, &error), &error);
    check_ok(WTW_GROW(&items, &capacity, 5, &error), &error);
    check(items == here);
    check_number(capacity, 5);
}

Test(memory, a_million_appends_move_the_array_a_few_dozen_times)
{
    struct wtw_error error = {0};
    uint32_t *items = NULL;
    size_t capacity = 0;
    size_t moves = 0;

    for (uint32_t count = 0; count < 1000000; count++) {
        size_t before = capacity;

        check_ok(WTW_GROW(&items, &capacity, count + 1, &error), &error);
        moves += capacity != before;
        items[count] = count;
    }
    /* 1.5^30 is 191751, so from 16 on 30 steps pass a million. */
    check(moves <= 30);
    check(items[0] == 0 && items[777777] == 777777 && items[999999] == 999999);
    wtw_release_items(items);
}

Test(memory, growth_that_fails_keeps_array_and_capacity)
{
    struct wtw_error error = {0};
    uint64_t *items = NULL;
    size_t capacity = 0;

    check_ok(WTW_GROW(&items, &capacity, 1, &error), &error);
    items[0] = 42;
    check_status(WTW_GROW(&items, &capacity, SIZE_MAX / 4, &error), WTW_TOO_LARGE);
    check_number(capacity, 16);
    check(items[0] == 42);
    wtw_release_items(items);
}

Test(memory, that_is_expected_to_be_written_keeps_what_is_in_it)
{
    enum { BYTES = 100000 };
    struct wtw_error error = {0};
    unsigned char *bytes = NULL;

    check_ok(WTW_ALLOCATE(&bytes, BYTES, &error), &error);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (unsigned char)(i % 251);
    wtw_expect_writes(bytes, 0);
    wtw_expect_writes(bytes + 1, 1);
    wtw_expect_writes(bytes + 1, BYTES - 1);
    wtw_expect_writes(bytes, BYTES);
    for (size_t i = 0; i < BYTES; i++)
        check_number(bytes[i], i % 251);
    wtw_release_items(bytes);
}

#ifdef WTW_FAULTS
Test(memory, a_planned_fault_is_a_failure_like_any_other)
{
    struct wtw_error error = {0};
    uint64_t *items = NULL;
    void *memory = NULL;

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 2);
    check_ok(WTW_ALLOCATE(&items, 4, &error), &error);
    items[3] = 42;
    check_status(WTW_RESIZE(&items, 8, &error), WTW_NO_MEMORY);
    check(items[3] == 42);
    check(strstr(error.words, "64 bytes") != NULL);
    check_ok(WTW_RESIZE(&items, 8, &error), &error);
    wtw_release_items(items);
    memory = &error;
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_allocate_large(&memory, 4, 8, &error), WTW_NO_MEMORY);
    check(memory == &error);
}
#endif
