/*
 * test_buffer.c - bytes that grow
 */
#include "check.h"

#include "base/faults.h"

Test(buffer, an_empty_one_is_ready_and_can_be_released)
{
    struct wtw_buffer buffer = {0};

    wtw_buffer_release(&buffer);
    check(buffer.items == NULL);
    check_number(buffer.count, 0);
    check_number(buffer.capacity, 0);
}

Test(buffer, appended_bytes_stand_one_after_the_other)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    check_ok(wtw_buffer_append(&buffer, "wire", 4, &error), &error);
    check_ok(wtw_buffer_append(&buffer, "\0twin", 5, &error), &error);
    check_bytes(buffer.items, buffer.count, "wire\0twin");
    wtw_buffer_release(&buffer);
}

Test(buffer, appending_nothing_from_nowhere_does_nothing)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    check_ok(wtw_buffer_append(&buffer, NULL, 0, &error), &error);
    check(buffer.items == NULL);
    check_number(buffer.count, 0);
}

Test(buffer, reserved_room_can_be_written_to_and_counts_nothing)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    check_ok(wtw_buffer_append(&buffer, "ab", 2, &error), &error);
    check_ok(wtw_buffer_reserve(&buffer, 5000, &error), &error);
    check(buffer.capacity >= 5002);
    check_number(buffer.count, 2);
    memset(buffer.items + 2, 'c', 5000);
    check(buffer.items[0] == 'a' && buffer.items[1] == 'b');
    wtw_buffer_release(&buffer);
}

Test(buffer, megabytes_a_byte_at_a_time_arrive_whole)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    for (uint32_t i = 0; i < 2000000; i++) {
        char byte = (char)(i * 7 % 251);

        check_ok(wtw_buffer_append(&buffer, &byte, 1, &error), &error);
    }
    check_number(buffer.count, 2000000);
    for (uint32_t i = 0; i < 2000000; i++)
        check(buffer.items[i] == (char)(i * 7 % 251));
    wtw_buffer_release(&buffer);
}

Test(buffer, more_than_can_be_counted_is_refused_and_changes_nothing)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    check_ok(wtw_buffer_append(&buffer, "ab", 2, &error), &error);
    check_status(wtw_buffer_reserve(&buffer, SIZE_MAX - 1, &error), WTW_TOO_LARGE);
    check(strstr(error.words, "a buffer of 2 bytes") != NULL);
    check_bytes(buffer.items, buffer.count, "ab");
    wtw_buffer_release(&buffer);
}

Test(buffer, a_released_one_can_be_used_again)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};

    check_ok(wtw_buffer_append(&buffer, "first", 5, &error), &error);
    wtw_buffer_release(&buffer);
    check_ok(wtw_buffer_append(&buffer, "then", 4, &error), &error);
    check_bytes(buffer.items, buffer.count, "then");
    wtw_buffer_release(&buffer);
}

#ifdef WTW_FAULTS
Test(buffer, an_append_that_finds_no_memory_changes_nothing)
{
    struct wtw_error error = {0};
    struct wtw_buffer buffer = {0};
    char more[100] = {0};

    check_ok(wtw_buffer_append(&buffer, "ab", 2, &error), &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_buffer_append(&buffer, more, sizeof more, &error), WTW_NO_MEMORY);
    check_bytes(buffer.items, buffer.count, "ab");
    wtw_buffer_release(&buffer);
}
#endif
