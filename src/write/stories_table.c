/*
 * stories_table.c - stories for people
 *
 *     6 articles  Strong earthquake shakes valley in northern Ilvany, nine dead
 *                 at most 4 independent origins; not counted: 1 copy, 1 text of the same
 *                 agency
 *                 first Corrant Press Agency, 2032-02-03 05:20; last 1 day 14 h later
 *                 in common: Sarvedi, Dzela, Kvirel; 5.9; landslide
 *        1  Strong earthquake shakes valley in northern Ilvany, nine dead
 *           first        Corrant Press Agency  s001-quake-corrant   canonical
 *           +4 h 50 min  kestmoor.example      s003-quake-kestmoor  near 97 %
 *        2  A town with its roof on the ground
 *           +4 h 20 min  ostwick.example       s002-quake-ostwick
 *
 * It is a timeline: clusters by their earliest article, members by date, each with how
 * much later it came. The number at the left is the origin; why a text has one that came
 * before is told behind its id. Columns are fitted over the lines held back, at most LINES_HELD.
 */
#include "write/stories_out.h"

#include "base/memory.h"
#include "write/date_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { LINES_HELD = 256 };

/* Below this width the source is left out. */
enum { WIDTH_WITH_SOURCE = 64 };

enum { INDENT = 6, GAP = 2, ID_LEAST = 8, NUMBER_WIDTH = 4 };

struct text_part {
    size_t begin;
    size_t count;
};

/* An article; where it is the first of its cluster, with what stands above it. */
struct wtw_story_line {
    uint32_t origin; /* 0: the line above has the same cluster */
    bool has_origin_before;
    struct text_part title;
    struct text_part same_as;
    struct text_part publisher;
    const char *agency;
    bool has_article;
    struct text_part lag;
    struct text_part source;
    struct text_part id;
    struct text_part relation;
    enum wtw_paint paint; /* of the relation */
};

enum column { LAG_COLUMN, SOURCE_COLUMN, ID_COLUMN, RELATION_COLUMN, COLUMN_COUNT };

enum wtw_status wtw_stories_table_init(struct wtw_stories_table *table,
                                       const struct wtw_page *page,
                                       struct wtw_error *error)
{
    struct wtw_story_line *lines = NULL;

    WTW_TRY(WTW_ALLOCATE(&lines, LINES_HELD, error));
    *table = (struct wtw_stories_table){.page = *page, .lines = lines};
    return WTW_OK;
}

void wtw_stories_table_release(struct wtw_stories_table *table)
{
    wtw_release_items(table->lines);
    wtw_buffer_release(&table->texts);
    *table = (struct wtw_stories_table){0};
}

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, words_text(words));
}

static void add_count(struct wtw_fill *fill, const char *before, uint64_t count,
                      const char *one, const char *many)
{
    add(fill, before);
    add(fill, wtw_grouped_words(count).items);
    add(fill, count == 1 ? one : many);
}

/* ------------------------------------------------------------------ the head */

/* Why there are fewer origins than articles. */
static void add_reasons(struct wtw_fill *fill, const struct wtw_story_head *head)
{
    uint32_t copies = head->article_count - head->cluster_count;
    uint32_t by_agency = 0;
    uint32_t by_publisher = 0;
    const char *before = "; not counted: ";

    for (uint32_t i = 0; i < head->cluster_count; i++) {
        by_agency += head->clusters[i].agency != NULL;
        by_publisher += head->clusters[i].publisher.items != NULL;
    }
    if (copies) {
        add_count(fill, before, copies, " copy", " copies");
        before = ", ";
    }
    if (by_agency) {
        add_count(fill, before, by_agency, " text of the same agency",
                  " texts of the same agency");
        before = ", ";
    }
    if (by_publisher)
        add_count(fill, before, by_publisher, " text of the same publisher",
                  " texts of the same publisher");
}

static void put_origins(const struct wtw_page *page, const struct wtw_story_head *head,
                        size_t indent)
{
    struct wtw_fill fill;

    wtw_fill_begin(&fill, page, indent, false);
    if (head->origin_count == 1)
        add(&fill, "one origin");
    else
        add_count(&fill, "at most ", head->origin_count, "", " independent origins");
    add_reasons(&fill, head);
    wtw_fill_end(&fill);
}

