/*
 * page_blocks.c - the blocks of text on a page, and how much each looks like an article
 *
 * A paragraph is long, ends its sentences and has few links; menus, teasers and buttons
 * are short or nothing but links (Kohlschütter et al. 2010, text and link density). So
 * each block has a value, above zero by its length or below, and an element has the sum of
 * what is in it.
 *
 * What elements are called says which are no part of an article. It is believed only of a
 * part: an element that holds most of the page's paragraphs is not left out, whatever its
 * name, since some pages call all of themselves "has-sidebar" or put a form around it.
 */
#include "read/page_blocks.h"

#include "base/memory.h"
#include "read/page_hints.h"

#include <string.h>
#include <strings.h>

/* A block of so many letters is prose by itself, and a sentence of fewer. */
enum { PROSE_LENGTH = 80, SENTENCE_LENGTH = 30 };

/* What a block that is no prose costs: two of them undo a short sentence. */
enum { OTHER_COST = 15 };

bool wtw_page_block_is_prose(const struct wtw_page_block *block)
{
    return block->link_length * 3 <= block->length &&
           (block->length >= PROSE_LENGTH ||
            (block->stops && block->length >= SENTENCE_LENGTH));
}

/* Points of a list, cells of a table and subheadings are short in an article, too: they
 * count for nothing where they are no links. */
static bool is_short_by_nature(uint8_t tag)
{
    return tag == WTW_TAG_TD || tag == WTW_TAG_TH || tag == WTW_TAG_LI ||
           (tag >= WTW_TAG_H2 && tag <= WTW_TAG_H6);
}

static int64_t block_value(const struct wtw_page_block *block, uint8_t tag)
{
    if (wtw_page_block_is_prose(block))
        return (int64_t)block->length - 2 * (int64_t)block->link_length;
    if (is_short_by_nature(tag) && block->link_length * 2 <= block->length)
        return 0;
    return -OTHER_COST - (int64_t)block->link_length / 2;
}

/* ------------------------------------------------------------------ elements */

static bool is_one_of(struct wtw_span value, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == value.count &&
            strncasecmp(words[i], value.items, value.count) == 0)
            return true;
    }
    return false;
}

/* "display: none" in a style; white space may stand anywhere. */
static bool says_not_shown(struct wtw_span style)
{
    static const char wanted[] = "display:none";
    size_t met = 0;

    for (size_t i = 0; i < style.count && met < sizeof wanted - 1; i++) {
        if (style.items[i] == ' ')
            continue;
        met = style.items[i] == wanted[met] ? met + 1 : style.items[i] == wanted[0];
    }
    return met == sizeof wanted - 1;
}

static bool is_hidden(const struct wtw_markup *markup, uint32_t node)
{
    static const char *const yes[] = {"true"};

    return wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_HIDDEN).items ||
           is_one_of(wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_ARIA_HIDDEN), yes,
                     1) ||
           says_not_shown(wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_STYLE));
}

static uint8_t hints_by_role(const struct wtw_markup *markup, uint32_t node)
{
    static const char *const asides[] = {"navigation",  "banner", "complementary",
                                         "contentinfo", "search", "menu",
                                         "dialog"};

    return is_one_of(wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_ROLE), asides,
                     sizeof asides / sizeof asides[0])
               ? WTW_HINT_ASIDE
               : 0;
}

static uint8_t hints_by_tag(uint8_t tag)
{
    static const struct {
        uint8_t tag;
        uint8_t hints;
    } rows[] = {
        {WTW_TAG_NAV, WTW_HINT_ASIDE},         {WTW_TAG_ASIDE, WTW_HINT_ASIDE},
        {WTW_TAG_FOOTER, WTW_HINT_ASIDE},      {WTW_TAG_FORM, WTW_HINT_ASIDE},
        {WTW_TAG_MENU, WTW_HINT_ASIDE},        {WTW_TAG_DIALOG, WTW_HINT_ASIDE},
        {WTW_TAG_FIELDSET, WTW_HINT_ASIDE},    {WTW_TAG_FIGURE, WTW_HINT_DETAIL},
        {WTW_TAG_FIGCAPTION, WTW_HINT_DETAIL}, {WTW_TAG_CAPTION, WTW_HINT_DETAIL},
        {WTW_TAG_ADDRESS, WTW_HINT_DETAIL},    {WTW_TAG_LABEL, WTW_HINT_DETAIL},
        {WTW_TAG_NOSCRIPT, WTW_HINT_DETAIL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].tag == tag)
            return rows[i].hints;
    }
    return 0;
}

