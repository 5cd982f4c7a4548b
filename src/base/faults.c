/*
 * faults.c - the counters behind faults.h; empty unless built with -Dfaults=true
 */
#include "base/faults.h"

#ifdef WTW_FAULTS

#include <stdatomic.h>

static struct {
    atomic_uint_fast64_t asked;
    atomic_uint_fast64_t due;
} plans[WTW_FAULT_KIND_COUNT];

void wtw_fault_plan(enum wtw_fault_kind kind, uint64_t nth)
{
    atomic_store(&plans[kind].asked, 0);
    atomic_store(&plans[kind].due, nth);
}

uint64_t wtw_fault_count(enum wtw_fault_kind kind)
{
    return atomic_load(&plans[kind].asked);
}

bool wtw_fault_is_due(enum wtw_fault_kind kind)
{
    uint64_t asked = atomic_fetch_add(&plans[kind].asked, 1) + 1;

    return asked == atomic_load(&plans[kind].due);
}

#else

/* ISO C wants a translation unit to hold something. */
typedef int wtw_faults_are_off;

#endif