static void put_times(const struct wtw_page *page, const struct wtw_story_head *head,
                      size_t indent)
{
    struct wtw_short_words begin = wtw_date_plain(head->begin_seconds);
    uint64_t span = (uint64_t)head->end_seconds - (uint64_t)head->begin_seconds;
    struct wtw_fill fill;

    if (!begin.items[0])
        return;
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, indent, false);
    add(&fill, "first ");
    if (head->first.source.count) {
        wtw_fill_text(&fill, head->first.source);
        add(&fill, ", ");
    }
    add(&fill, begin.items);
    if (span) {
        add(&fill, "; last ");
        add(&fill, wtw_lag_exact_words(span).items);
        add(&fill, " later");
    }
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

/* Names, then figures, then words, each with the heaviest first. */
static void put_words(const struct wtw_page *page, const struct wtw_story_head *head,
                      size_t indent)
{
    static const enum wtw_term_kind order[] = {WTW_TERM_NAME, WTW_TERM_FIGURE,
                                               WTW_TERM_WORD};
    const char *before = "in common: ";
    struct wtw_fill fill;

    if (!head->word_count)
        return;
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, indent, false);
    for (size_t kind = 0; kind < sizeof order / sizeof order[0]; kind++) {
        for (size_t i = 0; i < head->word_count; i++) {
            if (head->words[i].kind != order[kind])
                continue;
            add(&fill, before);
            wtw_fill_text(&fill, head->words[i].text);
            before = ", ";
        }
        if (before[0] == ',')
            before = "; ";
    }
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

void wtw_stories_table_open(struct wtw_stories_table *table,
                            const struct wtw_story_head *head)
{
    const struct wtw_page *page = &table->page;
    struct wtw_short_words count = wtw_grouped_words(head->article_count);
    const char *noun = head->article_count == 1 ? " article" : " articles";
    size_t indent = strlen(count.items) + strlen(noun) + GAP;

    if (table->story_count++)
        wtw_out_character(page->out, '\n');
    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_out_words(page->out, count.items);
    wtw_out_words(page->out, noun);
    wtw_out_spaces(page->out, GAP);
    wtw_screen_put(page->out, wtw_article_name(&head->first), page->width - indent,
                   head->first.title.count ? WTW_CUT_END : WTW_CUT_MIDDLE);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
    put_origins(page, head, indent);
    put_times(page, head, indent);
    put_words(page, head, indent);
}

/* ------------------------------------------------------------------ lines held back */

static enum wtw_status keep_text(struct wtw_stories_table *table, struct wtw_span text,
                                 struct text_part *out_part, struct wtw_error *error)
{
    struct text_part part = {table->texts.count, text.count};

    WTW_TRY(wtw_buffer_append(&table->texts, text.items, text.count, error));
    *out_part = part;
    return WTW_OK;
}

static struct wtw_span part_text(const struct wtw_stories_table *table,
                                 struct text_part part)
{
    if (!part.count)
        return (struct wtw_span){NULL, 0};
    return (struct wtw_span){table->texts.items + part.begin, part.count};
}

static struct text_part part_of(const struct wtw_story_line *line, enum column column)
{
    switch (column) {
    case LAG_COLUMN:
        return line->lag;
    case SOURCE_COLUMN:
        return line->source;
    case ID_COLUMN:
        return line->id;
    default:
        return line->relation;
    }
}

static size_t widest(const struct wtw_stories_table *table, enum column column)
{
    size_t width = 0;

    for (size_t i = 0; i < table->line_count; i++) {
        struct text_part part = part_of(&table->lines[i], column);
        size_t its = wtw_screen_width(part_text(table, part));

        width = its > width ? its : width;
    }
    return width;
}

/* What a line takes without its id. */
static size_t used_width(const size_t widths[COLUMN_COUNT])
{
    size_t used = INDENT;

    for (int column = 0; column < COLUMN_COUNT; column++)
        used += column == ID_COLUMN || !widths[column] ? 0 : widths[column] + GAP;
    return used;
}

