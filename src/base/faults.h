/*
 * faults.h - lets a test make the n-th allocation, read or write fail
 *
 * Only builds with -Dfaults=true have the counter; in all others wtw_fault_is_due() is
 * the constant false and costs nothing. Everything that can fail in the outside world
 * asks here first: base/memory for each allocation, the readers for each read, the
 * writers for each write.
 */
#ifndef WTW_BASE_FAULTS_H
#define WTW_BASE_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

enum wtw_fault_kind {
    WTW_FAULT_ALLOCATION,
    WTW_FAULT_READ,
    WTW_FAULT_WRITE,
    WTW_FAULT_THREAD
};
enum { WTW_FAULT_KIND_COUNT = 4 };

#ifdef WTW_FAULTS

/*
 * wtw_fault_plan() makes the 'nth' call of wtw_fault_is_due() for 'kind' from now on
 * answer true, once; 0 never. wtw_fault_count() is the number of such calls since the
 * plan. Both are for tests, and safe to call while other threads ask.
 */
void wtw_fault_plan(enum wtw_fault_kind kind, uint64_t nth);
uint64_t wtw_fault_count(enum wtw_fault_kind kind);
bool wtw_fault_is_due(enum wtw_fault_kind kind);

#else

#define wtw_fault_is_due(kind) false

#endif

#endif
