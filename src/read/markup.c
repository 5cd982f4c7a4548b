/*
 * markup.c - HTML and XML as a flat tree of elements and texts, with ceilings
 *
 * libxml2, which the first page loads, finds the elements and repairs what is not closed;
 * it tells them one by one (SAX), and the tree is ours. libxml2's own tree was rejected: it
 * takes five times the memory, walks on it are recursive or need a stack, and it ends at a
 * depth of 256.
 *
 * What a page costs is bounded by its nodes and by the sum of the depths at which its tags
 * stand: libxml2 looks through all open elements at many a tag, so that a page of nothing
 * but open tags would take the square of its size. No network and no file is ever asked
 * for, there is no DTD, and an entity stands for one character.
 */
#include "read/markup.h"

#include "base/late_library.h"
#include "base/memory.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

/* A long article has 3,000 nodes, the heaviest front page that was seen 40,000. */
enum { MAX_NODES = 2000000 };

/* 200,000 tags at a depth of 1,000; a heavy page has 10,000 at a depth of 30. */
#define MAX_DEPTH_SUM UINT64_C(200000000)

/* What is read at most of all attributes and texts: places in them have 32 bits. */
#define MAX_CHARACTERS (UINT64_C(1) << 30)

/* clang-format off */
#define FUNCTIONS(each) \
    each(htmlCreateMemoryParserCtxt) \
    each(htmlCtxtUseOptions) \
    each(htmlEntityLookup) \
    each(htmlParseDocument) \
    each(xmlCopyCharMultiByte) \
    each(xmlCreateMemoryParserCtxt) \
    each(xmlCtxtUseOptions) \
    each(xmlFreeDoc) \
    each(xmlFreeParserCtxt) \
    each(xmlGetPredefinedEntity) \
    each(xmlInitParser) \
    each(xmlParseDocument) \
    each(xmlStopParser)
/* clang-format on */

static struct {
    FUNCTIONS(WTW_LATE_FUNCTION)
} libxml;

static const char *const function_names[] = {FUNCTIONS(WTW_LATE_NAME)};

static struct wtw_late_library library =
    WTW_LATE_LIBRARY(WTW_LIBXML_FILE, "reading HTML and XML", function_names, &libxml);

/* The tree in the making. */
struct builder {
    struct wtw_markup *markup;
    xmlParserCtxtPtr parser;
    uint32_t open; /* the innermost open element */
    uint32_t depth;
    uint64_t depth_sum;
    enum wtw_status status; /* once it is not WTW_OK, nothing more is taken */
    struct wtw_error *error;
    xmlEntity entity; /* the one that was asked for last */
    xmlChar entity_text[8];
};

void wtw_markup_release(struct wtw_markup *markup)
{
    wtw_buffer_release(&markup->characters);
    wtw_release_items(markup->nodes);
    wtw_release_items(markup->attributes);
    *markup = (struct wtw_markup){0};
}

/* ------------------------------------------------------------------ building */

static void stop(struct builder *builder, enum wtw_status status)
{
    builder->status = status;
    libxml.xmlStopParser(builder->parser);
}

/* Counts a tag at the present depth; false once there were too many. */
static bool is_affordable(struct builder *builder)
{
    if (builder->status != WTW_OK)
        return false;
    builder->depth_sum += builder->depth + 1;
    if (builder->depth_sum <= MAX_DEPTH_SUM && builder->markup->count < MAX_NODES &&
        builder->markup->characters.count < MAX_CHARACTERS)
        return true;
    stop(builder,
         wtw_fail(builder->error, WTW_TOO_LARGE,
                  "its elements are too many or nested too deeply for an article "
                  "(%lu so far)",
                  (unsigned long)builder->markup->count));
    return false;
}

/* Appends characters; false after a failure. */
static bool keep(struct builder *builder, const xmlChar *characters, size_t count)
{
    enum wtw_status status = wtw_buffer_append(&builder->markup->characters, characters,
                                               count, builder->error);

    if (status != WTW_OK)
        stop(builder, status);
    return status == WTW_OK;
}

/* A new node in the open element; NULL after a failure. */
static struct wtw_markup_node *add_node(struct builder *builder, uint8_t tag)
{
    struct wtw_markup *markup = builder->markup;
    enum wtw_status status = WTW_GROW(&markup->nodes, &markup->node_capacity,
                                      (size_t)markup->count + 1, builder->error);
    struct wtw_markup_node *node = NULL;

