/*
 * clock.h - seconds that only go forward
 */
#ifndef WTW_BASE_CLOCK_H
#define WTW_BASE_CLOCK_H

/* wtw_seconds_now() is a monotonic time in seconds, from an arbitrary start. */
double wtw_seconds_now(void);

#endif
