/*
 * comparison_texts.c - what two articles share, in their own words, for people
 */
#include "write/comparison_out.h"

#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { PASSAGE_INDENT = 4 };

/* Enough to see how each text leads into what they share. */
enum { CONTEXT_BYTES = 48 };

/* A passage longer than this is shown by its two ends; the whole texts are one option
 * away. */
enum { PASSAGE_SHOWN_BYTES = 700, PASSAGE_END_BYTES = 320 };

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void put_passages_heading(const struct wtw_page *page,
                                 const struct wtw_comparison *comparison)
{
    size_t count = comparison->evidence.passage_count;
    uint64_t tokens = 0;
    double a_tokens = (double)comparison->a.token_count;
    double b_tokens = (double)comparison->b.token_count;
    char words[256];

    for (size_t i = 0; i < count; i++)
        tokens += comparison->evidence.passages[i].token_count;
    if (!count)
        snprintf(words, sizeof words, "no shared passage of %u tokens or more",
                 (unsigned)comparison->shortest_passage);
    else
        snprintf(words, sizeof words, "%s shared passage%s, %s tokens: %s of A, %s of B",
                 wtw_grouped_words(count).items, count == 1 ? "" : "s",
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
static struct wtw_span text_before(struct wtw_span text, size_t position, size_t bytes)
{
    size_t begin = position > bytes ? position - bytes : 0;

    while (begin > 0 && begin < position && text.items[begin - 1] != ' ' &&
           text.items[begin - 1] != '\n')
        begin++;
    while (begin < position && continues_character(text.items[begin]))
        begin++;
    return (struct wtw_span){text.items + begin, position - begin};
}

static struct wtw_span text_behind(struct wtw_span text, size_t position, size_t bytes)
{
    size_t end = text.count - position > bytes ? position + bytes : text.count;

    while (end < text.count && end > position && text.items[end] != ' ' &&
           text.items[end] != '\n')
        end--;
    return (struct wtw_span){text.items + position, end - position};
}

/* The first part that ends behind 'position'. */
static size_t first_part(const struct wtw_comparison_side *side, size_t position)
{
    size_t begin = 0;
    size_t end = side->part_count;

    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;

        if (side->parts[middle].end <= position)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

static void put_bytes(struct wtw_fill *fill, const struct wtw_comparison_side *side,
                      size_t begin, size_t end)
{
    if (begin < end)
        wtw_fill_text(fill, (struct wtw_span){side->text.items + begin, end - begin});
}

/* Text of a side, in which what was left out is dimmed; 'around' is the paint that the
 * rest has. */
static void put_stretch(struct wtw_fill *fill, const struct wtw_comparison_side *side,
                        struct wtw_range range, enum wtw_paint around)
{
    size_t position = range.begin;

    for (size_t i = first_part(side, range.begin);
         i < side->part_count && side->parts[i].begin < range.end; i++) {
        const struct wtw_boilerplate_part *part = &side->parts[i];
        size_t from = part->begin > position ? part->begin : position;
        size_t to = part->end < range.end ? part->end : range.end;

        put_bytes(fill, side, position, from);
        wtw_fill_open_dim(fill);
        put_bytes(fill, side, from, to);
        wtw_fill_close_dim(fill, around);
        position = to;
    }
    put_bytes(fill, side, position, range.end);
}

static void put_passage_text(struct wtw_fill *fill,
                             const struct wtw_comparison_side *side,
                             struct wtw_range range)
{
    struct wtw_span text = wtw_passage_text(side->text, range);
    size_t head = text_behind(text, 0, PASSAGE_END_BYTES).count;
    size_t tail = text_before(text, text.count, PASSAGE_END_BYTES).count;
    struct wtw_range first = {range.begin, range.begin + (uint32_t)head};
    struct wtw_range last = {range.end - (uint32_t)tail, range.end};

    if (text.count <= PASSAGE_SHOWN_BYTES || !head || !tail) {
        put_stretch(fill, side, range, WTW_PAINT_SHARED);
        return;
    }
    put_stretch(fill, side, first, WTW_PAINT_SHARED);
    wtw_fill_text(fill, words_text(" [...] "));
    put_stretch(fill, side, last, WTW_PAINT_SHARED);
}

static void put_passage(const struct wtw_page *page,
                        const struct wtw_comparison *comparison, size_t position,
                        size_t number)
{
    const struct wtw_passage *passage = &comparison->evidence.passages[position];
    struct wtw_span text = comparison->a.text;
    struct wtw_span before = text_before(text, passage->a.begin, CONTEXT_BYTES);
    struct wtw_span behind = text_behind(text, passage->a.end, CONTEXT_BYTES);
    uint32_t behind_end = passage->a.end + (uint32_t)behind.count;
    struct wtw_fill fill;
    char words[160];

    snprintf(words, sizeof words, "\n%zu. %u tokens%s, bytes %u-%u of A, %u-%u of B\n",
             number, (unsigned)passage->token_count,
             wtw_quotation_words(&comparison->evidence, position, comparison->relation),
             (unsigned)passage->a.begin, (unsigned)passage->a.end,
             (unsigned)passage->b.begin, (unsigned)passage->b.end);
    wtw_painted(page, WTW_PAINT_QUIET, words);
    wtw_fill_begin(&fill, page, PASSAGE_INDENT, false);
    if (before.items > text.items && before.count)
        wtw_fill_text(&fill, words_text("... "));
    put_stretch(
        &fill, &comparison->a,
        (struct wtw_range){passage->a.begin - (uint32_t)before.count, passage->a.begin},
        WTW_PAINT_PLAIN);
    wtw_fill_open_mark(&fill);
    put_passage_text(&fill, &comparison->a, passage->a);
    wtw_fill_close_mark(&fill);
    put_stretch(&fill, &comparison->a, (struct wtw_range){passage->a.end, behind_end},
                WTW_PAINT_PLAIN);
    if (behind_end < text.count)
        wtw_fill_text(&fill, words_text(" ..."));
    wtw_fill_end(&fill);
}

static void put_whole(const struct wtw_page *page,
                      const struct wtw_comparison *comparison, bool in_b)
{
    const struct wtw_comparison_side *side = in_b ? &comparison->b : &comparison->a;
    const struct wtw_passage *passages = comparison->evidence.passages;
    uint32_t position = 0;
    struct wtw_fill fill;

    wtw_out_character(page->out, '\n');
    wtw_painted(page, WTW_PAINT_SIDE, in_b ? "B" : "A");
    wtw_out_character(page->out, '\n');
    wtw_fill_begin(&fill, page, PASSAGE_INDENT, true);
    for (size_t i = 0; i < comparison->evidence.passage_count; i++) {
        size_t at = in_b ? comparison->in_b_order[i] : i;
        struct wtw_range range = in_b ? passages[at].b : passages[at].a;

        put_stretch(&fill, side, (struct wtw_range){position, range.begin},
                    WTW_PAINT_PLAIN);
        wtw_fill_open_mark(&fill);
        put_stretch(&fill, side, range, WTW_PAINT_SHARED);
        wtw_fill_close_mark(&fill);
        position = range.end;
    }
    put_stretch(&fill, side, (struct wtw_range){position, (uint32_t)side->text.count},
                WTW_PAINT_PLAIN);
    wtw_fill_end(&fill);
}

/* Without colour the marks want a word. */
static void put_legend(const struct wtw_page *page,
                       const struct wtw_comparison *comparison)
{
    bool has_dimmed = comparison->a.part_count || comparison->b.part_count;

    if (!page->has_color && has_dimmed)
        wtw_out_words(page->out, "[[shared]] {{left out of the comparison}}\n");
}

void wtw_comparison_texts(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all)
{
    put_passages_heading(page, comparison);
    if (shows_all) {
        put_legend(page, comparison);
        put_whole(page, comparison, false);
        put_whole(page, comparison, true);
        return;
    }
    for (size_t i = 0; i < comparison->evidence.passage_count; i++)
        put_passage(page, comparison, comparison->longest_first[i], i + 1);
}