/* The source is cut before the id is, and goes where the page is narrow; there the
 * relation is cut where too little were left of the id. */
static void fit_columns(const struct wtw_stories_table *table,
                        size_t widths[COLUMN_COUNT])
{
    size_t page_width = table->page.width;
    size_t room = 0;

    for (int column = 0; column < COLUMN_COUNT; column++)
        widths[column] = widest(table, (enum column)column);
    if (page_width < WIDTH_WITH_SOURCE)
        widths[SOURCE_COLUMN] = 0;
    if (used_width(widths) + widths[ID_COLUMN] > page_width &&
        widths[SOURCE_COLUMN] > page_width / 4)
        widths[SOURCE_COLUMN] = page_width / 4;
    room = page_width > used_width(widths) ? page_width - used_width(widths) : 0;
    if (widths[ID_COLUMN] <= room)
        return;
    if (room < ID_LEAST && widths[RELATION_COLUMN] > ID_LEAST)
        widths[RELATION_COLUMN] -= ID_LEAST - room;
    widths[ID_COLUMN] = room > ID_LEAST ? room : ID_LEAST;
}

static void put_origin_number(const struct wtw_page *page,
                              const struct wtw_story_line *line)
{
    struct wtw_short_words number = wtw_grouped_words(line->origin);
    size_t width = strlen(number.items);

    wtw_out_spaces(page->out, width < NUMBER_WIDTH ? NUMBER_WIDTH - width : 0);
    wtw_painted(page, line->has_origin_before ? WTW_PAINT_QUIET : WTW_PAINT_SIDE,
                number.items);
    wtw_out_spaces(page->out, INDENT - NUMBER_WIDTH);
}

/* Why a cluster of copies is no origin of its own. */
static void put_tie(const struct wtw_stories_table *table,
                    const struct wtw_story_line *line)
{
    const struct wtw_page *page = &table->page;
    struct wtw_fill fill;

    if (!line->same_as.count)
        return;
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, INDENT, false);
    add(&fill, "same origin as ");
    wtw_fill_text(&fill, part_text(table, line->same_as));
    add(&fill, line->agency ? ": both credit " : ": both are of ");
    if (line->agency)
        add(&fill, line->agency);
    else
        wtw_fill_text(&fill, part_text(table, line->publisher));
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

