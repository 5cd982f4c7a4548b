/*
 * feed_items.c - the articles in a feed: RSS and Atom
 *
 * Many feeds carry whole articles, in content:encoded or in <content>; others a line or
 * two, in <description> or <summary>. Those are never taken for the text by themselves: a
 * corpus that silently mixes both finds copies everywhere. An item that has nothing else
 * is rejected with words that say how to have it.
 *
 * The source is left to the host of the link. A feed's own title names a section as often
 * as a publisher, and two sections of one paper are no two sources.
 */
#include "read/feed_items.h"

#include "read/html_page.h"
#include "read/xml_record.h"
#include "read/xml_slices.h"

#include <string.h>

/* Fields whose values are text of a child element, the surest first. */
struct element_row {
    const char *name;
    enum wtw_field_name field;
    enum wtw_xml_value form;
};

static const struct element_row rss_rows[] = {
    {"content:encoded", WTW_FIELD_TEXT, WTW_XML_HTML},
    {"xhtml:body", WTW_FIELD_TEXT, WTW_XML_NESTED},
    {"body", WTW_FIELD_TEXT, WTW_XML_NESTED},
    {"fulltext", WTW_FIELD_TEXT, WTW_XML_HTML},
    {"content", WTW_FIELD_TEXT, WTW_XML_HTML},
    {"guid", WTW_FIELD_ID, WTW_XML_PLAIN},
    {"link", WTW_FIELD_URL, WTW_XML_PLAIN},
    {"title", WTW_FIELD_TITLE, WTW_XML_HTML},
    {"pubDate", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"dc:date", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"dcterms:issued", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"dc:publisher", WTW_FIELD_SOURCE, WTW_XML_PLAIN},
    {"dc:language", WTW_FIELD_LANGUAGE, WTW_XML_PLAIN},
};

static const struct element_row atom_rows[] = {
    {"id", WTW_FIELD_ID, WTW_XML_PLAIN},
    {"published", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"issued", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"updated", WTW_FIELD_DATE, WTW_XML_PLAIN},
    {"modified", WTW_FIELD_DATE, WTW_XML_PLAIN},
};

static enum wtw_status take_rows(struct wtw_xml_record *record,
                                 const struct element_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        WTW_TRY(wtw_xml_record_take(record, rows[i].field, rows[i].name,
                                    wtw_xml_find_child(&record->markup, 0, rows[i].name),
                                    rows[i].form));
    return WTW_OK;
}

static bool is_web_address(struct wtw_span value)
{
    return (value.count > 7 && memcmp(value.items, "http://", 7) == 0) ||
           (value.count > 8 && memcmp(value.items, "https://", 8) == 0);
}

static bool is_word(struct wtw_span value, const char *word)
{
    return value.count == strlen(word) && memcmp(value.items, word, value.count) == 0;
}

/* A guid is the article's address unless it says that it is none. */
static enum wtw_status take_rss(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t guid = wtw_xml_find_child(markup, 0, "guid");

    WTW_TRY(take_rows(record, rss_rows, sizeof rss_rows / sizeof rss_rows[0]));
    if (guid == WTW_NO_NODE || !record->keys[WTW_FIELD_ID] ||
        is_word(wtw_markup_attribute(markup, guid, WTW_ATTRIBUTE_IS_PERMALINK),
                "false") ||
        !is_web_address(
            (struct wtw_span){record->values->items + record->begins[WTW_FIELD_ID],
                              record->counts[WTW_FIELD_ID]}))
        return WTW_OK;
    return wtw_xml_record_take(record, WTW_FIELD_URL, "guid", guid, WTW_XML_PLAIN);
}

/* What Atom's "type" says of the characters in an element. */
static enum wtw_xml_value form_of(const struct wtw_markup *markup, uint32_t node)
{
    struct wtw_span type = {NULL, 0};

    if (node == WTW_NO_NODE)
        return WTW_XML_PLAIN;
    type = wtw_markup_attribute(markup, node, WTW_ATTRIBUTE_TYPE);
    if (is_word(type, "xhtml") || is_word(type, "application/xhtml+xml"))
        return WTW_XML_NESTED;
    return is_word(type, "html") || is_word(type, "text/html") ? WTW_XML_HTML
                                                               : WTW_XML_TEXT;
}

/* The link that is the entry itself, not what it is about or made of. */
static enum wtw_status take_atom_link(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;

    for (uint32_t i = 1; i < markup->count; i = markup->nodes[i].end) {
        struct wtw_span rel = wtw_markup_attribute(markup, i, WTW_ATTRIBUTE_REL);

        if (is_word(wtw_markup_characters(markup, i), "link") &&
            (!rel.count || is_word(rel, "alternate")))
            WTW_TRY(wtw_xml_record_take_span(
                record, WTW_FIELD_URL, "link",
                wtw_markup_attribute(markup, i, WTW_ATTRIBUTE_HREF)));
    }
    return WTW_OK;
}

