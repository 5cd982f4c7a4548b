/*
 * test_date_words.c - seconds since 1970 as a date, in UTC
 */
#include "check.h"
#include "write/date_words.h"

Test(date_words, writes_iso_dates_in_utc)
{
    check_string(wtw_date_iso(0).items, "1970-01-01T00:00:00Z");
    check_string(wtw_date_iso(INT64_C(-62167219200)).items, "0000-01-01T00:00:00Z");
    check_string(wtw_date_iso(1234567890).items, "2009-02-13T23:31:30Z");
    check_string(wtw_date_iso(-1).items, "1969-12-31T23:59:59Z");
    check_string(wtw_date_iso(951782399).items, "2000-02-28T23:59:59Z");
    check_string(wtw_date_iso(951782400).items, "2000-02-29T00:00:00Z");
    check_string(wtw_date_iso(INT64_C(253402300799)).items, "9999-12-31T23:59:59Z");
}

Test(date_words, leaves_out_a_time_at_midnight)
{
    check_string(wtw_date_plain(951782400).items, "2000-02-29");
    check_string(wtw_date_plain(951782460).items, "2000-02-29 00:01");
    check_string(wtw_date_plain(951782401).items, "2000-02-29 00:00");
}

Test(date_words, says_nothing_of_dates_unknown_or_absurd)
{
    check_string(wtw_date_iso(WTW_DATE_UNKNOWN).items, "");
    check_string(wtw_date_iso(INT64_MAX).items, "");
    check_string(wtw_date_iso(INT64_C(253402300800)).items, "");
    check_string(wtw_date_plain(WTW_DATE_UNKNOWN).items, "");
}
