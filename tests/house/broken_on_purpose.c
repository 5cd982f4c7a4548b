/*
 * broken_on_purpose.c - a suite with a leak, a heap overflow, a signed overflow and a
 * crash
 *
 * Nothing runs it but test_sanitizer_gate.py, which expects every one of these to be
 * noticed. The values are volatile so that no compiler sees through the mistakes.
 */
#include "check.h"

#include <limits.h>
#include <stdlib.h>

Test(broken, nothing)
{
    check(1 + 1 == 2);
}

static char *kept[2];

Test(broken, nothing_lost)
{
    static char *kept_in_zeros[1 << 16];

    kept[1] = malloc(100);
    kept_in_zeros[1 << 15] = malloc(100);
    check(kept[1] != NULL && kept_in_zeros[1 << 15] != NULL);
}

Test(broken, leak)
{
    char *volatile lost = malloc(100);

    check(lost != NULL);
    lost = NULL;
}

Test(broken, heap_overflow)
{
    char *memory = malloc(10);
    volatile char *short_one = memory;
    volatile size_t past_the_end = 10;

    short_one[past_the_end] = 'x';
    free(memory);
}

Test(broken, signed_overflow)
{
    volatile int largest = INT_MAX;

    largest = largest + 1;
}

Test(broken, crash)
{
    abort();
}
