/*
 * clusters_table.c - clusters for people
 *
 *     3 articles  Harbour reopens after storm drives ferry aground
 *                 first seen 2031-03-05 06:10, coastwire.example
 *                 one of 4 texts that tell story cw-001
 *       canonical         coastwire.example   2031-03-05 06:10  cw-001
 *       near        97 %  bayherald.example   2031-03-05 09:44  bh-017
 *       abridged    41 %  radionorth.example  2031-03-06        rn-204
 *
 * Columns are as wide as their widest entry among the rows held back, at most ROWS_HELD,
 * so that a cluster of any size needs little memory. On narrow pages the source goes
 * first, then the date; the id, by which an article is found again, stays.
 *
 * A member may be no copy of the canonical, though each is one of a third. What two such
 * articles are to each other (an excerpt, unrelated) would sound like a mistake there; it
 * is "by way of others" that they belong together. Programs get the relation as it is.
 */
#include "write/clusters_out.h"

#include "base/memory.h"
#include "write/date_words.h"
#include "write/screen_text.h"

#include <string.h>

enum { ROWS_HELD = 256 };

/* Below these widths a column is left out. */
enum { WIDTH_WITH_SOURCE = 64, WIDTH_WITH_DATE = 50, WIDTH_WITH_TIME = 76 };

enum {
    INDENT = 2,
    RELATION_WIDTH = 9,
    INDIRECT_WIDTH = 16,
    PERCENT_WIDTH = 5,
    GAP = 2,
    DATE_WIDTH = 10,
    ID_LEAST = 8
};

struct text_part {
    size_t begin;
    size_t count;
};

struct wtw_cluster_row {
    struct text_part source;
    struct text_part date;
    struct text_part id;
    enum wtw_relation relation;
    double jaccard;
    bool is_canonical;
};

struct columns {
    size_t relation;
    size_t source;
    size_t date;
    size_t id;
};

enum wtw_status wtw_clusters_table_init(struct wtw_clusters_table *table,
                                        const struct wtw_page *page,
                                        struct wtw_error *error)
{
    struct wtw_cluster_row *rows = NULL;

    WTW_TRY(WTW_ALLOCATE(&rows, ROWS_HELD, error));
    *table = (struct wtw_clusters_table){.page = *page, .rows = rows};
    return WTW_OK;
}

void wtw_clusters_table_release(struct wtw_clusters_table *table)
{
    wtw_release_items(table->rows);
    wtw_buffer_release(&table->texts);
    *table = (struct wtw_clusters_table){0};
}

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static size_t put_size(const struct wtw_page *page, uint32_t size)
{
    struct wtw_short_words grouped = wtw_grouped_words(size);
    const char *noun = size == 1 ? " article" : " articles";

    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_out_words(page->out, grouped.items);
    wtw_out_words(page->out, noun);
    return strlen(grouped.items) + strlen(noun);
}

static void put_first_seen(const struct wtw_page *page,
                           const struct wtw_cluster_head *head, size_t indent)
{
    struct wtw_short_words date = wtw_date_plain(head->first_seen_seconds);
    size_t used = indent;

    if (!date.items[0])
        return;
    wtw_out_spaces(page->out, indent);
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_out_words(page->out, "first seen ");
    wtw_out_words(page->out, date.items);
    used += strlen("first seen ") + strlen(date.items);
    if (head->canonical.source.count && used + 2 + ID_LEAST <= page->width &&
        head->canonical.published_seconds == head->first_seen_seconds) {
        wtw_out_words(page->out, ", ");
        wtw_screen_put(page->out, head->canonical.source, page->width - used - 2,
                       WTW_CUT_END);
    }
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
}

/* A story of this cluster alone needs no words. */
static void put_story(const struct wtw_page *page, const struct wtw_cluster_head *head,
                      size_t indent)
{
    struct wtw_fill fill;

    if (head->story_clusters < 2)
        return;
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, indent, false);
    wtw_fill_text(&fill, words_text("one of "));
    wtw_fill_text(&fill, words_text(wtw_grouped_words(head->story_clusters).items));
    wtw_fill_text(&fill, words_text(" texts that tell story "));
    wtw_fill_text(&fill, head->story);
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

void wtw_clusters_table_open(struct wtw_clusters_table *table,
                             const struct wtw_cluster_head *head)
{
    const struct wtw_page *page = &table->page;
    size_t used = 0;

    if (table->cluster_count++)
        wtw_out_character(page->out, '\n');
    used = put_size(page, head->size) + GAP;
    wtw_out_spaces(page->out, GAP);
    wtw_screen_put(page->out, wtw_article_name(&head->canonical), page->width - used,
                   head->canonical.title.count ? WTW_CUT_END : WTW_CUT_MIDDLE);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
    put_first_seen(page, head, used);
    put_story(page, head, used);
}

static enum wtw_status keep_text(struct wtw_clusters_table *table, struct wtw_span text,
                                 struct text_part *out_part, struct wtw_error *error)
{
    struct text_part part = {table->texts.count, text.count};

    WTW_TRY(wtw_buffer_append(&table->texts, text.items, text.count, error));
    *out_part = part;
    return WTW_OK;
}

static struct wtw_span part_text(const struct wtw_clusters_table *table,
                                 struct text_part part)
{
    if (!part.count)
        return (struct wtw_span){NULL, 0};
    return (struct wtw_span){table->texts.items + part.begin, part.count};
}

