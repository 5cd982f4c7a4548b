/*
 * test_screen_text.c - text from articles on a terminal
 */
#include "capture.h"
#include "write/screen_text.h"

static void check_put(const char *words, size_t width, enum wtw_cut cut,
                      const char *wanted, size_t wanted_width)
{
    struct capture capture;
    size_t used = 0;

    capture_begin(&capture);
    used = wtw_screen_put(&capture.out, text_of(words), width, cut);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    check_number(used, wanted_width);
    capture_release(&capture);
}

Test(screen_text, measures_wide_and_combining_characters)
{
    check_number(wtw_screen_width(text_of("")), 0);
    check_number(wtw_screen_width(text_of("abc")), 3);
    check_number(wtw_screen_width(text_of("\xe6\x96\xb0\xe8\x81\x9e")), 4);
    check_number(wtw_screen_width(text_of("e\xcc\x81t\xc3\xa9")), 3);
}

Test(screen_text, folds_white_space_and_trims_it)
{
    check_put(" \n a\t\tb\r\n  c \xc2\xa0", 20, WTW_CUT_END, "a b c", 5);
}

Test(screen_text, makes_controls_harmless)
{
    check_put("a\x1b[31mb\x7f", 20, WTW_CUT_END, "a\xef\xbf\xbd[31mb\xef\xbf\xbd", 8);
    check_put("a\xff\xc2\x9b"
              "b",
              20, WTW_CUT_END,
              "a\xef\xbf\xbd\xef\xbf\xbd"
              "b",
              4);
    check_put("a\xe2\x80\xae"
              "b",
              20, WTW_CUT_END, "ab", 2);
}

Test(screen_text, cuts_the_end_or_the_middle)
{
    check_put("abcdefgh", 8, WTW_CUT_END, "abcdefgh", 8);
    check_put("abcdefgh", 5, WTW_CUT_END, "abcd\xe2\x80\xa6", 5);
    check_put("abcdefgh", 5, WTW_CUT_MIDDLE, "ab\xe2\x80\xa6gh", 5);
    check_put("abcdefgh", 6, WTW_CUT_MIDDLE,
              "ab\xe2\x80\xa6"
              "fgh",
              6);
    check_put("abcdefgh", 1, WTW_CUT_MIDDLE, "\xe2\x80\xa6", 1);
    check_put("abcdefgh", 0, WTW_CUT_END, "", 0);
}

Test(screen_text, never_writes_half_a_wide_character)
{
    check_put("\xe6\x96\xb0\xe8\x81\x9e\xe6\x96\xb0", 5, WTW_CUT_END,
              "\xe6\x96\xb0\xe8\x81\x9e\xe2\x80\xa6", 5);
    check_put("\xe6\x96\xb0\xe8\x81\x9e\xe6\x96\xb0", 4, WTW_CUT_END,
              "\xe6\x96\xb0\xe2\x80\xa6", 3);
}

Test(screen_text, fills_a_cell_up)
{
    struct capture capture;

    capture_begin(&capture);
    wtw_screen_cell(&capture.out, text_of("\xe6\x96\xb0"), 5, WTW_CUT_END);
    wtw_out_words(&capture.out, "|");
    capture_end(&capture);
    check_string(capture.bytes, "\xe6\x96\xb0   |");
    capture_release(&capture);
}

/* Fills a paragraph of 'width' columns, indented by 2, with a mark around 'marked'. */
static void check_fill(size_t width, bool has_color, bool keeps_lines, const char *before,
                       const char *marked, const char *behind, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = width, .has_color = has_color};
    struct wtw_fill fill;

    capture_begin(&capture);
    wtw_fill_begin(&fill, &page, 2, keeps_lines);
    wtw_fill_text(&fill, text_of(before));
    if (*marked) {
        wtw_fill_open_mark(&fill);
        wtw_fill_text(&fill, text_of(marked));
        wtw_fill_close_mark(&fill);
    }
    wtw_fill_text(&fill, text_of(behind));
    wtw_fill_end(&fill);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(screen_text, breaks_lines_between_words)
{
    check_fill(12, false, false, "one two three four", "", "",
               "  one two\n  three four\n");
    check_fill(12, false, false, "", "", "", "");
    check_fill(12, false, false, " one ", "", " two ", "  one two\n");
    check_fill(12, false, false, "one", "", "two", "  onetwo\n");
}

Test(screen_text, breaks_words_that_no_line_can_hold)
{
    check_fill(12, false, false, "a abcdefghijklmnopqrstu b", "", "",
               "  a\n  abcdefghij\n  klmnopqrst\n  u b\n");
}

Test(screen_text, breaks_anywhere_between_wide_characters)
{
    check_fill(8, false, false,
               "\xe6\x96\xb0\xe8\x81\x9e\xe6\x96\xb0\xe8\x81\x9e\xe6\x96\xb0", "", "",
               "  \xe6\x96\xb0\xe8\x81\x9e\xe6\x96\xb0\n  \xe8\x81\x9e\xe6\x96\xb0\n");
}

Test(screen_text, keeps_lines_where_it_is_asked_to)
{
    check_fill(20, false, true, "one\ntwo three\n\nfour", "", "",
               "  one\n  two three\n  four\n");
    check_fill(20, false, false, "one\ntwo three\n\nfour", "", "",
               "  one two three four\n");
}

Test(screen_text, marks_by_brackets_or_by_colour)
{
    check_fill(20, false, false, "one ", "two three", ", four",
               "  one [[two three]],\n  four\n");
    check_fill(20, true, false, "one ", "two three", ", four",
               "  one \x1b[1;32mtwo three\x1b[0m,\n  four\n");
}

/* A paragraph with something dimmed inside of a mark, and something behind it. */
static void check_dim(bool has_color, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 60, .has_color = has_color};
    struct wtw_fill fill;

    capture_begin(&capture);
    wtw_fill_begin(&fill, &page, 0, false);
    wtw_fill_open_mark(&fill);
    wtw_fill_text(&fill, text_of("one "));
    wtw_fill_open_dim(&fill);
    wtw_fill_text(&fill, text_of("two"));
    wtw_fill_close_dim(&fill, WTW_PAINT_SHARED);
    wtw_fill_text(&fill, text_of(" three"));
    wtw_fill_close_mark(&fill);
    wtw_fill_open_dim(&fill);
    wtw_fill_text(&fill, text_of("four"));
    wtw_fill_close_dim(&fill, WTW_PAINT_PLAIN);
    wtw_fill_end(&fill);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(screen_text, dims_inside_of_marks_and_goes_on_with_the_mark)
{
    check_dim(false, "[[one {{two}} three]]{{four}}\n");
    check_dim(true, "\x1b[1;32mone \x1b[0m\x1b[2mtwo\x1b[0m\x1b[1;32m three\x1b[0m"
                    "\x1b[0m\x1b[2mfour\x1b[0m\n");
}
