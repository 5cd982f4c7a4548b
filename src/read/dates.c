/*
 * dates.c - when an article was published, from the many ways to write a date
 *
 * Three readers share one set of small steps: digits alone (epoch or compact), dates that
 * begin with a year, and dates with an English month name, where the parts may stand in
 * any order and tell themselves apart. What is ambiguous (03/07/2023) stays unknown: a
 * wrong date is worse than none, because it decides who was first. Years before 1000 are
 * unknown too: 0001-01-01 is how some programs write "nothing". strptime() was rejected:
 * it depends on the locale and takes no length.
 */
#include "read/dates.h"

#include <string.h>
#include <strings.h>

struct date {
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int zone_minutes; /* east of Greenwich */
};

struct reading {
    const char *at;
    const char *end;
};

enum { EARLIEST_YEAR = 1000 };

/* ------------------------------------------------------------------ calendar */

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
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

static bool is_valid(const struct date *date)
{
    if (date->year < EARLIEST_YEAR || date->year > 9999 || date->month < 1 ||
        date->month > 12)
        return false;
    if (date->day < 1 || date->day > days_in_month(date->year, date->month))
        return false;
    if (date->hour == 24 && !date->minute && !date->second)
        return true;
    /* A leap second counts as the first second of the next minute. */
    return date->hour < 24 && date->minute < 60 && date->second <= 60;
}

static int64_t seconds_of(const struct date *date)
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

/* ------------------------------------------------------------------ steps */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_at(const struct reading *reading, char c)
{
    return reading->at < reading->end && *reading->at == c;
}

static bool take_char(struct reading *reading, const char *choice)
{
    if (reading->at == reading->end || !*reading->at || !strchr(choice, *reading->at))
        return false;
    reading->at++;
    return true;
}

static size_t count_digits(const struct reading *reading)
{
    const char *at = reading->at;

    while (at < reading->end && is_digit(*at))
        at++;
    return (size_t)(at - reading->at);
}

/* Takes 'count' digits, at most 9. */
static bool take_digits(struct reading *reading, size_t count, int *out_number)
{
    int number = 0;

    if (count_digits(reading) < count)
        return false;
    for (size_t i = 0; i < count; i++)
        number = number * 10 + (*reading->at++ - '0');
    *out_number = number;
    return true;
}

/* Takes one or two digits. */
static bool take_small(struct reading *reading, int *out_number)
{
    size_t count = count_digits(reading);

    return count >= 1 && count <= 2 && take_digits(reading, count, out_number);
}

static void skip_spaces(struct reading *reading)
{
    while (take_char(reading, " \t\r\n"))
        ;
}

static struct reading take_letters(struct reading *reading)
{
    struct reading word = {reading->at, reading->at};

    while (reading->at < reading->end && is_letter(*reading->at))
        reading->at++;
    word.end = reading->at;
    return word;
}

static bool word_is(const struct reading *word, const char *wanted)
{
    size_t count = (size_t)(word->end - word->at);

    return count == strlen(wanted) && strncasecmp(word->at, wanted, count) == 0;
}

/* ------------------------------------------------------------------ times and zones */

/* Takes hh:mm, hh:mm:ss and fractions of a second. */
static bool take_clock(struct reading *reading, struct date *date)
{
    if (!take_small(reading, &date->hour) || !take_char(reading, ":") ||
        !take_digits(reading, 2, &date->minute))
        return false;
    if (take_char(reading, ":") && !take_digits(reading, 2, &date->second))
        return false;
    if (take_char(reading, ".,"))
        reading->at += count_digits(reading);
    return true;
}

/* Takes hhmm or hhmmss. */
static bool take_compact_clock(struct reading *reading, struct date *date)
{
    size_t count = count_digits(reading);

    if (count != 4 && count != 6)
        return false;
    return take_digits(reading, 2, &date->hour) &&
           take_digits(reading, 2, &date->minute) &&
           (count == 4 || take_digits(reading, 2, &date->second));
}

/* Takes +hh:mm, +hhmm or +hh. */
static bool take_offset(struct reading *reading, struct date *date)
{
    int sign = is_at(reading, '-') ? -1 : 1;
    int hours = 0;
    int minutes = 0;

    if (!take_char(reading, "+-") || !take_digits(reading, 2, &hours))
        return false;
    take_char(reading, ":");
    if (count_digits(reading) > 0 && !take_digits(reading, 2, &minutes))
        return false;
    if (hours > 15 || minutes > 59)
        return false;
    date->zone_minutes = sign * (hours * 60 + minutes);
    return true;
}

