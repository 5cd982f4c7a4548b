/*
 * test_faults.c - the n-th request fails when a test planned so, and none otherwise
 */
#include "base/faults.h"
#include "check.h"

#ifdef WTW_FAULTS

Test(faults, nothing_is_due_without_a_plan)
{
    for (int i = 0; i < 1000; i++)
        check(!wtw_fault_is_due(WTW_FAULT_READ));
}

Test(faults, the_planned_request_fails_once)
{
    wtw_fault_plan(WTW_FAULT_READ, 3);
    check(!wtw_fault_is_due(WTW_FAULT_READ));
    check(!wtw_fault_is_due(WTW_FAULT_READ));
    check(wtw_fault_is_due(WTW_FAULT_READ));
    for (int i = 0; i < 1000; i++)
        check(!wtw_fault_is_due(WTW_FAULT_READ));
    check_number(wtw_fault_count(WTW_FAULT_READ), 1003);
}

Test(faults, each_kind_is_counted_for_itself)
{
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check(!wtw_fault_is_due(WTW_FAULT_ALLOCATION));
    check(!wtw_fault_is_due(WTW_FAULT_READ));
    check(!wtw_fault_is_due(WTW_FAULT_THREAD));
    check_number(wtw_fault_count(WTW_FAULT_WRITE), 0);
    check(wtw_fault_is_due(WTW_FAULT_WRITE));
}

Test(faults, a_new_plan_counts_from_the_start)
{
    wtw_fault_plan(WTW_FAULT_READ, 2);
    check(!wtw_fault_is_due(WTW_FAULT_READ));
    wtw_fault_plan(WTW_FAULT_READ, 2);
    check_number(wtw_fault_count(WTW_FAULT_READ), 0);
    check(!wtw_fault_is_due(WTW_FAULT_READ));
    check(wtw_fault_is_due(WTW_FAULT_READ));
}

#else

Test(faults, a_build_without_faults_never_has_one_due)
{
    for (int kind = 0; kind < WTW_FAULT_KIND_COUNT; kind++)
        check(!wtw_fault_is_due((enum wtw_fault_kind)kind));
}

#endif
