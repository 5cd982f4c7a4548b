/*
 * text_plot.h - a curve in a terminal
 */
#ifndef WTW_WRITE_TEXT_PLOT_H
#define WTW_WRITE_TEXT_PLOT_H

#include "write/page.h"

/* A curve over 0 to 1 with values from 0 to 1, and a place on it that is marked. */
struct wtw_curve {
    double (*value_at)(const void *context, double x);
    const void *context;
    double marked; /* x */
    const char *x_name;
};

/*
 * wtw_curve_plot() draws the curve as columns, in eighths of a line where the terminal's
 * character set is UTF-8 and in whole lines where not, with the share at the left and an
 * arrow below the marked place.
 */
void wtw_curve_plot(const struct wtw_page *page, const struct wtw_curve *curve);

/* wtw_locale_is_utf8() decides by $LC_ALL, $LC_CTYPE and $LANG, as setlocale() would. */
bool wtw_locale_is_utf8(void);

#endif