    if (status != WTW_OK) {
        stop(builder, status);
        return NULL;
    }
    node = &markup->nodes[markup->count++];
    *node = (struct wtw_markup_node){.parent = builder->open,
                                     .end = markup->count,
                                     .begin = (uint32_t)markup->characters.count,
                                     .attributes = markup->attribute_count,
                                     .tag = tag};
    return node;
}

static void add_attribute(struct builder *builder, struct wtw_markup_node *node,
                          const xmlChar *name, const xmlChar *value)
{
    struct wtw_markup *markup = builder->markup;
    uint8_t number = wtw_markup_attribute_named((const char *)name);
    size_t count = value ? strlen((const char *)value) : 0;
    enum wtw_status status = WTW_OK;

    if (number == WTW_NO_ATTRIBUTE || node->attribute_count == UINT8_MAX)
        return;
    status = WTW_GROW(&markup->attributes, &markup->attribute_capacity,
                      (size_t)markup->attribute_count + 1, builder->error);
    if (status != WTW_OK) {
        stop(builder, status);
        return;
    }
    markup->attributes[markup->attribute_count++] = (struct wtw_markup_attribute){
        (uint32_t)markup->characters.count, (uint32_t)count, number};
    node->attribute_count++;
    keep(builder, value, count);
}

/* What is behind the prefix in a name of XML; HTML has none. */
static const char *local_name(const xmlChar *name)
{
    const char *colon = strrchr((const char *)name, ':');

    return colon ? colon + 1 : (const char *)name;
}

static void begin_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct builder *builder = context;
    const char *local = local_name(name);
    size_t count = strlen((const char *)name);
    struct wtw_markup_node *node = NULL;

    if (!is_affordable(builder))
        return;
    node = add_node(builder, (uint8_t)wtw_markup_tag_named(local, strlen(local)));
    if (!node || !keep(builder, name, count))
        return;
    node->count = (uint32_t)count;
    builder->open = builder->markup->count - 1;
    builder->depth++;
    for (size_t i = 0; attributes && attributes[i] && builder->status == WTW_OK; i += 2)
        add_attribute(builder, node, attributes[i], attributes[i + 1]);
}

static void end_element(void *context, const xmlChar *name)
{
    struct builder *builder = context;
    struct wtw_markup_node *node = NULL;

    (void)name;
    if (builder->status != WTW_OK || builder->open == WTW_NO_NODE)
        return;
    node = &builder->markup->nodes[builder->open];
    node->end = builder->markup->count;
    builder->open = node->parent;
    builder->depth--;
}

/* Texts come in pieces; what belongs together becomes one node. */
static void add_text(void *context, const xmlChar *characters, int count)
{
    struct builder *builder = context;
    struct wtw_markup *markup = builder->markup;
    struct wtw_markup_node *last =
        markup->count ? &markup->nodes[markup->count - 1] : NULL;

    if (builder->status != WTW_OK || count <= 0 || builder->open == WTW_NO_NODE)
        return;
    if (!last || last->tag != WTW_TAG_TEXT || last->parent != builder->open) {
        if (!is_affordable(builder))
            return;
        last = add_node(builder, WTW_TAG_TEXT);
    }
    if (last && keep(builder, characters, (size_t)count))
        last->count += (uint32_t)count;
}

/* A tag that closes nothing costs a look at all that is open. */
static void note_error(void *context, const char *format, ...)
{
    (void)format;
    is_affordable(context);
}

