/*
 * test_fields.c - every row of the table of keys, and what counts as empty
 */
#include "check.h"

#include "read/fields.h"

#include <stdio.h>
#include <stdlib.h>

/* What a record gave; freed by forget(). */
struct parsed {
    struct wtw_buffer scratch;
    struct wtw_fields fields;
    struct wtw_error error;
    enum wtw_reject_reason reason;
    enum wtw_status status;
};

static const char *const no_paths[WTW_FIELD_COUNT];

static struct parsed parse_with(const char *record, const char *const *paths)
{
    const struct wtw_spot spot = {"in.jsonl", 7, 0, 1000};
    struct wtw_field_finder finder;
    struct parsed parsed = {.status = WTW_OK};

    wtw_field_finder_init(&finder, paths);
    parsed.status =
        wtw_fields_find(&finder, (struct wtw_span){record, strlen(record)}, &spot,
                        &parsed.scratch, &parsed.fields, &parsed.reason, &parsed.error);
    return parsed;
}

static struct parsed parse(const char *record)
{
    return parse_with(record, no_paths);
}

static void forget(struct parsed *parsed)
{
    wtw_buffer_release(&parsed->scratch);
}

static void check_field(const struct parsed *parsed, enum wtw_field_name name,
                        const char *wanted)
{
    const struct wtw_field *field = &parsed->fields.items[name];

    check_ok(parsed->status, &parsed->error);
    if (!wanted) {
        cr_assert(!field->key, "field %d: got %.*s", (int)name, (int)field->value.count,
                  field->value.items);
        return;
    }
    cr_assert(
        field->key && field->value.count == strlen(wanted) &&
            (!wanted[0] || memcmp(field->value.items, wanted, field->value.count) == 0),
        "field %d: got \"%.*s\", wanted \"%s\"", (int)name, (int)field->value.count,
        field->value.items, wanted);
}

/* Parses 'record' and checks one field; NULL where it must be absent. */
static void check_one(const char *record, enum wtw_field_name name, const char *wanted)
{
    struct parsed parsed = parse(record);

    check_field(&parsed, name, wanted);
    forget(&parsed);
}

static const char *const text_keys[] = {
    "text",      "maintext",    "plaintext",    "plain_text", "body_text",
    "body_main", "articleBody", "article_body", "content",    "body",
    "article",   "full_text",   "raw_content",  "raw_text",   NULL};
static const char *const id_keys[] = {"id",   "_id",  "article_id", "doc_id",
                                      "uuid", "guid", "uri",        NULL};
static const char *const url_keys[] = {
    "url", "link", "canonical_link", "canonical_url", "requested_url", "permalink", NULL};
static const char *const title_keys[] = {"title",      "headline",  "headline_main",
                                         "title_page", "title_rss", NULL};
static const char *const date_keys[] = {"date",
                                        "date_publish",
                                        "publish_date",
                                        "published_date",
                                        "publishing_date",
                                        "published_at",
                                        "publishedAt",
                                        "published",
                                        "pubDate",
                                        "datePublished",
                                        "date_published",
                                        "versionCreated",
                                        "versioncreated",
                                        "firstCreated",
                                        "timestamp",
                                        "created_at",
                                        "date_download",
                                        "WARC-Date",
                                        NULL};
static const char *const source_keys[] = {"source_domain",   "domain",   "hostname",
                                          "source-hostname", "sitename", "publisher",
                                          "publication",     "source",   "newspaper_name",
                                          "series",          NULL};
static const char *const language_keys[] = {"language", "lang", "meta_lang", "inLanguage",
                                            NULL};

static const char *const *const all_keys[WTW_FIELD_COUNT] = {
    text_keys, id_keys, url_keys, title_keys, date_keys, source_keys, language_keys};

Test(fields, finds_each_field_under_each_of_its_names)
{
    for (int field = 0; field < WTW_FIELD_COUNT; field++) {
        for (const char *const *key = all_keys[field]; *key; key++) {
            char record[200];
            struct parsed parsed;

            snprintf(record, sizeof record, "{%s\"%s\":\"found\"}",
                     field == WTW_FIELD_TEXT ? "" : "\"text\":\"t\",", *key);
            parsed = parse(record);
            check_field(&parsed, field, "found");
            check_string(parsed.fields.items[field].key, *key);
            forget(&parsed);
        }
    }
}

Test(fields, prefers_the_surer_name_whatever_the_order)
{
    for (int field = 0; field < WTW_FIELD_COUNT; field++) {
        for (const char *const *key = all_keys[field]; key[1]; key++) {
            const char *text = field == WTW_FIELD_TEXT ? "\"x\":1" : "\"text\":\"t\"";
            char record[300];

            snprintf(record, sizeof record, "{%s,\"%s\":\"first\",\"%s\":\"second\"}",
                     text, key[0], key[1]);
            check_one(record, field, "first");
            snprintf(record, sizeof record, "{\"%s\":\"second\",%s,\"%s\":\"first\"}",
                     key[1], text, key[0]);
            check_one(record, field, "first");
        }
    }
}

