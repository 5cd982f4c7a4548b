/*
 * test_page_blocks.c - blocks of text and what they are worth
 */
#include "parsed_pages.h"

#include "base/faults.h"
#include "read/page_blocks.h"
#include "read/page_hints.h"

/* The blocks as "owner:length/links/stops;". */
static void check_blocks(const char *page, bool is_whole, const char *wanted)
{
    struct wtw_markup markup = parse_page(page);
    struct wtw_page_blocks blocks;
    struct wtw_error error = {0};
    char got[1000] = "";
    size_t used = 0;

    check_ok(wtw_page_blocks_make(&markup, is_whole, &blocks, &error), &error);
    for (uint32_t i = 0; i < blocks.count; i++) {
        const struct wtw_page_block *block = &blocks.items[i];
        struct wtw_span owner = wtw_markup_characters(&markup, block->owner);

        used += (size_t)snprintf(got + used, sizeof got - used, "%.*s:%u/%u/%u;",
                                 (int)owner.count, owner.items, block->length,
                                 block->link_length, block->stops);
    }
    check_string(got, wanted);
    wtw_page_blocks_release(&blocks);
    wtw_markup_release(&markup);
}

Test(page_blocks, end_where_a_new_line_begins)
{
    check_blocks("<div>ab <b>c</b> d<p>e.</p>f<br>g</div>", true,
                 "div:4/0/0;p:2/0/1;div:2/0/0;");
    check_blocks("<ul><li>a<li> &nbsp; <li>b</ul>", true, "li:1/0/0;li:1/0/0;");
}

Test(page_blocks, count_letters_links_and_ends_of_sentences)
{
    check_blocks("<p>ab <a href=x>cd</a>! ef.", true, "p:8/2/2;");
    check_blocks("<p>3.5 \xc3\xa9\xc3\xa9?", true, "p:6/0/1;");
    check_blocks("<p>\xe6\x97\xa5\xe6\x9c\xac\xe3\x80\x82", true, "p:9/0/1;");
}

Test(page_blocks, leave_out_what_is_hidden_or_no_text)
{
    check_blocks("<head><title>t</title></head><script>x</script><p hidden>a</p>"
                 "<p style='color:red; display : none'>b</p><p aria-hidden=true>c</p>"
                 "<p style='display:block'>d</p><p aria-hidden=false>e</p><textarea>f",
                 true, "p:1/0/0;p:1/0/0;");
}

Test(page_blocks, leave_out_what_names_and_elements_say_is_no_article)
{
    check_blocks(
        "<nav>a</nav><div class=related>b</div><div role=navigation>c</div>" FIRST
        "<aside>d</aside><figure>e</figure><footer>f</footer>"
        "<article><p>g</p><article>h</article></article>",
        false, "p:70/0/1;p:1/0/0;");
}

Test(page_blocks, keep_what_holds_most_of_the_prose_whatever_its_name)
{
    check_blocks("<form class=sidebar>" FIRST "</form><p>b", false, "p:70/0/1;p:1/0/0;");
    check_blocks("<div class='article-body share'>x</div>" FIRST, false,
                 "div:1/0/0;p:70/0/1;");
}

Test(page_blocks, are_worth_their_length_or_less_than_nothing)
{
    struct wtw_markup markup = parse_page(
        "<div>" FIRST
        "<p>Short label</p><h2>Head</h2></div><ul><li><a href=x>A link of some "
        "length</a></ul>");
    struct wtw_page_blocks blocks;
    struct wtw_error error = {0};

    check_ok(wtw_page_blocks_make(&markup, false, &blocks, &error), &error);
    for (uint32_t i = 0; i < markup.count; i++) {
        if (markup.nodes[i].tag == WTW_TAG_DIV)
            check_number(blocks.nodes[i].value, 70 - 15);
        if (markup.nodes[i].tag == WTW_TAG_UL)
            check_number(blocks.nodes[i].value, -15 - 17 / 2);
        if (markup.nodes[i].tag == WTW_TAG_BODY)
            check_number(blocks.nodes[i].value, 70 - 15 - 15 - 8);
    }
    wtw_page_blocks_release(&blocks);
    wtw_markup_release(&markup);
}

Test(page_blocks, are_prose_if_long_or_a_sentence_and_not_made_of_links)
{
    static const struct {
        struct wtw_page_block block;
        bool is_prose;
    } cases[] = {
        {{.length = 80}, true},
        {{.length = 79}, false},
        {{.length = 30, .stops = 1}, true},
        {{.length = 29, .stops = 1}, false},
        {{.length = 90, .link_length = 30}, true},
        {{.length = 90, .link_length = 31}, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(wtw_page_block_is_prose(&cases[i].block) == cases[i].is_prose);
}

#ifdef WTW_FAULTS
Test(page_blocks, tell_of_missing_memory)
{
    struct wtw_markup markup = parse_page(FIRST SECOND);

    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_page_blocks blocks;
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_page_blocks_make(&markup, false, &blocks, &error),
                     WTW_NO_MEMORY);
        wtw_page_blocks_release(&blocks);
    }
    wtw_markup_release(&markup);
}
#endif