static void ignore_error(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

/* The entities of HTML, which feeds use without a word about them, as one character. */
static xmlEntityPtr find_entity(void *context, const xmlChar *name)
{
    struct builder *builder = context;
    const htmlEntityDesc *known = libxml.htmlEntityLookup(name);
    int count = 0;

    if (!known)
        return libxml.xmlGetPredefinedEntity(name);
    count = libxml.xmlCopyCharMultiByte(builder->entity_text, (int)known->value);
    builder->entity_text[count] = 0;
    builder->entity = (xmlEntity){.type = XML_ENTITY_DECL,
                                  .name = name,
                                  .content = builder->entity_text,
                                  .orig = builder->entity_text,
                                  .length = count,
                                  .etype = XML_INTERNAL_PREDEFINED_ENTITY};
    return &builder->entity;
}

static xmlSAXHandler handler_for(bool is_html)
{
    return (xmlSAXHandler){
        .startElement = begin_element,
        .endElement = end_element,
        .characters = add_text,
        .ignorableWhitespace = add_text,
        .cdataBlock = add_text,
        .getEntity = is_html ? NULL : find_entity,
        .error = is_html ? note_error : ignore_error,
        .fatalError = is_html ? note_error : ignore_error,
    };
}

/* ------------------------------------------------------------------ parsing */

/* Lets libxml2 tell 'builder' all that is in the parser's input. */
static enum wtw_status run(struct builder *builder, bool is_html)
{
    xmlParserCtxtPtr parser = builder->parser;
    xmlSAXHandler handler = handler_for(is_html);
    xmlSAXHandler *own = parser->sax;

    parser->sax = &handler;
    parser->userData = builder;
    if (is_html) {
        libxml.htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                              HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
        parser->charset = XML_CHAR_ENCODING_UTF8;
        libxml.htmlParseDocument(parser);
    } else {
        libxml.xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NONET |
                                             XML_PARSE_SAX1 | XML_PARSE_HUGE |
                                             XML_PARSE_IGNORE_ENC);
        libxml.xmlParseDocument(parser);
    }
    while (builder->open != WTW_NO_NODE && builder->status == WTW_OK)
        end_element(builder, NULL);
    parser->sax = own;
    if (parser->myDoc)
        libxml.xmlFreeDoc(parser->myDoc);
    libxml.xmlFreeParserCtxt(parser);
    return builder->status;
}

static enum wtw_status parse(struct wtw_markup *markup, struct wtw_span bytes,
                             bool is_html, struct wtw_error *error)
{
    struct builder builder = {.markup = markup, .open = WTW_NO_NODE, .error = error};

    markup->characters.count = 0;
    markup->count = 0;
    markup->attribute_count = 0;
    if (!bytes.count)
        return WTW_OK;
    if (bytes.count > MAX_CHARACTERS)
        return wtw_fail(error, WTW_TOO_LARGE, "a page of %zu bytes is no article",
                        bytes.count);
    WTW_TRY(wtw_late_library_load(&library, error));
    libxml.xmlInitParser();
    builder.parser =
        is_html ? libxml.htmlCreateMemoryParserCtxt(bytes.items, (int)bytes.count)
                : libxml.xmlCreateMemoryParserCtxt(bytes.items, (int)bytes.count);
    if (!builder.parser)
        return wtw_fail_memory(error, bytes.count);
    return run(&builder, is_html);
}

enum wtw_status wtw_markup_parse_html(struct wtw_markup *markup, struct wtw_span page,
                                      struct wtw_error *error)
{
    return parse(markup, page, true, error);
}

enum wtw_status wtw_markup_parse_xml(struct wtw_markup *markup, struct wtw_span piece,
                                     struct wtw_error *error)
{
    return parse(markup, piece, false, error);
}

/* ------------------------------------------------------------------ questions */

struct wtw_span wtw_markup_characters(const struct wtw_markup *markup, uint32_t node)
{
    const struct wtw_markup_node *found = &markup->nodes[node];

    return (struct wtw_span){markup->characters.items + found->begin, found->count};
}

struct wtw_span wtw_markup_attribute(const struct wtw_markup *markup, uint32_t node,
                                     enum wtw_markup_attribute_name name)
{
    const struct wtw_markup_node *element = &markup->nodes[node];

    for (uint32_t i = 0; i < element->attribute_count; i++) {
        const struct wtw_markup_attribute *found =
            &markup->attributes[element->attributes + i];

        if (found->name == name)
            return (struct wtw_span){markup->characters.items + found->begin,
                                     found->count};
    }
    return (struct wtw_span){NULL, 0};
}

bool wtw_markup_is_inside(const struct wtw_markup *markup, uint32_t node, uint32_t outer)
{
    return node >= outer && node < markup->nodes[outer].end;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

enum wtw_status wtw_markup_append_text(const struct wtw_markup *markup, uint32_t node,
                                       struct wtw_buffer *out, struct wtw_error *error)
{
    size_t begin = out->count;
    bool is_apart = false;

    for (uint32_t i = node; i < markup->nodes[node].end; i++) {
        struct wtw_span text = wtw_markup_characters(markup, i);

        is_apart |= wtw_markup_is_block(markup->nodes[i].tag);
        if (markup->nodes[i].tag != WTW_TAG_TEXT)
            continue;
        WTW_TRY(wtw_buffer_reserve(out, text.count + 1, error));
        for (size_t k = 0; k < text.count; k++) {
            if (is_white(text.items[k])) {
                is_apart = true;
                continue;
            }
            if (is_apart && out->count > begin)
                out->items[out->count++] = ' ';
            is_apart = false;
            out->items[out->count++] = text.items[k];
        }
    }
    return WTW_OK;
}
