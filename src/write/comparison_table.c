/*
 * comparison_table.c - two articles compared, for people
 */
#include "write/comparison_out.h"

#include "write/date_words.h"
#include "write/screen_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_COLUMN = 3, LABEL_WIDTH = 14, GAP = 2, PASSAGE_INDENT = 4 };

/* Enough to see how each text leads into what they share. */
enum { CONTEXT_BYTES = 48 };

/* A passage longer than this is shown by its two ends; the whole texts are one option
 * away. */
enum { PASSAGE_SHOWN_BYTES = 700, PASSAGE_END_BYTES = 320 };

static struct wtw_text words_text(const char *words)
{
    return (struct wtw_text){words, strlen(words)};
}

static void put_side(const struct wtw_page *page, const char *letter,
                     const struct wtw_comparison_side *side)
{
    const struct wtw_article_info *article = &side->article;
    struct wtw_short_words date = wtw_date_plain(article->published_seconds);
    struct wtw_fill fill;
    char sizes[128];

    wtw_painted(page, WTW_PAINT_SIDE, letter);
    wtw_out_spaces(page->out, 2);
    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_screen_put(page->out, words_text(side->name), page->width - NAME_COLUMN,
                   WTW_CUT_MIDDLE);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
    if (article->title.count) {
        wtw_out_spaces(page->out, NAME_COLUMN);
        wtw_screen_put(page->out, article->title, page->width - NAME_COLUMN, WTW_CUT_END);
        wtw_out_character(page->out, '\n');
    }
    snprintf(sizes, sizeof sizes, "%s tokens, %s",
             wtw_grouped_words(side->token_count).items,
             wtw_bytes_words(side->text.count).items);
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, NAME_COLUMN, false);
    wtw_fill_text(&fill, words_text(sizes));
    if (article->source.count) {
        wtw_fill_text(&fill, words_text(", "));
        wtw_fill_text(&fill, article->source);
    }
    if (date.items[0]) {
        wtw_fill_text(&fill, words_text(", "));
        wtw_fill_text(&fill, words_text(date.items));
    }
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

static const char *relation_sentence(enum wtw_relation relation)
{
    switch (relation) {
    case WTW_EXACT:
        return "B is the same text as A";
    case WTW_NEAR:
        return "B is A with small edits";
    case WTW_REVISED:
        return "B is A with edits throughout";
    case WTW_ABRIDGED:
        return "B is A cut down";
    case WTW_EXPANDED:
        return "B is A with more added";
    case WTW_EXCERPT:
        return "they share some text and are otherwise unlike; not copies";
    default:
        return "not copies of each other";
    }
}

static void put_line(const struct wtw_page *page, const char *label, const char *figure,
                     enum wtw_paint paint, const char *remark)
{
    struct wtw_fill fill;

    wtw_screen_cell(page->out, words_text(label), LABEL_WIDTH, WTW_CUT_END);
    wtw_painted(page, paint, figure);
    wtw_fill_begin(&fill, page, LABEL_WIDTH, false);
    wtw_out_spaces(page->out, GAP);
    fill.column = LABEL_WIDTH + strlen(figure) + GAP;
    wtw_fill_text(&fill, words_text(remark));
    wtw_fill_end(&fill);
}

static void put_ratio_line(const struct wtw_page *page, const char *label, double ratio,
                           const char *remark)
{
    char figure[32];

    snprintf(figure, sizeof figure, "%.4f", ratio);
    put_line(page, label, figure, WTW_PAINT_HEADING, remark);
}

/* The standard error of a share of slots is that of a binomial. */
static void put_jaccard(const struct wtw_page *page,
                        const struct wtw_comparison *comparison)
{
    double jaccard = wtw_jaccard(&comparison->figures);
    char remark[128] = "nothing to estimate from";

    if (comparison->estimate >= 0)
        snprintf(remark, sizeof remark, "exact; estimated %.4f, expected within %.4f",
                 comparison->estimate,
                 2 * sqrt(jaccard * (1 - jaccard) / comparison->slot_count));
    put_ratio_line(page, "Jaccard", jaccard, remark);
}

static void put_figures(const struct wtw_page *page,
                        const struct wtw_comparison *comparison)
{
    const struct wtw_figures *figures = &comparison->figures;
    char remark[128];

    put_line(page, "relation", wtw_relation_name(comparison->relation),
             wtw_relation_paint(comparison->relation),
             relation_sentence(comparison->relation));
    put_jaccard(page, comparison);
    snprintf(remark, sizeof remark, "%s of A's %s shingles are in B",
             wtw_grouped_words(figures->shared).items,
             wtw_grouped_words(figures->a_shingles).items);
    put_ratio_line(page, "A in B", wtw_a_in_b(figures), remark);
    snprintf(remark, sizeof remark, "%s of B's %s shingles are in A",
             wtw_grouped_words(figures->shared).items,
             wtw_grouped_words(figures->b_shingles).items);
    put_ratio_line(page, "B in A", wtw_b_in_a(figures), remark);
}

