/*
 * page.c - where output for people goes: a stream, a width, and perhaps colour
 *
 * Only the eight old colours and bold: they follow the reader's own palette, light or
 * dark.
 */
#include "write/page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PAGE_USUAL = 80, PAGE_MOST = 1000 };

static const char *const codes[] = {
    [WTW_PAINT_PLAIN] = "\x1b[0m", [WTW_PAINT_HEADING] = "\x1b[1m",
    [WTW_PAINT_QUIET] = "\x1b[2m", [WTW_PAINT_SHARED] = "\x1b[1;32m",
    [WTW_PAINT_GOOD] = "\x1b[32m", [WTW_PAINT_CAUTION] = "\x1b[33m",
    [WTW_PAINT_BAD] = "\x1b[31m",  [WTW_PAINT_SIDE] = "\x1b[36m",
};

size_t wtw_terminal_columns(int descriptor)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size = {0};
    unsigned long wanted = columns ? strtoul(columns, NULL, 10) : 0;

    if (!wanted && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        wanted = size.ws_col;
    if (!wanted)
        return PAGE_USUAL;
    return wanted > PAGE_MOST ? PAGE_MOST : wanted;
}

static size_t width_of(int descriptor)
{
    size_t columns = wtw_terminal_columns(descriptor);

    return columns < WTW_PAGE_LEAST ? WTW_PAGE_LEAST : columns;
}

bool wtw_color_is_wanted(enum wtw_color_mode mode, int descriptor)
{
    const char *refusal = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (mode != WTW_COLOR_AUTO)
        return mode == WTW_COLOR_ALWAYS;
    if (refusal && *refusal)
        return false;
    return terminal && strcmp(terminal, "dumb") != 0 && isatty(descriptor);
}

void wtw_page_init(struct wtw_page *page, struct wtw_out *out, enum wtw_color_mode mode)
{
    page->out = out;
    page->width = width_of(out->descriptor);
    page->has_color = wtw_color_is_wanted(mode, out->descriptor);
}

const char *wtw_paint_code(enum wtw_paint paint)
{
    return codes[paint];
}

void wtw_paint(const struct wtw_page *page, enum wtw_paint paint)
{
    if (page->has_color)
        wtw_out_words(page->out, codes[paint]);
}

void wtw_painted(const struct wtw_page *page, enum wtw_paint paint, const char *words)
{
    wtw_paint(page, paint);
    wtw_out_words(page->out, words);
    wtw_paint(page, WTW_PAINT_PLAIN);
}

enum wtw_paint wtw_relation_paint(enum wtw_relation relation)
{
    switch (relation) {
    case WTW_EXACT:
    case WTW_NEAR:
        return WTW_PAINT_GOOD;
    case WTW_REVISED:
        return WTW_PAINT_CAUTION;
    case WTW_ABRIDGED:
    case WTW_EXPANDED:
        return WTW_PAINT_SIDE;
    default:
        return WTW_PAINT_QUIET;
    }
}
