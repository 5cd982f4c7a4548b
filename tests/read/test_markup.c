/*
 * test_markup.c - trees of HTML and XML, however broken, large or deep
 */
#include "check.h"

#include "base/faults.h"
#include "read/markup.h"

#include <stdio.h>
#include <stdlib.h>

/* The tree as "name(child child)", texts in quotes. */
static void draw(const struct wtw_markup *markup, uint32_t node, char *out, size_t room)
{
    struct wtw_span characters = wtw_markup_characters(markup, node);
    size_t used = strlen(out);

    if (markup->nodes[node].tag == WTW_TAG_TEXT) {
        snprintf(out + used, room - used, "'%.*s'", (int)characters.count,
                 characters.items);
        return;
    }
    snprintf(out + used, room - used, "%.*s(", (int)characters.count, characters.items);
    for (uint32_t i = node + 1; i < markup->nodes[node].end; i = markup->nodes[i].end) {
        check_number(markup->nodes[i].parent, node);
        draw(markup, i, out, room);
    }
    used = strlen(out);
    snprintf(out + used, room - used, ")");
}

static void check_tree(const char *text, bool is_html, const char *wanted)
{
    struct wtw_markup markup = {0};
    struct wtw_error error = {0};
    struct wtw_span span = {text, strlen(text)};
    char got[2000] = "";

    if (is_html)
        check_ok(wtw_markup_parse_html(&markup, span, &error), &error);
    else
        check_ok(wtw_markup_parse_xml(&markup, span, &error), &error);
    if (markup.count)
        draw(&markup, 0, got, sizeof got);
    check_string(got, wanted);
    wtw_markup_release(&markup);
}

Test(markup, closes_what_a_page_left_open)
{
    check_tree("<p>One<p>Two <b>bold", true, "html(body(p('One')p('Two 'b('bold'))))");
    check_tree("<ul><li>a<li>b</ul>", true, "html(body(ul(li('a')li('b'))))");
    check_tree("</div></b>x", true, "html(body(p('x')))");
    check_tree("", true, "");
}

Test(markup, reads_entities_of_html)
{
    check_tree("<p>a &amp; b &eacute; &#8217;", true,
               "html(body(p('a & b \xc3\xa9 \xe2\x80\x99')))");
    check_tree("<i>a&nbsp;b &amp; &lt; &eacute; &nosuch; c</i>", false,
               "i('a\xc2\xa0"
               "b & < \xc3\xa9  c')");
}

Test(markup, leaves_scripts_as_they_are)
{
    check_tree("<head><script>if (a<b) '</p>'</script></head>", true,
               "html(head(script('if (a<b) '</p>'')))");
}

Test(markup, needs_no_declared_prefixes)
{
    check_tree("<item><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item>",
               false, "item(content:encoded('<p>x</p>'))");
}

/* Entities of a DTD of one's own, which could grow or read files, are not followed. */
Test(markup, knows_no_entities_of_a_document_type)
{
    check_tree(
        "<!DOCTYPE i [<!ENTITY a 'aaaa'><!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
        "<i>x&a;&b;y</i>",
        false, "i('xy')");
}

Test(markup, keeps_what_was_whole_of_broken_xml)
{
    check_tree("<item><title>A & B</title><x></item>", false, "item(title('A  B')x())");
    check_tree("no markup", false, "");
}

Test(markup, finds_attributes)
{
    struct wtw_markup markup = {0};
    struct wtw_error error = {0};
    const char *page = "<p CLASS='a b' hidden onclick=x id=\"i&amp;j\">t";

    check_ok(
        wtw_markup_parse_html(&markup, (struct wtw_span){page, strlen(page)}, &error),
        &error);
    for (uint32_t i = 0; i < markup.count; i++) {
        struct wtw_span value = wtw_markup_attribute(&markup, i, WTW_ATTRIBUTE_CLASS);

        check((value.items != NULL) == (markup.nodes[i].tag == WTW_TAG_P));
        if (!value.items)
            continue;
        check_bytes(value.items, value.count, "a b");
        value = wtw_markup_attribute(&markup, i, WTW_ATTRIBUTE_ID);
        check_bytes(value.items, value.count, "i&j");
        value = wtw_markup_attribute(&markup, i, WTW_ATTRIBUTE_HIDDEN);
        check(value.items != NULL && value.count == 0);
        check(wtw_markup_attribute(&markup, i, WTW_ATTRIBUTE_HREF).items == NULL);
    }
    wtw_markup_release(&markup);
}

