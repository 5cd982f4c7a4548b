/*
 * test_repeats.c - keys that occur more than once, against a table of them
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/repeats.h"

static void begin(struct wtw_repeats *repeats, uint64_t keys)
{
    struct wtw_error error = {0};

    check_ok(wtw_repeats_begin(repeats, keys, &error), &error);
}

Test(repeats, a_key_is_there_when_it_was_marked_twice_and_forgotten_at_the_next_begin)
{
    struct wtw_repeats repeats = {0};

    begin(&repeats, 5);
    check(!wtw_repeats_has(&repeats, 77));
    check(!wtw_repeats_mark(&repeats, 77));
    check(!wtw_repeats_has(&repeats, 77));
    check(wtw_repeats_mark(&repeats, 77));
    check(wtw_repeats_has(&repeats, 77));
    check(wtw_repeats_mark(&repeats, 77));
    check(wtw_repeats_has(&repeats, 77));
    check(!wtw_repeats_has(&repeats, 78) && !wtw_repeats_has(&repeats, 76));
    begin(&repeats, 5);
    check(!wtw_repeats_has(&repeats, 77));
    check_number(wtw_repeats_mark_if(&repeats, 77, 0), 0);
    check_number(wtw_repeats_mark_if(&repeats, 77, 1), 0);
    check_number(wtw_repeats_mark_if(&repeats, 77, 0), 0);
    check(!wtw_repeats_has(&repeats, 77));
    check_number(wtw_repeats_mark_if(&repeats, 77, 1), 1);
    check(wtw_repeats_has(&repeats, 77));
    wtw_repeats_release(&repeats);
    wtw_repeats_release(&repeats);
}

/* At four slots a key and more, of keys that occur once a quarter at most shares one. */
Test(repeats, all_that_occur_twice_are_there_and_few_others)
{
    enum { KEYS = 20000 };
    static uint32_t keys[KEYS];
    struct random_input random = random_begin(240);
    struct wtw_repeats repeats = {0};
    size_t mistaken = 0;
    size_t again = 0;
    size_t kept = 0;

    begin(&repeats, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        keys[i] = i % 20 ? (uint32_t)random_next(&random) : i ? keys[i - 1] : 0;
        again += wtw_repeats_mark(&repeats, keys[i]);
    }
    for (size_t i = 0; i < KEYS; i++) {
        bool is_twice =
            (i && keys[i - 1] == keys[i]) || (i + 1 < KEYS && keys[i + 1] == keys[i]);

        check(wtw_repeats_has(&repeats, keys[i]) || !is_twice);
        mistaken += wtw_repeats_has(&repeats, keys[i]) && !is_twice;
        kept += wtw_repeats_has(&repeats, keys[i]);
    }
    check(mistaken > 0 && mistaken < KEYS / 4);
    check(kept <= 2 * again);
    wtw_repeats_release(&repeats);
}

Test(repeats, any_number_of_keys_may_be_marked)
{
    struct wtw_repeats repeats = {0};

    begin(&repeats, 0);
    check(!wtw_repeats_mark(&repeats, UINT32_MAX));
    check(wtw_repeats_mark(&repeats, UINT32_MAX));
    check(wtw_repeats_has(&repeats, UINT32_MAX));
    begin(&repeats, 1000000);
    check(!wtw_repeats_mark(&repeats, UINT32_MAX));
    check(wtw_repeats_mark(&repeats, UINT32_MAX));
    check(wtw_repeats_has(&repeats, UINT32_MAX) && !wtw_repeats_has(&repeats, 0));
    wtw_repeats_release(&repeats);
}

#ifdef WTW_FAULTS

Test(repeats, a_failed_allocation_is_told_and_the_next_begin_is_whole)
{
    struct wtw_repeats repeats = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_repeats_begin(&repeats, 100, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    begin(&repeats, 100);
    check(!wtw_repeats_mark(&repeats, 3));
    check(wtw_repeats_mark(&repeats, 3));
    wtw_repeats_release(&repeats);
}

#endif
