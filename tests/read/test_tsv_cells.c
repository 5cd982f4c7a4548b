/*
 * test_tsv_cells.c - cells of lines, and what was written by tsv_out read back
 */
#include "check.h"
#include "read/tsv_cells.h"

static void check_cell(struct wtw_span cell, const char *wanted)
{
    cr_assert(cell.count == strlen(wanted) &&
                  (!cell.count || memcmp(cell.items, wanted, cell.count) == 0),
              "got \"%.*s\", wanted \"%s\"", (int)cell.count, cell.items, wanted);
}

/* Splits a copy of 'words' and checks the cells, up to a NULL. */
static void check_split(const char *words, const char *const *wanted)
{
    char line[64];
    struct wtw_span cells[8];
    size_t count = 0;

    memcpy(line, words, strlen(words) + 1);
    count = wtw_tsv_split(line, strlen(line), cells, 8);
    for (size_t i = 0; i < count; i++) {
        check(wanted[i] != NULL);
        check_cell(cells[i], wanted[i]);
    }
    check(wanted[count] == NULL);
}

Test(tsv_cells, end_at_tabs_and_may_be_empty)
{
    check_split("a\tbc\td", (const char *const[]){"a", "bc", "d", NULL});
    check_split("\t\t", (const char *const[]){"", "", "", NULL});
    check_split("", (const char *const[]){"", NULL});
    check_split("a b, \"c\"\t'd'", (const char *const[]){"a b, \"c\"", "'d'", NULL});
}

Test(tsv_cells, have_their_escapes_undone)
{
    check_split("a\\tb\t\\n\\r", (const char *const[]){"a\tb", "\n\r", NULL});
    check_split("C:\\\\new\t\\\\t", (const char *const[]){"C:\\new", "\\t", NULL});
}

Test(tsv_cells, keep_backslashes_that_escape_nothing)
{
    check_split("\\d+\tend\\", (const char *const[]){"\\d+", "end\\", NULL});
}

Test(tsv_cells, are_counted_beyond_the_room)
{
    char line[] = "a\tb\tc\td";
    struct wtw_span cells[3] = {{0}};

    check_number(wtw_tsv_split(line, 7, cells, 2), 4);
    check_cell(cells[1], "b");
    check(cells[2].items == NULL);
}
