/*
 * test_calendar.c - days of the calendar, against weekdays that were counted on
 */
#include "check.h"

#include "read/calendar.h"

static int64_t seconds(int year, int month, int day)
{
    const struct wtw_date date = {.year = year, .month = month, .day = day};

    return wtw_date_seconds(&date);
}

Test(calendar, counts_seconds_from_1970)
{
    const struct wtw_date moment = {2023, 3, 7, 10, 15, 30, -60};

    check_number(seconds(1970, 1, 1), 0);
    check_number(seconds(2000, 3, 1), INT64_C(951868800));
    check_number(wtw_date_seconds(&moment),
                 INT64_C(19423) * 86400 + 11 * 3600 + 15 * 60 + 30);
    check(seconds(2023, 2, 29) == WTW_DATE_UNKNOWN);
    check(seconds(999, 1, 1) == WTW_DATE_UNKNOWN);
    check(seconds(0, 0, 0) == WTW_DATE_UNKNOWN);
}

Test(calendar, numbers_all_days_of_a_year)
{
    for (int year = 2023; year < 2025; year++) {
        for (int i = 1; i <= 367; i++) {
            struct wtw_date date = {.year = year};

            check(wtw_date_set_ordinal(&date, i) == (i <= 365 + (year == 2024)));
            if (date.day)
                check_number(wtw_date_seconds(&date) - seconds(year, 1, 1),
                             (i - 1) * 86400);
        }
    }
    check(!wtw_date_set_ordinal(&(struct wtw_date){.year = 2023}, 0));
}

/* 1970-01-01 was a Thursday, so its week is the first of 1970; every week follows the one
 * before, over the ends of years. */
Test(calendar, has_weeks_that_follow_each_other)
{
    int64_t wanted = -3 * 86400;

    for (int year = 1970; year < 2400; year++) {
        for (int week = 1; week <= 53; week++) {
            struct wtw_date date = {.year = year};

            if (!wtw_date_set_week(&date, week, 1)) {
                check_number(week, 53);
                continue;
            }
            check_number(wtw_date_seconds(&date), wanted);
            wanted += INT64_C(7) * 86400;
        }
    }
    check(!wtw_date_set_week(&(struct wtw_date){.year = 2023}, 54, 1));
    check(!wtw_date_set_week(&(struct wtw_date){.year = 2023}, 1, 8));
    check(!wtw_date_set_week(&(struct wtw_date){.year = 0}, 1, 1));
}
