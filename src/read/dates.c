/*
 * dates.c - when an article was published, from the many ways to write a date
 *
 * Four readers share one set of small steps: digits alone (epoch or compact), dates that
 * begin with a year, dates that end with one, and dates with an English month name, where
 * the parts may stand in any order and tell themselves apart. What is ambiguous
 * (03/07/2023, which 13/07/2023 is not) stays unknown: a wrong date is worse than none,
 * because it decides who was first. Years before 1000 are
 * unknown too: 0001-01-01 is how some programs write "nothing". strptime() was rejected:
 * it depends on the locale and takes no length.
 */
#include "read/dates.h"

#include "read/calendar.h"

#include <string.h>
#include <strings.h>

struct reading {
    const char *at;
    const char *end;
};

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

/* Takes am, pm, a.m. or p.m., if it is there; gives 'a', 'p' or NUL. */
static char take_half_day(struct reading *reading)
{
    struct reading trial = *reading;
    char half = '\0';

    if (is_at(&trial, 'a') || is_at(&trial, 'A'))
        half = 'a';
    else if (is_at(&trial, 'p') || is_at(&trial, 'P'))
        half = 'p';
    trial.at += half != '\0';
    take_char(&trial, ".");
    if (!half || !take_char(&trial, "mM"))
        return '\0';
    take_char(&trial, ".");
    if (trial.at < trial.end && is_letter(*trial.at))
        return '\0';
    *reading = trial;
    return half;
}

/* Makes an hour of 24 of one of 12; false where it is none. */
static bool set_half_day(struct wtw_date *date, char half)
{
    if (!half)
        return true;
    if (date->hour < 1 || date->hour > 12)
        return false;
    date->hour = date->hour % 12 + (half == 'p' ? 12 : 0);
    return true;
}

/* Takes hh:mm, hh:mm:ss and fractions of a second. */
static bool take_clock(struct reading *reading, struct wtw_date *date)
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
static bool take_compact_clock(struct reading *reading, struct wtw_date *date)
{
    size_t count = count_digits(reading);

    if (count != 4 && count != 6)
        return false;
    return take_digits(reading, 2, &date->hour) &&
           take_digits(reading, 2, &date->minute) &&
           (count == 4 || take_digits(reading, 2, &date->second));
}

/* Takes +hh:mm, +hhmm or +hh. */
static bool take_offset(struct reading *reading, struct wtw_date *date)
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

/* The zones of RFC 2822, and others that news sites print and that mean one thing. */
static bool find_zone(const struct reading *word, int *out_minutes)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"Z", 0},    {"UTC", 0},  {"GMT", 0},   {"UT", 0},   {"EST", -5},
                 {"EDT", -4}, {"CST", -6}, {"CDT", -5},  {"MST", -7}, {"MDT", -6},
                 {"PST", -8}, {"PDT", -7}, {"CET", 1},   {"CEST", 2}, {"BST", 1},
                 {"WET", 0},  {"WEST", 1}, {"EET", 2},   {"EEST", 3}, {"MSK", 3},
                 {"JST", 9},  {"KST", 9},  {"AEST", 10}, {"AEDT", 11}};

    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        if (word_is(word, zones[i].name)) {
            *out_minutes = zones[i].hours * 60;
            return true;
        }
    }
    return false;
}

/* Takes a zone, if one is there, and then wants the end. "GMT+0100" is both. */
static bool take_zone_and_end(struct reading *reading, struct wtw_date *date)
{
    skip_spaces(reading);
    if (reading->at < reading->end && is_letter(*reading->at)) {
        struct reading word = take_letters(reading);

        if (!find_zone(&word, &date->zone_minutes))
            return false;
    }
    if (!date->zone_minutes && (is_at(reading, '+') || is_at(reading, '-')) &&
        !take_offset(reading, date))
        return false;
    skip_spaces(reading);
    return reading->at == reading->end;
}

/* Takes what stands behind a day: nothing, or a time and perhaps a zone. */
static bool take_time_and_end(struct reading *reading, struct wtw_date *date)
{
    struct reading hour;

    if (reading->at == reading->end)
        return true;
    take_char(reading, ",");
    if (!take_char(reading, "Tt "))
        return false;
    skip_spaces(reading);
    hour = *reading;
    if (count_digits(reading) > 2 ? !take_compact_clock(reading, date)
                                  : !take_clock(reading, date)) {
        *reading = hour;
        if (hour.at[-1] == ' ' || !take_digits(reading, 2, &date->hour))
            return false;
    }
    skip_spaces(reading);
    return set_half_day(date, take_half_day(reading)) && take_zone_and_end(reading, date);
}

