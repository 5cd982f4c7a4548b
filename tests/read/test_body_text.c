/*
 * test_body_text.c - texts in several strings
 */
#include "check.h"

#include "read/body_text.h"

#include <stdlib.h>

/* Joins 'json' in a block of exactly the room that is asked for, so that sanitizers see
 * more. */
static void check_joined(const char *json, const char *wanted)
{
    struct wtw_json_cursor cursor = wtw_json_start((struct wtw_span){json, strlen(json)});
    struct wtw_json_value value;
    size_t count = 0;
    char *out = NULL;

    check(wtw_json_take_value(&cursor, &value));
    out = malloc(value.raw.count + 1);
    count = wtw_body_text_write(&value, out);
    cr_assert(count == strlen(wanted) && memcmp(out, wanted, count) == 0, "%s: got %.*s",
              json, (int)count, out);
    check(wtw_body_text_exists(&value) == (wanted[0] != '\0'));
    free(out);
}

Test(body_text, joins_arrays_of_strings)
{
    check_joined("[\"a\",\"b\\nc\", 5, null, \"\", \"d\"]", "a\n\nb\nc\n\nd");
    check_joined("[\"a\"]", "a");
    check_joined("[]", "");
    check_joined("[1,[\"a\"]]", "");
}

Test(body_text, reads_the_body_of_fundus)
{
    check_joined("{\"sections\":[{\"paragraphs\":[\"p1\",\"p2\"],\"headline\":[\"h\"]},"
                 "{\"headline\":[],\"paragraphs\":[\"p3\"]}],\"summary\":[\"s\"]}",
                 "s\n\nh\n\np1\n\np2\n\np3");
    check_joined("{\"summary\":[],\"sections\":[]}", "");
    check_joined("{\"summary\":\"s\",\"sections\":{\"a\":1}}", "");
    check_joined("{\"sections\":[1,null,\"x\",{\"paragraphs\":3}]}", "");
    check_joined("{}", "");
}

Test(body_text, reads_the_bodies_of_ninjs_and_prefers_plain_text)
{
    check_joined("[{\"contentType\":\"text/html\",\"value\":\"<p>h</p>\"},"
                 "{\"contentType\":\"text/plain\",\"value\":\"p\"}]",
                 "p");
    check_joined("[{\"contentType\":\"text\\/plain\",\"value\":\"p\"},{\"value\":\"q\"}]",
                 "p");
    check_joined("[{\"value\":\"\"},{\"value\":\"first\"},{\"value\":\"second\"}]",
                 "first");
    check_joined("[{\"value\":1}]", "");
}

Test(body_text, reads_the_bodies_of_ninjs_in_small_letters)
{
    check_joined("[{\"contenttype\":\"text/html\",\"value\":\"<p>h</p>\"},"
                 "{\"contenttype\":\"text/plain\",\"value\":\"p\"}]",
                 "p");
}

static void check_headline(const char *json, const char *wanted)
{
    struct wtw_json_cursor cursor = wtw_json_start((struct wtw_span){json, strlen(json)});
    struct wtw_json_value value;
    struct wtw_json_value found = {.raw = {"", 0}};

    check(wtw_json_take_value(&cursor, &value));
    check(wtw_headline_find(&value, &found) == (wanted[0] != '\0'));
    cr_assert(found.raw.count == strlen(wanted) &&
                  memcmp(found.raw.items, wanted, strlen(wanted)) == 0,
              "%s", json);
}

Test(body_text, finds_the_main_headline_of_ninjs)
{
    check_headline("[{\"value\":\"a\"},{\"role\":\"main\",\"value\":\"b\"}]", "b");
    check_headline("[{\"role\":\"short\"},{\"value\":\"a\"},{\"value\":\"b\"}]", "a");
    check_headline("[{\"role\":\"main\",\"value\":1}]", "");
    check_headline("[]", "");
    check_headline("{\"value\":\"a\"}", "");
    check_headline("\"a\"", "");
}

Test(body_text, finds_no_text_in_scalars)
{
    check_joined("5", "");
    check_joined("true", "");
    check_joined("null", "");
}
