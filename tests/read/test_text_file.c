/*
 * test_text_file.c - title and date of plain text
 */
#include "check.h"

#include "read/text_file.h"

static struct wtw_fields fields_of(const char *text)
{
    struct wtw_fields fields;

    check_status(
        wtw_text_format.understand(NULL, (struct wtw_span){text, text ? strlen(text) : 0},
                                   NULL, &fields, NULL, NULL),
        WTW_OK);
    return fields;
}

static void check_title(const char *text, const char *wanted)
{
    struct wtw_fields fields = fields_of(text);
    const struct wtw_field *title = &fields.items[WTW_FIELD_TITLE];

    check(fields.title_is_in_text == (wanted != NULL));
    check((title->key != NULL) == (wanted != NULL));
    if (wanted)
        cr_assert(title->value.count == strlen(wanted) &&
                      memcmp(title->value.items, wanted, title->value.count) == 0,
                  "got %.*s", (int)title->value.count, title->value.items);
}

Test(text_file, takes_the_whole_file_for_the_text)
{
    const char *text = "\n\n# Title\n\nBody.\n";
    struct wtw_fields fields = fields_of(text);

    check(fields.items[WTW_FIELD_TEXT].value.items == text);
    check_number(fields.items[WTW_FIELD_TEXT].value.count, strlen(text));
    check(!fields.items[WTW_FIELD_ID].key);
    check(!fields.items[WTW_FIELD_SOURCE].key);
}

Test(text_file, drops_a_byte_order_mark)
{
    struct wtw_fields fields = fields_of("\xef\xbb\xbfTitle\n\nBody.");

    check_bytes(fields.items[WTW_FIELD_TEXT].value.items,
                fields.items[WTW_FIELD_TEXT].value.count, "Title\n\nBody.");
    check_title("\xef\xbb\xbfTitle\n\nBody.", "Title");
}

Test(text_file, knows_a_title_when_it_sees_one)
{
    check_title("\n\n# Bridge closed  \nBody goes on.", "Bridge closed");
    check_title("### Bridge closed\n", "Bridge closed");
    check_title("Bridge closed\n\nBody.", "Bridge closed");
    check_title("  Bridge closed\r\n\r\nBody.", "Bridge closed");
    check_title("Bridge closed\n=====\nBody.", "Bridge closed");
    check_title("March 7, 2023\n\nBridge closed\n\nBody.", NULL);
    check_title("Bridge closed\nfor repairs until May.\n\nBody.", NULL);
    check_title("The bridge was closed.\n\nBody.", NULL);
    check_title("One line only", NULL);
    check_title("#hashtag first\nBody.", NULL);
    check_title("#\n\nBody.", "#");
    check_title("", NULL);
    check_title("\n \n", NULL);
}

Test(text_file, measures_a_title_in_characters)
{
    char text[400];

    for (size_t i = 0; i < 150; i++)
        memcpy(text + 2 * i, "\xd0\x96", 2);
    memcpy(text + 300, "\n\nx", 4);
    check(fields_of(text).title_is_in_text);
    memset(text, 'a', 151);
    memcpy(text + 151, "\n\nx", 4);
    check(!fields_of(text).title_is_in_text);
}

Test(text_file, finds_a_line_that_is_nothing_but_a_date)
{
    struct wtw_fields fields =
        fields_of("# Bridge closed\n\n By A. Writer\n\n March 07, 2023 \n\nBody.");

    check_bytes(fields.items[WTW_FIELD_DATE].value.items,
                fields.items[WTW_FIELD_DATE].value.count, "March 07, 2023");
    check_number(fields.published_seconds, INT64_C(1678147200));
    check(!fields.date_is_crawl_date);
    check_number(fields_of("2023-03-07\nBody").published_seconds, INT64_C(1678147200));
}

Test(text_file, leaves_dates_in_the_body_and_plain_numbers_alone)
{
    check(fields_of("Title\n\nOn March 7, 2023 it rained.").published_seconds ==
          WTW_DATE_UNKNOWN);
    check(fields_of("Title\n\n20230307\n").published_seconds == WTW_DATE_UNKNOWN);
    check(fields_of("Title\n\n1678147200\n").published_seconds == WTW_DATE_UNKNOWN);
    check(fields_of("Title\n\n-1678147200\n").published_seconds == WTW_DATE_UNKNOWN);
    check(fields_of("1\n2\n3\n4\n5\n6\n7\n8\n2023-03-07\n").published_seconds ==
          WTW_DATE_UNKNOWN);
}

Test(text_file, bears_a_file_without_bytes)
{
    struct wtw_fields fields = fields_of(NULL);

    check_number(fields.items[WTW_FIELD_TEXT].value.count, 0);
    check(fields.items[WTW_FIELD_TEXT].key != NULL);
    check(fields.published_seconds == WTW_DATE_UNKNOWN);
}