/* ------------------------------------------------------------------ year first */

/* Takes ddd behind a year: the number of a day. */
static bool take_ordinal(struct reading *reading, struct wtw_date *date)
{
    int ordinal = 0;

    return take_digits(reading, 3, &ordinal) && wtw_date_set_ordinal(date, ordinal);
}

/* Takes Www-d behind a year. */
static bool take_week(struct reading *reading, struct wtw_date *date)
{
    int week = 0;
    int day = 0;

    return take_char(reading, "W") && take_digits(reading, 2, &week) &&
           take_char(reading, "-") && take_digits(reading, 1, &day) &&
           wtw_date_set_week(date, week, day);
}

/* Takes yyyy-mm-dd, with any one of -/. between, yyyy-ddd, yyyy-Www-d, or yyyymmdd. */
static bool take_year_month_day(struct reading *reading, struct wtw_date *date)
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
    if (!take_char(reading, "-/."))
        return false;
    if (separator == '-' && is_at(reading, 'W'))
        return take_week(reading, date);
    if (separator == '-' && count_digits(reading) == 3)
        return take_ordinal(reading, date);
    return take_small(reading, &date->month) && is_at(reading, separator) &&
           take_char(reading, "-/.") && take_small(reading, &date->day);
}

static int64_t parse_year_first(struct reading reading)
{
    struct wtw_date date = {0};

    if (!take_year_month_day(&reading, &date) || !take_time_and_end(&reading, &date))
        return WTW_DATE_UNKNOWN;
    return wtw_date_seconds(&date);
}

/* ------------------------------------------------------------------ year last */

/* Takes 25/12/2023 or 12/25/2023, with any one of /.- between, where one of the numbers can
 * be no month, or both are the same. */
static int64_t parse_year_last(struct reading reading)
{
    struct wtw_date date = {0};
    char separator = '\0';
    int first = 0;
    int second = 0;

    if (!take_small(&reading, &first) || reading.at == reading.end)
        return WTW_DATE_UNKNOWN;
    separator = *reading.at;
    if (!take_char(&reading, "/.-") || !take_small(&reading, &second) ||
        !is_at(&reading, separator) || !take_char(&reading, "/.-") ||
        count_digits(&reading) != 4 || !take_digits(&reading, 4, &date.year) ||
        !take_time_and_end(&reading, &date))
        return WTW_DATE_UNKNOWN;
    if (first <= 12 && second <= 12 && first != second)
        return WTW_DATE_UNKNOWN;
    date.day = first > 12 ? first : second;
    date.month = first > 12 ? second : first;
    return wtw_date_seconds(&date);
}

/* ------------------------------------------------------------------ digits alone */

static int64_t parse_stamp(struct reading reading)
{
    struct wtw_date date = {0};

    if (!take_digits(&reading, 4, &date.year) || !take_digits(&reading, 2, &date.month) ||
        !take_digits(&reading, 2, &date.day) || !take_compact_clock(&reading, &date))
        return WTW_DATE_UNKNOWN;
    return wtw_date_seconds(&date);
}

/*
 * Epoch seconds have 9 or 10 digits from 1973 to 2286, milliseconds 12 or 13, microseconds
 * 15 or 16, nanoseconds 18 or 19. Fewer digits are some other number more often than a date.
 */
