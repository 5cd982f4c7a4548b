/*
 * test_dates.c - dates against seconds that were worked out by hand and by counting days
 */
#include "check.h"

#include "read/dates.h"

#include <stdio.h>

static int64_t parse(const char *text)
{
    return wtw_date_parse(text, strlen(text));
}

struct dated {
    const char *text;
    int64_t seconds;
};

static void check_dates(const struct dated *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t got = parse(cases[i].text);

        cr_assert(got == cases[i].seconds, "%s: got %lld, wanted %lld", cases[i].text,
                  (long long)got, (long long)cases[i].seconds);
    }
}
#define CHECK_DATES(cases) check_dates(cases, sizeof(cases) / sizeof(cases)[0])

static void check_unknown(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_assert(parse(texts[i]) == WTW_DATE_UNKNOWN, "%s: got %lld", texts[i],
                  (long long)parse(texts[i]));
}
#define CHECK_UNKNOWN(texts) check_unknown(texts, sizeof(texts) / sizeof(texts)[0])

/* 2023-03-07 is day 19423 after 1970-01-01: 53 years of 365, 13 leap days, 31 + 28 + 6.
 */
#define MARCH_7 (INT64_C(19423) * 86400)
#define QUARTER_PAST_TEN (10 * 3600 + 15 * 60)

Test(dates, reads_iso_8601)
{
    static const struct dated cases[] = {
        {"1970-01-01", 0},
        {"2023-03-07", MARCH_7},
        {"2023-3-7", MARCH_7},
        {"2023/03/07", MARCH_7},
        {"2023.03.07", MARCH_7},
        {"20230307", MARCH_7},
        {"  2023-03-07\n", MARCH_7},
        {"2023-03-07T10:15", MARCH_7 + QUARTER_PAST_TEN},
        {"2023-03-07T10:15:00", MARCH_7 + QUARTER_PAST_TEN},
        {"2023-03-07 10:15:30", MARCH_7 + QUARTER_PAST_TEN + 30},
        {"2023-03-07t10:15:30z", MARCH_7 + QUARTER_PAST_TEN + 30},
        {"2023-03-07T10:15:30.999Z", MARCH_7 + QUARTER_PAST_TEN + 30},
        {"2023-03-07T10:15:30.999999999+00:00", MARCH_7 + QUARTER_PAST_TEN + 30},
        {"2023-03-07T10:15:30,5Z", MARCH_7 + QUARTER_PAST_TEN + 30},
        {"2023-03-07T10:15:00+01:00", MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"2023-03-07T10:15:00+0530", MARCH_7 + QUARTER_PAST_TEN - 19800},
        {"2023-03-07T10:15:00-05", MARCH_7 + QUARTER_PAST_TEN + 18000},
        {"2023-03-07 10:15:00 +0100", MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"2023-03-07 10:15:00 UTC", MARCH_7 + QUARTER_PAST_TEN},
        {"20230307T101500Z", MARCH_7 + QUARTER_PAST_TEN},
        {"20230307T1015+0100", MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"20230307101500", MARCH_7 + QUARTER_PAST_TEN},
        {"2023-03-07T24:00:00", MARCH_7 + 86400},
        {"2016-12-31T23:59:60Z", INT64_C(1483228800)},
        {"1969-12-31T23:59:59Z", -1},
        {"1882-05-27", INT64_C(-2764368000)},
    };

    CHECK_DATES(cases);
}

Test(dates, reads_mail_and_english_dates)
{
    static const struct dated cases[] = {
        {"Tue, 07 Mar 2023 10:15:00 +0000", MARCH_7 + QUARTER_PAST_TEN},
        {"Tue, 7 Mar 2023 10:15 GMT", MARCH_7 + QUARTER_PAST_TEN},
        {"Tuesday, 07 March 2023 10:15:00 EST", MARCH_7 + QUARTER_PAST_TEN + 18000},
        {"7 Mar 2023 10:15:00 -0800", MARCH_7 + QUARTER_PAST_TEN + 28800},
        {"March 07, 2023", MARCH_7},
        {"March 7 2023", MARCH_7},
        {"Mar. 7, 2023", MARCH_7},
        {"march 7th, 2023", MARCH_7},
        {"7 March 2023", MARCH_7},
        {"7th of March 2023", MARCH_7},
        {"7-Mar-2023", MARCH_7},
        {"07-MAR-2023 10:15:00.55", MARCH_7 + QUARTER_PAST_TEN},
        {"Tue Mar  7 10:15:00 2023", MARCH_7 + QUARTER_PAST_TEN},
        {"Tue Mar 07 10:15:00 +0000 2023", MARCH_7 + QUARTER_PAST_TEN},
        {"March 7, 2023 at 10:15 am", MARCH_7 + QUARTER_PAST_TEN},
        {"March 7, 2023 10:15 PM", MARCH_7 + QUARTER_PAST_TEN + 43200},
        {"March 7, 2023 12:15 AM", MARCH_7 + 900},
        {"March 7, 2023 12:15 pm EDT", MARCH_7 + 43200 + 900 + 14400},
        {"2023 March 7", MARCH_7},
        {"Sept 7, 2023", MARCH_7 + INT64_C(184) * 86400},
    };

    CHECK_DATES(cases);
}

