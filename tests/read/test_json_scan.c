/*
 * test_json_scan.c - the scanner against cases worked out by hand and against jansson
 */
#include "check.h"

#include "read/json_scan.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct wtw_span slice_of(const char *text)
{
    return (struct wtw_span){text, strlen(text)};
}

/* Takes the one value that 'bytes' holds; the column of the failure, from 1, or 0. */
static size_t scan_bytes(struct wtw_span bytes, struct wtw_json_value *value,
                         const char **problem)
{
    struct wtw_json_cursor cursor = wtw_json_start(bytes);
    bool is_good = wtw_json_take_value(&cursor, value) && wtw_json_finish(&cursor);

    check(is_good == !cursor.problem);
    *problem = cursor.problem;
    return is_good ? 0 : (size_t)(cursor.at - bytes.items) + 1;
}

static size_t failing_column(const char *text)
{
    struct wtw_json_value value;
    const char *problem = NULL;

    return scan_bytes(slice_of(text), &value, &problem);
}

Test(json_scan, accepts_every_kind_of_value)
{
    static const struct {
        const char *text;
        enum wtw_json_kind kind;
    } cases[] = {
        {"null", WTW_JSON_NULL},
        {"true", WTW_JSON_BOOLEAN},
        {"false", WTW_JSON_BOOLEAN},
        {"0", WTW_JSON_NUMBER},
        {"-0", WTW_JSON_NUMBER},
        {"-12.50e+3", WTW_JSON_NUMBER},
        {"1E400", WTW_JSON_NUMBER},
        {"\"\"", WTW_JSON_STRING},
        {" \t\r\n\"a\" ", WTW_JSON_STRING},
        {"[]", WTW_JSON_ARRAY},
        {"[ ]", WTW_JSON_ARRAY},
        {"[1,[2,{\"a\":[]}],\"]\"]", WTW_JSON_ARRAY},
        {"{}", WTW_JSON_OBJECT},
        {"{ \"a\" : 1 , \"b\" : { \"c\" : null } }", WTW_JSON_OBJECT},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wtw_json_value value = {0};
        const char *problem = NULL;

        cr_assert(scan_bytes(slice_of(cases[i].text), &value, &problem) == 0, "%s: %s",
                  cases[i].text, problem);
        check_number(value.kind, cases[i].kind);
    }
}