Test(fields, passes_over_what_is_empty)
{
    static const char *const empty[] = {"null",    "\"\"",   "\"None\"",      "\"null\"",
                                        "\"NaN\"", "\"  \"", "\" \\n\\t\\r\""};

    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        char record[200];

        snprintf(record, sizeof record, "{\"text\":%s,\"title\":%s,\"content\":\"c\"}",
                 empty[i], empty[i]);
        check_one(record, WTW_FIELD_TEXT, "c");
        check_one(record, WTW_FIELD_TITLE, NULL);
    }
    check_one("{\"text\":\"none\"}", WTW_FIELD_TEXT, "none");
    check_one("{\"text\":\"\\u0020\\\\\"}", WTW_FIELD_TEXT, " \\");
}

Test(fields, counts_an_article_whose_text_is_empty)
{
    static const char *const records[] = {"{\"text\":\"\"}", "{\"content\":null}",
                                          "{\"body\":[]}", "{\"body\":{}}",
                                          "{\"metadata\":{\"text\":\"\"}}"};

    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        check_one(records[i], WTW_FIELD_TEXT, "");
}

Test(fields, takes_the_last_of_two_members_of_one_name_that_is_not_empty)
{
    check_one("{\"text\":\"one\",\"text\":\"two\"}", WTW_FIELD_TEXT, "two");
    check_one("{\"text\":\"one\",\"text\":\"\"}", WTW_FIELD_TEXT, "one");
}

Test(fields, looks_one_level_down_in_metadata_for_what_is_missing)
{
    const char *record = "{\"metadata\":{\"title\":\"inner\",\"date\":\"2023-03-07\","
                         "\"text\":\"not this\",\"metadata\":{\"url\":\"u\"}},"
                         "\"text\":\"outer\",\"headline\":\"h\"}";

    check_one(record, WTW_FIELD_TEXT, "outer");
    check_one(record, WTW_FIELD_TITLE, "h");
    check_one(record, WTW_FIELD_DATE, "2023-03-07");
    check_one(record, WTW_FIELD_URL, NULL);
    check_one("{\"metadata\":{\"content\":\"c\"}}", WTW_FIELD_TEXT, "c");
    check_one("{\"metadata\":\"text\",\"text\":\"t\"}", WTW_FIELD_TEXT, "t");
}

Test(fields, takes_a_source_that_is_a_url_for_the_url)
{
    check_one("{\"text\":\"t\",\"source\":\"https://a.example/1\"}", WTW_FIELD_URL,
              "https://a.example/1");
    check_one("{\"text\":\"t\",\"source\":\"https://a.example/1\"}", WTW_FIELD_SOURCE,
              NULL);
    check_one("{\"text\":\"t\",\"source\":\"http:\\/\\/a.example\\/1\"}", WTW_FIELD_URL,
              "http://a.example/1");
    check_one("{\"text\":\"t\",\"source\":\"http://a\",\"link\":\"http://b\"}",
              WTW_FIELD_URL, "http://b");
    check_one("{\"text\":\"t\",\"source\":\"The Courier\"}", WTW_FIELD_SOURCE,
              "The Courier");
    check_one("{\"text\":\"t\",\"source\":\"The Courier\"}", WTW_FIELD_URL, NULL);
    check_one("{\"text\":\"t\",\"sitename\":\"http://a\"}", WTW_FIELD_SOURCE, "http://a");
}

Test(fields, takes_the_name_of_a_source_that_is_an_object)
{
    check_one("{\"text\":\"t\",\"source\":{\"id\":null,\"name\":\"Courier\"}}",
              WTW_FIELD_SOURCE, "Courier");
    check_one("{\"text\":\"t\",\"source\":{\"name\":\"\"},\"series\":\"S\"}",
              WTW_FIELD_SOURCE, "S");
    check_one("{\"text\":\"t\",\"source\":[\"a\"]}", WTW_FIELD_SOURCE, NULL);
}

Test(fields, takes_numbers_as_they_stand)
{
    check_one("{\"text\":\"t\",\"id\":12345678901234567890}", WTW_FIELD_ID,
              "12345678901234567890");
    check_one("{\"text\":\"t\",\"id\":-1.50}", WTW_FIELD_ID, "-1.50");
    check_one("{\"text\":\"t\",\"id\":true,\"uuid\":\"u\"}", WTW_FIELD_ID, "u");
    check_one("{\"text\":\"t\",\"id\":{\"a\":1},\"uuid\":\"u\"}", WTW_FIELD_ID, "u");
}

