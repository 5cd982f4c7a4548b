/*
 * dates.h - when an article was published, from the many ways to write a date
 */
#ifndef WTW_READ_DATES_H
#define WTW_READ_DATES_H

#include "wiretwin.h"

/*
 * wtw_date_parse() gives the seconds since 1970-01-01 UTC that 'text' stands for, or
 * WTW_DATE_UNKNOWN. Understood are ISO 8601 dates and times (2023-03-07, 2023/03/07,
 * 20230307, 2023-066, 2023-W10-2, with T10:15:00.5+01:00 and the like), RFC 2822 (Tue, 07
 * Mar 2023 10:15:00 +0100), what JavaScript prints (Tue Mar 07 2023 10:15:00 GMT+0100
 * (CET)), English dates (March 7, 2023; 7 March 2023 10:15 am GMT), dates with the year
 * last where day and month cannot be confused (25/12/2023), 14 digits (20230307101500), and
 * epoch seconds, milli-, micro- and nanoseconds. UTC is taken where no zone is named.
 * Fractions of a second are dropped.
 */
int64_t wtw_date_parse(const char *text, size_t count);

#endif
