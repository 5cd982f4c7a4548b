/*
 * test_url_parts.c - a request's target, taken apart
 */
#include "check.h"

#include "base/faults.h"
#include "serve/url_parts.h"

static struct wtw_target parsed(const char *uri)
{
    struct wtw_target target = {0};
    struct wtw_error error = {0};

    check_ok(wtw_target_parse(&target, uri, &error), &error);
    return target;
}

static void check_value(const struct wtw_target *target, const char *name,
                        const char *wanted)
{
    check(wtw_span_is(wtw_target_value(target, name), wanted));
}

Test(url_parts, splits_path_and_parameters)
{
    struct wtw_target target = parsed("/v1/clusters?limit=5&q=flood+in%20town&source=");

    check(wtw_span_is(target.path, "/v1/clusters"));
    check_number(target.parameter_count, 3);
    check_value(&target, "limit", "5");
    check_value(&target, "q", "flood in town");
    check(wtw_target_value(&target, "source").items == NULL);
    check(wtw_target_value(&target, "other").items == NULL);
    wtw_target_release(&target);
}

Test(url_parts, decodes_what_an_id_may_hold_and_leaves_a_plus_in_the_path)
{
    struct wtw_target target =
        parsed("/v1/articles/https%3A%2f%2fa.example%2Fx+y?as=id#z");

    check(wtw_span_is(target.path, "/v1/articles/https://a.example/x+y"));
    check_value(&target, "as", "id");
    wtw_target_release(&target);
}

Test(url_parts, keeps_a_nul_inside)
{
    struct wtw_target target = parsed("/a%00b");

    check_number(target.path.count, 4);
    check_number(memcmp(target.path.items, "/a\0b", 4), 0);
    wtw_target_release(&target);
}

Test(url_parts, takes_nothing_for_granted)
{
    struct wtw_target target = parsed("/?&&=x&a&b=1=2");

    check_number(target.parameter_count, 3);
    check_value(&target, "", "x");
    check_value(&target, "b", "1=2");
    wtw_target_release(&target);
}

Test(url_parts, refuses_escapes_that_are_none_and_too_many_parameters)
{
    static const char *const wrong[] = {"/%", "/%4", "/%4g", "/?a=%zz", "/?%=1"};
    struct wtw_target target = {0};
    struct wtw_error error = {0};
    char many[4 * (WTW_PARAMETERS_MOST + 1) + 3] = "/?";

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_status(wtw_target_parse(&target, wrong[i], &error), WTW_BAD_INPUT);
    for (int i = 0; i <= WTW_PARAMETERS_MOST; i++)
        memcpy(many + 2 + 4 * i, "a=1&", 5);
    check_status(wtw_target_parse(&target, many, &error), WTW_BAD_INPUT);
    check_string(error.words, "more than 24 parameters");
    wtw_target_release(&target);
}

Test(url_parts, knows_which_parameters_belong_there)
{
    struct wtw_target target = parsed("/?limit=1&after=2");
    struct wtw_target twice = parsed("/?limit=1&limit=2");
    struct wtw_error error = {0};

    check_ok(wtw_target_check(&target, "limit after", &error), &error);
    check_status(wtw_target_check(&target, "limits after", &error), WTW_BAD_INPUT);
    check_string(error.words,
                 "there is no parameter 'limit' here; known are: limits after");
    check_status(wtw_target_check(&target, "", &error), WTW_BAD_INPUT);
    check_string(error.words, "there is no parameter 'limit' here; known are: none");
    check_status(wtw_target_check(&twice, "limit", &error), WTW_BAD_INPUT);
    check_string(error.words, "the parameter 'limit' is there twice");
    wtw_target_release(&target);
    wtw_target_release(&twice);
}

Test(url_parts, reads_numbers_within_their_range)
{
    struct wtw_target target = parsed("/?a=7&b=0&c=-1&d=1234567890123456789&e=7x");
    struct wtw_error error = {0};
    int64_t number = 99;

    check_ok(wtw_target_number(&target, "none", 1, 10, &number, &error), &error);
    check_number(number, 99);
    check_ok(wtw_target_number(&target, "a", 1, 10, &number, &error), &error);
    check_number(number, 7);
    check_status(wtw_target_number(&target, "a", 1, 6, &number, &error), WTW_BAD_INPUT);
    check_string(error.words, "'a' is a number from 1 to 6, not '7'");
    check_status(wtw_target_number(&target, "b", 1, 9, &number, &error), WTW_BAD_INPUT);
    check_status(wtw_target_number(&target, "c", 0, 9, &number, &error), WTW_BAD_INPUT);
    check_status(wtw_target_number(&target, "d", 0, INT64_MAX, &number, &error),
                 WTW_BAD_INPUT);
    check_status(wtw_target_number(&target, "e", 0, 9, &number, &error), WTW_BAD_INPUT);
    check_number(number, 7);
    wtw_target_release(&target);
}

Test(url_parts, reads_dates)
{
    struct wtw_target target = parsed("/?a=1970-01-02&b=1970-01-01T00:01:00Z&c=soon");
    struct wtw_error error = {0};
    int64_t seconds = WTW_DATE_UNKNOWN;

    check_ok(wtw_target_date(&target, "none", &seconds, &error), &error);
    check_number(seconds, WTW_DATE_UNKNOWN);
    check_ok(wtw_target_date(&target, "a", &seconds, &error), &error);
    check_number(seconds, 86400);
    check_ok(wtw_target_date(&target, "b", &seconds, &error), &error);
    check_number(seconds, 60);
    check_status(wtw_target_date(&target, "c", &seconds, &error), WTW_BAD_INPUT);
    check_string(error.words, "'c' is a date such as 2031-03-05 or 2031-03-05T06:10:00Z, "
                              "not 'soon'");
    wtw_target_release(&target);
}

#ifdef WTW_FAULTS
Test(url_parts, says_when_there_is_no_memory)
{
    struct wtw_target target = {0};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_target_parse(&target, "/x", &error), WTW_NO_MEMORY);
    wtw_target_release(&target);
}
#endif
