/*
 * xml_record.c - a record of XML and the fields that were found in it
 *
 * Values are collected in the scratch, which moves while it grows: so they are kept as
 * positions, and become fields at the end.
 */
#include "read/xml_record.h"

#include "read/charsets.h"
#include "read/dates.h"
#include "read/html_page.h"
#include "read/main_text.h"

#include <stdio.h>
#include <string.h>

enum wtw_status wtw_xml_record_open(struct wtw_xml_record *record,
                                    const struct wtw_record_setting *setting,
                                    struct wtw_span bytes, struct wtw_buffer *scratch,
                                    enum wtw_reject_reason *out_reason,
                                    struct wtw_error *error)
{
    struct wtw_buffer decoded = {0};
    struct wtw_error cause = {0};
    enum wtw_status status = WTW_OK;

    *record =
        (struct wtw_xml_record){.setting = setting, .values = scratch, .error = error};
    status = wtw_charset_decode(bytes, wtw_charset_of_markup(setting->preamble), &decoded,
                                &cause);
    if (status == WTW_OK)
        status = wtw_markup_parse_xml(
            &record->markup, (struct wtw_span){decoded.items, decoded.count}, &cause);
    wtw_buffer_release(&decoded);
    if (status == WTW_OK && !record->markup.count) {
        *out_reason = WTW_REJECT_MALFORMED;
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot, "this is no XML");
    }
    status = wtw_page_reject(status, &setting->spot, out_reason, &cause);
    if (status != WTW_OK && error)
        *error = cause;
    return status;
}

void wtw_xml_record_close(struct wtw_xml_record *record)
{
    wtw_markup_release(&record->markup);
}

/* ------------------------------------------------------------------ elements */

static bool is_named(const struct wtw_markup *markup, uint32_t node, const char *name)
{
    struct wtw_span found = wtw_markup_characters(markup, node);

    return markup->nodes[node].tag != WTW_TAG_TEXT && strlen(name) == found.count &&
           memcmp(found.items, name, found.count) == 0;
}

uint32_t wtw_xml_find(const struct wtw_markup *markup, uint32_t outer, const char *name)
{
    if (outer == WTW_NO_NODE)
        return WTW_NO_NODE;
    for (uint32_t i = outer + 1; i < markup->nodes[outer].end; i++) {
        if (is_named(markup, i, name))
            return i;
    }
    return WTW_NO_NODE;
}

uint32_t wtw_xml_find_child(const struct wtw_markup *markup, uint32_t outer,
                            const char *name)
{
    if (outer == WTW_NO_NODE)
        return WTW_NO_NODE;
    for (uint32_t i = outer + 1; i < markup->nodes[outer].end; i = markup->nodes[i].end) {
        if (is_named(markup, i, name))
            return i;
    }
    return WTW_NO_NODE;
}

/* ------------------------------------------------------------------ values */

/* The characters in 'node' as they are, of all texts in it. */
static enum wtw_status append_raw(const struct wtw_markup *markup, uint32_t node,
                                  struct wtw_buffer *out, struct wtw_error *error)
{
    for (uint32_t i = node; i < markup->nodes[node].end; i++) {
        struct wtw_span text = wtw_markup_characters(markup, i);

        if (markup->nodes[i].tag == WTW_TAG_TEXT)
            WTW_TRY(wtw_buffer_append(out, text.items, text.count, error));
    }
    return WTW_OK;
}

static enum wtw_status append_html(const struct wtw_markup *markup, uint32_t node,
                                   struct wtw_buffer *out, struct wtw_error *error)
{
    struct wtw_buffer raw = {0};
    enum wtw_status status = append_raw(markup, node, &raw, error);

    if (status == WTW_OK)
        status =
            wtw_html_piece_append((struct wtw_span){raw.items, raw.count}, out, error);
    wtw_buffer_release(&raw);
    return status;
}

