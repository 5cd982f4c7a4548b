/*
 * test_csv_cells.c - the cells of rows, worked out by hand from RFC 4180
 */
#include "check.h"

#include "read/csv_cells.h"

#include <stdio.h>

/* All cells of a row, each in angle brackets, with ! where its quote is not closed. */
static void check_cells(const char *text, char delimiter, const char *wanted)
{
    struct wtw_csv_row row =
        wtw_csv_start((struct wtw_span){text, strlen(text)}, delimiter);
    struct wtw_csv_cell cell;
    char got[200] = "";
    size_t used = 0;

    while (wtw_csv_next(&row, &cell)) {
        char plain[100];
        size_t count = wtw_csv_unescape(&cell, plain);

        used += (size_t)snprintf(got + used, sizeof got - used, "<%.*s>%s", (int)count,
                                 plain, cell.is_open ? "!" : "");
    }
    check_string(got, wanted);
}

Test(csv_cells, stand_between_delimiters)
{
    check_cells("a,b,c", ',', "<a><b><c>");
    check_cells("a,,", ',', "<a><><>");
    check_cells("", ',', "<>");
    check_cells(",", ',', "<><>");
    check_cells("a;b,c", ';', "<a><b,c>");
    check_cells("a\tb", '\t', "<a><b>");
}

Test(csv_cells, lose_their_quotes)
{
    check_cells("\"a\",\"b,c\",\"d\ne\"", ',', "<a><b,c><d\ne>");
    check_cells("\"\",\"\"", ',', "<><>");
    check_cells("\"a \"\"b\"\" c\",\"\"\"\",x", ',', "<a \"b\" c><\"><x>");
    check_cells("\"\"\"a\"\"\"", ',', "<\"a\">");
}

Test(csv_cells, keep_quotes_that_do_not_begin_them)
{
    check_cells("5\" pipe,a\"b\"", ',', "<5\" pipe><a\"b\">");
    check_cells(" \"a\",b", ',', "< \"a\"><b>");
}

/* As Python's csv module reads them. */
Test(csv_cells, take_what_stands_behind_a_closing_quote)
{
    check_cells("\"a\"b,c", ',', "<ab><c>");
    check_cells("\"a\" \"b\",c", ',', "<a \"b\"><c>");
    check_cells("\"a\"\"b\"c\"d,e", ',', "<a\"bc\"d><e>");
}

Test(csv_cells, say_when_a_quote_is_not_closed)
{
    check_cells("a,\"b,c", ',', "<a><b,c>!");
    check_cells("a,\"b\"\"", ',', "<a><b\">!");
    check_cells("\"", ',', "<>!");
}

static void check_delimiter(const char *header, char wanted)
{
    check_number(wtw_csv_delimiter((struct wtw_span){header, strlen(header)}), wanted);
}

Test(csv_cells, know_their_delimiter_by_the_header)
{
    check_delimiter("id,text", ',');
    check_delimiter("id;title;text", ';');
    check_delimiter("id\ttext", '\t');
    check_delimiter("id|title|text", '|');
    check_delimiter("\"a;b;c\",text", ',');
    check_delimiter("a,b;c", ',');
    check_delimiter("text", ',');
    check_delimiter("", ',');
}
