/*
 * screen_text.c - text from articles on a terminal: clean, measured, cut, wrapped
 *
 * A scan yields pieces: one character with the marks that it carries has the width of the
 * character, a run of white space is one blank. Widths are those of utf8proc (Unicode
 * Standard Annex 11): 2 for wide East Asian characters, 0 for combining marks.
 */
#include "write/screen_text.h"

#include "write/utf8_step.h"

#include <string.h>
#include <utf8proc.h>

static const char replacement[] = "\xef\xbf\xbd";
static const char ellipsis[] = "\xe2\x80\xa6";

struct scan {
    const char *bytes;
    size_t left;
    bool has_begun;
};

struct piece {
    const char *bytes;
    size_t count;
    size_t width;
    bool is_blank;
    bool has_line_feed;
};

static bool is_blank(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
           code == 0xa0 || code == 0x2028 || code == 0x2029 || code == 0x3000 ||
           (code >= 0x2000 && code <= 0x200a);
}

static bool is_direction_mark(uint32_t code)
{
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200e || code == 0x200f || code == 0x061c || code == 0xfeff;
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == WTW_UTF8_BAD;
}

static void take_blanks(struct scan *scan, struct piece *out_piece)
{
    *out_piece = (struct piece){.bytes = " ", .count = 1, .width = 1, .is_blank = true};
    while (scan->left) {
        uint32_t code = 0;
        size_t length = wtw_utf8_step(scan->bytes, scan->left, &code);

        if (!is_blank(code) && !is_direction_mark(code))
            return;
        out_piece->has_line_feed |= code == '\n';
        scan->bytes += length;
        scan->left -= length;
    }
}

