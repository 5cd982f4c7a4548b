/*
 * recurring_out.h - lines that recur in unlike articles of one source
 */
#ifndef WTW_WRITE_RECURRING_OUT_H
#define WTW_WRITE_RECURRING_OUT_H

#include "write/article_info.h"
#include "write/page.h"

/* A line, and where it stands first; all borrowed during a call. */
struct wtw_recurring_info {
    struct wtw_article_info article; /* its source is NULL where none is known */
    struct wtw_span text;
    struct wtw_range range; /* bytes of the article's text */
    uint64_t articles;      /* that have it */
    uint64_t source_articles;
};

/*
 * The table: wtw_recurring_table_head() says how many there are,
 * wtw_recurring_table_entry() shows one, and wtw_recurring_table_rest() says how many
 * were not shown.
 */
void wtw_recurring_table_head(const struct wtw_page *page, uint64_t count);
void wtw_recurring_table_entry(const struct wtw_page *page,
                               const struct wtw_recurring_info *line);
void wtw_recurring_table_rest(const struct wtw_page *page, uint64_t count);

/* One line as an object; wtw_recurring_jsonl_line() with a line feed behind it. */
void wtw_recurring_json(struct wtw_json *json, const struct wtw_recurring_info *line);
void wtw_recurring_jsonl_line(struct wtw_json *json,
                              const struct wtw_recurring_info *line);

/* The columns articles source_articles source id input line begin end text. */
void wtw_recurring_tsv_header(struct wtw_out *out);
void wtw_recurring_tsv_row(struct wtw_out *out, const struct wtw_recurring_info *line);

#endif
