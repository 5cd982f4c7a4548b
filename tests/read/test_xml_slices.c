/*
 * test_xml_slices.c - elements of one name, however their bytes come
 */
#include "cut_runs.h"

#include "read/feed_items.h"
#include "read/xml_slices.h"

#include <stdlib.h>

static void check_items(const char *text, const char *wanted)
{
    check_cut(&wtw_rss_format, text, 1000, 0, wanted);
}

Test(xml_slices, are_elements_of_the_name_and_nothing_else)
{
    check_items("<rss><item>1</item>\n<items/><item a='>'>2</item ></rss>",
                "1@5:<item>1</item>;2@28:<item a='>'>2</item >;|<rss>");
    check_items("<item/>\n\n<item\n/>", "1@0:<item/>;3@9:<item\n/>;");
    check_items("<x:item>1</x:item>", "1@0:<x:item>1</x:item>;");
    check_items("<rss>\n</rss>", "|<rss>\n</rss>");
    check_items("", "");
}

Test(xml_slices, hold_elements_of_the_same_name)
{
    check_items("<item><item>1</item><item/></item><item>2</item>",
                "1@0:<item><item>1</item><item/></item>;1@34:<item>2</item>;");
}

Test(xml_slices, are_not_what_comments_and_sections_say)
{
    check_items("<!-- <item>0</item> --><item><![CDATA[</item>]]]]>-->]]><?x </item> ?>"
                "<!-- > - </item> -- --></item>",
                "1@23:<item><![CDATA[</item>]]]]>-->]]><?x </item> ?><!-- > - </item> -- "
                "--></item>;|<!-- <item>0</item> -->");
    check_items("</item><![CDATA[<item>]]>", "|</item><![CDATA[<item>]]>");
}

Test(xml_slices, are_not_begun_by_broken_tags)
{
    check_items("<item <item a=\"<\" <item>1</item>",
                "1@18:<item>1</item>;|<item <item a=\"<\" ");
    check_items("< item><item>1</item>", "1@7:<item>1</item>;|< item>");
}

Test(xml_slices, over_the_ceiling_are_dropped)
{
    check_cut(&wtw_rss_format, "<a>\n<item>12345678901234567890</item>\n<item>3</item>",
              20, 1, "3@38:<item>3</item>;|<a>\n");
}

Test(xml_slices, without_an_end_are_told)
{
    check_cut(&wtw_rss_format, "<a><item>1</item>\n<item>2<item></item>", 100, 1,
              "1@3:<item>1</item>;|<a>");
    check_number(told_reason, WTW_REJECT_MALFORMED);
    check(strstr(told[0].words, "the input was cut off") != NULL);
    check_number(told[0].line, 2);
    check_number(told[0].byte_offset, 18);
}

Test(xml_slices, have_a_preamble_of_16_kib_at_most)
{
    struct wtw_search search = {0};
    struct wtw_cut cut;
    char *text = calloc(1, 20000);

    memset(text, 'x', 20000);
    check_number(
        wtw_xml_slice_find("item", &search, (struct wtw_span){text, 16000}, false, &cut),
        WTW_FOUND_NOTHING);
    check_number(
        wtw_xml_slice_find("item", &search, (struct wtw_span){text, 20000}, false, &cut),
        WTW_FOUND_PREAMBLE);
    check_number(cut.end, 16384);
    check_number(cut.next, 20000);
    free(text);
}

/* A "<" without end is not waited for; and half a tag at every place costs no square. */
Test(xml_slices, wait_no_longer_than_64_kib_for_a_tag)
{
    struct wtw_search search = {0};
    struct wtw_cut cut;
    char *text = malloc(1 << 20);

    for (size_t i = 0; i < 1 << 20; i += 4)
        memcpy(text + i, "<it:", 4);
    check_number(wtw_xml_slice_find("item", &search, (struct wtw_span){text, 1 << 20},
                                    false, &cut),
                 WTW_FOUND_PREAMBLE);
    memcpy(text, "<item a", 7);
    memset(text + 7, 'a', 70000);
    search = (struct wtw_search){0};
    check_number(
        wtw_xml_slice_find("item", &search, (struct wtw_span){text, 60000}, false, &cut),
        WTW_FOUND_NOTHING);
    check_number(
        wtw_xml_slice_find("item", &search, (struct wtw_span){text, 70000}, false, &cut),
        WTW_FOUND_PREAMBLE);
    free(text);
}