static enum wtw_status take_atom(struct wtw_xml_record *record)
{
    const struct wtw_markup *markup = &record->markup;
    uint32_t content = wtw_xml_find_child(markup, 0, "content");
    uint32_t title = wtw_xml_find_child(markup, 0, "title");

    WTW_TRY(wtw_xml_record_take(record, WTW_FIELD_TEXT, "content", content,
                                form_of(markup, content)));
    WTW_TRY(wtw_xml_record_take(record, WTW_FIELD_TITLE, "title", title,
                                form_of(markup, title)));
    WTW_TRY(take_atom_link(record));
    WTW_TRY(wtw_xml_record_take_span(
        record, WTW_FIELD_LANGUAGE, "xml:lang",
        wtw_markup_attribute(markup, 0, WTW_ATTRIBUTE_XML_LANG)));
    return take_rows(record, atom_rows, sizeof atom_rows / sizeof atom_rows[0]);
}

/* ------------------------------------------------------------------ the formats */

static enum wtw_status fail_no_text(const struct wtw_xml_record *record,
                                    enum wtw_reject_reason *out_reason,
                                    struct wtw_error *error)
{
    const struct wtw_markup *markup = &record->markup;
    bool is_summed_up = wtw_xml_find_child(markup, 0, "description") != WTW_NO_NODE;
    bool is_short = wtw_xml_find_child(markup, 0, "summary") != WTW_NO_NODE;
    char names[320];

    wtw_xml_record_list(record, names, sizeof names);
    *out_reason = WTW_REJECT_NO_TEXT;
    if (!is_summed_up && !is_short)
        return wtw_fail_at(error, WTW_BAD_INPUT, &record->setting->spot,
                           "no text: the item has no content (there are: %s); name an "
                           "element with --field text=NAME",
                           names);
    return wtw_fail_at(
        error, WTW_BAD_INPUT, &record->setting->spot,
        "no text: the item has a %s only, which is no whole article (there "
        "are: %s); --field text=%s takes it all the same",
        is_summed_up ? "description" : "summary", names,
        is_summed_up ? "description" : "summary");
}

/* Finds the fields by 'take' once the record is parsed. */
static enum wtw_status fill_item(struct wtw_xml_record *record,
                                 enum wtw_status (*take)(struct wtw_xml_record *record),
                                 struct wtw_fields *out_fields,
                                 enum wtw_reject_reason *out_reason,
                                 struct wtw_error *error)
{
    enum wtw_status status = wtw_xml_record_take_paths(record);

    if (status == WTW_OK)
        status = take(record);
    if (status != WTW_OK)
        return wtw_page_reject(status, &record->setting->spot, out_reason, error);
    if (!record->keys[WTW_FIELD_TEXT])
        return fail_no_text(record, out_reason, error);
    wtw_xml_record_fill(record, out_fields);
    return WTW_OK;
}

static enum wtw_status understand(const struct wtw_record_setting *setting,
                                  struct wtw_span bytes,
                                  enum wtw_status (*take)(struct wtw_xml_record *record),
                                  struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields,
                                  enum wtw_reject_reason *out_reason,
                                  struct wtw_error *error)
{
    struct wtw_xml_record record;
    enum wtw_status status =
        wtw_xml_record_open(&record, setting, bytes, scratch, out_reason, error);

    if (status == WTW_OK)
        status = fill_item(&record, take, out_fields, out_reason, error);
    wtw_xml_record_close(&record);
    return status;
}

static enum wtw_status understand_rss(const struct wtw_record_setting *setting,
                                      struct wtw_span bytes, struct wtw_buffer *scratch,
                                      struct wtw_fields *out_fields,
                                      enum wtw_reject_reason *out_reason,
                                      struct wtw_error *error)
{
    return understand(setting, bytes, take_rss, scratch, out_fields, out_reason, error);
}

static enum wtw_status understand_atom(const struct wtw_record_setting *setting,
                                       struct wtw_span bytes, struct wtw_buffer *scratch,
                                       struct wtw_fields *out_fields,
                                       enum wtw_reject_reason *out_reason,
                                       struct wtw_error *error)
{
    return understand(setting, bytes, take_atom, scratch, out_fields, out_reason, error);
}

static enum wtw_found find_item(struct wtw_search *search, struct wtw_span open,
                                bool is_all, struct wtw_cut *out_cut)
{
    return wtw_xml_slice_find("item", search, open, is_all, out_cut);
}

static enum wtw_found find_entry(struct wtw_search *search, struct wtw_span open,
                                 bool is_all, struct wtw_cut *out_cut)
{
    return wtw_xml_slice_find("entry", search, open, is_all, out_cut);
}

const struct wtw_format wtw_rss_format = {
    .name = "RSS", .find = find_item, .understand = understand_rss};
const struct wtw_format wtw_atom_format = {
    .name = "Atom", .find = find_entry, .understand = understand_atom};
