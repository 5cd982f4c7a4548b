/*
 * test_feed_items.c - items of RSS and entries of Atom
 */
#include "understood.h"

#include "read/feed_items.h"

Test(feed_items, of_rss_have_the_fields_of_an_article)
{
    check_understood(
        &wtw_rss_format, "<rss><channel><title>Feed</title>",
        "<item><title>A &amp;amp; B</title><link> https://a.example/1 </link>"
        "<guid isPermaLink='false'>g-1</guid><description>Short</description>"
        "<pubDate>Tue, 07 Mar 2023 10:15:00 +0100</pubDate>"
        "<dc:language>en</dc:language><dc:publisher>Gazette</dc:publisher>"
        "<content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>"
        "</content:encoded></item>");
    check_field(WTW_FIELD_TEXT, "content:encoded", "One & two.\n\nThree.");
    check_field(WTW_FIELD_ID, "guid", "g-1");
    check_field(WTW_FIELD_URL, "link", "https://a.example/1");
    check_field(WTW_FIELD_TITLE, "title", "A & B");
    check_field(WTW_FIELD_DATE, "pubDate", "Tue, 07 Mar 2023 10:15:00 +0100");
    check_field(WTW_FIELD_SOURCE, "dc:publisher", "Gazette");
    check_field(WTW_FIELD_LANGUAGE, "dc:language", "en");
    check_number(understood_fields.published_seconds, INT64_C(1678180500));
    check(!understood_fields.date_is_crawl_date);
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, without_a_link_take_a_guid_that_is_one)
{
    check_understood(&wtw_rss_format, "",
                     "<item><guid>https://a.example/2</guid><content:encoded>x"
                     "</content:encoded></item>");
    check_field(WTW_FIELD_URL, "guid", "https://a.example/2");
    check_understood(&wtw_rss_format, "",
                     "<item><guid isPermaLink='false'>https://a.example/2</guid>"
                     "<content:encoded>x</content:encoded></item>");
    check_field(WTW_FIELD_URL, NULL, NULL);
    check_understood(&wtw_rss_format, "",
                     "<item><guid>17</guid><content:encoded>x</content:encoded></item>");
    check_field(WTW_FIELD_URL, NULL, NULL);
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, of_a_description_only_are_rejected_unless_it_is_asked_for)
{
    static const char item[] =
        "<item><title>T</title><description>&lt;p&gt;Short.</description></item>";

    check_rejected(&wtw_rss_format, item, WTW_REJECT_NO_TEXT,
                   "description only, which is no whole article (there are: title, "
                   "description); --field text=description takes it");
    check_rejected(&wtw_rss_format, "<item><title>T</title></item>", WTW_REJECT_NO_TEXT,
                   "the item has no content (there are: title)");
    understood_paths[WTW_FIELD_TEXT] = "description";
    check_understood(&wtw_rss_format, "", item);
    check_field(WTW_FIELD_TEXT, "description", "Short.");
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, with_an_empty_content_are_empty_articles)
{
    check_understood(&wtw_rss_format, "", "<item><content:encoded/></item>");
    check_field(WTW_FIELD_TEXT, "content:encoded", "");
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, of_atom_have_the_fields_of_an_article)
{
    check_understood(
        &wtw_atom_format, "",
        "<entry xml:lang='de'><id>tag:a.example,2023:1</id><link rel='edit' "
        "href='e'/><link "
        "rel='alternate' href='https://a.example/1'/><title type='html'>A "
        "&lt;b&gt;b</title>"
        "<published>2023-03-07T10:15:00+01:00</published><updated>2023-03-09T00:00:00Z"
        "</updated><summary>Short</summary><content "
        "type='html'>&lt;p&gt;One.&lt;p&gt;Two."
        "</content></entry>");
    check_field(WTW_FIELD_TEXT, "content", "One.\n\nTwo.");
    check_field(WTW_FIELD_ID, "id", "tag:a.example,2023:1");
    check_field(WTW_FIELD_URL, "link", "https://a.example/1");
    check_field(WTW_FIELD_TITLE, "title", "A b");
    check_field(WTW_FIELD_DATE, "published", "2023-03-07T10:15:00+01:00");
    check_field(WTW_FIELD_LANGUAGE, "xml:lang", "de");
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, of_atom_may_be_text_or_xhtml)
{
    check_understood(
        &wtw_atom_format, "",
        "<entry><content>a\n\n&lt;b</content><updated>2023-03-09</updated></entry>");
    check_field(WTW_FIELD_TEXT, "content", "a\n\n<b");
    check_field(WTW_FIELD_DATE, "updated", "2023-03-09");
    check_understood(
        &wtw_atom_format, "",
        "<entry><content type='xhtml'><div xmlns='x'><p>One.</p><p>Two.</p></div>"
        "</content></entry>");
    check_field(WTW_FIELD_TEXT, "content", "One.\n\nTwo.");
    check_rejected(&wtw_atom_format, "<entry><summary>s</summary></entry>",
                   WTW_REJECT_NO_TEXT, "a summary only");
    wtw_buffer_release(&understood_scratch);
}

Test(feed_items, that_are_no_xml_are_rejected)
{
    check_rejected(&wtw_rss_format, "item", WTW_REJECT_MALFORMED, "no XML");
    wtw_buffer_release(&understood_scratch);
}

#ifdef WTW_FAULTS
Test(feed_items, tell_of_missing_memory_at_every_allocation)
{
    static const char item[] = "<item><title>T</title><guid>https://a.example/2</guid>"
                               "<content:encoded>&lt;p&gt;x</content:encoded></item>";
    static const char entry[] =
        "<entry><title>T</title><link href='https://a.example/2'/>"
        "<content type='xhtml'><p>x</p></content></entry>";

    check_without_memory(&wtw_rss_format, item, sizeof item - 1);
    check_without_memory(&wtw_atom_format, entry, sizeof entry - 1);
}
#endif