/* The zones of RFC 2822, and European ones that news sites print. */
static bool find_zone(const struct reading *word, int *out_minutes)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"Z", 0},    {"UTC", 0},  {"GMT", 0},  {"UT", 0},   {"EST", -5},
                 {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
                 {"PST", -8}, {"PDT", -7}, {"CET", 1},  {"CEST", 2}, {"BST", 1}};

    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        if (word_is(word, zones[i].name)) {
            *out_minutes = zones[i].hours * 60;
            return true;
        }
    }
    return false;
}

/* Takes a zone, if one is there, and then wants the end. */
static bool take_zone_and_end(struct reading *reading, struct date *date)
{
    skip_spaces(reading);
    if (is_at(reading, '+') || is_at(reading, '-')) {
        if (!take_offset(reading, date))
            return false;
    } else if (reading->at < reading->end) {
        struct reading word = take_letters(reading);

        if (!find_zone(&word, &date->zone_minutes))
            return false;
    }
    skip_spaces(reading);
    return reading->at == reading->end;
}

/* ------------------------------------------------------------------ year first */

/* Takes yyyy-mm-dd, with any one of -/. between, or yyyymmdd. */
static bool take_year_month_day(struct reading *reading, struct date *date)
{
    char separator = '\0';

    if (count_digits(reading) == 8)
        return take_digits(reading, 4, &date->year) &&
               take_digits(reading, 2, &date->month) &&
               take_digits(reading, 2, &date->day);
    if (count_digits(reading) != 4 || !take_digits(reading, 4, &date->year) ||
        reading->at == reading->end)
        return false;
    separator = *reading->at;
    return take_char(reading, "-/.") && take_small(reading, &date->month) &&
           is_at(reading, separator) && take_char(reading, "-/.") &&
           take_small(reading, &date->day);
}

static int64_t parse_year_first(struct reading reading)
{
    struct date date = {0};

    if (!take_year_month_day(&reading, &date))
        return WTW_DATE_UNKNOWN;
    if (reading.at == reading.end)
        return seconds_of(&date);
    if (!take_char(&reading, "Tt "))
        return WTW_DATE_UNKNOWN;
    skip_spaces(&reading);
    if (!(count_digits(&reading) > 2 ? take_compact_clock(&reading, &date)
                                     : take_clock(&reading, &date)) ||
        !take_zone_and_end(&reading, &date))
        return WTW_DATE_UNKNOWN;
    return seconds_of(&date);
}

/* ------------------------------------------------------------------ digits alone */

static int64_t parse_stamp(struct reading reading)
{
    struct date date = {0};

    if (!take_digits(&reading, 4, &date.year) || !take_digits(&reading, 2, &date.month) ||
        !take_digits(&reading, 2, &date.day) || !take_compact_clock(&reading, &date))
        return WTW_DATE_UNKNOWN;
    return seconds_of(&date);
}

/*
 * Epoch seconds have 9 or 10 digits from 1973 to 2286, milliseconds 12 or 13. Fewer
 * digits are some other number more often than a date.
 */
static int64_t parse_epoch(struct reading reading, size_t digits, bool is_negative)
{
    int64_t number = 0;

    if (digits < 9 || digits > 13 || digits == 11)
        return WTW_DATE_UNKNOWN;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (reading.at[i] - '0');
    reading.at += digits;
    if (take_char(&reading, "."))
        reading.at += count_digits(&reading);
    if (reading.at != reading.end)
        return WTW_DATE_UNKNOWN;
    if (digits > 10)
        number /= 1000;
    return is_negative ? -number : number;
}

static int64_t parse_digits(struct reading reading)
{
    bool is_negative = take_char(&reading, "-");
    size_t digits = count_digits(&reading);

    if (digits == 14 && !is_negative && reading.at + digits == reading.end)
        return parse_stamp(reading);
    return parse_epoch(reading, digits, is_negative);
}

/* ------------------------------------------------------------------ month names */

/* What was seen of a date whose parts tell themselves apart. */
struct parts {
    struct date date;
    bool has_clock;
    bool has_fraction; /* of a second: a machine wrote it */
    bool has_zone;
    bool is_afternoon;
    bool is_morning;
};

