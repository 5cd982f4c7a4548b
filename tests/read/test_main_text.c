/*
 * test_main_text.c - the article on a page, and nothing else of it
 */
#include "parsed_pages.h"

#include "base/faults.h"
#include "read/main_text.h"

static void check_main(const char *page, const char *wanted)
{
    struct wtw_markup markup = parse_page(page);
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(wtw_main_text_append(&markup, &out, &error), &error);
    check_span((struct wtw_span){out.items, out.count}, wanted);
    wtw_buffer_release(&out);
    wtw_markup_release(&markup);
}

static void check_whole(const char *page, const char *wanted)
{
    struct wtw_markup markup = parse_page(page);
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(wtw_whole_text_append(&markup, 0, &out, &error), &error);
    check_span((struct wtw_span){out.items, out.count}, wanted);
    wtw_buffer_release(&out);
    wtw_markup_release(&markup);
}

Test(main_text, is_without_navigation_title_and_links)
{
    check_main("<title>T</title><ul class=menu><li><a href=/>Home</a></ul><h1>Bridge "
               "closed</h1><div><p>By A. Writer" FIRST SECOND
               "<p><a href=x>More about bridges in the county</a>" THIRD
               "</div><footer>All rights are reserved by the Gazette of Sallow Valley."
               "</footer>",
               "By A. Writer\n\n" WHOLE_TEXT);
}

Test(main_text, takes_a_plain_page_whole)
{
    check_main(FIRST SECOND THIRD, WHOLE_TEXT);
    check_main("<p>Hello", "Hello");
    check_main("", "");
    check_main("<body><script>x()</script>", "");
}

Test(main_text, prefers_the_body_that_the_page_names)
{
    check_main("<div><p>Elsewhere: the mayor of Lindle has opened the new library on the "
               "square.</p><div class=article-body>" FIRST SECOND "</div></div>",
               FIRST_TEXT "\n\n" SECOND_TEXT);
    check_main(
        "<div><div itemprop=articleBody><p>Log in to go on reading here.</p></div>" FIRST
            SECOND THIRD "</div>",
        "Log in to go on reading here.\n\n" WHOLE_TEXT);
}

Test(main_text, does_not_add_teasers_below_the_article)
{
    check_main(
        "<body><div id=one>" FIRST SECOND
        "</div><div id=two><h3><a href=x>The other side of the river</a></h3>"
        "<a href=x>Read it</a><p>A short word on it.</p><a href=y>And this</a></div>",
        FIRST_TEXT "\n\n" SECOND_TEXT);
}

Test(main_text, keeps_subheadings_lists_tables_and_breaks)
{
    check_main(
        "<div>" FIRST "<h2>What to do</h2><ul><li>Stay at home<li>Walk</ul>"
        "<table><tr><td>Lindle<td>20<tr><td>Sallow<td>5</table>"
        "<p>The number of the council is open day and night:<br>one two three.<br><br>"
        "Four.</p></div>",
        FIRST_TEXT "\n\nWhat to do\n\nStay at home\nWalk\n\nLindle\t20\nSallow\t5\n\n"
                   "The number of the council is open day and night:\none two "
                   "three.\n\nFour.");
}

/* No tag of HTML 4 begins the body here: the article lies in the head. */
Test(main_text, needs_no_body_element)
{
    check_main("<html><title>T</title><article>" FIRST "</article>", FIRST_TEXT);
}

Test(main_text, of_all_is_all_but_what_is_hidden)
{
    check_whole("<h1>Title</h1><p>a <a href=x>link</a></p><ul><li>one<li>two</ul>"
                "<nav>three</nav><p hidden>no</p>",
                "Title\n\na link\n\none\ntwo\n\nthree");
    check_whole("just  words\n here", "just words here");
    check_whole("", "");
}

#ifdef WTW_FAULTS
Test(main_text, tells_of_missing_memory_at_every_allocation)
{
    struct wtw_markup markup = parse_page("<div>" FIRST SECOND "</div>");
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 0;

    while (status == WTW_NO_MEMORY && nth < 100) {
        struct wtw_buffer out = {0};
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, ++nth);
        status = wtw_main_text_append(&markup, &out, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_buffer_release(&out);
    }
    check_status(status, WTW_OK);
    check(nth > 3);
    wtw_markup_release(&markup);
}
#endif