Test(json_scan, names_the_column_of_what_is_wrong)
{
    static const struct {
        const char *text;
        size_t column;
    } cases[] = {
        {"", 1},
        {"  ", 3},
        {"nul", 1},
        {"nulL", 1},
        {"truE", 1},
        {"NaN", 1},
        {"{\"a\": NaN}", 7},
        {"01", 2},
        {"-", 2},
        {"-a", 2},
        {"1.", 3},
        {"1.e5", 3},
        {"1e", 3},
        {"1e+", 4},
        {"+1", 1},
        {".5", 1},
        {"\"abc", 5},
        {"\"a\\", 4},
        {"\"a\\x\"", 3},
        {"\"\\u12", 6},
        {"\"\\u12G4\"", 6},
        {"\"a\tb\"", 3},
        {"\"a\x1f\"", 3},
        {"[1 2]", 4},
        {"[1,]", 4},
        {"[,1]", 2},
        {"[1", 3},
        {"[1,", 4},
        {"{a:1}", 2},
        {"{\"a\" 1}", 6},
        {"{\"a\":}", 6},
        {"{\"a\":1,}", 8},
        {"{\"a\":1 \"b\":2}", 8},
        {"{\"a\":1", 7},
        {"{\"a\"", 5},
        {"{\"a\":", 6},
        {"[1}", 3},
        {"{\"a\":[1}", 8},
        {"{} {}", 4},
        {"{}}", 3},
        {"{\"a\":1}x", 8},
        {"'a'", 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t column = failing_column(cases[i].text);

        cr_assert(column == cases[i].column, "%s: got column %zu, wanted %zu",
                  cases[i].text, column, cases[i].column);
    }
}

Test(json_scan, takes_a_nul_byte_for_a_control_character)
{
    const char bytes[] = "\"a\0b\"";
    struct wtw_json_value value;
    const char *problem = NULL;

    check_number(scan_bytes((struct wtw_span){bytes, sizeof bytes - 1}, &value, &problem),
                 3);
    check_string(problem, "a control character inside a string");
}

Test(json_scan, lets_bytes_through_that_are_not_utf8)
{
    check_number(failing_column("\"\xff\xc0\x80\xed\xa0\x80\""), 0);
}

Test(json_scan, goes_512_levels_deep_and_no_further)
{
    char text[1200];

    for (size_t depth = 511; depth <= 513; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        text[2 * depth] = '\0';
        check_number(failing_column(text), depth <= 512 ? 0 : 513);
    }
}

Test(json_scan, counts_the_levels_around_members)
{
    struct wtw_json_cursor cursor;
    struct wtw_json_value key;
    struct wtw_json_value value;
    char text[1200] = "{\"a\":";

    memset(text + 5, '[', 512);
    memset(text + 517, ']', 512);
    text[1029] = '}';
    cursor = wtw_json_start(slice_of(text));
    check(wtw_json_enter(&cursor, '{'));
    check(!wtw_json_next_member(&cursor, &key, &value));
    check_string(cursor.problem, "nested more than 512 levels deep");
    check_number(cursor.at - text, 5 + 511);
}

Test(json_scan, survives_a_hundred_thousand_brackets)
{
    size_t count = 100000;
    char *text = malloc(count + 1);

    memset(text, '[', count);
    text[count] = '\0';
    check_number(failing_column(text), 513);
    free(text);
}

Test(json_scan, finds_the_end_of_a_string_at_every_length_and_before_every_byte)
{
    char text[260];

    for (size_t count = 0; count < 120; count++) {
        for (int filler = 0x20; filler < 0x100; filler++) {
            struct wtw_json_value value = {0};
            const char *problem = NULL;

            if (filler == '"' || filler == '\\')
                continue;
            text[0] = '"';
            memset(text + 1, filler, count);
            text[1 + count] = '"';
            check_number(scan_bytes((struct wtw_span){text, count + 2}, &value, &problem),
                         0);
            check_number(value.raw.count, count);
            check(!value.has_escape);
        }
    }
}

Test(json_scan, finds_every_special_byte_at_every_position)
{
    char text[140];

    for (size_t at = 1; at < 100; at++) {
        for (int special = 0; special < 0x20; special++) {
            memset(text, 'a', sizeof text);
            text[0] = '"';
            text[at] = (char)special;
            text[at + 1] = '"'; /* above the hit, where the word test may err */
            text[139] = '\0';
            struct wtw_json_value value;
            const char *problem = NULL;

            check_number(scan_bytes((struct wtw_span){text, 139}, &value, &problem),
                         at + 1);
        }
        memset(text, 0xc3, sizeof text);
        text[0] = '"';
        memcpy(text + at, "\\n\"", 3);
        struct wtw_json_cursor cursor =
            wtw_json_start((struct wtw_span){text, sizeof text});
        struct wtw_json_value value;

        check(wtw_json_take_value(&cursor, &value));
        check(value.has_escape);
        check_number(value.raw.count, at + 1);
    }
}

/* Takes the string with quotes around it, apart and in place. */
static void check_taken_text(struct wtw_span raw, const char *wanted, size_t wanted_count)
{
    char quoted[4200] = "\"";
    char out[4200];
    struct wtw_span bytes = {quoted, raw.count + 3};

    memcpy(quoted + 1, raw.items, raw.count);
    memcpy(quoted + 1 + raw.count, "\",", 2);
    for (int i = 0; i < 2; i++) {
        struct wtw_json_cursor cursor = wtw_json_start(bytes);
        char *to = i == 0 ? out : quoted;
        size_t count = 0;

        check(wtw_json_take_text(&cursor, to, &count));
        check_number(cursor.at - quoted, raw.count + 2);
        check_number(count, wanted_count);
        check(memcmp(to, wanted, count) == 0);
    }
}

static void check_unescaped(const char *raw, const char *wanted, size_t wanted_count)
{
    char out[128];
    size_t count = wtw_json_unescape(slice_of(raw), out);

    check_taken_text(slice_of(raw), wanted, wanted_count);

    cr_assert(count == wanted_count && memcmp(out, wanted, count) == 0, "%s gave %.*s",
              raw, (int)count, out);
}

Test(json_scan, takes_no_text_that_is_not_one_whole_string)
{
    static const char *const broken[] = {"",         "a",           "\"",
                                         "\"abc",    "\"a\\",       "\"a\\x\"",
                                         "\"a\nb\"", "\"\\u12g4\"", "\"\\ud83d\\u12"};

    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct wtw_json_cursor cursor = wtw_json_start(slice_of(broken[i]));
        char out[32];
        size_t count = 4711;

        check(!wtw_json_take_text(&cursor, out, &count));
        check(cursor.problem != NULL);
        check_number(count, 4711);
    }
}