static void put_passages_heading(const struct wtw_page *page,
                                 const struct wtw_comparison *comparison)
{
    uint64_t tokens = 0;
    double a_tokens = (double)comparison->a.token_count;
    double b_tokens = (double)comparison->b.token_count;
    char words[256];

    for (size_t i = 0; i < comparison->passage_count; i++)
        tokens += comparison->passages[i].token_count;
    if (!comparison->passage_count)
        snprintf(words, sizeof words, "no shared passage of %u tokens or more",
                 (unsigned)comparison->shortest_passage);
    else
        snprintf(words, sizeof words, "%s shared passage%s, %s tokens: %s of A, %s of B",
                 wtw_grouped_words(comparison->passage_count).items,
                 comparison->passage_count == 1 ? "" : "s",
                 wtw_grouped_words(tokens).items,
                 wtw_percent_words((double)tokens / a_tokens).items,
                 wtw_percent_words((double)tokens / b_tokens).items);
    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_HEADING, words);
    wtw_out_character(page->out, '\n');
}

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Up to 'bytes' bytes before or behind a position, from or to a blank where there is one.
 */
static struct wtw_text text_before(struct wtw_text text, size_t position, size_t bytes)
{
    size_t begin = position > bytes ? position - bytes : 0;

    while (begin > 0 && begin < position && text.items[begin - 1] != ' ' &&
           text.items[begin - 1] != '\n')
        begin++;
    while (begin < position && continues_character(text.items[begin]))
        begin++;
    return (struct wtw_text){text.items + begin, position - begin};
}

static struct wtw_text text_behind(struct wtw_text text, size_t position, size_t bytes)
{
    size_t end = text.count - position > bytes ? position + bytes : text.count;

    while (end < text.count && end > position && text.items[end] != ' ' &&
           text.items[end] != '\n')
        end--;
    return (struct wtw_text){text.items + position, end - position};
}

static void put_passage_text(struct wtw_fill *fill, struct wtw_text text)
{
    struct wtw_text head = text_behind(text, 0, PASSAGE_END_BYTES);
    struct wtw_text tail = text_before(text, text.count, PASSAGE_END_BYTES);

    if (text.count <= PASSAGE_SHOWN_BYTES || !head.count || !tail.count) {
        wtw_fill_text(fill, text);
        return;
    }
    wtw_fill_text(fill, head);
    wtw_fill_text(fill, words_text(" [...] "));
    wtw_fill_text(fill, tail);
}

static void put_passage(const struct wtw_page *page,
                        const struct wtw_comparison *comparison,
                        const struct wtw_passage *passage, size_t number)
{
    struct wtw_text text = comparison->a.text;
    struct wtw_text before = text_before(text, passage->a.begin, CONTEXT_BYTES);
    struct wtw_text behind = text_behind(text, passage->a.end, CONTEXT_BYTES);
    struct wtw_fill fill;
    char words[128];

    snprintf(words, sizeof words, "\n%zu. %u tokens, bytes %u-%u of A, %u-%u of B\n",
             number, (unsigned)passage->token_count, (unsigned)passage->a.begin,
             (unsigned)passage->a.end, (unsigned)passage->b.begin,
             (unsigned)passage->b.end);
    wtw_painted(page, WTW_PAINT_QUIET, words);
    wtw_fill_begin(&fill, page, PASSAGE_INDENT, false);
    if (before.items > text.items && before.count)
        wtw_fill_text(&fill, words_text("... "));
    wtw_fill_text(&fill, before);
    wtw_fill_open_mark(&fill);
    put_passage_text(&fill, wtw_passage_text(text, passage->a));
    wtw_fill_close_mark(&fill);
    wtw_fill_text(&fill, behind);
    if (passage->a.end + behind.count < text.count)
        wtw_fill_text(&fill, words_text(" ..."));
    wtw_fill_end(&fill);
}

static void put_whole(const struct wtw_page *page,
                      const struct wtw_comparison *comparison, bool in_b)
{
    struct wtw_text text = in_b ? comparison->b.text : comparison->a.text;
    struct wtw_fill fill;
    size_t position = 0;

    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_SIDE, in_b ? "B" : "A");
    wtw_out_character(page->out, '\n');
    wtw_fill_begin(&fill, page, PASSAGE_INDENT, true);
    for (size_t i = 0; i < comparison->passage_count; i++) {
        size_t at = in_b ? comparison->in_b_order[i] : i;
        struct wtw_range range =
            in_b ? comparison->passages[at].b : comparison->passages[at].a;

        wtw_fill_text(&fill,
                      (struct wtw_text){text.items + position, range.begin - position});
        wtw_fill_open_mark(&fill);
        wtw_fill_text(&fill, wtw_passage_text(text, range));
        wtw_fill_close_mark(&fill);
        position = range.end;
    }
    if (text.count)
        wtw_fill_text(&fill,
                      (struct wtw_text){text.items + position, text.count - position});
    wtw_fill_end(&fill);
}

void wtw_comparison_table(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all)
{
    put_side(page, "A", &comparison->a);
    put_side(page, "B", &comparison->b);
    wtw_out_character(page->out, '\n');
    put_figures(page, comparison);
    put_passages_heading(page, comparison);
    if (shows_all) {
        put_whole(page, comparison, false);
        put_whole(page, comparison, true);
        return;
    }
    for (size_t i = 0; i < comparison->passage_count; i++)
        put_passage(page, comparison, &comparison->passages[comparison->longest_first[i]],
                    i + 1);
}