Test(fields, understands_dates_and_marks_those_of_a_crawl)
{
    struct parsed parsed =
        parse("{\"text\":\"t\",\"date\":\"2023-03-07\",\"WARC-Date\":\"x\"}");

    check_number(parsed.fields.published_seconds, INT64_C(1678147200));
    check(!parsed.fields.date_is_crawl_date);
    forget(&parsed);
    parsed = parse("{\"text\":\"t\",\"timestamp\":1678147200000}");
    check_number(parsed.fields.published_seconds, INT64_C(1678147200));
    forget(&parsed);
    parsed = parse("{\"text\":\"t\",\"date\":null,\"date_download\":\"2023-03-07\"}");
    check_number(parsed.fields.published_seconds, INT64_C(1678147200));
    check(parsed.fields.date_is_crawl_date);
    forget(&parsed);
    parsed = parse("{\"text\":\"t\",\"date\":\"last week\"}");
    check(parsed.fields.published_seconds == WTW_DATE_UNKNOWN);
    check_field(&parsed, WTW_FIELD_DATE, "last week");
    forget(&parsed);
    parsed = parse("{\"text\":\"t\"}");
    check(parsed.fields.published_seconds == WTW_DATE_UNKNOWN);
    forget(&parsed);
}

Test(fields, compares_keys_by_what_their_escapes_stand_for)
{
    check_one("{\"t\\u0065xt\":\"t\"}", WTW_FIELD_TEXT, "t");
    check_one("{\"text\":\"t\",\"\\u0073\\u006f\\u0075\\u0072\\u0063\\u0065\":\"s\"}",
              WTW_FIELD_SOURCE, "s");
}

Test(fields, unescapes_several_fields_side_by_side)
{
    struct parsed parsed =
        parse("{\"title\":\"a\\nb\",\"text\":\"\\u201cc\\u201d\",\"id\":\"\\\\\"}");

    check_field(&parsed, WTW_FIELD_TITLE, "a\nb");
    check_field(&parsed, WTW_FIELD_TEXT,
                "\xe2\x80\x9c"
                "c\xe2\x80\x9d");
    check_field(&parsed, WTW_FIELD_ID, "\\");
    forget(&parsed);
}

Test(fields, lets_the_users_paths_win)
{
    const char *paths[WTW_FIELD_COUNT] = {
        [WTW_FIELD_TEXT] = "body.main", [WTW_FIELD_TITLE] = "a.b.c"};
    struct parsed parsed = parse_with(
        "{\"text\":\"no\",\"body\":{\"main\":\"yes\"},\"a\":{\"b\":{\"c\":\"deep\"}}}",
        paths);

    check_field(&parsed, WTW_FIELD_TEXT, "yes");
    check_string(parsed.fields.items[WTW_FIELD_TEXT].key, "body.main");
    check_field(&parsed, WTW_FIELD_TITLE, "deep");
    forget(&parsed);
    parsed = parse_with("{\"text\":\"no\",\"body.main\":\"dots in the key\"}", paths);
    check_field(&parsed, WTW_FIELD_TEXT, "dots in the key");
    forget(&parsed);
    parsed = parse_with("{\"text\":\"detected\",\"body\":{\"main\":\"\"}}", paths);
    check_field(&parsed, WTW_FIELD_TEXT, "detected");
    forget(&parsed);
    parsed = parse_with("{\"body\":{\"main\":\"\"}}", paths);
    check_field(&parsed, WTW_FIELD_TEXT, "");
    forget(&parsed);
}

Test(fields, gives_one_value_to_as_many_fields_as_the_user_asks)
{
    const char *paths[WTW_FIELD_COUNT] = {"x", "x", "x", "x", "x", "x", "x"};
    char record[400];
    struct parsed parsed;

    memset(record, '/', sizeof record);
    memcpy(record, "{\"x\":\"\\n", 8);
    memcpy(record + 396, "\"}", 3);
    parsed = parse_with(record, paths);
    for (int field = 0; field < WTW_FIELD_COUNT; field++)
        check_number(parsed.fields.items[field].value.count, 389);
    forget(&parsed);
}

Test(fields, names_the_keys_of_a_record_without_text)
{
    struct parsed parsed = parse("{\"summary\":\"s\",\"description\":\"d\",\"text\":5}");

    check_status(parsed.status, WTW_BAD_INPUT);
    check_number(parsed.reason, WTW_REJECT_NO_TEXT);
    check(strstr(parsed.error.words, "summary, description, text") != NULL);
    check_string(parsed.error.input, "in.jsonl");
    check_number(parsed.error.line, 7);
    check_number(parsed.error.byte_offset, 1000);
    forget(&parsed);
    parsed = parse("{}");
    check_number(parsed.reason, WTW_REJECT_NO_TEXT);
    forget(&parsed);
}

