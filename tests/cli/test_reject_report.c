/*
 * test_reject_report.c - rejects are told when it is their turn
 */
#include "check.h"
#include "cli/reject_report.h"

#include "base/failure.h"
#include "base/faults.h"

static struct wtw_rejects quiet_rejects(struct wtw_progress *progress)
{
    static const struct wtw_settings settings;
    struct wtw_rejects rejects;
    struct wtw_error error = {0};

    wtw_progress_init(progress, true);
    check_ok(wtw_rejects_open(&rejects, &settings, progress, &error), &error);
    return rejects;
}

static void hold(struct wtw_rejects *rejects, uint64_t batch, size_t record,
                 enum wtw_reject_reason reason)
{
    struct wtw_error why = {0};

    (void)wtw_fail(&why, WTW_BAD_INPUT, "not as it should be");
    wtw_rejects_hold(rejects, (struct wtw_reject_turn){batch, record}, reason, &why);
}

static void let_go(struct wtw_rejects *rejects, uint64_t batch, size_t record,
                   uint64_t wanted_total)
{
    wtw_rejects_let_go(rejects, (struct wtw_reject_turn){batch, record});
    check_number(rejects->total, wanted_total);
}

Test(reject_report, counts_what_is_held_when_its_turn_has_come)
{
    struct wtw_progress progress;
    struct wtw_rejects rejects = quiet_rejects(&progress);

    hold(&rejects, 3, 0, WTW_REJECT_TOO_LONG);
    hold(&rejects, 3, 7, WTW_REJECT_TOO_LONG);
    hold(&rejects, 3, 9, WTW_REJECT_UNREADABLE);
    hold(&rejects, 5, 2, WTW_REJECT_UNREADABLE);
    let_go(&rejects, 2, 100, 0);
    let_go(&rejects, 3, 0, 1);
    let_go(&rejects, 3, 6, 1);
    let_go(&rejects, 3, 8, 2);
    check_number(rejects.counts[WTW_REJECT_TOO_LONG], 2);
    let_go(&rejects, 4, 0, 3);
    let_go(&rejects, 5, 1, 3);
    hold(&rejects, 5, 2, WTW_REJECT_MALFORMED);
    let_go(&rejects, 5, 2, 5);
    check_number(rejects.counts[WTW_REJECT_UNREADABLE], 2);
    check_number(rejects.counts[WTW_REJECT_MALFORMED], 1);
    hold(&rejects, 6, 0, WTW_REJECT_MALFORMED);
    let_go(&rejects, 7, 0, 6);
    wtw_rejects_abandon(&rejects);
}

Test(reject_report, releases_what_never_had_its_turn)
{
    struct wtw_progress progress;
    struct wtw_rejects rejects = quiet_rejects(&progress);

    hold(&rejects, 0, 4, WTW_REJECT_TOO_LONG);
    wtw_rejects_abandon(&rejects);
    let_go(&rejects, 9, 0, 0);
    wtw_rejects_abandon(&rejects);
}

#ifdef WTW_FAULTS
Test(reject_report, counts_at_once_what_there_is_no_memory_to_hold)
{
    struct wtw_progress progress;
    struct wtw_rejects rejects = quiet_rejects(&progress);

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    hold(&rejects, 1, 1, WTW_REJECT_TOO_LONG);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_number(rejects.total, 1);
    check_number(rejects.held_count, 0);
    wtw_rejects_abandon(&rejects);
}
#endif
