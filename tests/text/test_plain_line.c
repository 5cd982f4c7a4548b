/*
 * test_plain_line.c - lines in the form in which phrases are compared
 */
#include "check.h"

#include "text/plain_line.h"

Test(plain_line, is_folded_and_without_marks)
{
    struct wtw_plain_line plain;
    const char *line = "\u2022 **Don\u2019t  miss:** \u0427\u0422\u041E \u2014 THIS!";

    wtw_plain_line_make(&plain, line, 0, strlen(line));
    check_bytes(plain.bytes, plain.count, "don't miss: \u0447\u0442\u043E - this");
    check(plain.is_whole && plain.ends_sentence && !plain.ends_label);
}
