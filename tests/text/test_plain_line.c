/*
 * test_plain_line.c - lines in the form in which phrases are compared
 */
#include "check.h"

#include "text/plain_line.h"

#include <stdlib.h>

static struct wtw_plain_line plain;

#define plain_is(line, wanted)                                                           \
    do {                                                                                 \
        wtw_plain_line_make(&plain, (line), 0, strlen(line));                            \
        check_bytes(plain.bytes, plain.count, (wanted));                                 \
    } while (0)

Test(plain_line, is_folded_and_without_marks)
{
    plain_is("\u2022 **Don\u2019t  miss:** ЧТО \u2014 THIS!", "don't miss: что - this");
    check(plain.is_whole && plain.ends_sentence && !plain.ends_label);
    plain_is("[Read more:](#)", "read more");
    plain_is("Read\u00A0more \u00BB", "read more");
    plain_is("来源：新华社", "来源:新华社");
    plain_is("\u00A9 2024", "\u00A9 2024");
    plain_is("", "");
    plain_is("***", "");
}

Test(plain_line, remembers_what_stood_around)
{
    plain_is("(Reporting by Jane Orr)", "reporting by jane orr");
    check(plain.is_bracketed && !plain.is_quoted);
    plain_is("\u201CRead more:\u201D", "read more");
    check(plain.is_quoted && plain.ends_label);
    plain_is("Read more", "read more");
    check(!plain.is_bracketed && !plain.is_quoted && !plain.ends_label);
}

Test(plain_line, knows_where_its_bytes_are_from)
{
    plain_is("* By  Jane", "by jane");
    check_number(plain.places[0], 2);
    check_number(plain.places[3], 6);
}

Test(plain_line, of_a_long_line_is_its_beginning)
{
    size_t bytes = 100000;
    char *line = malloc(bytes);

    memset(line, 'a', bytes);
    wtw_plain_line_make(&plain, line, 0, bytes);
    check(!plain.is_whole && plain.count == WTW_PLAIN_LINE_BYTES);
    memset(line, '*', bytes);
    wtw_plain_line_make(&plain, line, 0, bytes);
    check_number(plain.count, 0);
    free(line);
}

static uint32_t first(const char *line)
{
    uint32_t two = 0;

    return wtw_plain_first(line, 0, strlen(line), &two);
}

static uint32_t last(const char *line)
{
    return wtw_plain_last(line, 0, strlen(line));
}

Test(plain_line, has_equal_keys_for_lines_of_equal_plain_form)
{
    check(first("Read more") == first("**READ** this"));
    check(first("Reader") == first("reading"));
    check(first("Читайте") == first("\u00AB ЧИТАТЬ"));
    check(first("By Jane") == first("by"));
    check(first("By Jane") != first("Byron"));
    check(last("to this report.") == last("no REPORT"));
    check(last("report") != last("reporter"));
    check(last("защищены") == last("ЗАЩИЩЕНЫ!"));
}
