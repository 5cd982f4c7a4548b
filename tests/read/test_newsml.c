/*
 * test_newsml.c - news items of NewsML-G2
 */
#include "cut_runs.h"
#include "understood.h"

#include "base/faults.h"
#include "read/newsml.h"

#define META                                                                             \
    "<itemMeta><provider literal='wire'><name>The Wire</name></provider>"                \
    "<versionCreated>2023-03-07T10:15:00+01:00</versionCreated></itemMeta>"              \
    "<contentMeta><headline>Bridge closed</headline><language tag='en'/></contentMeta>"

Test(newsml, has_the_fields_of_an_article)
{
    check_understood(
        &wtw_newsml_format, "",
        "<newsItem guid='urn:newsml:wire.example:1'>" META
        "<contentSet><inlineXML contenttype='application/nitf+xml'><nitf><body>"
        "<body.head><hedline><hl1>Bridge closed</hl1></hedline></body.head>"
        "<body.content><p>One.</p><p>Two.</p></body.content></body></nitf>"
        "</inlineXML></contentSet></newsItem>");
    check_field(WTW_FIELD_TEXT, "inlineXML", "One.\n\nTwo.");
    check_field(WTW_FIELD_ID, "guid", "urn:newsml:wire.example:1");
    check_field(WTW_FIELD_TITLE, "headline", "Bridge closed");
    check_field(WTW_FIELD_DATE, "versionCreated", "2023-03-07T10:15:00+01:00");
    check_field(WTW_FIELD_SOURCE, "provider", "The Wire");
    check_field(WTW_FIELD_LANGUAGE, "language", "en");
    check_number(understood_fields.published_seconds, INT64_C(1678180500));
    wtw_buffer_release(&understood_scratch);
}

Test(newsml, reads_xhtml_and_data)
{
    check_understood(
        &wtw_newsml_format, "",
        "<newsItem xml:lang='de'><contentSet><inlineXML><html><head><title>T"
        "</title></head><body><h1>H</h1><p>One.</p></body></html></inlineXML>"
        "</contentSet></newsItem>");
    check_field(WTW_FIELD_TEXT, "inlineXML", "H\n\nOne.");
    check_field(WTW_FIELD_LANGUAGE, "xml:lang", "de");
    check_understood(
        &wtw_newsml_format, "",
        "<newsItem><itemMeta><provider literal='wire'/><title>T</title></itemMeta>"
        "<contentSet><remoteContent href='x'/><inlineXML> </inlineXML><inlineData "
        "contenttype='text/plain'>One.\n\nTwo &lt; three.</inlineData></contentSet>"
        "</newsItem>");
    check_field(WTW_FIELD_TEXT, "inlineData", "One.\n\nTwo < three.");
    check_field(WTW_FIELD_SOURCE, "provider", "wire");
    check_field(WTW_FIELD_TITLE, "title", "T");
    check_understood(
        &wtw_newsml_format, "",
        "<newsItem><contentSet><inlineData contenttype='text/html'>&lt;p&gt;One."
        "&lt;p&gt;Two.</inlineData></contentSet></newsItem>");
    check_field(WTW_FIELD_TEXT, "inlineData", "One.\n\nTwo.");
    wtw_buffer_release(&understood_scratch);
}

Test(newsml, rejects_items_without_text)
{
    check_rejected(
        &wtw_newsml_format,
        "<newsItem><contentSet><remoteContent href='x'/></contentSet></newsItem>",
        WTW_REJECT_NO_TEXT, "no inlineXML and no inlineData");
    check_rejected(&wtw_newsml_format, "<newsItem/>", WTW_REJECT_NO_TEXT, "no text");
    wtw_buffer_release(&understood_scratch);
}

Test(newsml, passes_over_packages)
{
    check_cut(&wtw_newsml_format,
              "<newsMessage><itemSet><packageItem guid='p'><itemRef/></packageItem>"
              "<newsItem guid='a'/></itemSet></newsMessage>",
              1000, 0,
              "1@68:<newsItem guid='a'/>;|<newsMessage><itemSet><packageItem guid='p'>"
              "<itemRef/></packageItem>");
}

#ifdef WTW_FAULTS
Test(newsml, tells_of_missing_memory_at_every_allocation)
{
    static const char item[] =
        "<newsItem guid='g'>" META
        "<contentSet><inlineXML><p>One.</p></inlineXML></contentSet>"
        "</newsItem>";

    check_without_memory(&wtw_newsml_format, item, sizeof item - 1);
}
#endif