Test(json_scan, unescapes_what_the_standard_lists)
{
    check_unescaped("plain", "plain", 5);
    check_unescaped("", "", 0);
    check_unescaped("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 8);
    check_unescaped("a\\u0041\\u00e9\\u20AC!", "aA\xc3\xa9\xe2\x82\xac!", 8);
    check_unescaped("\\u0000", "\0", 1);
    check_unescaped("\\uD83D\\uDE00", "\xf0\x9f\x98\x80", 4);
    check_unescaped("\\udbff\\udfff", "\xf4\x8f\xbf\xbf", 4);
    check_unescaped("\\ufffe", "\xef\xbf\xbe", 3);
}

Test(json_scan, replaces_half_a_surrogate_pair)
{
    check_unescaped("\\ud83d", "\xef\xbf\xbd", 3);
    check_unescaped("\\ude00", "\xef\xbf\xbd", 3);
    check_unescaped("\\ud83dx", "\xef\xbf\xbdx", 4);
    check_unescaped("\\ud83d\\n", "\xef\xbf\xbd\n", 4);
    check_unescaped("\\ud83d\\u0041",
                    "\xef\xbf\xbd"
                    "A",
                    4);
    check_unescaped("\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80", 7);
    check_unescaped("\\ud83d\\uffff", "\xef\xbf\xbd\xef\xbf\xbf", 6);
    check_unescaped("\\ude00\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd", 6);
}

Test(json_scan, gives_members_and_elements_one_by_one)
{
    struct wtw_json_cursor cursor =
        wtw_json_start(slice_of(" { \"a\" : [ 1 , \"x\" ] , \"b\":2}"));
    struct wtw_json_value key;
    struct wtw_json_value value;
    struct wtw_json_value element;

    check(wtw_json_enter(&cursor, '{'));
    check(wtw_json_next_member(&cursor, &key, &value));
    check_bytes(key.raw.items, key.raw.count, "a");
    check_bytes(value.raw.items, value.raw.count, "[ 1 , \"x\" ]");
    struct wtw_json_cursor inner = wtw_json_start(value.raw);
    check(wtw_json_enter(&inner, '['));
    check(wtw_json_next_element(&inner, &element));
    check_bytes(element.raw.items, element.raw.count, "1");
    check(wtw_json_next_element(&inner, &element));
    check_bytes(element.raw.items, element.raw.count, "x");
    check(!wtw_json_next_element(&inner, &element));
    check(!inner.problem);
    check(wtw_json_next_member(&cursor, &key, &value));
    check_bytes(key.raw.items, key.raw.count, "b");
    check(!wtw_json_next_member(&cursor, &key, &value));
    check(!cursor.problem);
    check(wtw_json_finish(&cursor));
}

/* ------------------------------------------------------------------ jansson as oracle */

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

struct text {
    char items[4096];
    size_t count;
};

static void put(struct text *text, const char *bytes)
{
    size_t count = strlen(bytes);

    if (text->count + count > sizeof text->items)
        return;
    memcpy(text->items + text->count, bytes, count);
    text->count += count;
}

static void put_string(struct text *text)
{
    static const char *const pieces[] = {"a",
                                         "news ",
                                         "\xc3\xa9",
                                         "\xe2\x80\x9c",
                                         "\\n",
                                         "\\\"",
                                         "\\\\",
                                         "\\/",
                                         "\\u00e9",
                                         "\\ud83d\\ude00",
                                         "\xf0\x9f\x98\x80",
                                         "\\t",
                                         "the quick brown fox jumps over the lazy dog ",
                                         "}",
                                         "]",
                                         ","};

    put(text, "\"");
    for (uint32_t i = draw(6); i > 0; i--)
        put(text, pieces[draw(sizeof pieces / sizeof pieces[0])]);
    put(text, "\"");
}

static void put_value(struct text *text, int depth)
{
    static const char *const scalars[] = {"null", "true", "false",   "0",     "-1",
                                          "12.5", "1e3",  "-0.0E-2", "987654"};
    uint32_t kind = draw(depth > 4 ? 2 : 4);
    uint32_t count = draw(4);

    if (draw(4) == 0)
        put(text, " ");
    if (kind == 0)
        put(text, scalars[draw(sizeof scalars / sizeof scalars[0])]);
    else if (kind == 1)
        put_string(text);
    if (kind < 2)
        return;
    put(text, kind == 2 ? "[" : "{");
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            put(text, draw(5) ? "," : " ,\t");
        if (kind == 3) {
            put_string(text);
            put(text, draw(5) ? ":" : " : ");
        }
        put_value(text, depth + 1);
    }
    put(text, kind == 2 ? "]" : "}");
}

