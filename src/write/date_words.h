/*
 * date_words.h - seconds since 1970 as a date, in UTC
 */
#ifndef WTW_WRITE_DATE_WORDS_H
#define WTW_WRITE_DATE_WORDS_H

#include "write/number_words.h"

#include "wiretwin.h"

/* "2031-03-05T06:10:00Z"; empty where the date is unknown or its year is not from 0 to
 * 9999. */
struct wtw_short_words wtw_date_iso(int64_t seconds);

/* "2031-03-05 06:10", or "2031-03-05" at midnight, where a time is rarely meant; empty as
 * above. */
struct wtw_short_words wtw_date_plain(int64_t seconds);

#endif
