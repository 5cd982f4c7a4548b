/*
 * test_number_parse.c - numbers from the command line
 */
#include "check.h"
#include "cli/number_parse.h"

static uint64_t number_of(const char *words)
{
    uint64_t number = 4711;

    return wtw_parse_number(words, &number) ? number : 4711;
}

static double real_of(const char *words)
{
    double number = -1;

    return wtw_parse_real(words, &number) ? number : -1;
}

static uint64_t size_of(const char *words)
{
    uint64_t bytes = 4711;

    return wtw_parse_size(words, &bytes) ? bytes : 4711;
}

Test(number_parse, takes_digits_and_nothing_else)
{
    static const char *const wrong[] = {"",    " 1",   "1 ",  "-1", "+1",
                                        "1.0", "0x10", "1e3", "a"};

    check_number(number_of("0"), 0);
    check_number(number_of("007"), 7);
    check(number_of("18446744073709551615") == UINT64_MAX);
    check_number(number_of("18446744073709551616"), 4711);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_number(number_of(wrong[i]), 4711);
}

Test(number_parse, takes_digits_with_at_most_one_point)
{
    static const char *const wrong[] = {"",
                                        ".",
                                        "1.2.3",
                                        "-.5",
                                        "1,5",
                                        "nan",
                                        "inf",
                                        "1e-3",
                                        " .5",
                                        "0x1p3",
                                        "1234567890123456789"};

    check_real(real_of("1"), 1, 0);
    check_real(real_of(".5"), .5, 0);
    check_real(real_of("0.75"), .75, 0);
    check_real(real_of("5."), 5, 0);
    check_real(real_of("0.333333"), .333333, 1e-15);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_real(real_of(wrong[i]), -1, 0);
}

Test(number_parse, takes_sizes_in_1024s_with_or_without_a_b)
{
    check_number(size_of("0"), 0);
    check_number(size_of("12"), 12);
    check_number(size_of("12B"), 12);
    check_number(size_of("1k"), 1024);
    check_number(size_of("2K"), 2048);
    check_number(size_of("3MB"), 3145728);
    check_number(size_of("1GiB"), 1073741824);
    check(size_of("17179869183G") == UINT64_C(17179869183) << 30);
}

Test(number_parse, refuses_sizes_with_odd_units_or_beyond_64_bits)
{
    static const char *const wrong[] = {"",    "K",    "1T",  "1KK", "1 K",
                                        "-1K", "1.5M", "1Bi", "1Bx", "17179869184G"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_number(size_of(wrong[i]), 4711);
}

Test(number_parse, takes_durations_of_seconds_to_weeks_and_nothing_without_a_unit)
{
    static const char *const wrong[] = {"",      "d",   "30", "1.5h",           "2 d",
                                        "3days", "-1d", "4D", "30500568904944w"};
    uint64_t seconds = 0;

    check(wtw_parse_duration("90s", &seconds));
    check_number(seconds, 90);
    check(wtw_parse_duration("15m", &seconds));
    check_number(seconds, 900);
    check(wtw_parse_duration("12h", &seconds));
    check_number(seconds, 43200);
    check(wtw_parse_duration("30d", &seconds));
    check_number(seconds, 2592000);
    check(wtw_parse_duration("8w", &seconds));
    check_number(seconds, 4838400);
    seconds = 4711;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert(!wtw_parse_duration(wrong[i], &seconds), "%s", wrong[i]);
        check_number(seconds, 4711);
    }
}
