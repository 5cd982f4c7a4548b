/*
 * markup.h - HTML and XML as a flat tree of elements and texts, with ceilings
 */
#ifndef WTW_READ_MARKUP_H
#define WTW_READ_MARKUP_H

#include "base/failure.h"
#include "read/markup_tags.h"

/* Of a node without parent, and of what is not found. */
#define WTW_NO_NODE UINT32_MAX

/*
 * The nodes of a page in the order in which they begin. All that is inside of a node
 * stands behind it and before 'end', so a subtree is a range, and no walk over it needs a
 * stack.
 */
struct wtw_markup_node {
    uint32_t parent;
    uint32_t end;        /* first node that is not inside */
    uint32_t begin;      /* in the tree's characters: a text, or an element's name */
    uint32_t count;      /* bytes of it */
    uint32_t attributes; /* the first of them in the tree's attributes */
    uint16_t attribute_count;
    uint8_t tag; /* enum wtw_markup_tag */
};

struct wtw_markup_attribute {
    uint32_t begin; /* of the value in the tree's characters */
    uint32_t count;
    uint8_t name; /* enum wtw_markup_attribute_name */
};

/* Zero-initialised is empty and ready; ended by wtw_markup_release(). */
struct wtw_markup {
    struct wtw_buffer characters;
    struct wtw_markup_node *nodes;
    uint32_t count;
    size_t node_capacity;
    struct wtw_markup_attribute *attributes;
    uint32_t attribute_count;
    size_t attribute_capacity;
};

void wtw_markup_release(struct wtw_markup *markup);

/*
 * wtw_markup_parse_html() makes a tree of a page in UTF-8, as broken as it may be, in
 * place of what 'markup' held. wtw_markup_parse_xml() does so with a piece of XML, one
 * element and what is in it, whose prefixes need not be declared; names are compared with
 * their prefixes. Nothing is fetched, and no entities but those of HTML are known. Return
 * WTW_OK; WTW_TOO_LARGE with words for what has more nodes or is nested deeper than any
 * article; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_markup_parse_html(struct wtw_markup *markup,
                                                     struct wtw_span page,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_markup_parse_xml(struct wtw_markup *markup,
                                                    struct wtw_span piece,
                                                    struct wtw_error *error);

/* wtw_markup_characters() is a text node's text, or an element's name. */
struct wtw_span wtw_markup_characters(const struct wtw_markup *markup, uint32_t node);

/* wtw_markup_attribute() is an attribute's value; NULL where the element has none. */
struct wtw_span wtw_markup_attribute(const struct wtw_markup *markup, uint32_t node,
                                     enum wtw_markup_attribute_name name);

/* wtw_markup_is_inside() says whether 'node' is 'outer' or in it. */
bool wtw_markup_is_inside(const struct wtw_markup *markup, uint32_t node, uint32_t outer);

/*
 * wtw_markup_append_text() appends all text in 'node' to 'out', white space folded to
 * single spaces, none at its ends. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_markup_append_text(const struct wtw_markup *markup,
                                                      uint32_t node,
                                                      struct wtw_buffer *out,
                                                      struct wtw_error *error);

#endif
