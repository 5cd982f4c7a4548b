/*
 * body_text.c - texts that a record keeps in several strings
 *
 * Two published shapes are known by name, and a plain array of strings by itself. What
 * comes out is never longer than what went in: each string loses its quotes and its
 * comma, and gains an empty line.
 */
#include "read/body_text.h"

#include "read/json_lookup.h"

#include <string.h>

/* Strings joined by empty lines; where 'out' is NULL, they are only looked for. */
struct joiner {
    char *out;
    size_t count;
    bool has_text;
};

static void join_string(struct joiner *joiner, const struct wtw_json_value *value)
{
    if (value->kind != WTW_JSON_STRING || wtw_json_is_empty(value))
        return;
    joiner->has_text = true;
    if (!joiner->out)
        return;
    if (joiner->count) {
        memcpy(joiner->out + joiner->count, "\n\n", 2);
        joiner->count += 2;
    }
    joiner->count += wtw_json_unescape(value->raw, joiner->out + joiner->count);
}

static void join_strings(struct joiner *joiner, const struct wtw_json_value *array)
{
    struct wtw_json_cursor cursor = wtw_json_start(array->raw);
    struct wtw_json_value element;

    if (array->kind != WTW_JSON_ARRAY || !wtw_json_enter(&cursor, '['))
        return;
    while (wtw_json_next_element(&cursor, &element))
        join_string(joiner, &element);
}

static void join_member(struct joiner *joiner, const struct wtw_json_value *object,
                        const char *name)
{
    struct wtw_json_value array;

    if (wtw_json_find_named(object, name, &array))
        join_strings(joiner, &array);
}

/* Fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}, ...]}
 */
static void join_fundus(struct joiner *joiner, const struct wtw_json_value *body)
{
    struct wtw_json_cursor cursor;
    struct wtw_json_value sections;
    struct wtw_json_value section;

    join_member(joiner, body, "summary");
    if (!wtw_json_find_named(body, "sections", &sections) ||
        sections.kind != WTW_JSON_ARRAY)
        return;
    cursor = wtw_json_start(sections.raw);
    if (!wtw_json_enter(&cursor, '['))
        return;
    while (wtw_json_next_element(&cursor, &section)) {
        join_member(joiner, &section, "headline");
        join_member(joiner, &section, "paragraphs");
    }
}

static bool is_plain_text(struct wtw_span type)
{
    return wtw_slice_is(type, "text/plain") || wtw_slice_is(type, "text\\/plain");
}

static bool is_main(struct wtw_span role)
{
    return wtw_slice_is(role, "main");
}

/*
 * ninjs 2 and 3: [{"contenttype": "text/html", "value": "..."}, ...]. The value of the first
 * that has one; one whose member 'kind' is as wanted is preferred. The versions write the
 * names of members in small letters and in mixed ones.
 */
static bool find_ninjs_value(const struct wtw_json_value *list,
                             const char *const kinds[2],
                             bool (*is_wanted)(struct wtw_span kind),
                             struct wtw_json_value *out_value)
{
    struct wtw_json_cursor cursor = wtw_json_start(list->raw);
    struct wtw_json_value item;
    struct wtw_json_value value;
    struct wtw_json_value kind;
    bool found = false;

    if (list->kind != WTW_JSON_ARRAY || !wtw_json_enter(&cursor, '['))
        return false;
    while (wtw_json_next_element(&cursor, &item)) {
        bool is_best = (wtw_json_find_named(&item, kinds[0], &kind) ||
                        wtw_json_find_named(&item, kinds[1], &kind)) &&
                       is_wanted(kind.raw);

        if (!wtw_json_find_named(&item, "value", &value) ||
            value.kind != WTW_JSON_STRING || wtw_json_is_empty(&value) ||
            (found && !is_best))
            continue;
        *out_value = value;
        found = true;
        if (is_best)
            break;
    }
    return found;
}

static bool find_ninjs_body(const struct wtw_json_value *bodies,
                            struct wtw_json_value *out_value)
{
    static const char *const kinds[] = {"contentType", "contenttype"};

    return find_ninjs_value(bodies, kinds, is_plain_text, out_value);
}

bool wtw_headline_find(const struct wtw_json_value *value,
                       struct wtw_json_value *out_string)
{
    static const char *const kinds[] = {"role", "role"};

    return find_ninjs_value(value, kinds, is_main, out_string);
}

static void join_text(struct joiner *joiner, const struct wtw_json_value *value)
{
    struct wtw_json_value body;

    if (value->kind == WTW_JSON_OBJECT) {
        join_fundus(joiner, value);
    } else if (value->kind == WTW_JSON_ARRAY) {
        if (find_ninjs_body(value, &body))
            join_string(joiner, &body);
        else
            join_strings(joiner, value);
    }
}

size_t wtw_body_text_write(const struct wtw_json_value *value, char *out)
{
    struct joiner joiner = {.out = out};

    join_text(&joiner, value);
    return joiner.count;
}

bool wtw_body_text_exists(const struct wtw_json_value *value)
{
    struct joiner joiner = {0};

    join_text(&joiner, value);
    return joiner.has_text;
}