Test(fields, cuts_a_list_of_keys_that_is_too_long)
{
    char *record = malloc(40000);
    size_t used = 1;
    struct parsed parsed;

    record[0] = '{';
    for (int i = 0; i < 1000; i++)
        used += (size_t)snprintf(record + used, 40000 - used, "%s\"some_key_%d\":%d",
                                 i ? "," : "", i, i);
    snprintf(record + used, 40000 - used, "}");
    parsed = parse(record);
    check_number(parsed.reason, WTW_REJECT_NO_TEXT);
    check(strstr(parsed.error.words, "some_key_0, some_key_1") != NULL);
    check(strstr(parsed.error.words, "...); name it with --field text=KEY") != NULL);
    forget(&parsed);
    memset(record, 'k', 39999);
    memcpy(record, "{\"", 2);
    memcpy(record + 39000, "\":1}", 5);
    parsed = parse(record);
    check(strstr(parsed.error.words, "(there are: ...)") != NULL);
    forget(&parsed);
    free(record);
}

Test(fields, names_the_place_of_what_is_not_json)
{
    struct parsed parsed = parse("{\"text\":\"t\",}");

    check_status(parsed.status, WTW_BAD_INPUT);
    check_number(parsed.reason, WTW_REJECT_NOT_JSON);
    check_number(parsed.error.line, 7);
    check_number(parsed.error.column, 13);
    check_number(parsed.error.byte_offset, 1012);
    check_string(parsed.error.words, "a key in double quotes is missing");
    forget(&parsed);
    parsed = parse("[1,2]");
    check_number(parsed.reason, WTW_REJECT_NOT_JSON);
    check_number(parsed.error.column, 1);
    forget(&parsed);
    parsed = parse("{\"text\":\"t\"} x");
    check_number(parsed.error.column, 14);
    forget(&parsed);
    parsed = parse("{");
    check_string(parsed.error.words, "the record ends inside an object; it is cut off, "
                                     "or not one whole object a line");
    forget(&parsed);
}

/* The id of a record, which need not have a text. */
static void check_id_alone(const char *record, const char *wanted)
{
    const struct wtw_spot spot = {"in.jsonl", 7, 0, 1000};
    struct wtw_field_finder finder;
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};
    struct wtw_span id;

    wtw_field_finder_init(&finder, no_paths);
    check_ok(wtw_fields_find_id(&finder, (struct wtw_span){record, strlen(record)}, &spot,
                                &scratch, &id, &error),
             &error);
    cr_assert(id.count == strlen(wanted) &&
                  (!id.count || memcmp(id.items, wanted, id.count) == 0),
              "got \"%.*s\", wanted \"%s\"", (int)id.count, id.items, wanted);
    wtw_buffer_release(&scratch);
}

Test(fields, gives_the_id_of_a_record_without_a_text)
{
    check_id_alone("{\"guid\":\"a\\u0062\",\"url\":\"http://h\"}", "ab");
    check_id_alone("{\"url\":\"http://h\",\"cluster\":1}", "http://h");
    check_id_alone("{\"metadata\":{\"id\":7}}", "7");
    check_id_alone("{\"cluster\":1}", "");
}

Test(fields, reads_ninjs_of_all_versions)
{
    struct parsed first = parse(
        "{\"uri\":\"urn:a:1\",\"type\":\"text\",\"versioncreated\":"
        "\"2023-03-07T10:15:00+01:00\",\"byline\":\"Jon Sund\",\"headline\":\"One\","
        "\"body_text\":\"A text.\",\"language\":\"en\",\"located\":\"Keldmark\"}");
    struct parsed third =
        parse("{\"uri\":\"urn:a:1\",\"versionCreated\":\"2023-03-07T10:15:00+01:00\","
              "\"headlines\":[{\"role\":\"short\",\"value\":\"1\"},{\"role\":\"main\","
              "\"value\":\"One\"}],\"bodies\":[{\"role\":\"main\",\"contentType\":"
              "\"text/plain\",\"value\":\"A text.\"}],\"language\":\"en\"}");
    const struct parsed *both[] = {&first, &third};

    for (int i = 0; i < 2; i++) {
        check_field(both[i], WTW_FIELD_ID, "urn:a:1");
        check_field(both[i], WTW_FIELD_TITLE, "One");
        check_field(both[i], WTW_FIELD_TEXT, "A text.");
        check_field(both[i], WTW_FIELD_LANGUAGE, "en");
        check_number(both[i]->fields.published_seconds,
                     INT64_C(19423) * 86400 + 9 * 3600 + 15 * 60);
    }
    forget(&first);
    forget(&third);
}