static enum wtw_status append_value(const struct wtw_markup *markup, uint32_t node,
                                    enum wtw_xml_value form, struct wtw_buffer *out,
                                    struct wtw_error *error)
{
    switch (form) {
    case WTW_XML_TEXT:
        return append_raw(markup, node, out, error);
    case WTW_XML_HTML:
        return append_html(markup, node, out, error);
    case WTW_XML_NESTED:
        return wtw_whole_text_append(markup, node, out, error);
    default:
        return wtw_markup_append_text(markup, node, out, error);
    }
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Takes what the values have from 'begin' on, without white space at its ends. An empty
 * text is an article that says nothing; any other empty field is none. */
static void note(struct wtw_xml_record *record, enum wtw_field_name field,
                 const char *key, size_t begin)
{
    const struct wtw_buffer *values = record->values;
    size_t end = values->count;

    while (begin < end && is_white(values->items[begin]))
        begin++;
    while (end > begin && is_white(values->items[end - 1]))
        end--;
    if (begin == end && field != WTW_FIELD_TEXT)
        return;
    record->begins[field] = begin;
    record->counts[field] = end - begin;
    record->keys[field] = key;
}

/* A text that is there but empty gives way to another. */
static bool is_taken(const struct wtw_xml_record *record, enum wtw_field_name field)
{
    return record->keys[field] && record->counts[field];
}

enum wtw_status wtw_xml_record_take(struct wtw_xml_record *record,
                                    enum wtw_field_name field, const char *key,
                                    uint32_t node, enum wtw_xml_value form)
{
    size_t begin = record->values->count;

    if (node == WTW_NO_NODE || is_taken(record, field))
        return WTW_OK;
    WTW_TRY(append_value(&record->markup, node, form, record->values, record->error));
    note(record, field, key, begin);
    return WTW_OK;
}

enum wtw_status wtw_xml_record_take_span(struct wtw_xml_record *record,
                                         enum wtw_field_name field, const char *key,
                                         struct wtw_span value)
{
    size_t begin = record->values->count;

    if (!value.count || is_taken(record, field))
        return WTW_OK;
    WTW_TRY(wtw_buffer_append(record->values, value.items, value.count, record->error));
    note(record, field, key, begin);
    return WTW_OK;
}

enum wtw_status wtw_xml_record_take_paths(struct wtw_xml_record *record)
{
    for (int i = 0; i < WTW_FIELD_COUNT; i++) {
        const char *path = record->setting->finder->paths[i];

        if (path)
            WTW_TRY(
                wtw_xml_record_take(record, (enum wtw_field_name)i, path,
                                    wtw_xml_find_child(&record->markup, 0, path),
                                    i == WTW_FIELD_TEXT ? WTW_XML_HTML : WTW_XML_PLAIN));
    }
    return WTW_OK;
}

void wtw_xml_record_list(const struct wtw_xml_record *record, char *out, size_t room)
{
    const struct wtw_markup *markup = &record->markup;
    size_t used = 0;

    out[0] = '\0';
    for (uint32_t i = 1; i < markup->count; i = markup->nodes[i].end) {
        struct wtw_span name = wtw_markup_characters(markup, i);

        if (markup->nodes[i].tag == WTW_TAG_TEXT)
            continue;
        if (name.count + 2 + sizeof ", ..." > room - used) {
            snprintf(out + used, room - used, "%s...", used ? ", " : "");
            return;
        }
        used += (size_t)snprintf(out + used, room - used, "%s%.*s", used ? ", " : "",
                                 (int)name.count, name.items);
    }
}

void wtw_xml_record_fill(const struct wtw_xml_record *record,
                         struct wtw_fields *out_fields)
{
    const struct wtw_field *date = &out_fields->items[WTW_FIELD_DATE];

    memset(out_fields, 0, sizeof *out_fields);
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        const char *value =
            record->counts[i] ? record->values->items + record->begins[i] : "";

        if (record->keys[i])
            out_fields->items[i] =
                (struct wtw_field){{value, record->counts[i]}, record->keys[i]};
    }
    out_fields->published_seconds =
        date->key ? wtw_date_parse(date->value.items, date->value.count)
                  : WTW_DATE_UNKNOWN;
}
