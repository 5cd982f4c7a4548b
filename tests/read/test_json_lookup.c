/*
 * test_json_lookup.c - members by name and by path
 */
#include "check.h"

#include "read/json_lookup.h"

static struct wtw_json_value value_of(const char *json)
{
    struct wtw_json_cursor cursor = wtw_json_start((struct wtw_span){json, strlen(json)});
    struct wtw_json_value value = {0};

    check(wtw_json_take_value(&cursor, &value));
    return value;
}

Test(json_lookup, finds_the_last_member_of_a_name)
{
    struct wtw_json_value object = value_of("{\"a\":1,\"b\":2,\"a\":3}");
    struct wtw_json_value found;

    check(wtw_json_find_named(&object, "a", &found));
    check_bytes(found.raw.items, found.raw.count, "3");
    check(!wtw_json_find_named(&object, "c", &found));
    object = value_of("[\"a\"]");
    check(!wtw_json_find_named(&object, "a", &found));
}

Test(json_lookup, compares_keys_without_their_escapes)
{
    struct wtw_json_value object = value_of("{\"\\u00e9t\\u00e9\":1}");
    struct wtw_json_value found;

    check(wtw_json_find_named(&object, "\xc3\xa9t\xc3\xa9", &found));
}

Test(json_lookup, follows_paths)
{
    struct wtw_json_value object =
        value_of("{\"a\":{\"b\":{\"c\":1},\"d.e\":2},\"a.b\":{\"c\":3},\"s\":\"x\"}");
    struct wtw_json_value found;

    check(wtw_json_find_path(&object, "a.b.c", &found));
    check_bytes(found.raw.items, found.raw.count, "1");
    check(wtw_json_find_path(&object, "a.d.e", &found));
    check_bytes(found.raw.items, found.raw.count, "2");
    check(wtw_json_find_path(&object, "a.b", &found));
    check_bytes(found.raw.items, found.raw.count, "{\"c\":3}");
    check(!wtw_json_find_path(&object, "a.x", &found));
    check(!wtw_json_find_path(&object, "s.x", &found));
    check(!wtw_json_find_path(&object, ".", &found));
    check(!wtw_json_find_path(&object, "", &found));
}

Test(json_lookup, knows_what_is_empty)
{
    static const char *const empty[] = {
        "null", "\"\"", "\" \"", "\"None\"", "\"null\"", "\"NaN\"", "\"\\n \\r\\t\""};
    static const char *const full[] = {"0",        "false",     "[]",          "{}",
                                       "\"none\"", "\"\\\\n\"", "\"\\u0020\"", "\"x \""};

    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        struct wtw_json_value value = value_of(empty[i]);

        cr_assert(wtw_json_is_empty(&value), "%s", empty[i]);
    }
    for (size_t i = 0; i < sizeof full / sizeof full[0]; i++) {
        struct wtw_json_value value = value_of(full[i]);

        cr_assert(!wtw_json_is_empty(&value), "%s", full[i]);
    }
}
