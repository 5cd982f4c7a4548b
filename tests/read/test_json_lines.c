/*
 * test_json_lines.c - JSON lines are told from JSON that is laid out for people
 */
#include "check.h"

#include "read/json_lines.h"

static void check_lines(const char *text, bool is_all, bool is_lines, bool is_sure)
{
    bool sure = false;

    cr_assert(wtw_json_is_lines((struct wtw_span){text, strlen(text)}, is_all, &sure) ==
                  is_lines,
              "%s", text);
    cr_assert(sure == is_sure, "%s", text);
}

Test(json_lines, knows_lines_by_an_object_that_ends_on_the_first)
{
    check_lines("{\"a\":1}\n{\"b\"", false, true, true);
    check_lines("{\"a\":1} \r\n", false, true, true);
    check_lines("{\"a\":1}", true, true, true);
    check_lines("{\"a\":1}", false, true, false);
    check_lines("{\"a\":", false, true, false);
    check_lines("{\"a\":\"broken off\n{\"b\":1}\n", false, true, true);
    check_lines("{'a': 1}\n", false, true, true);
    check_lines("{\"a\":1,\n", false, false, false);
    check_lines("{\"a\":1,\n\"b\"", false, false, true);
    check_lines("{\n\"a\":1}", true, false, true);
    check_lines("{\"a\":1}{\"b\":2}\n", false, false, true);
    check_lines("{\"a\":1},\n{\"b\":2}\n", false, false, true);
    check_lines("{\"n\":2,\"articles\":[{\"a\":1}]}", false, false, false);
    check_lines("{\"n\":2,\"articles\":[{\"a\":1}]}", true, false, true);
    check_lines("{\"items\":[{\"a\":1}],\"text\":\"b\"}\n{\"items\"", false, true, true);
}

Test(json_lines, knows_lines_whose_first_was_broken_off_by_the_next)
{
    check_lines("{\"a\":\n{\"b\":1}\n", false, true, true);
    check_lines("{\"a\":1\n{", false, true, true);
    check_lines("{\"a\":\n", true, true, true);
    check_lines("{\n{\"b\":1}\n", false, false, true);
}
