/*
 * clock.h - time that only goes forward, and the time of day
 */
#ifndef WTW_BASE_CLOCK_H
#define WTW_BASE_CLOCK_H

#include <stdint.h>

/* wtw_seconds_now() is a monotonic time in seconds, from an arbitrary start. */
double wtw_seconds_now(void);

/* wtw_microseconds_since_1970() is the system's time of day, which its owner may set back. */
int64_t wtw_microseconds_since_1970(void);

#endif
