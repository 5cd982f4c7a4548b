/*
 * graph_out.c - matches as a graph, in GraphML
 *
 * The few lines of XML are written by hand: a library would have to hold the document or
 * would check again what cannot go wrong here. Characters that XML 1.0 has no place for
 * (controls, U+FFFE, U+FFFF) and bytes that are not UTF-8 become U+FFFD.
 */
#include "write/graph_out.h"

#include "write/date_words.h"
#include "write/utf8_step.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char opening[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";

struct key {
    const char *name;
    const char *element;
    const char *type;
};

static const struct key keys[] = {
    {"id", "node", "string"},
    {"source", "node", "string"},
    {"date", "node", "string"},
    {"title", "node", "string"},
    {"url", "node", "string"},
    {"cluster", "node", "string"},
    {"relation", "edge", "string"},
    {"is_copy", "edge", "boolean"},
    {"jaccard", "edge", "double"},
    {"a_in_b", "edge", "double"},
    {"b_in_a", "edge", "double"},
    {"shared_shingles", "edge", "long"},
    {"longest_passage_tokens", "edge", "long"},
    {"lag_seconds", "edge", "long"},
};

void wtw_graph_open(struct wtw_out *out)
{
    char line[160];

    wtw_out_words(out, opening);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        snprintf(line, sizeof line,
                 "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                 keys[i].name, keys[i].element, keys[i].name, keys[i].type);
        wtw_out_words(out, line);
    }
    wtw_out_words(out, "  <graph edgedefault=\"directed\">\n");
}

void wtw_graph_close(struct wtw_out *out)
{
    wtw_out_words(out, "  </graph>\n</graphml>\n");
}

/* What stands for a character that cannot stand for itself; NULL: it can. */
static const char *stand_in(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;"; /* as it is, it would be read as a line feed */
    case '\t':
    case '\n':
        return NULL;
    case 0xfffe:
    case 0xffff:
    case WTW_UTF8_BAD:
        return "\xef\xbf\xbd";
    default:
        return code < 0x20 ? "\xef\xbf\xbd" : NULL;
    }
}

static void put_text(struct wtw_out *out, struct wtw_span text)
{
    size_t begin = 0;

    for (size_t at = 0; at < text.count;) {
        uint32_t code = 0;
        size_t length = wtw_utf8_step(text.items + at, text.count - at, &code);
        const char *other = stand_in(code);

        if (other) {
            wtw_out_put(out, text.items + begin, at - begin);
            wtw_out_words(out, other);
            begin = at + length;
        }
        at += length;
    }
    if (text.count)
        wtw_out_put(out, text.items + begin, text.count - begin);
}

static void open_data(struct wtw_out *out, const char *key)
{
    wtw_out_words(out, "<data key=\"");
    wtw_out_words(out, key);
    wtw_out_words(out, "\">");
}

static void close_data(struct wtw_out *out)
{
    wtw_out_words(out, "</data>");
}

static void put_data(struct wtw_out *out, const char *key, struct wtw_span text)
{
    if (!text.count)
        return;
    open_data(out, key);
    put_text(out, text);
    close_data(out);
}

static void put_words(struct wtw_out *out, const char *key, const char *words)
{
    put_data(out, key, (struct wtw_span){words, strlen(words)});
}

static void put_ratio(struct wtw_out *out, const char *key, double ratio)
{
    open_data(out, key);
    wtw_out_ratio(out, ratio);
    close_data(out);
}

static void put_number(struct wtw_out *out, const char *key, int64_t number)
{
    char digits[32];

    snprintf(digits, sizeof digits, "%" PRId64, number);
    put_words(out, key, digits);
}

static void put_name(struct wtw_out *out, const char *attribute, uint32_t number)
{
    wtw_out_words(out, attribute);
    wtw_out_words(out, "=\"n");
    wtw_out_number(out, number);
    wtw_out_character(out, '"');
}

void wtw_graph_node(struct wtw_out *out, uint32_t number,
                    const struct wtw_article_info *info, struct wtw_span cluster)
{
    struct wtw_short_words iso = wtw_date_iso(info->published_seconds);

    put_name(out, "    <node id", number);
    wtw_out_character(out, '>');
    put_data(out, "id", info->id);
    put_data(out, "source", info->source);
    if (iso.items[0])
        put_words(out, "date", iso.items);
    else
        put_data(out, "date", info->date);
    put_data(out, "title", info->title);
    put_data(out, "url", info->url);
    put_data(out, "cluster", cluster);
    wtw_out_words(out, "</node>\n");
}

void wtw_graph_edge(struct wtw_out *out, const struct wtw_match *match)
{
    const struct wtw_figures *figures = &match->figures;

    put_name(out, "    <edge source", match->a);
    put_name(out, " target", match->b);
    wtw_out_character(out, '>');
    put_words(out, "relation", wtw_relation_name(match->relation));
    put_words(out, "is_copy", wtw_relation_is_copy(match->relation) ? "true" : "false");
    put_ratio(out, "jaccard", wtw_jaccard(figures));
    put_ratio(out, "a_in_b", wtw_a_in_b(figures));
    put_ratio(out, "b_in_a", wtw_b_in_a(figures));
    put_number(out, "shared_shingles", figures->shared);
    put_number(out, "longest_passage_tokens", figures->longest_passage_tokens);
    if (figures->lag_seconds != WTW_DATE_UNKNOWN)
        put_number(out, "lag_seconds", figures->lag_seconds);
    wtw_out_words(out, "</edge>\n");
}
