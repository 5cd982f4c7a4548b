/*
 * test_clock.c - seconds that only go forward
 */
#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"
#include "check.h"

#include <time.h>

Test(clock, time_goes_forward_in_seconds)
{
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    double before = wtw_seconds_now();
    double after = before;

    nanosleep(&pause, NULL);
    after = wtw_seconds_now();
    check(after - before >= 0.020);
    check(after - before < 10);
}