/* What jansson refuses and the scanner takes on purpose. */
static bool is_known_difference(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);

    return code == json_error_invalid_utf8 || code == json_error_numeric_overflow ||
           strstr(error->text, "invalid Unicode") || strstr(error->text, "UTF-8");
}

static void check_same_strings(const json_t *wanted, const struct wtw_json_value *got)
{
    struct wtw_json_cursor cursor = wtw_json_start(got->raw);
    struct wtw_json_value value;
    struct wtw_json_value key;
    char out[4096];

    if (json_is_string(wanted)) {
        size_t count = wtw_json_unescape(got->raw, out);

        check_number(got->kind, WTW_JSON_STRING);
        check_number(count, json_string_length(wanted));
        check(memcmp(out, json_string_value(wanted), count) == 0);
        check_taken_text(got->raw, out, count);
    } else if (json_is_array(wanted)) {
        size_t i = 0;

        check(wtw_json_enter(&cursor, '['));
        while (wtw_json_next_element(&cursor, &value))
            check_same_strings(json_array_get(wanted, i++), &value);
        check_number(i, json_array_size(wanted));
    } else if (json_is_object(wanted)) {
        check(wtw_json_enter(&cursor, '{'));
        while (wtw_json_next_member(&cursor, &key, &value)) {
            size_t count = wtw_json_unescape(key.raw, out);

            out[count] = '\0';
            check(json_object_get(wanted, out) != NULL);
            /* With two members of one name, jansson keeps the last. */
            if (json_object_size(wanted) > 1)
                continue;
        }
    } else if (json_is_number(wanted)) {
        check_number(got->kind, WTW_JSON_NUMBER);
    }
    check(!cursor.problem);
}

static void compare_with_jansson(const struct text *text)
{
    struct wtw_json_value value = {0};
    const char *problem = NULL;
    json_error_t error;
    json_t *wanted =
        json_loadb(text->items, text->count, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    size_t column =
        scan_bytes((struct wtw_span){text->items, text->count}, &value, &problem);

    if (!wanted && is_known_difference(&error))
        return;
    cr_assert((wanted != NULL) == (column == 0), "%.*s: jansson says %s, the scanner %s",
              (int)text->count, text->items, wanted ? "good" : error.text,
              problem ? problem : "good");
    if (wanted)
        check_same_strings(wanted, &value);
    json_decref(wanted);
}

static void mutate(struct text *text)
{
    static const char bytes[] = "{}[]\",:\\u0 1-.eEntf\x01\x7f\xc3/a";
    size_t at = text->count ? draw((uint32_t)text->count) : 0;

    if (!text->count)
        return;
    switch (draw(4)) {
    case 0:
        text->items[at] = bytes[draw(sizeof bytes - 1)];
        break;
    case 1:
        memmove(text->items + at, text->items + at + 1, text->count - at - 1);
        text->count--;
        break;
    case 2:
        text->count = at;
        break;
    default:
        if (text->count == sizeof text->items)
            return;
        memmove(text->items + at + 1, text->items + at, text->count - at);
        text->items[at] = bytes[draw(sizeof bytes - 1)];
        text->count++;
    }
}

Test(json_scan, agrees_with_jansson_on_random_documents_and_broken_ones)
{
    state = 20;
    for (int i = 0; i < 20000; i++) {
        struct text text = {.count = 0};

        put_value(&text, 0);
        compare_with_jansson(&text);
        for (uint32_t changes = 1 + draw(3); changes > 0; changes--) {
            mutate(&text);
            compare_with_jansson(&text);
        }
    }
}
