/*
 * main_text.c - the article's own text on a page
 *
 * Each block of text is worth its length, or less than nothing where it is a link or a
 * label (page_blocks.c); the article is the element for which the sum is greatest. That
 * is the maximum subsequence of Pasternack and Roth (2009), on the tree instead of the
 * row of words: an element that adds teasers to the article loses by each of their links,
 * and one that has only a part of it loses the rest. Where the page itself names the body
 * of its article, and that holds a fair part of the greatest sum, the name is believed:
 * pages with many summaries below a short article would lose it otherwise.
 *
 * What is written of the article is all but what its elements' names leave out, links
 * that stand alone, and its title. A tree of rules for known sites was rejected: it ages
 * by the week.
 */
#include "read/main_text.h"

#include "read/page_blocks.h"
#include "read/page_hints.h"

#include <string.h>

/* A body that is named is believed if it is worth a third of the best element. */
enum { NAMED_SHARE = 3 };

/* The innermost element of the greatest value; of equal ones the later, which is inside. */
static uint32_t find_richest(const struct wtw_page_blocks *blocks)
{
    uint32_t richest = 0;

    for (uint32_t i = 1; i < blocks->markup->count; i++) {
        if (blocks->nodes[i].value &&
            blocks->nodes[i].value >= blocks->nodes[richest].value)
            richest = i;
    }
    return richest;
}

/* The element of the greatest value that the page names as the body, or WTW_NO_NODE. */
static uint32_t find_named(const struct wtw_page_blocks *blocks)
{
    uint32_t named = WTW_NO_NODE;

    for (uint32_t i = 0; i < blocks->markup->count; i++) {
        const struct wtw_page_node *node = &blocks->nodes[i];

        if (!(node->hints & WTW_HINT_BODY) || node->is_cut)
            continue;
        if (named == WTW_NO_NODE || node->value > blocks->nodes[named].value)
            named = i;
    }
    return named;
}

static uint32_t find_article(const struct wtw_page_blocks *blocks)
{
    uint32_t richest = find_richest(blocks);
    uint32_t named = find_named(blocks);

    if (named != WTW_NO_NODE &&
        blocks->nodes[named].value * NAMED_SHARE >= blocks->nodes[richest].value)
        return named;
    return richest;
}

/* ------------------------------------------------------------------ writing */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* One block being written: white space is held back until something follows. */
struct writer {
    struct wtw_buffer *out;
    size_t begin;
    const char *gap; /* "", " " or line ends */
};

static enum wtw_status write_text(struct writer *writer, struct wtw_span text,
                                  struct wtw_error *error)
{
    struct wtw_buffer *out = writer->out;

    WTW_TRY(wtw_buffer_reserve(out, text.count + 2, error));
    for (size_t i = 0; i < text.count; i++) {
        if (is_white(text.items[i])) {
            if (!writer->gap[0])
                writer->gap = " ";
            continue;
        }
        if (out->count > writer->begin) {
            memcpy(out->items + out->count, writer->gap, strlen(writer->gap));
            out->count += strlen(writer->gap);
        }
        writer->gap = "";
        out->items[out->count++] = text.items[i];
    }
    return WTW_OK;
}

static enum wtw_status write_block(const struct wtw_page_blocks *blocks,
                                   const struct wtw_page_block *block,
                                   struct wtw_buffer *out, struct wtw_error *error)
{
    const struct wtw_markup *markup = blocks->markup;
    struct writer writer = {out, out->count, ""};

    for (uint32_t i = block->first; i < block->end; i++) {
        if (markup->nodes[i].tag == WTW_TAG_BR)
            writer.gap = writer.gap[0] == '\n' ? "\n\n" : "\n";
        else if (markup->nodes[i].tag == WTW_TAG_TEXT && !blocks->nodes[i].is_cut)
            WTW_TRY(write_text(&writer, wtw_markup_characters(markup, i), error));
    }
    return WTW_OK;
}

/* What stands between two blocks: points of a list and rows of a table are not paragraphs
 * of their own. */
static const char *gap_between(const struct wtw_page_blocks *blocks,
                               const struct wtw_page_block *before,
                               const struct wtw_page_block *block)
{
    const struct wtw_markup_node *nodes = blocks->markup->nodes;
    const struct wtw_markup_node *a = &nodes[before->owner];
    const struct wtw_markup_node *b = &nodes[block->owner];
    bool is_cell = (b->tag == WTW_TAG_TD || b->tag == WTW_TAG_TH) &&
                   (a->tag == WTW_TAG_TD || a->tag == WTW_TAG_TH);

    if (is_cell)
        return a->parent == b->parent ? "\t" : "\n";
    return a->tag == WTW_TAG_LI && b->tag == WTW_TAG_LI && a->parent == b->parent
               ? "\n"
               : "\n\n";
}

/* Links that stand alone lead to something else; a title is a field of its own. */
static bool is_wanted(const struct wtw_page_blocks *blocks,
                      const struct wtw_page_block *block, uint32_t article)
{
    if (!wtw_markup_is_inside(blocks->markup, block->first, article))
        return false;
    return blocks->is_whole || wtw_page_block_is_prose(block) ||
           (blocks->markup->nodes[block->owner].tag != WTW_TAG_H1 &&
            block->link_length * 2 <= block->length);
}

/* All wanted blocks in 'article'. */
static enum wtw_status write_blocks(const struct wtw_page_blocks *blocks,
                                    uint32_t article, struct wtw_buffer *out,
                                    struct wtw_error *error)
{
    const struct wtw_page_block *before = NULL;

    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct wtw_page_block *block = &blocks->items[i];

        if (!is_wanted(blocks, block, article))
            continue;
        if (before) {
            const char *gap = gap_between(blocks, before, block);

            WTW_TRY(wtw_buffer_append(out, gap, strlen(gap), error));
        }
        WTW_TRY(write_block(blocks, block, out, error));
        before = block;
    }
    return WTW_OK;
}

enum wtw_status wtw_main_text_append(const struct wtw_markup *page,
                                     struct wtw_buffer *out, struct wtw_error *error)
{
    struct wtw_page_blocks blocks = {0};
    enum wtw_status status = WTW_OK;

    if (!page->count)
        return WTW_OK;
    status = wtw_page_blocks_make(page, false, &blocks, error);
    if (status == WTW_OK)
        status = write_blocks(&blocks, find_article(&blocks), out, error);
    wtw_page_blocks_release(&blocks);
    return status;
}

enum wtw_status wtw_whole_text_append(const struct wtw_markup *page, uint32_t node,
                                      struct wtw_buffer *out, struct wtw_error *error)
{
    struct wtw_page_blocks blocks = {0};
    enum wtw_status status = WTW_OK;

    if (!page->count)
        return WTW_OK;
    status = wtw_page_blocks_make(page, true, &blocks, error);
    if (status == WTW_OK)
        status = write_blocks(&blocks, node, out, error);
    wtw_page_blocks_release(&blocks);
    return status;
}
