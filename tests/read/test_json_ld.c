/*
 * test_json_ld.c - articles described in JSON-LD
 */
#include "parsed_pages.h"

#include "base/faults.h"
#include "read/json_ld.h"

static void check_found(const char *script, enum wtw_field_name field, const char *wanted)
{
    struct wtw_page_facts facts = {0};
    struct wtw_buffer values = {0};
    struct wtw_error error = {0};
    const struct wtw_page_fact *fact = &facts.items[field];

    check_ok(wtw_json_ld_find(span_of(script), &facts, &values, &error), &error);
    cr_assert((fact->key != NULL) == (wanted != NULL), "%s", script);
    if (wanted)
        check_span((struct wtw_span){values.items + fact->begin, fact->count}, wanted);
    wtw_buffer_release(&values);
}

Test(json_ld, finds_the_members_of_an_article)
{
    static const char article[] =
        "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"A "
        "\\u0026 B\",\"url\":\"https://a.example/1\",\"datePublished\":"
        "\"2023-03-07T10:00:00+01:00\",\"publisher\":{\"@type\":\"Organization\","
        "\"name\":"
        "\"Gazette\"},\"inLanguage\":\"en\",\"articleBody\":\"Words.\"}";

    check_found(article, WTW_FIELD_TITLE, "A & B");
    check_found(article, WTW_FIELD_URL, "https://a.example/1");
    check_found(article, WTW_FIELD_DATE, "2023-03-07T10:00:00+01:00");
    check_found(article, WTW_FIELD_SOURCE, "Gazette");
    check_found(article, WTW_FIELD_LANGUAGE, "en");
    check_found(article, WTW_FIELD_TEXT, "Words.");
}

Test(json_ld, finds_articles_in_arrays_and_graphs)
{
    check_found(
        "[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":[\"Thing\",\"BlogPosting\"],"
        "\"headline\":\"A\"},{\"@type\":\"Article\",\"headline\":\"B\"}]",
        WTW_FIELD_TITLE, "A");
    check_found(
        "{\"@graph\":[{\"@type\":\"Person\"},{\"@type\":\"Report\",\"name\":\"A\"}]}",
        WTW_FIELD_TITLE, "A");
    check_found(
        "{\"@type\":\"Article\",\"mainEntityOfPage\":{\"@id\":\"https://a.example/2\"}}",
        WTW_FIELD_URL, "https://a.example/2");
    check_found("{\"@type\":\"Article\",\"mainEntityOfPage\":\"https://a.example/3\"}",
                WTW_FIELD_URL, "https://a.example/3");
}

Test(json_ld, undoes_the_html_that_pages_put_into_strings)
{
    check_found("{\"@type\":\"Article\",\"headline\":\"It doesn&#8217;t &amp; won't\"}",
                WTW_FIELD_TITLE, "It doesn\xe2\x80\x99t & won't");
    check_found("{\"@type\":\"Article\",\"headline\":\"Q&A: 1 < 2\"}", WTW_FIELD_TITLE,
                "Q&A: 1 < 2");
    check_found("{\"@type\":\"Article\",\"url\":\"https://a.example/?a=1&amp;b=2\"}",
                WTW_FIELD_URL, "https://a.example/?a=1&amp;b=2");
}

Test(json_ld, bears_line_ends_in_strings_and_wrappers)
{
    check_found("{\"@type\":\"Article\",\n\"headline\":\"A\nB\"}", WTW_FIELD_TITLE,
                "A B");
    check_found("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\"}\n//]]>",
                WTW_FIELD_TITLE, "A");
    check_found("<!-- {\"@type\":\"Article\",\"headline\":\"A\"} -->", WTW_FIELD_TITLE,
                "A");
}

Test(json_ld, finds_nothing_in_what_is_no_article)
{
    check_found("", WTW_FIELD_TITLE, NULL);
    check_found("no json", WTW_FIELD_TITLE, NULL);
    check_found("{\"@type\":\"Article\",\"headline\":\"A\"", WTW_FIELD_TITLE, NULL);
    check_found("{\"@type\":\"Recipe\",\"headline\":\"A\"}", WTW_FIELD_TITLE, NULL);
    check_found("{\"headline\":\"A\"}", WTW_FIELD_TITLE, NULL);
    check_found("{\"@type\":7,\"headline\":\"A\"}", WTW_FIELD_TITLE, NULL);
    check_found(
        "{\"@type\":\"Article\",\"headline\":{\"a\":1},\"datePublished\":\"soon\"}",
        WTW_FIELD_TITLE, NULL);
    check_found("{\"@type\":\"Article\",\"datePublished\":\"soon\"}", WTW_FIELD_DATE,
                NULL);
    check_found("[[[[[{\"@type\":\"Article\",\"headline\":\"A\"}]]]]]", WTW_FIELD_TITLE,
                NULL);
}

#ifdef WTW_FAULTS
Test(json_ld, tells_of_missing_memory_at_every_allocation)
{
    for (uint64_t nth = 1; nth <= 3; nth++) {
        struct wtw_page_facts facts = {0};
        struct wtw_buffer values = {0};
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(
            wtw_json_ld_find(span_of("{\"@type\":\"Article\",\"headline\":\"A\"}"),
                             &facts, &values, &error),
            WTW_NO_MEMORY);
        wtw_buffer_release(&values);
    }
}
#endif
