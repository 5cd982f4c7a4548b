/*
 * test_text_lines.c - hard wraps are undone, and nothing else
 */
#include "check.h"

#include "text/text_lines.h"

static size_t count_lines(const char *text)
{
    struct wtw_text_lines lines;
    struct wtw_text_line line;
    size_t count = 0;

    wtw_text_lines_begin(&lines, text, strlen(text));
    while (wtw_text_lines_next(&lines, &line))
        count++;
    return count;
}

Test(text_lines, are_paragraphs_where_the_text_is_wrapped)
{
    check_number(count_lines("The harbour board of Vellmar agreed to widen\n"
                             "Related works at the basin, which has been\n"
                             "too narrow for the ferries for two years.\n\n"
                             "Work begins in spring."),
                 2);
    check_number(count_lines("One\nTwo\n\nThree"), 3);
}
