/*
 * test_html_page.c - fields of whole pages
 */
#include "parsed_pages.h"

#include "base/faults.h"
#include "read/html_page.h"

static struct wtw_buffer scratch;

static struct wtw_fields fields_of(const char *page, const char *charset)
{
    struct wtw_fields fields;
    struct wtw_error error = {0};

    check_ok(
        wtw_html_page_fields(span_of(page), span_of(charset), &scratch, &fields, &error),
        &error);
    return fields;
}

Test(html_page, has_the_fields_of_an_article)
{
    struct wtw_fields fields =
        fields_of("<html lang=en><title>T</title><link rel=canonical "
                  "href=https://a.example/1><meta property=article:published_time "
                  "content=2023-03-07><meta property=og:site_name content=Gazette>"
                  "<article>" FIRST SECOND THIRD "</article>",
                  "");

    check_span(fields.items[WTW_FIELD_TEXT].value, WHOLE_TEXT);
    check_string(fields.items[WTW_FIELD_TEXT].key, "main text");
    check_span(fields.items[WTW_FIELD_TITLE].value, "T");
    check_span(fields.items[WTW_FIELD_URL].value, "https://a.example/1");
    check_span(fields.items[WTW_FIELD_SOURCE].value, "Gazette");
    check_span(fields.items[WTW_FIELD_LANGUAGE].value, "en");
    check(fields.items[WTW_FIELD_ID].key == NULL);
    check_number(fields.published_seconds, INT64_C(1678147200));
    check_number(fields.text_begin, 0);
    wtw_buffer_release(&scratch);
}

Test(html_page, takes_the_stated_text_only_where_the_page_shows_hardly_any)
{
#define STATED                                                                           \
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"The "   \
    "bridge is closed.\"}</script>"
    check_span(fields_of(STATED "<div id=app>...</div>", "").items[WTW_FIELD_TEXT].value,
               "The bridge is closed.");
    check_string(fields_of(STATED, "").items[WTW_FIELD_TEXT].key, "articleBody");
    check_span(fields_of(STATED "<p>It is closed.", "").items[WTW_FIELD_TEXT].value,
               "It is closed.");
    wtw_buffer_release(&scratch);
}

Test(html_page, believes_the_server_before_the_page)
{
    check_span(fields_of("<meta charset=windows-1251><p>caf\xe9", "iso-8859-1")
                   .items[WTW_FIELD_TEXT]
                   .value,
               "caf\xc3\xa9");
    check_span(fields_of("<meta charset=windows-1251><p>\xcf", "no-such")
                   .items[WTW_FIELD_TEXT]
                   .value,
               "\xd0\x9f");
    wtw_buffer_release(&scratch);
}

Test(html_page, without_text_is_an_article_with_an_empty_one)
{
    struct wtw_fields fields = fields_of("", "");

    check(fields.items[WTW_FIELD_TEXT].key != NULL);
    check_number(fields.items[WTW_FIELD_TEXT].value.count, 0);
    check(fields.published_seconds == WTW_DATE_UNKNOWN);
    wtw_buffer_release(&scratch);
}

Test(html_page, in_pieces_is_readable_text)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(wtw_html_piece_append(span_of("a &amp; b<p>c <i>d"), &out, &error), &error);
    check_bytes(out.items, out.count, "a & b\n\nc d");
    check_ok(wtw_html_piece_append(span_of(""), &out, &error), &error);
    check_number(out.count, 10);
    wtw_buffer_release(&out);
}

Test(html_page, that_is_too_much_is_rejected_with_its_place)
{
    const struct wtw_spot spot = {"in.html", 1, 0, 0};
    enum wtw_reject_reason reason = WTW_REJECT_NO_TEXT;
    struct wtw_error error = {0};

    wtw_fail(&error, WTW_TOO_LARGE, "too many");
    check_status(wtw_page_reject(WTW_TOO_LARGE, &spot, &reason, &error), WTW_BAD_INPUT);
    check_number(reason, WTW_REJECT_TOO_LONG);
    check_string(error.input, "in.html");
    check_string(error.words, "too many");
    check_status(wtw_page_reject(WTW_OK, &spot, &reason, &error), WTW_OK);
    check_status(wtw_page_reject(WTW_NO_MEMORY, &spot, &reason, NULL), WTW_NO_MEMORY);
}

#ifdef WTW_FAULTS
Test(html_page, tells_of_missing_memory_at_every_allocation)
{
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 0;

    while (status == WTW_NO_MEMORY && nth < 200) {
        struct wtw_fields fields;
        struct wtw_error error = {0};

        wtw_buffer_release(&scratch);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, ++nth);
        status = wtw_html_page_fields(span_of("<title>T</title>" FIRST), span_of(""),
                                      &scratch, &fields, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    }
    check_status(status, WTW_OK);
    check(nth > 5);
    wtw_buffer_release(&scratch);
}
#endif
