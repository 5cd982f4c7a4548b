/*
 * parsed_pages.h - pages for tests: parsed, or repeated to a size
 */
#ifndef WTW_TESTS_PARSED_PAGES_H
#define WTW_TESTS_PARSED_PAGES_H

#include "check.h"

#include "read/markup.h"

#include <stdio.h>
#include <stdlib.h>

__attribute__((unused)) static struct wtw_span span_of(const char *text)
{
    return (struct wtw_span){text, strlen(text)};
}

__attribute__((unused)) static struct wtw_markup parse_page(const char *page)
{
    struct wtw_markup markup = {0};
    struct wtw_error error = {0};

    check_ok(wtw_markup_parse_html(&markup, span_of(page), &error), &error);
    return markup;
}

__attribute__((unused)) static void check_span(struct wtw_span got, const char *wanted)
{
    cr_assert(got.count == strlen(wanted) &&
                  (!got.count || memcmp(got.items, wanted, got.count) == 0),
              "got %.*s, wanted %s", (int)got.count, got.items, wanted);
}

/* Three paragraphs of an article, each a sentence of some length without links. */
#define FIRST                                                                            \
    "<p>The bridge over the Sallow is closed until May, the council said on Tuesday "    \
    "evening.</p>"
#define SECOND                                                                           \
    "<p>Cars have to take the road through Upper Lindle, which adds twenty minutes to "  \
    "the way.</p>"
#define THIRD                                                                            \
    "<p>Shopkeepers in the old town fear for their custom, and ask for a ferry in the "  \
    "meantime.</p>"
#define FIRST_TEXT                                                                       \
    "The bridge over the Sallow is closed until May, the council said on Tuesday "       \
    "evening."
#define SECOND_TEXT                                                                      \
    "Cars have to take the road through Upper Lindle, which adds twenty minutes to the " \
    "way."
#define THIRD_TEXT                                                                       \
    "Shopkeepers in the old town fear for their custom, and ask for a ferry in the "     \
    "meantime."
#define WHOLE_TEXT FIRST_TEXT "\n\n" SECOND_TEXT "\n\n" THIRD_TEXT

#endif