/* As in the news of 1987 that many have tried their classifiers on. */
Test(dates, reads_over_the_letters_of_a_desk_behind_fractions_of_a_second)
{
    static const struct dated cases[] = {
        {"07-MAR-2023 10:15:00.55V", MARCH_7 + QUARTER_PAST_TEN},
        {"07-MAR-2023 10:15:00.55V RM", MARCH_7 + QUARTER_PAST_TEN},
        {"07-MAR-2023 10:15:30.99 RM", MARCH_7 + QUARTER_PAST_TEN + 30},
        {" 7-MAR-2023 10:15:00.5F A", MARCH_7 + QUARTER_PAST_TEN},
        {"07-MAR-2023 10:15:00.55 EST", MARCH_7 + QUARTER_PAST_TEN + 18000},
        {"07-MAR-2023 10:15:00.55V EST", MARCH_7 + QUARTER_PAST_TEN + 18000},
    };
    static const char *const texts[] = {
        "07-MAR-2023 10:15:00.55 RMS",  "07-MAR-2023 10:15:00 RM",
        "07-MAR-2023 10:15 V",          "07-MAR-2023 RM",
        "07-MAR-2023 10:15:00.55V 7 8", "RM 07-MAR-2023 10:15:00.55",
    };

    CHECK_DATES(cases);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_assert(parse(texts[i]) == WTW_DATE_UNKNOWN, "%s: got %lld", texts[i],
                  (long long)parse(texts[i]));
}

Test(dates, reads_epoch_seconds_and_milliseconds)
{
    static const struct dated cases[] = {
        {"1678184100", 1678184100},    {"1678184100.75", 1678184100},
        {"1678184100123", 1678184100}, {"999999999", 999999999},
        {"-100000000", -100000000},    {"-1678184100", -1678184100},
        {"-123456789012", -123456789},
    };

    CHECK_DATES(cases);
}

Test(dates, reads_finer_epochs)
{
    static const struct dated cases[] = {
        {"1678184100123456", 1678184100},
        {"1678184100123456789", 1678184100},
        {"999999999999999", 999999999},
    };

    CHECK_DATES(cases);
}

/* 7 March is the 66th day of 2023, and the Tuesday of its tenth week: the 4th of January
 * was a Wednesday, so the first week began on the 2nd. */
Test(dates, reads_days_and_weeks_of_a_year)
{
    static const struct dated cases[] = {
        {"2023-066", MARCH_7},
        {"2023-066T10:15", MARCH_7 + QUARTER_PAST_TEN},
        {"2023-W10-2", MARCH_7},
        {"2023-W10-2T10:15Z", MARCH_7 + QUARTER_PAST_TEN},
        {"2024-366", INT64_C(1735603200)},   /* 2024-12-31 */
        {"2021-W01-1", INT64_C(1609718400)}, /* 2021-01-04 */
        {"2020-W53-7", INT64_C(1609632000)}, /* 2021-01-03 */
        {"2020-W01-1", INT64_C(1577664000)}, /* 2019-12-30 */
    };

    CHECK_DATES(cases);
}

Test(dates, reads_the_year_last_where_nothing_can_be_confused)
{
    static const struct dated cases[] = {
        {"25/12/2023", INT64_C(1703462400)},
        {"12/25/2023", INT64_C(1703462400)},
        {"25.12.2023", INT64_C(1703462400)},
        {"25-12-2023 10:15", INT64_C(1703462400) + QUARTER_PAST_TEN},
        {"12/25/2023, 10:15:00 PM", INT64_C(1703462400) + QUARTER_PAST_TEN + 43200},
        {"25/12/2023 10:15 CET", INT64_C(1703462400) + QUARTER_PAST_TEN - 3600},
        {"3/3/2023", MARCH_7 - 4 * 86400},
    };

    CHECK_DATES(cases);
}