static void put_article(const struct wtw_stories_table *table,
                        const struct wtw_story_line *line,
                        const size_t widths[COLUMN_COUNT])
{
    const struct wtw_page *page = &table->page;

    for (int column = LAG_COLUMN; column < ID_COLUMN; column++) {
        if (!widths[column])
            continue;
        wtw_screen_cell(page->out, part_text(table, part_of(line, (enum column)column)),
                        widths[column], WTW_CUT_END);
        wtw_out_spaces(page->out, GAP);
    }
    wtw_paint(page, WTW_PAINT_QUIET);
    if (!line->relation.count) {
        wtw_screen_put(page->out, part_text(table, line->id), widths[ID_COLUMN],
                       WTW_CUT_MIDDLE);
        wtw_paint(page, WTW_PAINT_PLAIN);
        return;
    }
    wtw_screen_cell(page->out, part_text(table, line->id), widths[ID_COLUMN],
                    WTW_CUT_MIDDLE);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_spaces(page->out, GAP);
    wtw_paint(page, line->paint);
    wtw_screen_put(page->out, part_text(table, line->relation), widths[RELATION_COLUMN],
                   WTW_CUT_END);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

/* A cluster's number stands before its title, or before its article if it has none. */
static void put_line(const struct wtw_stories_table *table,
                     const struct wtw_story_line *line, const size_t widths[COLUMN_COUNT])
{
    const struct wtw_page *page = &table->page;

    if (line->origin)
        put_origin_number(page, line);
    if (line->title.count) {
        wtw_screen_put(page->out, part_text(table, line->title), page->width - INDENT,
                       WTW_CUT_END);
        wtw_out_character(page->out, '\n');
    }
    if (!line->origin || line->title.count)
        wtw_out_spaces(page->out, INDENT);
    put_article(table, line, widths);
    wtw_out_character(page->out, '\n');
    put_tie(table, line);
}

static void put_lines(struct wtw_stories_table *table)
{
    size_t widths[COLUMN_COUNT];

    fit_columns(table, widths);
    for (size_t i = 0; i < table->line_count; i++)
        put_line(table, &table->lines[i], widths);
    table->line_count = 0;
    table->texts.count = 0;
}

void wtw_stories_table_close(struct wtw_stories_table *table)
{
    put_lines(table);
}

enum wtw_status wtw_stories_table_cluster(struct wtw_stories_table *table,
                                          const struct wtw_story_cluster *cluster,
                                          struct wtw_error *error)
{
    struct wtw_story_line line = {
        .origin = cluster->origin,
        .has_origin_before = cluster->same_as.items != NULL,
        .agency = cluster->agency,
    };

    if (table->line_count == LINES_HELD)
        put_lines(table);
    WTW_TRY(keep_text(table, cluster->title, &line.title, error));
    WTW_TRY(keep_text(table, cluster->same_as, &line.same_as, error));
    WTW_TRY(keep_text(table, cluster->publisher, &line.publisher, error));
    table->lines[table->line_count++] = line;
    return WTW_OK;
}

static struct wtw_short_words lag_words(const struct wtw_story_member *member)
{
    struct wtw_short_words words = {"undated"};

    if (member->is_first && member->lag_seconds != WTW_DATE_UNKNOWN)
        snprintf(words.items, sizeof words.items, "first");
    else if (member->lag_seconds == 0)
        snprintf(words.items, sizeof words.items, "same time");
    else if (member->lag_seconds != WTW_DATE_UNKNOWN)
        snprintf(words.items, sizeof words.items, "+%.40s",
                 wtw_lag_exact_words((uint64_t)member->lag_seconds).items);
    return words;
}

/* Of a copy, what it is to its canonical. */
static struct wtw_short_words relation_words(const struct wtw_story_member *member)
{
    const struct wtw_membership *membership = &member->membership;
    struct wtw_short_words words = {{0}};

    if (membership->size < 2)
        return words;
    if (member->is_canonical)
        snprintf(words.items, sizeof words.items, "canonical");
    else if (!wtw_relation_is_copy(membership->relation))
        snprintf(words.items, sizeof words.items, "by others");
    else
        snprintf(words.items, sizeof words.items, "%.20s %.20s",
                 wtw_relation_name(membership->relation),
                 wtw_percent_words(wtw_jaccard(&membership->figures)).items);
    return words;
}

/* Why a text is no origin of its own. It stands where copies have their relation; of one
 * that has copies it takes a line. */
static void tell_tie(struct wtw_story_line *line, struct wtw_short_words *relation)
{
    if (!line->same_as.count || relation->items[0])
        return;
    if (line->agency)
        snprintf(relation->items, sizeof relation->items, "same agency, %.30s",
                 line->agency);
    else
        snprintf(relation->items, sizeof relation->items, "same publisher");
    line->same_as.count = 0;
    line->paint = WTW_PAINT_QUIET;
}

enum wtw_status wtw_stories_table_member(struct wtw_stories_table *table,
                                         const struct wtw_story_member *member,
                                         struct wtw_error *error)
{
    struct wtw_short_words lag = lag_words(member);
    struct wtw_short_words relation = relation_words(member);
    struct wtw_story_line fresh = {0};
    struct wtw_story_line *line = &fresh;

    if (table->line_count && !table->lines[table->line_count - 1].has_article)
        line = &table->lines[table->line_count - 1];
    else if (table->line_count == LINES_HELD)
        put_lines(table);
    line->paint = member->is_canonical ? WTW_PAINT_HEADING
                                       : wtw_relation_paint(member->membership.relation);
    line->has_article = true;
    tell_tie(line, &relation);
    WTW_TRY(keep_text(table, words_text(lag.items), &line->lag, error));
    WTW_TRY(keep_text(table, member->article.source, &line->source, error));
    WTW_TRY(keep_text(table, member->article.id, &line->id, error));
    WTW_TRY(keep_text(table, words_text(relation.items), &line->relation, error));
    if (line == &fresh)
        table->lines[table->line_count++] = fresh;
    return WTW_OK;
}
