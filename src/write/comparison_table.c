/*
 * comparison_table.c - two articles compared, for people
 */
#include "write/comparison_out.h"

#include "write/date_words.h"
#include "write/screen_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_COLUMN = 3, LABEL_WIDTH = 14, GAP = 2 };

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, words_text(words));
}

static void add_agency(struct wtw_fill *fill, const struct wtw_comparison_side *side)
{
    const struct wtw_agency_credit *credit = side->credit;
    const struct wtw_boilerplate_part *part = &credit->evidence;
    struct wtw_range range = {part->begin, part->end};

    add(fill, "agency: ");
    add(fill, wtw_agency_name(credit->agency));
    add(fill, ", by the ");
    add(fill, wtw_boilerplate_kind_name(part->kind));
    add(fill, " \"");
    wtw_fill_text(fill, wtw_passage_text(side->text, range));
    add(fill, "\"");
}

/* "left out: byline, 2 related; 12 % of the text" */
static void add_left_out(struct wtw_fill *fill, const struct wtw_comparison_side *side)
{
    size_t counts[WTW_BOILERPLATE_KIND_COUNT] = {0};
    const char *before = "left out: ";
    size_t bytes = 0;

    for (size_t i = 0; i < side->part_count; i++) {
        counts[side->parts[i].kind]++;
        bytes += side->parts[i].end - side->parts[i].begin;
    }
    for (int kind = 0; kind < WTW_BOILERPLATE_KIND_COUNT; kind++) {
        if (!counts[kind])
            continue;
        add(fill, before);
        if (counts[kind] > 1) {
            add(fill, wtw_grouped_words(counts[kind]).items);
            add(fill, " ");
        }
        add(fill, wtw_boilerplate_kind_name((enum wtw_boilerplate_kind)kind));
        before = ", ";
    }
    if (side->is_mostly_boilerplate)
        add(fill, "mostly boilerplate, and so compared whole");
    if (!bytes)
        return;
    add(fill, "; ");
    add(fill, wtw_percent_words((double)bytes / (double)side->text.count).items);
    add(fill, " of the text");
}

