/*
 * number_words.c - figures as people like to read them
 */
#include "write/number_words.h"

#include <inttypes.h>
#include <stdio.h>

struct wtw_short_words wtw_grouped_words(uint64_t number)
{
    struct wtw_short_words grouped = {{0}};
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
    size_t used = 0;

    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            grouped.items[used++] = ',';
        grouped.items[used++] = digits[i];
    }
    return grouped;
}

struct wtw_short_words wtw_bytes_words(uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    struct wtw_short_words words = {{0}};
    double amount = (double)bytes;
    size_t unit = 0;

    /* 999.95 would be rounded to 1000.0 */
    while (amount >= 999.95 && unit + 1 < sizeof units / sizeof units[0]) {
        amount /= 1000;
        unit++;
    }
    snprintf(words.items, sizeof words.items, unit ? "%.1f %s" : "%.0f %s", amount,
             units[unit]);
    return words;
}

struct wtw_short_words wtw_percent_words(double share)
{
    struct wtw_short_words words = {{0}};
    int percent = (int)(share * 100 + 1e-9); /* 0.29 * 100 is 28.999... */

    if (share > 0 && percent == 0)
        snprintf(words.items, sizeof words.items, "<1 %%");
    else
        snprintf(words.items, sizeof words.items, "%d %%", percent);
    return words;
}

static const struct {
    uint64_t seconds;
    const char *one;
    const char *many;
} units[] = {{86400, "day", "days"}, {3600, "h", "h"}, {60, "min", "min"}, {1, "s", "s"}};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

static struct wtw_short_words amount_words(uint64_t amount, size_t unit)
{
    struct wtw_short_words words = {{0}};

    snprintf(words.items, sizeof words.items, "%" PRIu64 " %s", amount,
             amount == 1 ? units[unit].one : units[unit].many);
    return words;
}

struct wtw_short_words wtw_lag_words(uint64_t seconds)
{
    size_t unit = 0;

    /* Two days and more in days, two hours and more in hours: one unit is never too
     * coarse. */
    while (unit < UNIT_COUNT - 1 && seconds < 2 * units[unit].seconds)
        unit++;
    return amount_words(seconds / units[unit].seconds, unit);
}

struct wtw_short_words wtw_lag_exact_words(uint64_t seconds)
{
    struct wtw_short_words words;
    size_t unit = 0;
    uint64_t amount = 0;
    uint64_t rest = 0;

    while (unit < UNIT_COUNT - 1 && seconds < units[unit].seconds)
        unit++;
    amount = seconds / units[unit].seconds;
    if (unit < UNIT_COUNT - 1)
        rest = seconds % units[unit].seconds / units[unit + 1].seconds;
    if (!rest)
        return amount_words(amount, unit);
    snprintf(words.items, sizeof words.items, "%" PRIu64 " %s %" PRIu64 " %s", amount,
             amount == 1 ? units[unit].one : units[unit].many, rest,
             rest == 1 ? units[unit + 1].one : units[unit + 1].many);
    return words;
}
