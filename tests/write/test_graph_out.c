/*
 * test_graph_out.c - matches as a graph, in GraphML
 */
#include "capture.h"
#include "write/graph_out.h"

static void put_node(const char *title, const char *id, struct capture *capture)
{
    struct wtw_article_info info = {
        .id = text_of(id),
        .title = text_of(title),
        .date = text_of("some day"),
        .published_seconds = WTW_DATE_UNKNOWN,
    };

    capture_begin(capture);
    wtw_graph_node(&capture->out, 17, &info, text_of("c"));
    capture_end(capture);
}

Test(graph_out, escapes_what_is_markup_and_leaves_out_what_is_not_there)
{
    struct capture capture;

    put_node("a < b & \"c\" > d", "\xc3\xa9\t1", &capture);
    check_string(capture.bytes, "    <node id=\"n17\"><data key=\"id\">\xc3\xa9\t1</data>"
                                "<data key=\"date\">some day</data>"
                                "<data key=\"title\">a &lt; b &amp; \"c\" &gt; d</data>"
                                "<data key=\"cluster\">c</data></node>\n");
    capture_release(&capture);
}

/* The characters of XML 1.0, production 2: U+9, U+A, U+D, U+20 to U+D7FF, U+E000 to U+FFFD,
 * U+10000 to U+10FFFF. */
Test(graph_out, puts_a_replacement_where_xml_has_no_character)
{
    static const struct {
        const char *text;
        const char *wanted;
    } rows[] = {
        {"a\x01"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        {"\x0b\x1f", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"x\ry\nz", "x&#13;y\nz"},
        {"\xef\xbf\xbe.\xef\xbf\xbf", "\xef\xbf\xbd.\xef\xbf\xbd"},
        {"\xef\xbf\xbd", "\xef\xbf\xbd"},
        {"\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* a surrogate */
        {"\xf0\x9f\x98\x80\x7f", "\xf0\x9f\x98\x80\x7f"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct capture capture;
        char wanted[256];

        put_node(rows[i].text, "i", &capture);
        snprintf(wanted, sizeof wanted, "<data key=\"title\">%s</data>", rows[i].wanted);
        cr_assert(strstr(capture.bytes, wanted) != NULL, "%s", capture.bytes);
        capture_release(&capture);
    }
}

/* 37 of 43 shingles of both are shared. */
Test(graph_out, gives_a_match_its_figures)
{
    struct wtw_match match = {
        .a = 3,
        .b = 17,
        .relation = WTW_EXCERPT,
        .figures = {.shared = 37,
                    .a_shingles = 40,
                    .b_shingles = 40,
                    .longest_passage_tokens = 22,
                    .lag_seconds = -60},
    };
    struct capture capture;

    capture_begin(&capture);
    wtw_graph_edge(&capture.out, &match);
    match.figures.lag_seconds = WTW_DATE_UNKNOWN;
    match.relation = WTW_NEAR;
    wtw_graph_edge(&capture.out, &match);
    capture_end(&capture);
    check_string(capture.bytes,
                 "    <edge source=\"n3\" target=\"n17\">"
                 "<data key=\"relation\">excerpt</data><data key=\"is_copy\">false</data>"
                 "<data key=\"jaccard\">0.8605</data><data key=\"a_in_b\">0.9250</data>"
                 "<data key=\"b_in_a\">0.9250</data>"
                 "<data key=\"shared_shingles\">37</data>"
                 "<data key=\"longest_passage_tokens\">22</data>"
                 "<data key=\"lag_seconds\">-60</data></edge>\n"
                 "    <edge source=\"n3\" target=\"n17\">"
                 "<data key=\"relation\">near</data><data key=\"is_copy\">true</data>"
                 "<data key=\"jaccard\">0.8605</data><data key=\"a_in_b\">0.9250</data>"
                 "<data key=\"b_in_a\">0.9250</data>"
                 "<data key=\"shared_shingles\">37</data>"
                 "<data key=\"longest_passage_tokens\">22</data></edge>\n");
    capture_release(&capture);
}