static void put_quiet(const struct wtw_page *page, const struct wtw_comparison_side *side,
                      void (*add_words)(struct wtw_fill *fill,
                                        const struct wtw_comparison_side *side))
{
    struct wtw_fill fill;

    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_fill_begin(&fill, page, NAME_COLUMN, false);
    add_words(&fill, side);
    wtw_fill_end(&fill);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

static void add_sizes(struct wtw_fill *fill, const struct wtw_comparison_side *side)
{
    const struct wtw_article_info *article = &side->article;
    struct wtw_short_words date = wtw_date_plain(article->published_seconds);
    char sizes[128];

    snprintf(sizes, sizeof sizes, "%s tokens, %s",
             wtw_grouped_words(side->token_count).items,
             wtw_bytes_words(side->text.count).items);
    add(fill, sizes);
    if (article->source.count) {
        add(fill, ", ");
        wtw_fill_text(fill, article->source);
    }
    if (date.items[0]) {
        add(fill, ", ");
        add(fill, date.items);
    }
}

static void put_side(const struct wtw_page *page, const char *letter,
                     const struct wtw_comparison_side *side)
{
    const struct wtw_article_info *article = &side->article;

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
    put_quiet(page, side, add_sizes);
    if (side->credit)
        put_quiet(page, side, add_agency);
    if (side->part_count || side->is_mostly_boilerplate)
        put_quiet(page, side, add_left_out);
}

/* Where so much of what differs looks like what it stands for, nobody edited: the words
 * were read wrongly, as from a scan. A few such words stand in any two versions. */
#define MISREAD_SHARE 0.3
enum { MISREAD_LEAST = 10 };

static bool is_misread(const struct wtw_figures *figures)
{
    double differing =
        ((double)figures->a_aligned + figures->b_aligned) / 2 - figures->aligned_shared;

    return figures->misread >= MISREAD_LEAST &&
           figures->misread >= MISREAD_SHARE * differing;
}

static const char *relation_sentence(const struct wtw_comparison *comparison)
{
    bool has_parts = comparison->a.part_count || comparison->b.part_count;
    bool was_misread = is_misread(&comparison->figures);

    switch (comparison->relation) {
    case WTW_EXACT:
        return has_parts ? "B is the same text as A, but for what was left out"
                         : "B is the same text as A";
    case WTW_NEAR:
        return was_misread ? "B is A with words misread, as by OCR"
                           : "B is A with small edits";
    case WTW_REVISED:
        return was_misread ? "B is A with words misread throughout, as by OCR"
                           : "B is A with edits throughout";
    case WTW_ABRIDGED:
        return "B is A cut down";
    case WTW_EXPANDED:
        return "B is A with more added";
    case WTW_TEMPLATE:
        return "one form, other facts; not copies";
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
             wtw_relation_paint(comparison->relation), relation_sentence(comparison));
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

static void put_aligned(const struct wtw_page *page, const struct wtw_figures *figures)
{
    double of_a = figures->a_tokens ? (double)figures->a_aligned / figures->a_tokens : 0;
    double of_b = figures->b_tokens ? (double)figures->b_aligned / figures->b_tokens : 0;
    char shares[128];
    char alike[64] = "";
    char remark[160];

    if (!figures->aligned_shared)
        return;
    snprintf(shares, sizeof shares, "A %s, B %s", wtw_percent_words(of_a).items,
             wtw_percent_words(of_b).items);
    if (figures->misread)
        snprintf(alike, sizeof alike, ", %s nearly so",
                 wtw_grouped_words(figures->misread).items);
    snprintf(remark, sizeof remark, "run side by side, with %s equal token%s%s",
             wtw_grouped_words(figures->aligned_shared).items,
             figures->aligned_shared == 1 ? "" : "s", alike);
    put_line(page, "aligned", shares, WTW_PAINT_HEADING, remark);
}

static void put_changes(const struct wtw_page *page,
                        const struct wtw_comparison *comparison)
{
    size_t count = comparison->evidence.change_count;

    if (!wtw_changes_matter(comparison->relation))
        return;
    put_line(page, "changed", wtw_grouped_words(count).items, WTW_PAINT_HEADING,
             count == 1 ? "place where figures, dates or names differ"
                        : "places where figures, dates or names differ");
    wtw_changes_table(page, LABEL_WIDTH, &comparison->evidence);
}

/* ------------------------------------------------------------------ who was first */

static const char *missing_date(const struct wtw_article_info *a,
                                const struct wtw_article_info *b)
{
    bool has_a = a->published_seconds != WTW_DATE_UNKNOWN;

    if (!has_a && b->published_seconds == WTW_DATE_UNKNOWN)
        return a->date.count || b->date.count ? "no date of either is understood"
                                              : "neither has a date";
    if (has_a)
        return b->date.count ? "B's date is not understood" : "B has no date";
    return a->date.count ? "A's date is not understood" : "A has no date";
}

static void put_first(const struct wtw_page *page,
                      const struct wtw_comparison *comparison)
{
    const struct wtw_article_info *a = &comparison->a.article;
    const struct wtw_article_info *b = &comparison->b.article;
    int64_t from = a->published_seconds;
    int64_t to = b->published_seconds;
    bool a_is_first = from < to;
    char remark[160];

    if (from == WTW_DATE_UNKNOWN || to == WTW_DATE_UNKNOWN) {
        put_line(page, "first", "unknown", WTW_PAINT_QUIET, missing_date(a, b));
        return;
    }
    snprintf(remark, sizeof remark, "%s came %s later%s", a_is_first ? "B" : "A",
             wtw_lag_exact_words(a_is_first ? (uint64_t)to - (uint64_t)from
                                            : (uint64_t)from - (uint64_t)to)
                 .items,
             a->date_is_crawl_date || b->date_is_crawl_date ? ", by the date of a crawl"
                                                            : "");
    if (from == to)
        snprintf(remark, sizeof remark, "both have the same date");
    put_line(page, "first",
             from == to   ? "together"
             : a_is_first ? "A"
                          : "B",
             WTW_PAINT_HEADING, remark);
}

void wtw_comparison_table(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all)
{
    put_side(page, "A", &comparison->a);
    put_side(page, "B", &comparison->b);
    wtw_out_character(page->out, '\n');
    put_figures(page, comparison);
    put_aligned(page, &comparison->figures);
    put_first(page, comparison);
    wtw_story_table(page, comparison);
    put_changes(page, comparison);
    wtw_comparison_texts(page, comparison, shows_all);
}
