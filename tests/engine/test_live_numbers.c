/*
 * test_live_numbers.c - what clusters are called when they come together or fall apart
 */
#include "check.h"
#include "engine/live_scene.h"

Test(live_numbers, clusters_that_come_together_keep_the_lowest_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B, M, N}, 5);
    struct seen_changes seen;
    uint32_t m = 0;

    for (int i = 0; i < 4; i++)
        seen = come(run);
    check_number(seen.count, 0);
    check_number(seen.size, 2);
    m = called(run, 3);
    check(m == 1 || m == 2);
    seen = come(run);
    check_number(seen.size, 4);
    check_number(seen.cluster, live_number(1));
    check(has_move(&seen, 2, 1, 2));
    check_number(has_move(&seen, 3, 1, 2), m == 2);
    check_number(seen.count, m == 2 ? 2 : 1);
    check_number(called(run, 0), 0);
    live_close(run);
}

/* B leaves: three of four stay. A alone, which founded it, leaves its number to them where M
 * is with B, and takes the one that is free. */
Test(live_numbers, of_one_that_splits_most_keep_the_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B, M, N}, 5);
    struct seen_changes seen;
    uint32_t single = 0;
    uint32_t m = 0;

    for (int i = 0; i < 4; i++)
        come(run);
    m = called(run, 3);
    single = m == 1 ? 2 : 1;
    come(run);
    seen = go(run, 4);
    check_number(called(run, m), 1);
    check_number(called(run, 3), 1);
    check_number(called(run, single), 2);
    check(has_move(&seen, single, 2, 1));
    check(has_canonical(&seen, 2, single, UINT32_MAX));
    check_number(has_canonical(&seen, 1, 2, 1), m == 2);
    live_close(run);
}

Test(live_numbers, taking_back_what_united_two_gives_both_their_numbers)
{
    struct live_run *run = begin((uint32_t[]){A, B, M, N}, 4);
    struct wtw_buffer before;
    struct wtw_buffer after;
    struct wtw_error error = {0};

    for (int i = 0; i < 3; i++)
        come(run);
    before = live_standing(run);
    come(run);
    check_number(called(run, 1), 0);
    check_ok(wtw_live_take_back(run->live, 1, &error), &error);
    run->count--;
    after = live_standing(run);
    check_same_bytes(&after, &before);
    wtw_buffer_release(&before);
    wtw_buffer_release(&after);
    live_close(run);
}
