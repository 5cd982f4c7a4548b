/*
 * calendar.h - days and seconds of the Gregorian calendar
 */
#ifndef WTW_READ_CALENDAR_H
#define WTW_READ_CALENDAR_H

#include "wiretwin.h"

/* A moment as it is written; zero-initialised it has neither day nor time. */
struct wtw_date {
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int zone_minutes; /* east of Greenwich */
};

/* wtw_date_seconds() gives the seconds since 1970-01-01 UTC, or WTW_DATE_UNKNOWN for what is
 * in no calendar, and for years before 1000 and after 9999. */
int64_t wtw_date_seconds(const struct wtw_date *date);

/*
 * wtw_date_set_ordinal() sets month and day to the day of the year that is numbered from 1;
 * wtw_date_set_week() to a day, from Monday, 1, to Sunday, of one of its weeks, which may lie
 * in the year beside. Both are false where the year has none such.
 */
bool wtw_date_set_ordinal(struct wtw_date *date, int ordinal);
bool wtw_date_set_week(struct wtw_date *date, int week, int weekday);

#endif
