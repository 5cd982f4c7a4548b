/*
 * json_lookup.c - questions about JSON values that were checked before
 *
 * Each question scans the object anew. That is for the few records that keep an article's
 * fields deeper than at the top, where building an index would cost more than it saves.
 */
#include "read/json_lookup.h"

#include <string.h>

struct wtw_span wtw_json_key(const struct wtw_json_value *key,
                             char room[WTW_JSON_KEY_BYTES])
{
    if (!key->has_escape)
        return key->raw;
    if (key->raw.count > WTW_JSON_KEY_BYTES)
        return (struct wtw_span){key->raw.items, 0};
    return (struct wtw_span){room, wtw_json_unescape(key->raw, room)};
}

bool wtw_slice_is(struct wtw_span slice, const char *word)
{
    return slice.count == strlen(word) && memcmp(slice.items, word, slice.count) == 0;
}

static bool is_white(struct wtw_span raw)
{
    for (size_t i = 0; i < raw.count; i++) {
        if (raw.items[i] == ' ')
            continue;
        if (raw.items[i] != '\\' || !strchr("nrt", raw.items[i + 1]))
            return false;
        i++;
    }
    return true;
}

bool wtw_json_is_empty(const struct wtw_json_value *value)
{
    if (value->kind != WTW_JSON_STRING)
        return value->kind == WTW_JSON_NULL;
    return is_white(value->raw) || wtw_slice_is(value->raw, "None") ||
           wtw_slice_is(value->raw, "null") || wtw_slice_is(value->raw, "NaN");
}

bool wtw_json_is_scalar(const struct wtw_json_value *value)
{
    return value->kind == WTW_JSON_STRING || value->kind == WTW_JSON_NUMBER;
}

bool wtw_json_find(const struct wtw_json_value *object, struct wtw_span name,
                   struct wtw_json_value *out_value)
{
    struct wtw_json_cursor cursor = wtw_json_start(object->raw);
    struct wtw_json_value key;
    struct wtw_json_value value;
    char room[WTW_JSON_KEY_BYTES];
    bool is_found = false;

    if (object->kind != WTW_JSON_OBJECT || !wtw_json_enter(&cursor, '{'))
        return false;
    while (wtw_json_next_member(&cursor, &key, &value)) {
        struct wtw_span plain = wtw_json_key(&key, room);

        if (plain.count != name.count || memcmp(plain.items, name.items, name.count) != 0)
            continue;
        *out_value = value;
        is_found = true;
    }
    return is_found;
}

bool wtw_json_find_named(const struct wtw_json_value *object, const char *name,
                         struct wtw_json_value *out_value)
{
    return wtw_json_find(object, (struct wtw_span){name, strlen(name)}, out_value);
}

bool wtw_json_find_path(const struct wtw_json_value *object, const char *path,
                        struct wtw_json_value *out_value)
{
    struct wtw_json_value here = *object;
    struct wtw_json_value next;

    for (const char *dot = path; dot; path = dot + 1) {
        if (wtw_json_find_named(&here, path, out_value))
            return true;
        dot = strchr(path, '.');
        if (!dot ||
            !wtw_json_find(&here, (struct wtw_span){path, (size_t)(dot - path)}, &next))
            return false;
        here = next;
    }
    return false;
}
