/*
 * clock.c - seconds that only go forward
 */
#include "base/clock.h"

#include <time.h>

double wtw_seconds_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