/* The number of the word in a list of names of which three letters and more do, from 1;
 * or 0. */
static int find_name(const struct reading *word, const char *const *names, int count)
{
    size_t letters = (size_t)(word->end - word->at);

    for (int i = 0; i < count; i++) {
        if (letters >= 3 && letters <= strlen(names[i]) &&
            strncasecmp(word->at, names[i], letters) == 0)
            return i + 1;
    }
    return 0;
}

static bool note_word(struct parts *parts, const struct reading *word)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    int month = find_name(word, months, 12);

    if (month) {
        bool is_first = !parts->date.month;

        parts->date.month = month;
        return is_first;
    }
    if (find_name(word, weekdays, 7) || word_is(word, "at") || word_is(word, "of"))
        return true;
    if (word_is(word, "am") || word_is(word, "pm")) {
        bool is_first = parts->has_clock && !parts->is_morning && !parts->is_afternoon;

        parts->is_afternoon = word_is(word, "pm");
        parts->is_morning = !parts->is_afternoon;
        return is_first;
    }
    if (!parts->has_clock)
        return false;
    if (!parts->has_zone && find_zone(word, &parts->date.zone_minutes)) {
        parts->has_zone = true;
        return true;
    }
    /* Wires of old put the letters of their desks behind: "11:46:05.99V RM". */
    return parts->has_fraction && word->end - word->at <= 2;
}

/* Takes a day with or without st, nd, rd, th; a year; or a clock. */
static bool note_number(struct parts *parts, struct reading *reading)
{
    size_t digits = count_digits(reading);
    struct reading after = {reading->at + digits, reading->end};
    struct reading suffix;

    if (digits == 4 && !parts->date.year)
        return take_digits(reading, 4, &parts->date.year);
    if (digits > 2)
        return false;
    if (is_at(&after, ':') && !parts->has_clock) {
        parts->has_clock = true;
        if (!take_clock(reading, &parts->date))
            return false;
        parts->has_fraction = reading->at - after.at > 6; /* :mm:ss.f */
        return true;
    }
    if (parts->date.day || !take_small(reading, &parts->date.day))
        return false;
    suffix = *reading;
    suffix = take_letters(&suffix);
    if (word_is(&suffix, "st") || word_is(&suffix, "nd") || word_is(&suffix, "rd") ||
        word_is(&suffix, "th"))
        reading->at = suffix.end;
    return true;
}

static bool note_part(struct parts *parts, struct reading *reading)
{
    struct reading word;

    if (is_digit(*reading->at))
        return note_number(parts, reading);
    if ((is_at(reading, '+') || is_at(reading, '-')) && parts->has_clock &&
        !parts->has_zone) {
        parts->has_zone = true;
        return take_offset(reading, &parts->date);
    }
    /* 7-Mar-2023 */
    if (take_char(reading, " \t\r\n,.-"))
        return true;
    word = take_letters(reading);
    return word.at < word.end && note_word(parts, &word);
}

static int64_t parse_named_month(struct reading reading)
{
    struct parts parts = {0};
    struct date *date = &parts.date;

    while (reading.at < reading.end) {
        if (!note_part(&parts, &reading))
            return WTW_DATE_UNKNOWN;
    }
    if (parts.is_afternoon || parts.is_morning) {
        if (date->hour < 1 || date->hour > 12)
            return WTW_DATE_UNKNOWN;
        date->hour = date->hour % 12 + (parts.is_afternoon ? 12 : 0);
    }
    return seconds_of(date);
}

/* ------------------------------------------------------------------ the door */

int64_t wtw_date_parse(const char *text, size_t count)
{
    struct reading reading = {text, text};
    int64_t seconds = WTW_DATE_UNKNOWN;

    if (!count)
        return WTW_DATE_UNKNOWN;
    reading.end += count;
    skip_spaces(&reading);
    while (reading.end > reading.at && strchr(" \t\r\n", reading.end[-1]) &&
           reading.end[-1])
        reading.end--;
    if (reading.at == reading.end)
        return WTW_DATE_UNKNOWN;
    seconds = parse_year_first(reading);
    if (seconds == WTW_DATE_UNKNOWN)
        seconds = parse_digits(reading);
    if (seconds == WTW_DATE_UNKNOWN)
        seconds = parse_named_month(reading);
    return seconds;
}
