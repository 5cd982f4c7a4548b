/*
 * page.h - where output for people goes: a stream, a width, and perhaps colour
 */
#ifndef WTW_WRITE_PAGE_H
#define WTW_WRITE_PAGE_H

#include "write/out.h"

enum wtw_color_mode { WTW_COLOR_AUTO, WTW_COLOR_ALWAYS, WTW_COLOR_NEVER };

/* What a piece of text is, rather than its colour. */
enum wtw_paint {
    WTW_PAINT_PLAIN,
    WTW_PAINT_HEADING,
    WTW_PAINT_QUIET,
    WTW_PAINT_SHARED, /* text that two articles share */
    WTW_PAINT_GOOD,
    WTW_PAINT_CAUTION,
    WTW_PAINT_BAD,
    WTW_PAINT_SIDE
};

struct wtw_page {
    struct wtw_out *out; /* borrowed */
    size_t width;        /* columns, WTW_PAGE_LEAST or more */
    bool has_color;
};

/* The tables are laid out for this many columns at least; narrower terminals wrap lines.
 */
enum { WTW_PAGE_LEAST = 40 };

/*
 * wtw_page_init() sets a page up on 'out' with the width of its terminal: $COLUMNS if
 * set, else what the terminal says, else 80.
 */
void wtw_page_init(struct wtw_page *page, struct wtw_out *out, enum wtw_color_mode mode);

/* wtw_terminal_columns() is that width, whatever it is, but 1 or more. */
size_t wtw_terminal_columns(int descriptor);

/*
 * wtw_color_is_wanted() decides for a descriptor: by 'mode', where auto means a terminal,
 * $NO_COLOR unset or empty (no-color.org), and $TERM set to something other than "dumb".
 */
bool wtw_color_is_wanted(enum wtw_color_mode mode, int descriptor);

/* wtw_paint() switches to a paint; without colour it writes nothing. wtw_paint_code() is
 * its bytes. */
void wtw_paint(const struct wtw_page *page, enum wtw_paint paint);
const char *wtw_paint_code(enum wtw_paint paint);

/* wtw_painted() writes 'words' in a paint and goes back to plain. */
void wtw_painted(const struct wtw_page *page, enum wtw_paint paint, const char *words);

/* wtw_relation_paint() is the paint for a relation's name. */
enum wtw_paint wtw_relation_paint(enum wtw_relation relation);

#endif
