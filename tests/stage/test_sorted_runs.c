/*
 * test_sorted_runs.c - more sorted numbers than fit in memory, read back part by part
 */
#include "base/failure.h"
#include "base/faults.h"
#include "stage/sorted_runs.h"
#include "stage/stage_scene.h"

TestSuite(sorted_runs, .init = make_test_folder, .fini = remove_test_folder);

static struct wtw_stage_folder folder;

static struct wtw_sorted_runs empty_runs(void)
{
    snprintf(folder.path, sizeof folder.path, "%s", test_folder);
    return (struct wtw_sorted_runs){
        .folder = &folder,
        .shape = {.kind = WTW_KIND_NOTED_PAIRS, .record_words = 1, .part_count = 4}};
}

/* Parts by the topmost two bits. */
static const struct wtw_part_rule quarters = {.part_count = 4, .shift = 62};
#define QUARTER(part, rest) ((uint64_t)(part) << 62 | (rest))

static enum wtw_status add_run(struct wtw_sorted_runs *runs, uint64_t *numbers,
                               size_t count, struct wtw_error *error)
{
    WTW_TRY(wtw_runs_begin(runs, 0, error));
    WTW_TRY(wtw_runs_put_parts(runs, numbers, count, quarters, error));
    return wtw_runs_end(runs, error);
}

static uint64_t first_run[] = {1, 5, QUARTER(1, 2), QUARTER(3, 0), QUARTER(3, 9)};
static uint64_t second_run[] = {3, QUARTER(2, 7), QUARTER(3, 1)};

Test(sorted_runs, give_each_part_run_after_run)
{
    struct wtw_sorted_runs runs = empty_runs();
    struct wtw_error error = {0};
    uint64_t numbers[3];

    check_number(wtw_runs_count(&runs, 0), 0);
    check_ok(add_run(&runs, first_run, 5, &error), &error);
    check_ok(add_run(&runs, second_run, 3, &error), &error);
    check_number(runs.count, 2);
    check_number(wtw_runs_count(&runs, 0), 3);
    check_number(wtw_runs_count(&runs, 1), 1);
    check_number(wtw_runs_count(&runs, 2), 1);
    check_number(wtw_runs_count(&runs, 3), 3);
    check_ok(wtw_runs_read(&runs, 0, numbers, &error), &error);
    check(numbers[0] == 1 && numbers[1] == 5 && numbers[2] == 3);
    check_ok(wtw_runs_read(&runs, 3, numbers, &error), &error);
    check(numbers[0] == QUARTER(3, 0) && numbers[1] == QUARTER(3, 9) &&
          numbers[2] == QUARTER(3, 1));
    wtw_runs_release(&runs);
}

Test(sorted_runs, have_no_names_and_free_their_room)
{
    struct wtw_sorted_runs runs = empty_runs();
    struct wtw_error error = {0};

    check_ok(add_run(&runs, first_run, 5, &error), &error);
    check_number(count_names(test_folder), 0);
    wtw_runs_release(&runs);
    check_number(runs.count, 0);
    check_ok(add_run(&runs, second_run, 3, &error), &error);
    check_number(wtw_runs_count(&runs, 0), 1);
    wtw_runs_cut(&runs, 0);
    check_number(wtw_runs_count(&runs, 0), 0);
    wtw_runs_release(&runs);
}

Test(sorted_runs, are_not_more_than_can_be_held_open)
{
    struct wtw_sorted_runs runs = empty_runs();
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < WTW_RUNS_MAX; i++)
        check_ok(add_run(&runs, second_run, 3, &error), &error);
    check_status(add_run(&runs, second_run, 3, &error), WTW_TOO_LARGE);
    check(strstr(error.words, "twice as much") != NULL);
    check_number(wtw_runs_count(&runs, 2), WTW_RUNS_MAX);
    wtw_runs_release(&runs);
}

#ifdef WTW_FAULTS
Test(sorted_runs, hold_what_they_held_whatever_fails)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_WRITE, WTW_FAULT_READ,
                                                WTW_FAULT_ALLOCATION};
    struct wtw_error error = {0};

    for (int i = 0; i < 3; i++)
        for (uint64_t nth = 1;; nth++) {
            struct wtw_sorted_runs runs = empty_runs();
            enum wtw_status status;

            check_ok(add_run(&runs, first_run, 5, &error), &error);
            wtw_fault_plan(kinds[i], nth);
            status = add_run(&runs, second_run, 3, &error);
            wtw_fault_plan(kinds[i], 0);
            check_number(runs.count, status == WTW_OK ? 2 : 1);
            check_number(count_names(test_folder), 0);
            check_number(wtw_runs_count(&runs, 3), status == WTW_OK ? 3 : 2);
            wtw_runs_release(&runs);
            if (status == WTW_OK) {
                check(nth > 2);
                break;
            }
        }
}
#endif