Test(dates, reads_what_programs_and_papers_print)
{
    static const struct dated cases[] = {
        {"Tue Mar 07 2023 10:15:00 GMT+0100 (Central European Time)",
         MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"Tue, 07 Mar 2023 10:15:00 -0500 (EST)", MARCH_7 + QUARTER_PAST_TEN + 18000},
        {"2023-03-07T10:15:00+01:00[Europe/Berlin]", MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"2023-03-07 10:15:00 UTC+1", WTW_DATE_UNKNOWN},
        {"2023-03-07 10:15:00 UTC+01:00", MARCH_7 + QUARTER_PAST_TEN - 3600},
        {"2023-03-07T10Z", MARCH_7 + 36000},
        {"2023-03-07T10", MARCH_7 + 36000},
        {"2023-03-07 10:15 AM", MARCH_7 + QUARTER_PAST_TEN},
        {"2023-03-07 10:15 p.m. JST", MARCH_7 + QUARTER_PAST_TEN + 43200 - 32400},
        {"Tuesday, 07-Mar-23 10:15:00 GMT", MARCH_7 + QUARTER_PAST_TEN},
        {"7 Mar 23", MARCH_7},
        {"7 Mar 87", INT64_C(542073600)},
        {"March 7, 2023 at 10:15 a.m.", MARCH_7 + QUARTER_PAST_TEN},
        {"10:15pm, March 7, 2023", MARCH_7 + QUARTER_PAST_TEN + 43200},
    };

    CHECK_DATES(cases);
}

Test(dates, knows_leap_years)
{
    check(parse("1900-02-29") == WTW_DATE_UNKNOWN);
    check(parse("2100-02-29") == WTW_DATE_UNKNOWN);
    check(parse("2023-02-29") == WTW_DATE_UNKNOWN);
    check_number(parse("2000-02-29"), INT64_C(951782400));
    check_number(parse("2000-03-01"), INT64_C(951868800));
    check_number(parse("1900-03-01") - parse("1900-02-28"), 86400);
    check_number(parse("2024-03-01") - parse("2024-02-28"), 2 * 86400);
    check_number(parse("1900-01-01"), INT64_C(-2208988800));
}

static int days_of_month(int year, int month)
{
    if (month == 2)
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Test(dates, counts_every_day_from_1000_to_2999)
{
    int64_t day = 0;
    int64_t epoch = 0;
    int64_t first = parse("1000-01-01");

    for (int year = 1000; year < 3000; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int i = 1; i <= days_of_month(year, month); i++) {
                char text[32];

                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, i);
                check_number(parse(text) - first, day * 86400);
                if (year == 1970 && month == 1 && i == 1)
                    epoch = day;
                day++;
            }
        }
    }
    check_number(first, -epoch * 86400);
}

Test(dates, leaves_everything_else_unknown)
{
    static const char *const texts[] = {
        "",
        " ",
        "yesterday",
        "2023",
        "2023-03",
        "2023-13-01",
        "2023-00-10",
        "2023-04-31",
        "2023-03-07T25:00",
        "2023-03-07T10:60",
        "2023-03-07T10:15:61",
        "2023-03-07T24:00:01",
        "2023-03-07T10:15:00+16:00",
        "2023-03-07T10:15:00+1",
        "2023-03-07T10:15 QQQ",
        "2023-03-07 and more",
        "2023-03/07",
        "03/07/2023",
        "07.03.2023",
        "12345",
        "12345678901",
        "99999999999999",
        "123456789.x",
        "March 2023",
        "March 7",
        "7 2023",
        "March 7, 2023 13:00 pm",
        "March March 7 2023",
        "0001-01-01T00:00:00Z",
        "May be, 7 2023",
        "0999-12-31",
        "1678184100 x",
        "Tue, 07 Mar 2023 10:15:00 +0000 +0000",
        "March 7, 2023 am",
        "--1678184100",
        "March 31, April 1 2023",
        "20231332",
    };

    CHECK_UNKNOWN(texts);
    check(wtw_date_parse(NULL, 0) == WTW_DATE_UNKNOWN);
}

Test(dates, leaves_what_is_nearly_a_form_unknown)
{
    static const char *const texts[] = {
        "12345678901234567",
        "12345678901234567890",
        "2023-366",
        "2023-000",
        "2023-W53-1",
        "2023-W00-1",
        "2023-W10-8",
        "2023-W10",
        "31/02/2023",
        "13/13/2023",
        "25/12-2023",
        "25/12/23",
        "3/7/2023 10:15",
        "2023-03-07 10",
        "2023-03-07 13:15 PM",
        "2023-03-07 10:15 a.x",
        "2023-03-07 EST+01:00",
        "2023-03-07 10:15 EST+01:00",
        "March 7, 23",
        "Mar 23",
        "(March 7, 2023)",
        "10:15 GMT+0100+0100, March 7 2023",
        "March 7, 2023 10:15 am pm",
    };

    CHECK_UNKNOWN(texts);
}

Test(dates, reads_no_further_than_its_length)
{
    check_number(wtw_date_parse("2023-03-079", 10), MARCH_7);
    check(wtw_date_parse("2023-03-07", 9) == WTW_DATE_UNKNOWN);
    check(wtw_date_parse("2023-03-0\0", 10) == WTW_DATE_UNKNOWN);
}
