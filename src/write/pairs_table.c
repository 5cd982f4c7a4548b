/*
 * pairs_table.c - matches for people
 *
 *     near  97 %  A in B 98 %, B in A 98 %, 212 shared, passage of 140 tokens
 *       A  cw-001  coastwire.example  2031-03-05 06:10  Harbour reopens after storm
 *       B  bh-017  bayherald.example  3 h later  Harbour open again
 *
 * What is shared is counted in shingles.
 */
#include "write/pairs_out.h"

#include "write/date_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 2, GAP = 2, PASSAGE_INDENT = 5, TITLE_LEAST = 12 };

static void put_heading(const struct wtw_page *page, const struct wtw_match *match)
{
    const struct wtw_figures *figures = &match->figures;
    struct wtw_short_words jaccard = wtw_percent_words(wtw_jaccard(figures));
    struct wtw_short_words a_in_b = wtw_percent_words(wtw_a_in_b(figures));
    struct wtw_short_words b_in_a = wtw_percent_words(wtw_b_in_a(figures));
    struct wtw_short_words shared = wtw_grouped_words(figures->shared);
    struct wtw_short_words longest = wtw_grouped_words(figures->longest_passage_tokens);
    const char *relation = wtw_relation_name(match->relation);
    struct wtw_fill fill;
    char words[256];

    wtw_painted(page, wtw_relation_paint(match->relation), relation);
    wtw_out_spaces(page->out, GAP);
    wtw_out_words(page->out, jaccard.items);
    wtw_out_spaces(page->out, GAP);
    wtw_fill_begin(&fill, page, INDENT, false);
    fill.column = strlen(relation) + strlen(jaccard.items) + GAP + GAP;
    snprintf(words, sizeof words, "A in B %s, B in A %s, %s shared", a_in_b.items,
             b_in_a.items, shared.items);
    wtw_fill_text(&fill, (struct wtw_span){words, strlen(words)});
    if (figures->longest_passage_tokens) {
        snprintf(words, sizeof words, ", passage of %s tokens", longest.items);
        wtw_fill_text(&fill, (struct wtw_span){words, strlen(words)});
    }
    wtw_fill_end(&fill);
}

/* The date of an article, or how long after the other it came. */
static struct wtw_short_words date_words(const struct wtw_article_info *article,
                                         const struct wtw_article_info *other)
{
    struct wtw_short_words words = wtw_date_plain(article->published_seconds);
    struct wtw_short_words lag;

    if (!words.items[0] || !wtw_date_plain(other->published_seconds).items[0] ||
        article->published_seconds <= other->published_seconds)
        return words;
    lag =
        wtw_lag_words((uint64_t)(article->published_seconds - other->published_seconds));
    snprintf(words.items, sizeof words.items, "%.30s later", lag.items);
    return words;
}

static void put_article(const struct wtw_page *page, const char *letter,
                        const struct wtw_article_info *article,
                        const struct wtw_article_info *other)
{
    struct wtw_short_words date = date_words(article, other);
    struct wtw_span parts[] = {
        article->source, {date.items, strlen(date.items)}, article->title};
    size_t used = INDENT + 1 + GAP;

    wtw_out_spaces(page->out, INDENT);
    wtw_painted(page, WTW_PAINT_SIDE, letter);
    wtw_out_spaces(page->out, GAP);
    used += wtw_screen_put(page->out, article->id, page->width - used, WTW_CUT_MIDDLE);
    wtw_paint(page, WTW_PAINT_QUIET);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t room = page->width > used + GAP ? page->width - used - GAP : 0;

        if (!parts[i].count || room < TITLE_LEAST)
            continue;
        wtw_out_spaces(page->out, GAP);
        used += GAP + wtw_screen_put(page->out, parts[i], room, WTW_CUT_END);
    }
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
}

static void put_passage(const struct wtw_page *page, const struct wtw_pair_info *pair,
                        size_t i)
{
    const struct wtw_evidence *evidence = pair->evidence;
    const struct wtw_passage *passage = &evidence->passages[i];
    struct wtw_fill fill;
    char words[64];

    snprintf(words, sizeof words, "%u tokens%s:", (unsigned)passage->token_count,
             wtw_quotation_words(evidence, i, pair->match->relation));
    wtw_fill_begin(&fill, page, PASSAGE_INDENT, false);
    wtw_fill_text(&fill, (struct wtw_span){words, strlen(words)});
    wtw_fill_text(&fill, (struct wtw_span){" ", 1});
    wtw_fill_open_mark(&fill);
    wtw_fill_text(&fill, wtw_passage_text(evidence->texts[0], passage->a));
    wtw_fill_close_mark(&fill);
    wtw_fill_end(&fill);
}

static void put_evidence(const struct wtw_page *page, const struct wtw_pair_info *pair)
{
    const struct wtw_evidence *evidence = pair->evidence;

    if (evidence->change_count && wtw_changes_matter(pair->match->relation)) {
        wtw_out_spaces(page->out, PASSAGE_INDENT);
        wtw_out_words(page->out, "changed facts:\n");
        wtw_changes_table(page, PASSAGE_INDENT + INDENT, evidence);
    }
    for (size_t i = 0; i < evidence->passage_count; i++)
        put_passage(page, pair, i);
}

void wtw_pairs_table_entry(const struct wtw_page *page, const struct wtw_pair_info *pair,
                           bool is_first)
{
    if (!is_first)
        wtw_out_character(page->out, '\n');
    put_heading(page, pair->match);
    put_article(page, "A", &pair->a, &pair->b);
    put_article(page, "B", &pair->b, &pair->a);
    if (pair->evidence)
        put_evidence(page, pair);
}
