/*
 * test_key_table.c - the table of keys holds together
 */
#include "check.h"

#include "read/key_table.h"

#include <stdio.h>

static size_t find(const struct wtw_key_table *table, const char *key)
{
    return wtw_key_table_find(table, (struct wtw_span){key, strlen(key)});
}

Test(key_table, finds_every_row_by_its_key_and_no_key_twice)
{
    struct wtw_key_table table;
    size_t rows = 0;

    wtw_key_table_init(&table);
    for (size_t slot = 0; slot < WTW_KEY_SLOTS; slot++) {
        if (table.rows[slot] == WTW_NO_ROW)
            continue;
        rows++;
        check_number(find(&table, wtw_key_table_row(table.rows[slot])->key),
                     table.rows[slot]);
    }
    check_number(rows, 71);
}

Test(key_table, marks_the_dates_of_a_crawl_and_ranks_them_last)
{
    struct wtw_key_table table;

    wtw_key_table_init(&table);
    check(wtw_key_table_row(find(&table, "WARC-Date"))->is_crawl_date);
    check(wtw_key_table_row(find(&table, "date_download"))->is_crawl_date);
    check(!wtw_key_table_row(find(&table, "created_at"))->is_crawl_date);
    check(find(&table, "created_at") < find(&table, "date_download"));
}

Test(key_table, knows_no_other_names)
{
    static const char *const others[] = {
        "",        "Text",     "tex",      "textt", "description",
        "summary", "abstract", "metadata", "x",     "TITLE"};
    struct wtw_key_table table;

    wtw_key_table_init(&table);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_number(find(&table, others[i]), WTW_NO_ROW);
}