/* Blanks at the text's begin and end are no pieces. */
static bool take_piece(struct scan *scan, struct piece *out_piece)
{
    while (scan->left) {
        uint32_t code = 0;
        size_t length = wtw_utf8_step(scan->bytes, scan->left, &code);

        if (is_blank(code)) {
            take_blanks(scan, out_piece);
            if (scan->has_begun && scan->left)
                return true;
            continue;
        }
        *out_piece = (struct piece){.bytes = scan->bytes, .count = length};
        scan->bytes += length;
        scan->left -= length;
        if (is_direction_mark(code))
            continue;
        if (is_control(code))
            *out_piece = (struct piece){.bytes = replacement, .count = 3, .width = 1};
        else
            out_piece->width = (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
        scan->has_begun = true;
        return true;
    }
    return false;
}

static struct scan scan_of(struct wtw_span text)
{
    return (struct scan){.bytes = text.items, .left = text.count};
}

size_t wtw_screen_width(struct wtw_span text)
{
    struct scan scan = scan_of(text);
    struct piece piece;
    size_t width = 0;

    while (take_piece(&scan, &piece))
        width += piece.width;
    return width;
}

/* Writes pieces while they fit into 'width' columns; returns the columns written. */
static size_t put_head(struct wtw_out *out, struct wtw_span text, size_t width)
{
    struct scan scan = scan_of(text);
    struct piece piece;
    size_t used = 0;

    while (take_piece(&scan, &piece) && used + piece.width <= width) {
        wtw_out_put(out, piece.bytes, piece.count);
        used += piece.width;
    }
    return used;
}

/* Writes the pieces that lie behind the first 'skip' columns. */
static size_t put_tail(struct wtw_out *out, struct wtw_span text, size_t skip)
{
    struct scan scan = scan_of(text);
    struct piece piece;
    size_t passed = 0;
    size_t used = 0;

    while (take_piece(&scan, &piece)) {
        if (passed >= skip && (used || piece.width)) {
            wtw_out_put(out, piece.bytes, piece.count);
            used += piece.width;
        }
        passed += piece.width;
    }
    return used;
}

size_t wtw_screen_put(struct wtw_out *out, struct wtw_span text, size_t width,
                      enum wtw_cut cut)
{
    size_t whole = wtw_screen_width(text);
    size_t tail = cut == WTW_CUT_MIDDLE ? width / 2 : 0;
    size_t used = 0;

    if (whole <= width)
        return put_head(out, text, whole);
    if (!width)
        return 0;
    used = put_head(out, text, width - 1 - tail);
    wtw_out_words(out, ellipsis);
    return used + 1 + (tail ? put_tail(out, text, whole - tail) : 0);
}

void wtw_screen_cell(struct wtw_out *out, struct wtw_span text, size_t width,
                     enum wtw_cut cut)
{
    size_t used = wtw_screen_put(out, text, width, cut);

    if (used < width)
        wtw_out_spaces(out, width - used);
}

void wtw_fill_begin(struct wtw_fill *fill, const struct wtw_page *page, size_t indent,
                    bool keeps_lines)
{
    *fill = (struct wtw_fill){.page = page, .indent = indent, .keeps_lines = keeps_lines};
}

void wtw_fill_begin_labelled(struct wtw_fill *fill, const struct wtw_page *page,
                             const char *label, size_t indent)
{
    wtw_paint(page, WTW_PAINT_HEADING);
    wtw_screen_cell(page->out, (struct wtw_span){label, strlen(label)}, indent,
                    WTW_CUT_END);
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_fill_begin(fill, page, indent, false);
    fill->column = indent;
}

static void break_line(struct wtw_fill *fill)
{
    if (fill->column)
        wtw_out_character(fill->page->out, '\n');
    fill->column = 0;
    fill->needs_blank = false;
}

/* Writes the pending word, on a new line where it does not fit on this one. */
static void put_word(struct wtw_fill *fill)
{
    struct wtw_out *out = fill->page->out;

    if (!fill->word_bytes)
        return;
    if (fill->word_width &&
        fill->column + fill->needs_blank + fill->word_width > fill->page->width)
        break_line(fill);
    if (!fill->column && fill->word_width) {
        wtw_out_spaces(out, fill->indent);
        fill->column = fill->indent;
    } else if (fill->needs_blank && fill->word_width) {
        wtw_out_character(out, ' ');
        fill->column++;
    }
    wtw_out_put(out, fill->word, fill->word_bytes);
    if (fill->word_width)
        fill->needs_blank = false;
    fill->column += fill->word_width;
    fill->word_bytes = 0;
    fill->word_width = 0;
}

static void add_to_word(struct wtw_fill *fill, const char *bytes, size_t count,
                        size_t width)
{
    bool is_full = fill->word_bytes + count > sizeof fill->word ||
                   fill->indent + fill->word_width + width > fill->page->width;

    if (is_full)
        put_word(fill);
    memcpy(fill->word + fill->word_bytes, bytes, count);
    fill->word_bytes += count;
    fill->word_width += width;
}

static void add_blank(struct wtw_fill *fill, bool has_line_feed)
{
    put_word(fill);
    if (fill->keeps_lines && has_line_feed)
        break_line(fill);
    else
        fill->needs_blank = fill->column > 0;
}

void wtw_fill_text(struct wtw_fill *fill, struct wtw_span text)
{
    struct scan scan = {.bytes = text.items, .left = text.count, .has_begun = true};
    struct piece piece;

    /* Unlike a cell, text amid a paragraph keeps the blanks at its ends. */
    while (take_piece(&scan, &piece)) {
        if (piece.is_blank) {
            add_blank(fill, piece.has_line_feed);
            continue;
        }
        /* Between wide characters, of scripts without spaces, a line may break anywhere.
         */
        if (piece.width == 2)
            put_word(fill);
        add_to_word(fill, piece.bytes, piece.count, piece.width);
    }
    if (text.count) {
        uint32_t last = (unsigned char)text.items[text.count - 1];

        if (is_blank(last))
            add_blank(fill, last == '\n');
    }
}

static void add_paint(struct wtw_fill *fill, enum wtw_paint paint)
{
    const char *code = wtw_paint_code(paint);

    fill->paint = paint;
    add_to_word(fill, code, strlen(code), 0);
}

void wtw_fill_open_mark(struct wtw_fill *fill)
{
    if (fill->page->has_color)
        add_paint(fill, WTW_PAINT_SHARED);
    else
        add_to_word(fill, "[[", 2, 2);
}

void wtw_fill_close_mark(struct wtw_fill *fill)
{
    if (fill->page->has_color)
        add_paint(fill, WTW_PAINT_PLAIN);
    else
        add_to_word(fill, "]]", 2, 2);
}

void wtw_fill_open_dim(struct wtw_fill *fill)
{
    if (fill->page->has_color) {
        add_paint(fill, WTW_PAINT_PLAIN);
        add_paint(fill, WTW_PAINT_QUIET);
    } else {
        add_to_word(fill, "{{", 2, 2);
    }
}

void wtw_fill_close_dim(struct wtw_fill *fill, enum wtw_paint around)
{
    if (!fill->page->has_color) {
        add_to_word(fill, "}}", 2, 2);
        return;
    }
    add_paint(fill, WTW_PAINT_PLAIN);
    if (around != WTW_PAINT_PLAIN)
        add_paint(fill, around);
}

void wtw_fill_end(struct wtw_fill *fill)
{
    put_word(fill);
    break_line(fill);
}
