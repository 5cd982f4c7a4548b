/*
 * text_plot.c - a curve in a terminal
 *
 *      100 % |                 ..####
 *       75 % |              .:#######
 *       ...
 *        0 % +-----------------------
 *            0      ^ 0.5            1
 *
 * Columns in eighths of a line show an S-curve well in ten lines. Braille dots were
 * rejected: many terminal fonts lack them.
 */
#include "write/text_plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PLOT_LINES = 10, LABEL_WIDTH = 8, PLOT_WIDEST = 64, EIGHTHS = 8 };

bool wtw_locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *locale = getenv(names[i]);
        const char *set = locale ? strchr(locale, '.') : NULL;

        if (!locale || !*locale)
            continue;
        return set && (strncasecmp(set + 1, "utf-8", 5) == 0 ||
                       strncasecmp(set + 1, "utf8", 4) == 0);
    }
    return false;
}

/* What stands for 0 to 8 eighths of a line. */
static const char *block(int eighths, bool is_utf8)
{
    static const char *const blocks[] = {" ",
                                         "\xe2\x96\x81",
                                         "\xe2\x96\x82",
                                         "\xe2\x96\x83",
                                         "\xe2\x96\x84",
                                         "\xe2\x96\x85",
                                         "\xe2\x96\x86",
                                         "\xe2\x96\x87",
                                         "\xe2\x96\x88"};

    if (is_utf8)
        return blocks[eighths];
    if (eighths < EIGHTHS / 4)
        return " ";
    return eighths < EIGHTHS / 2 ? "." : eighths < EIGHTHS ? ":" : "#";
}

/* How much of 'line', counted from the bottom, a column fills. */
static int eighths_of(double value, int line)
{
    double filled = (value * PLOT_LINES - line) * EIGHTHS;

    if (filled <= 0)
        return 0;
    return filled >= EIGHTHS ? EIGHTHS : (int)floor(filled + .5);
}

static double x_of(size_t column, size_t width)
{
    return ((double)column + .5) / (double)width;
}

static size_t column_of(double x, size_t width)
{
    double column = floor(x * (double)width);

    if (column < 0)
        return 0;
    return column < (double)width ? (size_t)column : width - 1;
}

static void put_label(const struct wtw_page *page, int line)
{
    char words[32] = "";

    /* Of ten lines the upper edge of each second one is a round share. */
    if (line % 2 == 1)
        snprintf(words, sizeof words, "%d %%", (line + 1) * 100 / PLOT_LINES);
    wtw_out_spaces(page->out, LABEL_WIDTH - 2 - strlen(words));
    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_out_words(page->out, words);
    wtw_out_words(page->out, " |");
    wtw_paint(page, WTW_PAINT_PLAIN);
}

static void put_line(const struct wtw_page *page, const struct wtw_curve *curve, int line,
                     size_t width, bool is_utf8)
{
    size_t marked = column_of(curve->marked, width);
    size_t blanks = 0;

    put_label(page, line);
    for (size_t column = 0; column < width; column++) {
        double value = curve->value_at(curve->context, x_of(column, width));
        const char *words = block(eighths_of(value, line), is_utf8);

        if (column == marked)
            wtw_paint(page, WTW_PAINT_GOOD);
        if (*words == ' ') {
            blanks++;
            continue;
        }
        wtw_out_spaces(page->out, blanks);
        wtw_out_words(page->out, words);
        blanks = 0;
    }
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
}

static void put_axis(const struct wtw_page *page, const struct wtw_curve *curve,
                     size_t width)
{
    size_t marked = column_of(curve->marked, width);
    char words[64];

    wtw_paint(page, WTW_PAINT_QUIET);
    wtw_out_spaces(page->out, LABEL_WIDTH - 1);
    wtw_out_character(page->out, '+');
    for (size_t column = 0; column < width; column++)
        wtw_out_character(page->out, '-');
    wtw_paint(page, WTW_PAINT_PLAIN);
    wtw_out_character(page->out, '\n');
    snprintf(words, sizeof words, "^ %s %.4g", curve->x_name, curve->marked);
    if (marked + strlen(words) > width) {
        snprintf(words, sizeof words, "%s %.4g ^", curve->x_name, curve->marked);
        marked = marked + 1 > strlen(words) ? marked + 1 - strlen(words) : 0;
    }
    wtw_out_spaces(page->out, LABEL_WIDTH + marked);
    wtw_painted(page, WTW_PAINT_HEADING, words);
    wtw_out_character(page->out, '\n');
}

void wtw_curve_plot(const struct wtw_page *page, const struct wtw_curve *curve)
{
    bool is_utf8 = wtw_locale_is_utf8();
    size_t width = page->width - LABEL_WIDTH - 1;

    if (width > PLOT_WIDEST)
        width = PLOT_WIDEST;
    for (int line = PLOT_LINES; line-- > 0;)
        put_line(page, curve, line, width, is_utf8);
    put_axis(page, curve, width);
}
