/*
 * test_inputs.c - the list of inputs
 */
#include "check.h"

#include "base/faults.h"
#include "read/inputs.h"

#include <stdio.h>

Test(inputs, keeps_copies_of_names_in_order)
{
    struct wtw_inputs inputs = {0};
    struct wtw_error error = {0};
    char name[32];

    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "file%d.txt", i);
        check_ok(wtw_inputs_add(&inputs, name, &error), &error);
    }
    check_ok(wtw_inputs_add(&inputs, "-", &error), &error);
    check_number(inputs.count, 101);
    check_string(inputs.items[7].name, "file7.txt");
    check_number(inputs.items[7].by_name, WTW_CONTAINER_TEXT);
    check_number(inputs.items[100].by_name, WTW_CONTAINER_UNKNOWN);
    wtw_inputs_release(&inputs);
    check_number(inputs.count, 0);
}

Test(inputs, keep_a_copy_of_their_preamble)
{
    struct wtw_inputs inputs = {0};
    struct wtw_error error = {0};
    char head[] = "id,text";

    check_ok(wtw_inputs_add(&inputs, "a.csv", &error), &error);
    check_number(wtw_input_preamble(&inputs.items[0]).count, 0);
    check_ok(
        wtw_input_keep_preamble(&inputs.items[0], (struct wtw_span){head, 7}, &error),
        &error);
    head[0] = '?';
    check_number(wtw_input_preamble(&inputs.items[0]).count, 7);
    check(memcmp(wtw_input_preamble(&inputs.items[0]).items, "id,text", 7) == 0);
    wtw_inputs_release(&inputs);
}

Test(inputs, names_compressions)
{
    check_string(wtw_compression_name(WTW_COMPRESSION_NONE), "none");
    check_string(wtw_compression_name(WTW_COMPRESSION_GZIP), "gzip");
    check_string(wtw_compression_name(WTW_COMPRESSION_ZSTD), "zstd");
}

#ifdef WTW_FAULTS
Test(inputs, holds_what_it_held_after_a_failed_allocation)
{
    struct wtw_inputs inputs = {0};
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_inputs_add(&inputs, "a", &error), WTW_NO_MEMORY);
        check_number(inputs.count, 0);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_ok(wtw_inputs_add(&inputs, "a", &error), &error);
    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(
            wtw_input_keep_preamble(&inputs.items[0], (struct wtw_span){"h", 1}, &error),
            WTW_NO_MEMORY);
        check_number(wtw_input_preamble(&inputs.items[0]).count, 0);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_inputs_release(&inputs);
}
#endif
