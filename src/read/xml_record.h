/*
 * xml_record.h - a record of XML and the fields that were found in it
 */
#ifndef WTW_READ_XML_RECORD_H
#define WTW_READ_XML_RECORD_H

#include "read/format.h"
#include "read/markup.h"

/* How the characters of an element become a value. */
enum wtw_xml_value {
    WTW_XML_PLAIN, /* as they are, white space folded */
    WTW_XML_TEXT,  /* as they are, line ends kept */
    WTW_XML_HTML,  /* they are HTML, in CDATA or escaped */
    WTW_XML_NESTED /* the elements in it are HTML */
};

struct wtw_xml_record {
    const struct wtw_record_setting *setting;
    struct wtw_markup markup;
    struct wtw_buffer *values; /* borrowed */
    size_t begins[WTW_FIELD_COUNT];
    size_t counts[WTW_FIELD_COUNT];
    const char *keys[WTW_FIELD_COUNT]; /* NULL: not found */
    struct wtw_error *error;
};

/*
 * wtw_xml_record_open() parses a record in the encoding that its input's preamble names;
 * values will be collected in 'scratch'. Returns WTW_OK; WTW_BAD_INPUT with place and
 * '*out_reason' for what is no XML; WTW_NO_MEMORY. Ended by wtw_xml_record_close() in any
 * case.
 */
WTW_MUST_CHECK enum wtw_status wtw_xml_record_open(
    struct wtw_xml_record *record, const struct wtw_record_setting *setting,
    struct wtw_span bytes, struct wtw_buffer *scratch, enum wtw_reject_reason *out_reason,
    struct wtw_error *error);
void wtw_xml_record_close(struct wtw_xml_record *record);

/* wtw_xml_find() is the first element called 'name' in 'outer', or WTW_NO_NODE;
 * wtw_xml_find_child() looks only at what lies directly in it. */
uint32_t wtw_xml_find(const struct wtw_markup *markup, uint32_t outer, const char *name);
uint32_t wtw_xml_find_child(const struct wtw_markup *markup, uint32_t outer,
                            const char *name);

/*
 * wtw_xml_record_take() makes the text of 'node' a field, unless that has one already or
 * the text is empty. wtw_xml_record_take_span() does so with characters. Return WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_xml_record_take(struct wtw_xml_record *record,
                                                   enum wtw_field_name field,
                                                   const char *key, uint32_t node,
                                                   enum wtw_xml_value form);
WTW_MUST_CHECK enum wtw_status wtw_xml_record_take_span(struct wtw_xml_record *record,
                                                        enum wtw_field_name field,
                                                        const char *key,
                                                        struct wtw_span value);

/* wtw_xml_record_take_paths() takes the elements that the user named with --field, which
 * win over all others, and so comes first. Returns as wtw_xml_record_take(). */
WTW_MUST_CHECK enum wtw_status wtw_xml_record_take_paths(struct wtw_xml_record *record);

/* wtw_xml_record_list() writes the names of the root's children, as many as fit, to 'out'. */
void wtw_xml_record_list(const struct wtw_xml_record *record, char *out, size_t room);

/* wtw_xml_record_fill() gives the fields, which lie in the scratch. */
void wtw_xml_record_fill(const struct wtw_xml_record *record,
                         struct wtw_fields *out_fields);

#endif
