/*
 * number_parse.c - numbers from the command line, with nothing before or behind them
 *
 * strtoul and strtod were rejected: they take signs, blanks, hexadecimal, "nan" and the
 * locale's point.
 */
#include "cli/number_parse.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Reads digits into a number; returns what stands behind them, NULL where none or too
 * many. */
static const char *read_digits(const char *words, uint64_t *out_number)
{
    uint64_t number = 0;
    const char *next = words;

    for (; *next >= '0' && *next <= '9'; next++) {
        uint64_t digit = (uint64_t)(*next - '0');

        if (number > (UINT64_MAX - digit) / 10)
            return NULL;
        number = number * 10 + digit;
    }
    if (next == words)
        return NULL;
    *out_number = number;
    return next;
}

bool wtw_parse_number(const char *words, uint64_t *out_number)
{
    uint64_t number = 0;
    const char *behind = read_digits(words, &number);

    if (!behind || *behind)
        return false;
    *out_number = number;
    return true;
}

bool wtw_parse_real(const char *words, double *out_number)
{
    uint64_t digits = 0;
    double divisor = 1;
    bool has_point = false;
    bool has_digit = false;

    for (; *words; words++) {
        if (*words == '.' && !has_point) {
            has_point = true;
            continue;
        }
        /* 15 digits are what a double holds for certain. */
        if (*words < '0' || *words > '9' || digits >= UINT64_C(100000000000000))
            return false;
        digits = digits * 10 + (uint64_t)(*words - '0');
        divisor *= has_point ? 10 : 1;
        has_digit = true;
    }
    if (!has_digit)
        return false;
    *out_number = (double)digits / divisor;
    return true;
}

bool wtw_parse_size(const char *words, uint64_t *out_bytes)
{
    static const char units[] = "KMG";
    uint64_t number = 0;
    const char *suffix = read_digits(words, &number);
    const char *unit = NULL;
    unsigned shift = 0;

    if (!suffix)
        return false;
    if (*suffix && strcasecmp(suffix, "B") != 0) {
        unit = strchr(units, toupper((unsigned char)*suffix));
        if (!unit)
            return false;
        suffix++;
        shift = 10 * (unsigned)(unit - units + 1);
        if (*suffix && strcasecmp(suffix, "B") != 0 && strcasecmp(suffix, "iB") != 0)
            return false;
    }
    if (number > UINT64_MAX >> shift)
        return false;
    *out_bytes = number << shift;
    return true;
}

bool wtw_parse_duration(const char *words, uint64_t *out_seconds)
{
    static const struct {
        char letter;
        uint32_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    uint64_t number = 0;
    const char *suffix = read_digits(words, &number);

    if (!suffix || !suffix[0] || suffix[1])
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (suffix[0] == units[i].letter && number <= UINT64_MAX / units[i].seconds) {
            *out_seconds = number * units[i].seconds;
            return true;
        }
    }
    return false;
}
