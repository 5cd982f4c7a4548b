/*
 * test_number_words.c - figures as people like to read them
 */
#include "check.h"
#include "write/number_words.h"

Test(number_words, groups_digits_by_three)
{
    check_string(wtw_grouped_words(0).items, "0");
    check_string(wtw_grouped_words(999).items, "999");
    check_string(wtw_grouped_words(1000).items, "1,000");
    check_string(wtw_grouped_words(1234567).items, "1,234,567");
    check_string(wtw_grouped_words(UINT64_MAX).items, "18,446,744,073,709,551,615");
}

Test(number_words, names_bytes_in_thousands)
{
    check_string(wtw_bytes_words(0).items, "0 B");
    check_string(wtw_bytes_words(999).items, "999 B");
    check_string(wtw_bytes_words(1000).items, "1.0 kB");
    check_string(wtw_bytes_words(999949).items, "999.9 kB");
    check_string(wtw_bytes_words(999950).items, "1.0 MB");
    check_string(wtw_bytes_words(1234567890).items, "1.2 GB");
    check_string(wtw_bytes_words(UINT64_MAX).items, "18.4 EB");
}

Test(number_words, says_all_and_nothing_only_when_it_is_so)
{
    check_string(wtw_percent_words(0).items, "0 %");
    check_string(wtw_percent_words(.001).items, "<1 %");
    check_string(wtw_percent_words(.01).items, "1 %");
    check_string(wtw_percent_words(.29).items, "29 %");
    check_string(wtw_percent_words(.999).items, "99 %");
    check_string(wtw_percent_words(1).items, "100 %");
}

Test(number_words, tells_a_lag_in_one_unit)
{
    check_string(wtw_lag_words(0).items, "0 s");
    check_string(wtw_lag_words(1).items, "1 s");
    check_string(wtw_lag_words(119).items, "119 s");
    check_string(wtw_lag_words(120).items, "2 min");
    check_string(wtw_lag_words(7199).items, "119 min");
    check_string(wtw_lag_words(7200).items, "2 h");
    check_string(wtw_lag_words(172799).items, "47 h");
    check_string(wtw_lag_words(172800).items, "2 days");
}

Test(number_words, tells_a_lag_in_two_units_where_it_has_them)
{
    check_string(wtw_lag_exact_words(0).items, "0 s");
    check_string(wtw_lag_exact_words(59).items, "59 s");
    check_string(wtw_lag_exact_words(60).items, "1 min");
    check_string(wtw_lag_exact_words(61).items, "1 min 1 s");
    check_string(wtw_lag_exact_words(3600).items, "1 h");
    check_string(wtw_lag_exact_words(3659).items, "1 h");
    check_string(wtw_lag_exact_words(9480).items, "2 h 38 min");
    check_string(wtw_lag_exact_words(86400 + 3599).items, "1 day");
    check_string(wtw_lag_exact_words(2 * 86400 + 3600).items, "2 days 1 h");
    check_string(wtw_lag_exact_words(UINT64_MAX).items, "213503982334601 days 7 h");
}
