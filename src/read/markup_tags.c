/*
 * markup_tags.c - the elements and attributes of pages that mean something to us
 *
 * Both tables are in the order of the alphabet, and searched by halves.
 */
#include "read/markup_tags.h"

#include <string.h>
#include <strings.h>

/* By enum wtw_markup_tag, from WTW_TAG_A on. */
static const struct {
    const char *name;
    bool is_block;
    bool is_mute;
} tags[] = {
    {"a", false, false},         {"address", true, false},   {"article", true, false},
    {"aside", true, false},      {"audio", false, true},     {"base", false, false},
    {"blockquote", true, false}, {"body", true, false},      {"br", true, false},
    {"button", false, true},     {"canvas", false, true},    {"caption", true, false},
    {"center", true, false},     {"dd", true, false},        {"details", true, false},
    {"dialog", true, false},     {"div", true, false},       {"dl", true, false},
    {"dt", true, false},         {"fieldset", true, false},  {"figcaption", true, false},
    {"figure", true, false},     {"footer", true, false},    {"form", true, false},
    {"h1", true, false},         {"h2", true, false},        {"h3", true, false},
    {"h4", true, false},         {"h5", true, false},        {"h6", true, false},
    {"head", true, false},       {"header", true, false},    {"hr", true, false},
    {"html", true, false},       {"iframe", false, true},    {"input", false, false},
    {"label", false, false},     {"li", true, false},        {"link", false, false},
    {"main", true, false},       {"menu", true, false},      {"meta", false, false},
    {"nav", true, false},        {"noscript", false, false}, {"object", false, true},
    {"ol", true, false},         {"option", false, true},    {"p", true, false},
    {"pre", true, false},        {"script", false, true},    {"section", true, false},
    {"select", false, true},     {"style", false, true},     {"svg", false, true},
    {"table", true, false},      {"tbody", true, false},     {"td", true, false},
    {"template", false, true},   {"textarea", false, true},  {"tfoot", true, false},
    {"th", true, false},         {"thead", true, false},     {"time", false, false},
    {"title", false, true},      {"tr", true, false},        {"ul", true, false},
    {"video", false, true},
};
enum { TAG_COUNT = sizeof tags / sizeof tags[0] };

/* By enum wtw_markup_attribute_name. */
static const char *const attributes[] = {
    "aria-hidden", "class", "content",  "contenttype", "datetime", "guid",
    "hidden",      "href",  "id",       "isPermaLink", "itemprop", "lang",
    "literal",     "name",  "property", "rel",         "role",     "style",
    "tag",         "type",  "xml:lang",
};
enum { ATTRIBUTE_COUNT = sizeof attributes / sizeof attributes[0] };

enum wtw_markup_tag wtw_markup_tag_named(const char *name, size_t count)
{
    size_t low = 0;
    size_t high = TAG_COUNT;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(name, tags[middle].name, count);

        if (order == 0 && tags[middle].name[count])
            order = -1;
        if (order == 0)
            return (enum wtw_markup_tag)(WTW_TAG_A + middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return WTW_TAG_OTHER;
}

uint8_t wtw_markup_attribute_named(const char *name)
{
    size_t low = 0;
    size_t high = ATTRIBUTE_COUNT;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcasecmp(name, attributes[middle]);

        if (order == 0)
            return (uint8_t)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return WTW_NO_ATTRIBUTE;
}

bool wtw_markup_is_block(uint8_t tag)
{
    return tag >= WTW_TAG_A && tags[tag - WTW_TAG_A].is_block;
}

bool wtw_markup_is_mute(uint8_t tag)
{
    return tag >= WTW_TAG_A && tags[tag - WTW_TAG_A].is_mute;
}