/* An article in an article is a comment on it, says the standard; or else a teaser. */
static bool is_inner_article(const struct wtw_page_blocks *blocks, uint32_t node)
{
    uint32_t outer = blocks->markup->nodes[node].parent;

    return blocks->markup->nodes[node].tag == WTW_TAG_ARTICLE && outer != WTW_NO_NODE &&
           blocks->nodes[outer].is_article;
}

static uint8_t hints_of(const struct wtw_markup *markup, uint32_t node)
{
    static const char *const bodies[] = {"articleBody"};
    struct wtw_span itemprop = wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_ITEMPROP);
    unsigned hints = hints_by_tag(markup->nodes[node].tag) | hints_by_role(markup, node);

    hints |= wtw_page_hints(wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_CLASS));
    hints |= wtw_page_hints(wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_ID));
    if (is_one_of(itemprop, bodies, 1))
        hints |= WTW_HINT_BODY;
    return (uint8_t)hints;
}

/* The first look: what is never read, and what the names say. */
static void look_at_nodes(struct wtw_page_blocks *blocks)
{
    const struct wtw_markup *markup = blocks->markup;

    for (uint32_t i = 0; i < markup->count; i++) {
        const struct wtw_markup_node *node = &markup->nodes[i];
        struct wtw_page_node *page = &blocks->nodes[i];
        const struct wtw_page_node *outer =
            node->parent == WTW_NO_NODE ? NULL : &blocks->nodes[node->parent];
        bool is_outermost =
            !outer || (wtw_markup_is_block(node->tag) && node->tag != WTW_TAG_BR);

        page->owner = is_outermost ? i : outer->owner;
        page->is_link = (outer && outer->is_link) || node->tag == WTW_TAG_A;
        page->is_article = (outer && outer->is_article) || node->tag == WTW_TAG_ARTICLE;
        page->is_cut = (outer && outer->is_cut) || wtw_markup_is_mute(node->tag);
        if (!page->is_cut && node->tag != WTW_TAG_TEXT) {
            page->is_cut = is_hidden(markup, i);
            page->hints = hints_of(markup, i);
            if (is_inner_article(blocks, i))
                page->hints |= WTW_HINT_DETAIL;
        }
    }
}

/* ------------------------------------------------------------------ blocks */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Ends of sentences are followed by white space, a quote or nothing. */
static bool is_stop(struct wtw_span text, size_t at)
{
    char c = text.items[at];

    if (c == '.' || c == '!' || c == '?')
        return at + 1 == text.count || is_white(text.items[at + 1]) ||
               text.items[at + 1] == '"' || (unsigned char)text.items[at + 1] == 0xe2;
    return text.count - at >= 3 && (memcmp(text.items + at, "\xe3\x80\x82", 3) == 0 ||
                                    memcmp(text.items + at, "\xef\xbc\x9f", 3) == 0 ||
                                    memcmp(text.items + at, "\xe0\xa5\xa4", 3) == 0);
}

static void measure(struct wtw_page_block *block, struct wtw_span text, bool is_link)
{
    uint32_t length = 0;

    for (size_t i = 0; i < text.count; i++) {
        unsigned char byte = (unsigned char)text.items[i];

        if (is_white(text.items[i]) || (byte & 0xc0) == 0x80)
            continue;
        length += byte >= 0xe3 ? 3 : 1;
        block->stops += is_stop(text, i);
    }
    block->length += length;
    if (is_link)
        block->link_length += length;
}

/* Nothing but white space, no-break spaces included. */
static bool is_blank(struct wtw_span text)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.count - i >= 2 && memcmp(text.items + i, "\xc2\xa0", 2) == 0)
            i++;
        else if (!is_white(text.items[i]))
            return false;
    }
    return true;
}

static enum wtw_status find_blocks(struct wtw_page_blocks *blocks,
                                   struct wtw_error *error)
{
    const struct wtw_markup *markup = blocks->markup;
    bool is_apart = true;

