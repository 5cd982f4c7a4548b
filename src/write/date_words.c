/*
 * date_words.c - seconds since 1970 as a date, in UTC
 *
 * Every line of a feed has two or three ISO dates, and printing their numbers took a tenth of
 * the time of writing it. So their digits are put in by hand.
 */
#include "write/date_words.h"

#include <stdio.h>
#include <time.h>

static bool break_down(int64_t seconds, struct tm *out_date)
{
    time_t time = (time_t)seconds;

    if (seconds == WTW_DATE_UNKNOWN || !gmtime_r(&time, out_date))
        return false;
    return out_date->tm_year >= -1900 && out_date->tm_year <= 9999 - 1900;
}

static void put_two(char *out, int number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

struct wtw_short_words wtw_date_iso(int64_t seconds)
{
    struct wtw_short_words words = {{0}};
    struct tm date;

    if (!break_down(seconds, &date))
        return words;
    words = (struct wtw_short_words){"0000-00-00T00:00:00Z"};
    put_two(words.items, (date.tm_year + 1900) / 100);
    put_two(words.items + 2, (date.tm_year + 1900) % 100);
    put_two(words.items + 5, date.tm_mon + 1);
    put_two(words.items + 8, date.tm_mday);
    put_two(words.items + 11, date.tm_hour);
    put_two(words.items + 14, date.tm_min);
    put_two(words.items + 17, date.tm_sec);
    return words;
}

struct wtw_short_words wtw_date_plain(int64_t seconds)
{
    struct wtw_short_words words = {{0}};
    struct tm date;

    if (!break_down(seconds, &date))
        return words;
    if (date.tm_hour || date.tm_min || date.tm_sec)
        snprintf(words.items, sizeof words.items, "%04d-%02d-%02d %02d:%02d",
                 date.tm_year + 1900, date.tm_mon + 1, date.tm_mday, date.tm_hour,
                 date.tm_min);
    else
        snprintf(words.items, sizeof words.items, "%04d-%02d-%02d", date.tm_year + 1900,
                 date.tm_mon + 1, date.tm_mday);
    return words;
}
