/*
 * root_element.c - what kind of markup something is, by its outermost element
 */
#include "read/root_element.h"

#include "read/markup_tags.h"

#include <string.h>
#include <strings.h>

/* Comments before the first element are looked through so far. */
enum { WINDOW_BYTES = 65536, NAME_BYTES = 40 };

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.';
}

static bool begins_with(struct wtw_span bytes, const char *word)
{
    size_t count = strlen(word);

    return bytes.count >= count && strncasecmp(bytes.items, word, count) == 0;
}

static struct wtw_span skip(struct wtw_span bytes, size_t count)
{
    return (struct wtw_span){bytes.items + count, bytes.count - count};
}

static struct wtw_span skip_white(struct wtw_span bytes)
{
    while (bytes.count && is_white(bytes.items[0]))
        bytes = skip(bytes, 1);
    return bytes;
}

/* Behind the next 'end'; empty where there is none. */
static struct wtw_span skip_past(struct wtw_span bytes, const char *end)
{
    size_t count = strlen(end);

    while (bytes.count >= count && memcmp(bytes.items, end, count) != 0)
        bytes = skip(bytes, 1);
    return bytes.count >= count ? skip(bytes, count) : skip(bytes, bytes.count);
}

static enum wtw_root kind_of(const char *name)
{
    static const struct {
        const char *name;
        enum wtw_root root;
    } kinds[] = {
        {"rss", WTW_ROOT_RSS},
        {"rdf", WTW_ROOT_RSS},
        {"feed", WTW_ROOT_ATOM},
        {"entry", WTW_ROOT_ATOM},
        {"newsmessage", WTW_ROOT_NEWSML},
        {"newsitem", WTW_ROOT_NEWSML},
        {"packageitem", WTW_ROOT_NEWSML},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return kinds[i].root;
    }
    return wtw_markup_tag_named(name, strlen(name)) == WTW_TAG_OTHER ? WTW_ROOT_OTHER
                                                                     : WTW_ROOT_HTML;
}

/* The kind of the element whose name begins 'bytes'; a prefix before a colon is dropped. */
static enum wtw_root look_at_name(struct wtw_span bytes, bool is_all)
{
    char name[NAME_BYTES];
    size_t count = 0;

    for (size_t i = 0; i < bytes.count; i++) {
        char c = bytes.items[i];

        if (c == ':') {
            count = 0;
            continue;
        }
        if (!is_name_character(c)) {
            name[count] = '\0';
            return kind_of(name);
        }
        if (count + 1 == sizeof name)
            return WTW_ROOT_OTHER;
        name[count++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    name[count] = '\0';
    return is_all ? kind_of(name) : WTW_ROOT_UNSEEN;
}

enum wtw_root wtw_root_find(struct wtw_span bytes, bool is_all)
{
    bool is_markup = false;

    if (bytes.count > WINDOW_BYTES) {
        bytes.count = WINDOW_BYTES;
        is_all = true;
    }
    if (begins_with(bytes, "\xef\xbb\xbf"))
        bytes = skip(bytes, 3);
    for (bytes = skip_white(bytes); bytes.count > 1; bytes = skip_white(bytes)) {
        if (bytes.items[0] != '<')
            return is_markup ? WTW_ROOT_OTHER : WTW_ROOT_NONE;
        is_markup = true;
        if (begins_with(bytes, "<!doctype html"))
            return WTW_ROOT_HTML;
        if (begins_with(bytes, "<!--"))
            bytes = skip_past(skip(bytes, 4), "-->");
        else if (bytes.items[1] == '!' || bytes.items[1] == '?')
            bytes = skip_past(bytes, ">");
        else if (is_name_character(bytes.items[1]))
            return look_at_name(skip(bytes, 1), is_all);
        else
            return WTW_ROOT_NONE;
    }
    if (!is_all)
        return WTW_ROOT_UNSEEN;
    return is_markup ? WTW_ROOT_OTHER : WTW_ROOT_NONE;
}