    blocks->count = 0;
    for (uint32_t i = 0; i < markup->count; i++) {
        const struct wtw_markup_node *node = &markup->nodes[i];
        const struct wtw_page_node *page = &blocks->nodes[i];
        struct wtw_page_block *last =
            blocks->count ? &blocks->items[blocks->count - 1] : NULL;

        if (wtw_markup_is_block(node->tag) && node->tag != WTW_TAG_BR)
            is_apart = true;
        if (page->is_cut || node->tag != WTW_TAG_TEXT ||
            is_blank(wtw_markup_characters(markup, i)))
            continue;
        if (is_apart || last->owner != page->owner) {
            WTW_TRY(WTW_GROW(&blocks->items, &blocks->capacity, (size_t)blocks->count + 1,
                             error));
            last = &blocks->items[blocks->count++];
            *last = (struct wtw_page_block){.first = i, .owner = page->owner};
        }
        is_apart = false;
        last->end = i + 1;
        measure(last, wtw_markup_characters(markup, i), page->is_link);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ sums */

/* Adds up from the innermost elements to the outermost. */
static void add_up(struct wtw_page_blocks *blocks)
{
    const struct wtw_markup *markup = blocks->markup;

    for (uint32_t i = markup->count; i-- > 0;) {
        uint32_t parent = markup->nodes[i].parent;

        if (parent != WTW_NO_NODE)
            blocks->nodes[parent].value += blocks->nodes[i].value;
    }
}

static void clear_values(struct wtw_page_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->markup->count; i++)
        blocks->nodes[i].value = 0;
}

/* How much prose is in each element; returns how much there is in all. */
static int64_t add_prose(struct wtw_page_blocks *blocks)
{
    const struct wtw_markup *markup = blocks->markup;
    int64_t all = 0;

    clear_values(blocks);
    for (uint32_t i = 0; i < blocks->count; i++) {
        if (wtw_page_block_is_prose(&blocks->items[i]))
            blocks->nodes[blocks->items[i].owner].value += blocks->items[i].length;
    }
    add_up(blocks);
    for (uint32_t i = 0; i < markup->count; i++) {
        if (markup->nodes[i].parent == WTW_NO_NODE)
            all += blocks->nodes[i].value;
    }
    return all;
}

/* Leaves out elements whose names say that they are no article, unless most of the page's
 * prose is in them. */
static void cut_asides(struct wtw_page_blocks *blocks)
{
    const struct wtw_markup *markup = blocks->markup;
    int64_t all = add_prose(blocks);

    for (uint32_t i = 0; i < markup->count; i++) {
        struct wtw_page_node *page = &blocks->nodes[i];
        uint32_t parent = markup->nodes[i].parent;
        bool is_aside = page->hints & (WTW_HINT_ASIDE | WTW_HINT_DETAIL) &&
                        !(page->hints & WTW_HINT_BODY) && page->value * 2 <= all;

        if (is_aside || (parent != WTW_NO_NODE && blocks->nodes[parent].is_cut))
            page->is_cut = true;
    }
}

static void add_values(struct wtw_page_blocks *blocks)
{
    clear_values(blocks);
    for (uint32_t i = 0; i < blocks->count; i++) {
        uint32_t owner = blocks->items[i].owner;

        blocks->nodes[owner].value +=
            block_value(&blocks->items[i], blocks->markup->nodes[owner].tag);
    }
    add_up(blocks);
}

enum wtw_status wtw_page_blocks_make(const struct wtw_markup *markup, bool is_whole,
                                     struct wtw_page_blocks *out_blocks,
                                     struct wtw_error *error)
{
    *out_blocks = (struct wtw_page_blocks){.markup = markup, .is_whole = is_whole};
    WTW_TRY(WTW_ALLOCATE(&out_blocks->nodes, markup->count, error));
    look_at_nodes(out_blocks);
    WTW_TRY(find_blocks(out_blocks, error));
    if (is_whole)
        return WTW_OK;
    cut_asides(out_blocks);
    WTW_TRY(find_blocks(out_blocks, error));
    add_values(out_blocks);
    return WTW_OK;
}

void wtw_page_blocks_release(struct wtw_page_blocks *blocks)
{
    wtw_release_items(blocks->nodes);
    wtw_release_items(blocks->items);
    *blocks = (struct wtw_page_blocks){0};
}