enum column { SOURCE_COLUMN, DATE_COLUMN, ID_COLUMN };

static struct text_part part_of(const struct wtw_cluster_row *row, enum column column)
{
    switch (column) {
    case SOURCE_COLUMN:
        return row->source;
    case DATE_COLUMN:
        return row->date;
    default:
        return row->id;
    }
}

static size_t widest(const struct wtw_clusters_table *table, enum column column)
{
    size_t width = 0;

    for (size_t i = 0; i < table->row_count; i++) {
        struct text_part part = part_of(&table->rows[i], column);
        size_t its = wtw_screen_width(part_text(table, part));

        width = its > width ? its : width;
    }
    return width;
}

/* No copy of the canonical, but of another member. */
static bool is_indirect(const struct wtw_cluster_row *row)
{
    return !row->is_canonical && !wtw_relation_is_copy(row->relation);
}

static size_t relation_width(const struct wtw_clusters_table *table)
{
    if (table->page.width < WIDTH_WITH_SOURCE)
        return RELATION_WIDTH;
    for (size_t i = 0; i < table->row_count; i++) {
        if (is_indirect(&table->rows[i]))
            return INDIRECT_WIDTH;
    }
    return RELATION_WIDTH;
}

/* Where the columns are narrow, in short. */
static const char *relation_words(const struct wtw_cluster_row *row, size_t width)
{
    if (row->is_canonical)
        return "canonical";
    if (is_indirect(row))
        return width >= INDIRECT_WIDTH ? "by way of others" : "by others";
    return wtw_relation_name(row->relation);
}

/* What is left for the id beside the other columns. */
static size_t id_room(size_t width, const struct columns *columns)
{
    size_t used = INDENT + columns->relation + GAP + PERCENT_WIDTH + GAP;

    used += columns->date ? columns->date + GAP : 0;
    used += columns->source ? columns->source + GAP : 0;
    return width > used + ID_LEAST ? width - used : ID_LEAST;
}

static struct columns fit_columns(const struct wtw_clusters_table *table)
{
    size_t width = table->page.width;
    size_t id_width = widest(table, ID_COLUMN);
    struct columns columns = {.relation = relation_width(table)};

    if (width >= WIDTH_WITH_DATE)
        columns.date = widest(table, DATE_COLUMN);
    if (width >= WIDTH_WITH_SOURCE)
        columns.source = widest(table, SOURCE_COLUMN);
    if (columns.source > width / 4)
        columns.source = width / 4;
    /* The time of day goes before any of the id does. */
    if (columns.date > DATE_WIDTH &&
        (width < WIDTH_WITH_TIME || id_room(width, &columns) < id_width))
        columns.date = DATE_WIDTH;
    columns.id = id_room(width, &columns);
    return columns;
}

static void put_cell(const struct wtw_page *page, struct wtw_span text, size_t width)
{
    if (!width)
        return;
    wtw_screen_cell(page->out, text, width, WTW_CUT_END);
    wtw_out_spaces(page->out, GAP);
}

static void put_row(const struct wtw_clusters_table *table,
                    const struct wtw_cluster_row *row, const struct columns *columns)
{
    const struct wtw_page *page = &table->page;
    const char *relation = relation_words(row, columns->relation);
    struct wtw_short_words percent = wtw_percent_words(row->jaccard);
    size_t percent_width = row->is_canonical ? 0 : strlen(percent.items);
    struct wtw_span date = part_text(table, row->date);

    wtw_out_spaces(page->out, INDENT);
    wtw_paint(page,
              row->is_canonical ? WTW_PAINT_HEADING : wtw_relation_paint(row->relation));
    wtw_screen_cell(page->out, words_text(relation), columns->relation, WTW_CUT_END);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_spaces(page->out, GAP + PERCENT_WIDTH - percent_width);
    wtw_out_put(page->out, percent.items, percent_width);
    wtw_out_spaces(page->out, GAP);
    put_cell(page, part_text(table, row->source), columns->source);
    if (date.count > columns->date)
        date.count = columns->date; /* the day without its time; dates are ASCII */
    put_cell(page, date, columns->date);
    wtw_screen_put(page->out, part_text(table, row->id), columns->id, WTW_CUT_MIDDLE);
    wtw_out_character(page->out, '\n');
}

void wtw_clusters_table_close(struct wtw_clusters_table *table)
{
    struct columns columns = fit_columns(table);

    for (size_t i = 0; i < table->row_count; i++)
        put_row(table, &table->rows[i], &columns);
    table->row_count = 0;
    table->texts.count = 0;
}

enum wtw_status wtw_clusters_table_member(struct wtw_clusters_table *table,
                                          const struct wtw_cluster_member *member,
                                          struct wtw_error *error)
{
    const struct wtw_article_info *article = &member->article;
    struct wtw_short_words date = wtw_date_plain(article->published_seconds);
    struct wtw_cluster_row row = {
        .relation = member->membership.relation,
        .jaccard = wtw_jaccard(&member->membership.figures),
        .is_canonical = member->is_canonical,
    };

    if (table->row_count == ROWS_HELD)
        wtw_clusters_table_close(table);
    WTW_TRY(keep_text(table, article->source, &row.source, error));
    WTW_TRY(keep_text(table, words_text(date.items), &row.date, error));
    WTW_TRY(keep_text(table, article->id, &row.id, error));
    table->rows[table->row_count++] = row;
    return WTW_OK;
}