static int64_t parse_epoch(struct reading reading, size_t digits, bool is_negative)
{
    size_t whole = digits % 3 == 0 ? 9 : 10;
    int64_t number = 0;

    if (digits < 9 || digits > 19 || digits % 3 == 2)
        return WTW_DATE_UNKNOWN;
    for (size_t i = 0; i < whole; i++)
        number = number * 10 + (reading.at[i] - '0');
    reading.at += digits;
    if (take_char(&reading, "."))
        reading.at += count_digits(&reading);
    if (reading.at != reading.end)
        return WTW_DATE_UNKNOWN;
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
    struct wtw_date date;
    bool has_clock;
    bool has_fraction; /* of a second: a machine wrote it */
    bool has_zone;
    bool has_offset;
    bool is_year_next; /* the last part was a month, behind a day */
    char half_day;     /* 'a' or 'p' */
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
        parts->is_year_next = parts->date.day && !parts->date.year;
        return is_first;
    }
    if (find_name(word, weekdays, 7) || word_is(word, "at") || word_is(word, "of"))
        return true;
    if (!parts->has_clock)
        return false;
    if (!parts->has_zone && find_zone(word, &parts->date.zone_minutes)) {
        parts->has_zone = true;
        return true;
    }
    /* Wires of old put the letters of their desks behind: "11:46:05.99V RM". */
    return parts->has_fraction && word->end - word->at <= 2;
}

/* Takes the two digits that mail of old has for a year (RFC 2822, 4.3). */
static bool take_short_year(struct reading *reading, struct wtw_date *date)
{
    if (!take_digits(reading, 2, &date->year))
        return false;
    date->year += date->year < 50 ? 2000 : 1900;
    return true;
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
    if (parts->is_year_next && digits == 2)
        return take_short_year(reading, &parts->date);
    if (parts->date.day || !take_small(reading, &parts->date.day))
        return false;
    suffix = *reading;
    suffix = take_letters(&suffix);
    if (word_is(&suffix, "st") || word_is(&suffix, "nd") || word_is(&suffix, "rd") ||
        word_is(&suffix, "th"))
        reading->at = suffix.end;
    return true;
}

/* An offset, alone or behind UTC or GMT. */
static bool may_be_offset(const struct parts *parts, const struct reading *reading)
{
    return (is_at(reading, '+') || is_at(reading, '-')) && parts->has_clock &&
           !parts->has_offset && !parts->date.zone_minutes;
}

static bool note_part(struct parts *parts, struct reading *reading)
{
    struct reading word;

    if (is_digit(*reading->at)) {
        bool is_taken = note_number(parts, reading);

        parts->is_year_next = false;
        return is_taken;
    }
    if (may_be_offset(parts, reading)) {
        parts->has_zone = parts->has_offset = true;
        return take_offset(reading, &parts->date);
    }
    /* 7-Mar-2023 */
    if (take_char(reading, " \t\r\n,.-"))
        return true;
    if (parts->has_clock && !parts->half_day &&
        (parts->half_day = take_half_day(reading)) != '\0')
        return true;
    word = take_letters(reading);
    return word.at < word.end && note_word(parts, &word);
}

static int64_t parse_named_month(struct reading reading)
{
    struct parts parts = {0};
    struct wtw_date *date = &parts.date;

    while (reading.at < reading.end) {
        if (!note_part(&parts, &reading))
            return WTW_DATE_UNKNOWN;
    }
    return set_half_day(date, parts.half_day) ? wtw_date_seconds(date) : WTW_DATE_UNKNOWN;
}

/* ------------------------------------------------------------------ the door */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Leaves off white space, and the name of a zone that repeats an offset: "+0100 (CET)",
 * "+01:00[Europe/Berlin]". */
static void trim(struct reading *reading)
{
    static const char brackets[] = "()[]";

    skip_spaces(reading);
    while (reading->end > reading->at && is_white(reading->end[-1]))
        reading->end--;
    for (size_t i = 0; i < 4; i += 2) {
        const char *open = reading->at;

        if (reading->end == reading->at || reading->end[-1] != brackets[i + 1])
            continue;
        while (open < reading->end && *open != brackets[i])
            open++;
        if (open == reading->end)
            continue;
        reading->end = open;
        while (reading->end > reading->at && is_white(reading->end[-1]))
            reading->end--;
    }
}

int64_t wtw_date_parse(const char *text, size_t count)
{
    static int64_t (*const readers[])(struct reading) = {
        parse_year_first, parse_digits, parse_year_last, parse_named_month};
    struct reading reading = {text, text};
    int64_t seconds = WTW_DATE_UNKNOWN;

    if (!count)
        return WTW_DATE_UNKNOWN;
    reading.end += count;
    trim(&reading);
    if (reading.at == reading.end)
        return WTW_DATE_UNKNOWN;
    for (size_t i = 0; i < 4 && seconds == WTW_DATE_UNKNOWN; i++)
        seconds = readers[i](reading);
    return seconds;
}
