/*
 * newsml.c - the news items of NewsML-G2
 *
 * The text lies in contentSet: XML of another kind in inlineXML, XHTML or NITF, or
 * characters in inlineData, which may be escaped HTML. Where there are several, the first
 * that says something is taken. Items about pictures have remoteContent only, and no text.
 */
#include "read/newsml.h"

#include "read/html_page.h"
#include "read/xml_record.h"
#include "read/xml_slices.h"

#include <string.h>

static bool holds_word(struct wtw_span value, const char *word)
{
    size_t count = strlen(word);

    for (size_t i = 0; i + count <= value.count; i++) {
        if (memcmp(value.items + i, word, count) == 0)
            return true;
    }
    return false;
}

/* In NITF the body has a head with headline and byline, which are fields of their own. */
static uint32_t find_body(const struct wtw_markup *markup, uint32_t xml)
{
    static const char *const names[] = {"body.content", "nitf:body.content", "body",
                                        "xhtml:body"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint32_t body = wtw_xml_find(markup, xml, names[i]);

        if (body != WTW_NO_NODE)
            return body;
    }
    return xml;
}

static enum wtw_status take_text(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t content = wtw_xml_find_child(markup, 0, "contentSet");

    if (content == WTW_NO_NODE)
        return WTW_OK;
    for (uint32_t i = content + 1; i < markup->nodes[content].end;
         i = markup->nodes[i].end) {
        struct wtw_span name = wtw_markup_characters(markup, i);
        bool is_html = holds_word(
            wtw_markup_attribute(markup, i, WTW_ATTRIBUTE_CONTENTTYPE), "html");

        if (holds_word(name, "inlineXML"))
            WTW_TRY(wtw_xml_record_take(record, WTW_FIELD_TEXT, "inlineXML",
                                        find_body(markup, i), WTW_XML_NESTED));
        else if (holds_word(name, "inlineData"))
            WTW_TRY(wtw_xml_record_take(record, WTW_FIELD_TEXT, "inlineData", i,
                                        is_html ? WTW_XML_HTML : WTW_XML_TEXT));
    }
    return WTW_OK;
}

/* An element of itemMeta or contentMeta. */
static enum wtw_status take_meta(struct wtw_xml_record *record, const char *meta,
                                 const char *name, enum wtw_field_name field)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t outer = wtw_xml_find_child(markup, 0, meta);

    return wtw_xml_record_take(record, field, name,
                               wtw_xml_find_child(markup, outer, name), WTW_XML_PLAIN);
}

static enum wtw_status take_language(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t outer = wtw_xml_find_child(markup, 0, "contentMeta");
    uint32_t language = wtw_xml_find_child(markup, outer, "language");

    if (language != WTW_NO_NODE)
        WTW_TRY(wtw_xml_record_take_span(
            record, WTW_FIELD_LANGUAGE, "language",
            wtw_markup_attribute(markup, language, WTW_ATTRIBUTE_TAG)));
    return wtw_xml_record_take_span(
        record, WTW_FIELD_LANGUAGE, "xml:lang",
        wtw_markup_attribute(markup, 0, WTW_ATTRIBUTE_XML_LANG));
}

/* Who provides the item: in words, or as a name that stands for itself. */
static enum wtw_status take_source(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t outer = wtw_xml_find_child(markup, 0, "itemMeta");
    uint32_t provider = wtw_xml_find_child(markup, outer, "provider");

    if (provider == WTW_NO_NODE)
        return WTW_OK;
    WTW_TRY(wtw_xml_record_take(record, WTW_FIELD_SOURCE, "provider",
                                wtw_xml_find_child(markup, provider, "name"),
                                WTW_XML_PLAIN));
    return wtw_xml_record_take_span(
        record, WTW_FIELD_SOURCE, "provider",
        wtw_markup_attribute(markup, provider, WTW_ATTRIBUTE_LITERAL));
}

static enum wtw_status take_fields(struct wtw_xml_record *record)
{
    WTW_TRY(wtw_xml_record_take_paths(record));
    WTW_TRY(take_text(record));
    WTW_TRY(wtw_xml_record_take_span(
        record, WTW_FIELD_ID, "guid",
        wtw_markup_attribute(&record->markup, 0, WTW_ATTRIBUTE_GUID)));
    WTW_TRY(take_meta(record, "contentMeta", "headline", WTW_FIELD_TITLE));
    WTW_TRY(take_meta(record, "itemMeta", "title", WTW_FIELD_TITLE));
    WTW_TRY(take_meta(record, "itemMeta", "versionCreated", WTW_FIELD_DATE));
    WTW_TRY(take_meta(record, "itemMeta", "firstCreated", WTW_FIELD_DATE));
    WTW_TRY(take_meta(record, "contentMeta", "contentCreated", WTW_FIELD_DATE));
    WTW_TRY(take_source(record));
    return take_language(record);
}

static enum wtw_status fill_item(struct wtw_xml_record *record,
                                 struct wtw_fields *out_fields,
                                 enum wtw_reject_reason *out_reason,
                                 struct wtw_error *error)
{
    enum wtw_status status = take_fields(record);

    if (status != WTW_OK)
        return wtw_page_reject(status, &record->setting->spot, out_reason, error);
    if (record->keys[WTW_FIELD_TEXT]) {
        wtw_xml_record_fill(record, out_fields);
        return WTW_OK;
    }
    *out_reason = WTW_REJECT_NO_TEXT;
    return wtw_fail_at(error, WTW_BAD_INPUT, &record->setting->spot,
                       "no text: the news item has no inlineXML and no inlineData in its "
                       "contentSet");
}

static enum wtw_status understand(const struct wtw_record_setting *setting,
                                  struct wtw_span bytes, struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields,
                                  enum wtw_reject_reason *out_reason,
                                  struct wtw_error *error)
{
    struct wtw_xml_record record;
    enum wtw_status status =
        wtw_xml_record_open(&record, setting, bytes, scratch, out_reason, error);

    if (status == WTW_OK)
        status = fill_item(&record, out_fields, out_reason, error);
    wtw_xml_record_close(&record);
    return status;
}

static enum wtw_found find(struct wtw_search *search, struct wtw_span open, bool is_all,
                           struct wtw_cut *out_cut)
{
    return wtw_xml_slice_find("newsItem", search, open, is_all, out_cut);
}

const struct wtw_format wtw_newsml_format = {
    .name = "NewsML-G2", .find = find, .understand = understand};
