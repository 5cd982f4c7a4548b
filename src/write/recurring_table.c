/*
 * recurring_table.c - lines that recur in unlike articles of one source, for people
 *
 *     2 lines recur in unlike articles of one source, and are not compared
 *
 *     6 articles of Sallow Valley Gazette, first at news.jsonl:120
 *         Letters reach the editor until Wednesday noon.
 */
#include "write/recurring_out.h"

#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

/* Enough to know a line by: five rows of a terminal. */
enum { TEXT_INDENT = 4, TEXT_SHOWN_BYTES = 360 };

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, (struct wtw_span){words, strlen(words)});
}

/* At most TEXT_SHOWN_BYTES of a text, and no part of a character. */
static struct wtw_span beginning_of(struct wtw_span text)
{
    size_t count = text.count < TEXT_SHOWN_BYTES ? text.count : TEXT_SHOWN_BYTES;

    while (count && count < text.count &&
           ((unsigned char)text.items[count] & 0xC0) == 0x80)
        count--;
    return (struct wtw_span){text.items, count};
}

void wtw_recurring_table_head(const struct wtw_page *page, uint64_t count)
{
    struct wtw_fill fill;

    wtw_fill_begin(&fill, page, 0, false);
    add(&fill, count ? wtw_grouped_words(count).items : "no");
    add(&fill, count == 1 ? " line recurs" : " lines recur");
    add(&fill, " in unlike articles of one source");
    if (count)
        add(&fill, count == 1 ? ", and is not compared" : ", and are not compared");
    wtw_fill_end(&fill);
}

/* "7 articles, 4 of them of Bay Herald" */
static void put_articles(struct wtw_fill *fill, const struct wtw_recurring_info *line)
{
    add(fill, wtw_grouped_words(line->articles).items);
    add(fill, " articles");
    if (line->source_articles != line->articles) {
        add(fill, ", ");
        add(fill, wtw_grouped_words(line->source_articles).items);
        add(fill, " of them");
    }
    add(fill, line->article.source.count ? " of " : " that name no source");
    wtw_fill_text(fill, line->article.source);
}

void wtw_recurring_table_entry(const struct wtw_page *page,
                               const struct wtw_recurring_info *line)
{
    struct wtw_span shown = beginning_of(line->text);
    char place[32];
    struct wtw_fill fill;

    wtw_out_character(page->out, '\n');
    wtw_fill_begin(&fill, page, 0, false);
    put_articles(&fill, line);
    add(&fill, ", first at ");
    add(&fill, line->article.input);
    snprintf(place, sizeof place, ":%u", (unsigned)line->article.line);
    add(&fill, place);
    wtw_fill_end(&fill);
    wtw_fill_begin(&fill, page, TEXT_INDENT, false);
    wtw_fill_text(&fill, shown);
    if (shown.count < line->text.count)
        add(&fill, "...");
    wtw_fill_end(&fill);
}

void wtw_recurring_table_rest(const struct wtw_page *page, uint64_t count)
{
    struct wtw_fill fill;

    if (!count)
        return;
    wtw_out_character(page->out, '\n');
    wtw_fill_begin(&fill, page, 0, false);
    add(&fill, "and ");
    add(&fill, wtw_grouped_words(count).items);
    add(&fill, " more, which --format jsonl and tsv list too");
    wtw_fill_end(&fill);
}
