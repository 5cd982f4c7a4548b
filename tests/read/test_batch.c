/*
 * test_batch.c - records stay whole while their memory moves
 */
#include "check.h"

#include "base/faults.h"
#include "read/batch.h"

static void append(struct wtw_batch *batch, const char *text)
{
    struct wtw_error error = {0};

    check_ok(wtw_buffer_append(&batch->bytes, text, strlen(text), &error), &error);
}

static void add(struct wtw_batch *batch, size_t count)
{
    const struct wtw_place place = {.byte_count = (uint32_t)count};
    struct wtw_error error = {0};

    check_ok(wtw_batch_add(batch, batch->open, &place, &error), &error);
    batch->open += count;
}

Test(batch, gives_records_their_bytes_after_the_buffer_grew)
{
    struct wtw_batch batch = {0};

    append(&batch, "one");
    add(&batch, 3);
    for (int i = 0; i < 100; i++)
        append(&batch, "0123456789012345678901234567890123456789");
    add(&batch, 40);
    check_number(batch.count, 2);
    check_bytes(wtw_batch_records(&batch)[0].bytes, 3, "one");
    check_bytes(wtw_batch_records(&batch)[1].bytes, 10, "0123456789");
    check_number(wtw_batch_used(&batch), 4003);
    wtw_batch_release(&batch);
}

Test(batch, keeps_the_open_part_and_moves_it_when_that_is_cheap)
{
    struct wtw_batch batch = {0};

    append(&batch, "abcdefgh");
    add(&batch, 3);
    wtw_batch_begin(&batch);
    check_number(batch.count, 0);
    check_number(batch.open, 3);
    check_number(wtw_batch_used(&batch), 5);
    add(&batch, 2);
    wtw_batch_begin(&batch);
    check_number(batch.open, 0);
    check_bytes(batch.bytes.items, batch.bytes.count, "fgh");
    add(&batch, 3);
    check_bytes(wtw_batch_records(&batch)[0].bytes, 3, "fgh");
    wtw_batch_release(&batch);
}

Test(batch, goes_on_behind_another_whose_records_stay)
{
    struct wtw_batch first = {0};
    struct wtw_batch second = {0};
    struct wtw_error error = {0};

    append(&first, "abcdefgh");
    add(&first, 3);
    append(&second, "something older");
    add(&second, 15);
    check_ok(wtw_batch_begin_behind(&second, &first, &error), &error);
    check_number(second.count, 0);
    check_bytes(second.bytes.items, second.bytes.count, "defgh");
    check_number(wtw_batch_used(&second), 5);
    add(&second, 5);
    check_bytes(wtw_batch_records(&first)[0].bytes, 3, "abc");
    check_number(first.bytes.count, 3);
    check_ok(wtw_batch_begin_behind(&first, &second, &error), &error);
    check_number(wtw_batch_used(&first), 0);
    check_bytes(wtw_batch_records(&second)[0].bytes, 5, "defgh");
    wtw_batch_release(&first);
    wtw_batch_release(&second);
}

Test(batch, does_not_keep_the_room_of_a_large_record)
{
    struct wtw_batch first = {0};
    struct wtw_batch second = {0};
    struct wtw_error error = {0};

    check_ok(wtw_buffer_reserve(&second.bytes, (8 << 20) + 1, &error), &error);
    append(&first, "open");
    check_ok(wtw_batch_begin_behind(&second, &first, &error), &error);
    check(second.bytes.capacity < 8 << 20);
    check_bytes(second.bytes.items, second.bytes.count, "open");
    wtw_batch_release(&first);
    wtw_batch_release(&second);
}

/* Batches of a feed are larger, one like the other. */
Test(batch, keeps_the_room_that_the_last_records_filled)
{
    struct wtw_batch first = {0};
    struct wtw_batch second = {0};
    struct wtw_error error = {0};
    const char *room = NULL;

    check_ok(wtw_buffer_reserve(&second.bytes, 9 << 20, &error), &error);
    memset(second.bytes.items, 'a', 9 << 20);
    second.bytes.count = 9 << 20;
    room = second.bytes.items;
    append(&first, "open");
    check_ok(wtw_batch_begin_behind(&second, &first, &error), &error);
    check(second.bytes.items == room);
    check_bytes(second.bytes.items, second.bytes.count, "open");
    wtw_batch_release(&first);
    wtw_batch_release(&second);
}

Test(batch, has_bytes_for_a_record_without_any)
{
    struct wtw_batch batch = {0};

    add(&batch, 0);
    check(wtw_batch_records(&batch)[0].bytes != NULL);
    wtw_batch_release(&batch);
}

#ifdef WTW_FAULTS
Test(batch, is_unchanged_by_a_failed_allocation)
{
    const struct wtw_place place = {.byte_count = 1};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_batch_add(&batch, 0, &place, &error), WTW_NO_MEMORY);
        check_number(batch.count, 0);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_batch_release(&batch);
    }
}

Test(batch, that_cannot_go_on_behind_another_leaves_that_as_it_was)
{
    struct wtw_batch first = {0};
    struct wtw_batch second = {0};
    struct wtw_error error = {0};

    append(&first, "abcdefgh");
    add(&first, 3);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_batch_begin_behind(&second, &first, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_number(first.open, 3);
    check_bytes(first.bytes.items, first.bytes.count, "abcdefgh");
    wtw_batch_release(&first);
    wtw_batch_release(&second);
}
#endif
