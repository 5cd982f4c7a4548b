/*
 * test_failure.c - a failure's words and place reach the caller whole
 */
#include "base/failure.h"

#include "check.h"
#include <errno.h>

#include <stdio.h>

static const struct wtw_spot full_spot = {"news.jsonl", 12, 34, 567};

Test(failure, the_library_tells_the_version_of_its_header)
{
    check_string(wtw_version(), WTW_VERSION);
}

Test(failure, every_status_has_a_name_of_its_own)
{
    for (int i = WTW_OK; i <= WTW_END; i++) {
        check(strcmp(wtw_status_name((enum wtw_status)i), "unknown status") != 0);
        for (int j = WTW_OK; j < i; j++)
            check(strcmp(wtw_status_name((enum wtw_status)i),
                         wtw_status_name((enum wtw_status)j)) != 0);
    }
    check_string(wtw_status_name(WTW_BAD_INPUT), "bad input");
}

Test(failure, a_number_that_is_no_status_has_a_name_too)
{
    check_string(wtw_status_name((enum wtw_status)1000), "unknown status");
    check_string(wtw_status_name((enum wtw_status) - 1), "unknown status");
}

Test(failure, fail_fills_in_status_and_words_and_no_place)
{
    struct wtw_error error = {WTW_OK, 1, 2, 3, "left over", "left over"};

    check_status(wtw_fail(&error, WTW_TOO_LARGE, "%d articles, %s", 7, "too many"),
                 WTW_TOO_LARGE);
    check_number(error.status, WTW_TOO_LARGE);
    check_string(error.words, "7 articles, too many");
    check_string(error.input, "");
    check_number(error.line, 0);
    check_number(error.column, 0);
    check(error.byte_offset == UINT64_MAX);
}

Test(failure, fail_at_fills_in_the_place)
{
    struct wtw_error error = {0};

    check_status(wtw_fail_at(&error, WTW_BAD_INPUT, &full_spot, "no brace"),
                 WTW_BAD_INPUT);
    check_string(error.words, "no brace");
    check_string(error.input, "news.jsonl");
    check_number(error.line, 12);
    check_number(error.column, 34);
    check_number(error.byte_offset, 567);
}

Test(failure, a_caller_without_an_error_gets_the_status)
{
    check_status(wtw_fail(NULL, WTW_IO, "%s", "unheard"), WTW_IO);
    check_status(wtw_fail_at(NULL, WTW_BAD_INPUT, &full_spot, "unheard"), WTW_BAD_INPUT);
    check_status(wtw_fail_memory(NULL, 8), WTW_NO_MEMORY);
}

Test(failure, missing_memory_says_how_much)
{
    struct wtw_error error = {0};

    check_status(wtw_fail_memory(&error, 4096), WTW_NO_MEMORY);
    check(strstr(error.words, "4096 bytes") != NULL);
}

Test(failure, words_and_names_that_are_too_long_are_cut_and_end)
{
    struct wtw_error error = {0};
    char long_name[2000];
    struct wtw_spot spot = {long_name, 1, 1, 0};

    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    check_status(wtw_fail_at(&error, WTW_IO, &spot, "<%s>", long_name), WTW_IO);
    check_number(strlen(error.words), sizeof error.words - 1);
    check_number(strlen(error.input), sizeof error.input - 1);
    check(error.words[0] == '<' && error.words[1] == 'n');
}

Test(failure, text_has_the_parts_of_the_place_that_are_known)
{
    static const struct {
        struct wtw_spot spot;
        const char *text;
    } cases[] = {
        {{"news.jsonl", 12, 34, 567}, "news.jsonl:12:34: broken"},
        {{"news.jsonl", 12, 0, UINT64_MAX}, "news.jsonl:12: broken"},
        {{"news.jsonl", 0, 0, 567}, "news.jsonl: broken"},
        {{NULL, 12, 34, 567}, "broken"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wtw_error error = {0};
        char text[100];

        check_status(wtw_fail_at(&error, WTW_BAD_INPUT, &cases[i].spot, "broken"),
                     WTW_BAD_INPUT);
        check_number(wtw_error_text(&error, text, sizeof text), strlen(cases[i].text));
        check_string(text, cases[i].text);
    }
}

Test(failure, text_is_cut_to_its_room_and_tells_the_whole_length)
{
    struct wtw_error error = {0};
    char text[8] = "-------";

    check_status(wtw_fail_at(&error, WTW_BAD_INPUT, &full_spot, "no brace"),
                 WTW_BAD_INPUT);
    /* "news.jsonl:12:34: no brace" has 26 characters. */
    check_number(wtw_error_text(&error, text, 5), 26);
    check_bytes(text, 8, "news\0--\0");
    check_number(wtw_error_text(&error, text, 0), 26);
    check_bytes(text, 8, "news\0--\0");
}

static enum wtw_status count_and_return(enum wtw_status status, int *calls)
{
    ++*calls;
    return status;
}

static enum wtw_status try_twice(enum wtw_status first, int *calls)
{
    WTW_TRY(count_and_return(first, calls));
    WTW_TRY(count_and_return(WTW_OK, calls));
    return WTW_OK;
}

Test(failure, try_passes_a_failure_on_and_goes_on_after_a_success)
{
    int calls = 0;

    check_status(try_twice(WTW_IO, &calls), WTW_IO);
    check_number(calls, 1);
    check_status(try_twice(WTW_OK, &calls), WTW_OK);
    check_number(calls, 3);
}

Test(failure, calls_what_the_system_refused_by_the_systems_words)
{
    check_string(wtw_cause_words(ENOENT).items, "No such file or directory");
    check(strstr(wtw_cause_words(987654).items, "987654") != NULL);
}
