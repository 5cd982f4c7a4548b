/*
 * test_json_out.c - JSON that is always valid; jansson is the oracle
 */
#include "capture.h"
#include "write/json_out.h"

#include <jansson.h>

static json_t *parsed(const struct capture *capture)
{
    json_error_t error;
    json_t *root = json_loadb(capture->bytes, capture->count,
                              JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

    cr_assert(root != NULL, "%s: %s", error.text, capture->bytes);
    return root;
}

Test(json_out, puts_commas_where_they_belong)
{
    struct capture capture;
    struct wtw_json json;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_json_open(&json, '{');
    wtw_json_name(&json, "a");
    wtw_json_open(&json, '[');
    wtw_json_close(&json, ']');
    wtw_json_name(&json, "b");
    wtw_json_open(&json, '[');
    wtw_json_number(&json, 1);
    wtw_json_open(&json, '{');
    wtw_json_close(&json, '}');
    wtw_json_null(&json);
    wtw_json_close(&json, ']');
    wtw_json_name(&json, "c");
    wtw_json_bool(&json, true);
    wtw_json_name(&json, "d");
    wtw_json_signed(&json, INT64_MIN);
    wtw_json_name(&json, "e");
    wtw_json_ratio(&json, .5);
    wtw_json_name(&json, "f");
    wtw_json_words(&json, NULL);
    wtw_json_name(&json, "g");
    wtw_json_words(&json, "");
    wtw_json_close(&json, '}');
    wtw_json_open(&json, '[');
    wtw_json_close(&json, ']');
    capture_end(&capture);
    check_string(capture.bytes,
                 "{\"a\":[],\"b\":[1,{},null],\"c\":true,"
                 "\"d\":-9223372036854775808,\"e\":0.5000,\"f\":null,\"g\":\"\"}"
                 "[]");
    capture_release(&capture);
}

Test(json_out, cannot_end_the_element_of_html_that_it_stands_in)
{
    struct capture capture;
    struct wtw_json json;
    json_t *root = NULL;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    json.is_in_html = true;
    wtw_json_open(&json, '{');
    wtw_json_name(&json, "<k>");
    wtw_json_words(&json, "</script><!-- &amp; >");
    wtw_json_close(&json, '}');
    capture_end(&capture);
    check_string(capture.bytes, "{\"\\u003ck>\":\"\\u003c/script>\\u003c!-- &amp; >\"}");
    root = parsed(&capture);
    check_string(json_string_value(json_object_get(root, "<k>")),
                 "</script><!-- &amp; >");
    json_decref(root);
    capture_release(&capture);
}

Test(json_out, indents_for_people)
{
    struct capture capture;
    struct wtw_json json;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, true);
    wtw_json_open(&json, '{');
    wtw_json_name(&json, "a");
    wtw_json_open(&json, '{');
    wtw_json_name(&json, "b");
    wtw_json_number(&json, 1);
    wtw_json_close(&json, '}');
    wtw_json_name(&json, "c");
    wtw_json_open(&json, '{');
    wtw_json_close(&json, '}');
    wtw_json_close(&json, '}');
    capture_end(&capture);
    check_string(capture.bytes, "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": {}\n}");
    capture_release(&capture);
}

Test(json_out, escapes_every_single_byte_so_that_jansson_reads_it_back)
{
    for (int byte = 0; byte < 0x80; byte++) {
        const char raw[3] = {'<', (char)byte, '>'};
        struct capture capture;
        struct wtw_json json;
        json_t *root = NULL;

        capture_begin(&capture);
        wtw_json_init(&json, &capture.out, false);
        wtw_json_text(&json, (struct wtw_span){raw, 3});
        capture_end(&capture);
        root = parsed(&capture);
        check_number(json_string_length(root), 3);
        cr_assert(memcmp(json_string_value(root), raw, 3) == 0, "byte %d", byte);
        json_decref(root);
        capture_release(&capture);
    }
}

/* Strings are looked at eight bytes at a time: what is escaped may stand at any place of them,
 * and beside what is no more than its neighbour in the table of ASCII. */
Test(json_out, finds_what_it_escapes_wherever_it_stands)
{
    static const char special[] = {0x1f, ' ', '!', '"', '#', '[', '\\', ']', '~', 0x7f};

    for (size_t place = 0; place < 19; place++)
        for (size_t i = 0; i + 1 < sizeof special; i++) {
            char raw[20];
            struct capture capture;
            struct wtw_json json;
            json_t *root = NULL;

            memset(raw, 'a', sizeof raw);
            memcpy(raw + place, special + i, 2);
            capture_begin(&capture);
            wtw_json_init(&json, &capture.out, false);
            wtw_json_text(&json, (struct wtw_span){raw, sizeof raw});
            capture_end(&capture);
            root = parsed(&capture);
            check_number(json_string_length(root), sizeof raw);
            check(memcmp(json_string_value(root), raw, sizeof raw) == 0);
            check(memchr(capture.bytes, 0x7f, capture.count) == NULL);
            json_decref(root);
            capture_release(&capture);
        }
}

Test(json_out, gives_the_replacement_character_for_bytes_that_are_not_utf8)
{
    static const struct {
        const char *raw;
        const char *wanted;
    } rows[] = {
        {"a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        {"\xc3", "\xef\xbf\xbd"},                                 /* begun, not ended */
        {"\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd"},                 /* overlong */
        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* a surrogate */
        {"\xf4\x90\x80\x80",
         "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* too high */
        {"\xc3\xa9\xf0\x9f\x8c\x8a", "\xc3\xa9\xf0\x9f\x8c\x8a"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct capture capture;
        struct wtw_json json;
        json_t *root = NULL;

        capture_begin(&capture);
        wtw_json_init(&json, &capture.out, false);
        wtw_json_text(&json, text_of(rows[i].raw));
        capture_end(&capture);
        root = parsed(&capture);
        check_string(json_string_value(root), rows[i].wanted);
        json_decref(root);
        capture_release(&capture);
    }
}

Test(json_out, stays_valid_through_random_bytes)
{
    uint64_t state = 12345;

    for (int round = 0; round < 500; round++) {
        char raw[64];
        struct capture capture;
        struct wtw_json json;

        for (size_t i = 0; i < sizeof raw; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            raw[i] = (char)(state >> 56);
        }
        capture_begin(&capture);
        wtw_json_init(&json, &capture.out, false);
        wtw_json_text(&json, (struct wtw_span){raw, sizeof raw});
        capture_end(&capture);
        json_decref(parsed(&capture));
        capture_release(&capture);
    }
}
