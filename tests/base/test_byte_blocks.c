/*
 * test_byte_blocks.c - bytes stay where they were copied to until all are cleared
 */
#include "check.h"

#include "base/byte_blocks.h"
#include "base/faults.h"

enum { BLOCK = 1 << 20, ROWS = 700, ROW_BYTES = 7001 };

static const char *copy(struct wtw_byte_blocks *blocks, const char *bytes, size_t count)
{
    const char *kept = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_byte_blocks_copy(blocks, bytes, count, &kept, &error), &error);
    return kept;
}

/* 700 rows of 7001 bytes are 4.67 blocks of a megabyte, of which 149 rows go into each. */
Test(byte_blocks, keep_what_they_were_given_where_it_was)
{
    static char row[ROW_BYTES];
    const char *kept[ROWS];
    struct wtw_byte_blocks blocks = {0};

    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < ROWS; i++) {
            memset(row, i % 251, sizeof row);
            kept[i] = copy(&blocks, row, sizeof row);
        }
        for (int i = 0; i < ROWS; i++) {
            memset(row, i % 251, sizeof row);
            check(memcmp(kept[i], row, sizeof row) == 0);
        }
        check_number(blocks.count, 5);
        wtw_byte_blocks_clear(&blocks);
    }
    wtw_byte_blocks_release(&blocks);
    check_number(blocks.count, 0);
}

Test(byte_blocks, take_rows_of_any_length_and_let_go_of_long_ones)
{
    static char row[3 * BLOCK];
    struct wtw_byte_blocks blocks = {0};
    const char *first = copy(&blocks, "harbour", 7);
    const char *longest = NULL;

    memset(row, 'x', sizeof row);
    longest = copy(&blocks, row, sizeof row);
    check(copy(&blocks, NULL, 0) != NULL);
    check_bytes(copy(&blocks, "crane", 5), 5, "crane");
    check_bytes(first, 7, "harbour");
    check(memcmp(longest, row, sizeof row) == 0);
    check_number(blocks.count, 3);
    wtw_byte_blocks_clear(&blocks);
    check_number(blocks.count, 2);
    check_bytes(copy(&blocks, "velm", 4), 4, "velm");
    wtw_byte_blocks_release(&blocks);
}

#ifdef WTW_FAULTS

Test(byte_blocks, without_memory_keep_what_they_have)
{
    struct wtw_byte_blocks blocks = {0};
    static char row[BLOCK];
    const char *kept = NULL;
    const char *first = NULL;

    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_byte_blocks_copy(&blocks, "harbour", 7, &kept, NULL),
                     WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(kept == NULL);
    }
    first = copy(&blocks, "harbour", 7);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_byte_blocks_copy(&blocks, row, sizeof row, &kept, NULL),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_bytes(first, 7, "harbour");
    check(memcmp(copy(&blocks, row, sizeof row), row, sizeof row) == 0);
    wtw_byte_blocks_release(&blocks);
}

#endif
