/*
 * test_page.c - where output for people goes
 */
#include "capture.h"
#include "write/page.h"

#include <fcntl.h>

static size_t width_with(const char *columns)
{
    struct capture capture;
    struct wtw_page page;

    if (columns)
        setenv("COLUMNS", columns, 1);
    else
        unsetenv("COLUMNS");
    capture_begin(&capture);
    wtw_page_init(&page, &capture.out, WTW_COLOR_AUTO);
    capture_end(&capture);
    capture_release(&capture);
    return page.width;
}

Test(page, is_as_wide_as_columns_says_within_reason_and_80_otherwise)
{
    check_number(width_with(NULL), 80);
    check_number(width_with(""), 80);
    check_number(width_with("wide"), 80);
    check_number(width_with("120"), 120);
    check_number(width_with("5"), WTW_PAGE_LEAST);
    check_number(width_with("1000000"), 1000);
}

Test(page, has_colour_when_asked_and_by_itself_only_at_a_terminal)
{
    int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    int file = open("/dev/null", O_WRONLY);

    check(terminal >= 0);
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
    check(wtw_color_is_wanted(WTW_COLOR_ALWAYS, file));
    check(!wtw_color_is_wanted(WTW_COLOR_NEVER, terminal));
    check(!wtw_color_is_wanted(WTW_COLOR_AUTO, file));
    check(wtw_color_is_wanted(WTW_COLOR_AUTO, terminal));
    setenv("TERM", "dumb", 1);
    check(!wtw_color_is_wanted(WTW_COLOR_AUTO, terminal));
    unsetenv("TERM");
    check(!wtw_color_is_wanted(WTW_COLOR_AUTO, terminal));
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "1", 1);
    check(!wtw_color_is_wanted(WTW_COLOR_AUTO, terminal));
    check(wtw_color_is_wanted(WTW_COLOR_ALWAYS, terminal));
    setenv("NO_COLOR", "", 1);
    check(wtw_color_is_wanted(WTW_COLOR_AUTO, terminal));
    close(terminal);
    close(file);
}

Test(page, writes_no_escapes_without_colour)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 80};

    capture_begin(&capture);
    wtw_painted(&page, WTW_PAINT_BAD, "plain ");
    page.has_color = true;
    wtw_painted(&page, WTW_PAINT_BAD, "red");
    capture_end(&capture);
    check_string(capture.bytes, "plain \x1b[31mred\x1b[0m");
    capture_release(&capture);
}
