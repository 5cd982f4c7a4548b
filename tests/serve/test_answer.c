/*
 * test_answer.c - what a request gets
 */
#include "check.h"

#include "base/faults.h"
#include "serve/answer.h"

#include <fcntl.h>
#include <unistd.h>

static const struct wtw_span path = {"/v1/x\"y", 7};

Test(answer, is_a_problem_with_all_that_a_client_needs)
{
    struct wtw_answer answer;

    wtw_answer_init(&answer);
    answer.etag = "\"x\"";
    wtw_answer_problem(&answer, WTW_HTTP_NOT_FOUND, path, "it is not there");
    check_number(answer.status, 404);
    check_string(answer.type, "application/problem+json");
    check_bytes(answer.body.items, answer.body.count,
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                "\"detail\":\"it is not there\",\"instance\":\"/v1/x\\\"y\"}\n");
    check(answer.etag == NULL);
    wtw_answer_release(&answer);
}

Test(answer, says_whose_fault_a_failure_was)
{
    static const struct {
        enum wtw_status status;
        int wanted;
        bool again;
    } rows[] = {
        {WTW_BAD_ARGUMENT, 400, false},
        {WTW_END, 404, false},
        {WTW_TOO_LARGE, 413, false},
        {WTW_NO_MEMORY, 503, true},
        {WTW_IO, 503, true},
        {WTW_BAD_INPUT, 500, false},
        {WTW_STOPPED, 500, false},
    };
    struct wtw_error error = {.words = "so it is"};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_answer answer;

        wtw_answer_init(&answer);
        wtw_answer_failure(&answer, path, rows[i].status, &error);
        check_number(answer.status, rows[i].wanted);
        check_number(answer.retry_after_seconds > 0, rows[i].again);
        check(memmem(answer.body.items, answer.body.count, "so it is", 8) != NULL);
        wtw_answer_release(&answer);
    }
}

Test(answer, has_a_phrase_for_each_status_and_none_for_others)
{
    check_string(wtw_http_title(WTW_HTTP_UNAVAILABLE), "Service Unavailable");
    check_string(wtw_http_title(WTW_HTTP_BAD_TYPE), "Unsupported Media Type");
    check_string(wtw_http_title((enum wtw_http_status)299), "");
}

Test(answer, closes_its_file)
{
    struct wtw_answer answer;
    int file = open("/dev/null", O_RDONLY);

    wtw_answer_init(&answer);
    answer.file = file;
    wtw_answer_release(&answer);
    check_number(fcntl(file, F_GETFD), -1);
    check_number(answer.file, -1);
}

#ifdef WTW_FAULTS
Test(answer, says_so_without_memory_where_there_is_none)
{
    for (uint64_t nth = 1; nth < 100; nth++) {
        struct wtw_answer answer;

        wtw_answer_init(&answer);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        wtw_answer_problem(&answer, WTW_HTTP_NOT_FOUND, path, "it is not there");
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        if (answer.status == WTW_HTTP_NOT_FOUND) {
            check(nth > 1);
            wtw_answer_release(&answer);
            return;
        }
        check_number(answer.status, WTW_HTTP_UNAVAILABLE);
        check_string(answer.type, "application/problem+json");
        check(answer.fixed.count > 50);
        check_number(answer.body.count, 0);
        wtw_answer_release(&answer);
    }
    check(false);
}
#endif