Test(markup, folds_the_white_space_of_a_text)
{
    struct wtw_markup markup = {0};
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    const char *page = "<div>  One\n <b>two</b><p>three</p>\t</div>";

    check_ok(
        wtw_markup_parse_html(&markup, (struct wtw_span){page, strlen(page)}, &error),
        &error);
    check_ok(wtw_markup_append_text(&markup, 0, &out, &error), &error);
    check_bytes(out.items, out.count, "One two three");
    check(wtw_markup_is_inside(&markup, 0, 0) && wtw_markup_is_inside(&markup, 1, 0));
    check(!wtw_markup_is_inside(&markup, 0, 1));
    wtw_markup_release(&markup);
    wtw_buffer_release(&out);
}

/* 'count' times 'piece', as one page. */
static enum wtw_status parse_repeated(const char *piece, size_t count,
                                      uint32_t *out_nodes, struct wtw_error *error)
{
    size_t length = strlen(piece);
    struct wtw_markup markup = {0};
    char *page = malloc(count * length + 1);
    enum wtw_status status = WTW_OK;

    for (size_t i = 0; i < count; i++)
        memcpy(page + i * length, piece, length);
    status =
        wtw_markup_parse_html(&markup, (struct wtw_span){page, count * length}, error);
    *out_nodes = markup.count;
    wtw_markup_release(&markup);
    free(page);
    return status;
}

Test(markup, bears_a_depth_of_thousands)
{
    struct wtw_error error = {0};
    uint32_t nodes = 0;

    check_ok(parse_repeated("<div>", 5000, &nodes, &error), &error);
    check(nodes >= 5000);
}

/* libxml2 by itself ends at a depth of 256, and what came so far looks like all of it. */
Test(markup, bears_a_depth_of_thousands_in_xml)
{
    size_t depth = 3000;
    char *text = malloc(depth * 7 + 2);
    struct wtw_markup markup = {0};
    struct wtw_error error = {0};

    for (size_t i = 0; i < depth; i++) {
        memcpy(text + i * 3, "<i>", 3);
        memcpy(text + depth * 3 + 1 + i * 4, "</i>", 4);
    }
    text[depth * 3] = 'x';
    check_ok(
        wtw_markup_parse_xml(&markup, (struct wtw_span){text, depth * 7 + 1}, &error),
        &error);
    check_number(markup.count, depth + 1);
    wtw_markup_release(&markup);
    free(text);
}

Test(markup, gives_up_with_words_where_tags_are_too_many_or_too_deep)
{
    static const char *const pieces[] = {"<div>", "<b>", "<br>"};
    static const size_t counts[] = {200000, 200000, 2100000};

    for (size_t i = 0; i < 3; i++) {
        struct wtw_error error = {0};
        uint32_t nodes = 0;

        check_status(parse_repeated(pieces[i], counts[i], &nodes, &error), WTW_TOO_LARGE);
        check(strstr(error.words, "too many or nested too deeply") != NULL);
    }
}

Test(markup, gives_up_where_tags_close_nothing_in_a_deep_page)
{
    struct wtw_error error = {0};
    size_t depth = 10000;
    size_t count = 200000;
    char *page = malloc(depth * 3 + count * 4 + 1);
    struct wtw_markup markup = {0};
    size_t used = 0;

    for (size_t i = 0; i < depth; i++, used += 3)
        memcpy(page + used, "<b>", 3);
    for (size_t i = 0; i < count; i++, used += 4)
        memcpy(page + used, "</i>", 4);
    check_status(wtw_markup_parse_html(&markup, (struct wtw_span){page, used}, &error),
                 WTW_TOO_LARGE);
    wtw_markup_release(&markup);
    free(page);
}

#ifdef WTW_FAULTS
Test(markup, tells_of_missing_memory_at_every_allocation)
{
    const char *page = "<p class=a id=b>One<p>Two<a href=x>three</a>";
    struct wtw_span span = {page, strlen(page)};
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 0;

    while (status == WTW_NO_MEMORY && nth < 100) {
        struct wtw_markup markup = {0};
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, ++nth);
        status = wtw_markup_parse_html(&markup, span, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_markup_release(&markup);
    }
    check_status(status, WTW_OK);
    check(nth > 3);
}
#endif
