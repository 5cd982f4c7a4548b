/*
 * evidence_table.c - which passages are quotations; changed facts, for people
 */
#include "write/evidence.h"

#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { CHANGES_SHOWN = 10 };

static bool begins_in(const struct wtw_passage *passage, const struct wtw_aligned *part)
{
    return passage->a_token >= part->a_token &&
           passage->a_token - part->a_token < part->a_count &&
           passage->b_token >= part->b_token &&
           passage->b_token - part->b_token < part->b_count;
}

void wtw_quotations_mark(const struct wtw_passage *passages, size_t count,
                         const struct wtw_aligned *parts, size_t part_count, bool *out)
{
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t token = passages[i].a_token;

        while (first < part_count && parts[first].a_token < token &&
               token - parts[first].a_token >= parts[first].a_count)
            first++;
        out[i] = false;
        for (size_t j = first; j < part_count && parts[j].a_token <= token; j++)
            out[i] |= parts[j].is_quotation && begins_in(&passages[i], &parts[j]);
    }
}

const char *wtw_quotation_words(const struct wtw_evidence *evidence, size_t i,
                                enum wtw_relation relation)
{
    return evidence->are_quotations[i] && !wtw_relation_is_copy(relation)
               ? ", a quotation"
               : "";
}

bool wtw_changes_matter(enum wtw_relation relation)
{
    return relation == WTW_TEMPLATE || wtw_relation_is_copy(relation);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_point(char byte)
{
    return byte == '.' || byte == ',';
}

/* A point or comma separates tokens, but people want to see 0.914 rather than 914. */
static struct wtw_span whole_numbers(struct wtw_span text, struct wtw_range range)
{
    size_t begin = range.begin;
    size_t end = range.end;

    if (begin == end)
        return (struct wtw_span){NULL, 0};
    while (begin > 1 && is_digit(text.items[begin]) && is_point(text.items[begin - 1]) &&
           is_digit(text.items[begin - 2])) {
        begin -= 2;
        while (begin && is_digit(text.items[begin - 1]))
            begin--;
    }
    while (end + 1 < text.count && is_digit(text.items[end - 1]) &&
           is_point(text.items[end]) && is_digit(text.items[end + 1])) {
        end += 2;
        while (end < text.count && is_digit(text.items[end]))
            end++;
    }
    return (struct wtw_span){text.items + begin, end - begin};
}

/* Brackets tell that nothing stands there from the word. */
static size_t put_words(const struct wtw_page *page, struct wtw_span text, size_t width)
{
    if (text.count)
        return wtw_screen_put(page->out, text, width, WTW_CUT_MIDDLE);
    wtw_painted(page, WTW_PAINT_QUIET, "(nothing)");
    return strlen("(nothing)");
}

static void put_change(const struct wtw_page *page, size_t indent,
                       const struct wtw_evidence *evidence,
                       const struct wtw_change *change)
{
    static const char arrow[] = " -> ";
    struct wtw_span a = whole_numbers(evidence->texts[0], change->a);
    struct wtw_span b = whole_numbers(evidence->texts[1], change->b);
    size_t room = page->width - indent - strlen(arrow);
    size_t b_width = wtw_screen_width(b);
    size_t used = 0;

    /* Each may have half of the line, and what the other does not need. */
    wtw_out_spaces(page->out, indent);
    used = put_words(page, a, b_width < room / 2 ? room - b_width : room / 2);
    wtw_painted(page, WTW_PAINT_CAUTION, arrow);
    put_words(page, b, room > used ? room - used : 1);
    wtw_out_character(page->out, '\n');
}

void wtw_changes_table(const struct wtw_page *page, size_t indent,
                       const struct wtw_evidence *evidence)
{
    size_t count = evidence->change_count;
    char words[80];

    for (size_t i = 0; i < count && i < CHANGES_SHOWN; i++)
        put_change(page, indent, evidence, &evidence->changes[i]);
    if (count <= CHANGES_SHOWN)
        return;
    wtw_out_spaces(page->out, indent);
    snprintf(words, sizeof words, "and %s more\n",
             wtw_grouped_words(count - CHANGES_SHOWN).items);
    wtw_painted(page, WTW_PAINT_QUIET, words);
}
