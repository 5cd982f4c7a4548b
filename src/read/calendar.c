/*
 * calendar.c - days and seconds of the Gregorian calendar
 *
 * Years before 1000 are unknown: 0001-01-01 is how some programs write "nothing". timegm()
 * was rejected: it is in no standard, and takes the 31st of February for a day in March.
 */
#include "read/calendar.h"

enum { EARLIEST_YEAR = 1000, LATEST_YEAR = 9999 };

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_year(int year)
{
    return 365 + is_leap_year(year);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap_year(year));
}

/* Days from the first day of year 1 to the first day of 'year'. */
static int64_t days_before_year(int year)
{
    int64_t years = year - 1;

    return 365 * years + years / 4 - years / 100 + years / 400;
}

static bool is_valid(const struct wtw_date *date)
{
    if (date->year < EARLIEST_YEAR || date->year > LATEST_YEAR || date->month < 1 ||
        date->month > 12)
        return false;
    if (date->day < 1 || date->day > days_in_month(date->year, date->month))
        return false;
    if (date->hour == 24 && !date->minute && !date->second)
        return true;
    /* A leap second counts as the first second of the next minute. */
    return date->hour < 24 && date->minute < 60 && date->second <= 60;
}

int64_t wtw_date_seconds(const struct wtw_date *date)
{
    int64_t days = 0;

    if (!is_valid(date))
        return WTW_DATE_UNKNOWN;
    days = days_before_year(date->year) - days_before_year(1970) + date->day - 1;
    for (int month = 1; month < date->month; month++)
        days += days_in_month(date->year, month);
    return days * 86400 + date->hour * 3600 + (date->minute - date->zone_minutes) * 60 +
           date->second;
}

bool wtw_date_set_ordinal(struct wtw_date *date, int ordinal)
{
    if (ordinal < 1 || ordinal > days_in_year(date->year))
        return false;
    date->month = 1;
    while (ordinal > days_in_month(date->year, date->month))
        ordinal -= days_in_month(date->year, date->month++);
    date->day = ordinal;
    return true;
}

/* Weeks belong to the year that their Thursday is in. The first day of year 1 was a Monday. */
bool wtw_date_set_week(struct wtw_date *date, int week, int weekday)
{
    int first_weekday = (int)(days_before_year(date->year) % 7);
    int first_monday = first_weekday < 4 ? 1 - first_weekday : 8 - first_weekday;
    int ordinal = first_monday + 7 * (week - 1) + weekday - 1;

    if (date->year < 1 || week < 1 || weekday < 1 || weekday > 7 ||
        ordinal - weekday + 4 > days_in_year(date->year))
        return false;
    if (ordinal < 1)
        ordinal += days_in_year(--date->year);
    else if (ordinal > days_in_year(date->year))
        ordinal -= days_in_year(date->year++);
    return wtw_date_set_ordinal(date, ordinal);
}
