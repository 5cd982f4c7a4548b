/*
 * test_page_facts.c - what pages say of their articles, and where
 */
#include "parsed_pages.h"

#include "base/faults.h"
#include "read/page_facts.h"

static void check_fact(const char *page, enum wtw_field_name field, const char *key,
                       const char *value)
{
    struct wtw_markup markup = parse_page(page);
    struct wtw_page_facts facts;
    struct wtw_buffer values = {0};
    struct wtw_error error = {0};
    const struct wtw_page_fact *fact = &facts.items[field];

    check_ok(wtw_page_facts_find(&markup, &facts, &values, &error), &error);
    cr_assert((fact->key != NULL) == (key != NULL), "%s", page);
    if (key) {
        check_string(fact->key, key);
        check_span((struct wtw_span){values.items + fact->begin, fact->count}, value);
    }
    wtw_buffer_release(&values);
    wtw_markup_release(&markup);
}

Test(page_facts, take_the_surest_title)
{
    check_fact("<title>A | Gazette</title>", WTW_FIELD_TITLE, "title", "A | Gazette");
    check_fact("<title>A | Gazette</title><h1> A  <i>b</i></h1>", WTW_FIELD_TITLE, "h1",
               "A b");
    check_fact("<h1>A</h1><meta name=twitter:title content=B><meta property=og:title "
               "content=' C '>",
               WTW_FIELD_TITLE, "og:title", "C");
    check_fact("<meta property=og:title content=''><h1></h1><title>T", WTW_FIELD_TITLE,
               "title", "T");
    check_fact("<p>x", WTW_FIELD_TITLE, NULL, NULL);
}

Test(page_facts, take_no_whole_page_for_a_title)
{
    char page[1200] = "<h1>";

    memset(page + 4, 'x', 1001);
    check_fact(page, WTW_FIELD_TITLE, NULL, NULL);
    page[1004] = '\0';
    page[4] = 'y';
    check_fact(page, WTW_FIELD_TITLE, "h1", page + 4);
}

Test(page_facts, take_the_canonical_url_unless_it_is_the_front_page)
{
    check_fact("<link rel=canonical href='https://a.example/x'><meta property=og:url "
               "content=https://a.example/y>",
               WTW_FIELD_URL, "canonical link", "https://a.example/x");
    check_fact("<link rel=canonical href='https://a.example/'><meta property=og:url "
               "content=https://a.example/y>",
               WTW_FIELD_URL, "og:url", "https://a.example/y");
    check_fact(
        "<link rel=canonical href='/x'><link rel=alternate href=https://a.example/z>",
        WTW_FIELD_URL, NULL, NULL);
}

Test(page_facts, take_the_surest_date_that_is_understood)
{
    check_fact("<time datetime='2023-03-01'>", WTW_FIELD_DATE, "time", "2023-03-01");
    check_fact("<time datetime='2023-03-01'></time><time itemprop=datePublished "
               "datetime=2023-03-02>",
               WTW_FIELD_DATE, "datePublished", "2023-03-02");
    check_fact("<meta name=date content=2023-03-01><meta property=article:published_time "
               "content='2023-03-03T10:00:00Z'>",
               WTW_FIELD_DATE, "article:published_time", "2023-03-03T10:00:00Z");
    check_fact("<meta property=article:published_time content=yesterday><meta "
               "itemprop=datePublished content=2023-03-04>",
               WTW_FIELD_DATE, "datepublished", "2023-03-04");
    check_fact("<time>today</time>", WTW_FIELD_DATE, NULL, NULL);
}

Test(page_facts, take_source_and_language)
{
    check_fact("<meta property=og:site_name content='The Gazette'>", WTW_FIELD_SOURCE,
               "og:site_name", "The Gazette");
    check_fact("<html lang=en-GB><meta property=og:locale content=de_DE>",
               WTW_FIELD_LANGUAGE, "html lang", "en-GB");
    check_fact("<meta property=og:locale content=de_DE>", WTW_FIELD_LANGUAGE, "og:locale",
               "de_DE");
}

Test(page_facts, prefer_json_ld)
{
    static const char page[] =
        "<meta property=og:title content=B><script type='application/ld+json'>"
        "{\"@type\":\"NewsArticle\",\"headline\":\"A\"}</script>"
        "<script>{\"@type\":\"NewsArticle\",\"headline\":\"C\"}</script>"
        "<script type='application/ld+json'></script>";

    check_fact(page, WTW_FIELD_TITLE, "headline", "A");
}

#ifdef WTW_FAULTS
Test(page_facts, tell_of_missing_memory)
{
    struct wtw_markup markup = parse_page("<h1>Title</h1><link rel=canonical "
                                          "href=https://a.example/x>");
    struct wtw_page_facts facts;
    struct wtw_buffer values = {0};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_page_facts_find(&markup, &facts, &values, &error), WTW_NO_MEMORY);
    wtw_buffer_release(&values);
    wtw_markup_release(&markup);
}
#endif
