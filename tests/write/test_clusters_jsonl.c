/*
 * test_clusters_jsonl.c - a line for each cluster; jansson is the oracle
 */
#include "capture.h"
#include "write/clusters_out.h"

#include <jansson.h>

static struct wtw_cluster_member made_member(void)
{
    return (struct wtw_cluster_member){
        .article =
            {
                .id = text_of("b\"2"),
                .url = text_of("https://b.example/2"),
                .date = text_of("tomorrow"),
                .published_seconds = WTW_DATE_UNKNOWN,
                .date_is_crawl_date = true,
                .agency = "AFP",
                .input = "in.jsonl",
                .offset = 1234567890123,
                .line = 7,
            },
        .lag_seconds = -90,
        .membership = {.relation = WTW_EXPANDED,
                       .figures = {.shared = 28, .a_shingles = 40, .b_shingles = 28}},
    };
}

Test(clusters_jsonl, gives_a_cluster_the_keys_of_the_contract)
{
    struct wtw_cluster_head head = {
        .id = text_of("b\"2"), .size = 1, .first_seen_seconds = 0};
    struct wtw_cluster_member member = made_member();
    struct capture capture;
    struct wtw_json json;
    json_t *root = NULL;
    json_t *first = NULL;

    head.canonical.id = text_of("c");
    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_clusters_jsonl_open(&json, &head);
    wtw_clusters_jsonl_member(&json, &member);
    wtw_clusters_jsonl_close(&json);
    capture_end(&capture);
    check(strchr(capture.bytes, '\n') == capture.bytes + capture.count - 1);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    check_string(json_string_value(json_object_get(root, "id")), "b\"2");
    check_number(json_integer_value(json_object_get(root, "size")), 1);
    check_string(json_string_value(json_object_get(root, "canonical")), "c");
    check_string(json_string_value(json_object_get(root, "first_seen")),
                 "1970-01-01T00:00:00Z");
    check_number(json_array_size(json_object_get(root, "members")), 1);
    first = json_array_get(json_object_get(root, "members"), 0);
    check_string(json_string_value(json_object_get(first, "id")), "b\"2");
    check_string(json_string_value(json_object_get(first, "url")), "https://b.example/2");
    check(json_is_null(json_object_get(first, "source")));
    check_string(json_string_value(json_object_get(first, "date")), "tomorrow");
    check(json_is_true(json_object_get(first, "date_is_crawl_date")));
    check(json_is_null(json_object_get(first, "title")));
    check_string(json_string_value(json_object_get(first, "agency")), "AFP");
    check_number(json_integer_value(json_object_get(first, "lag_seconds")), -90);
    check_string(json_string_value(json_object_get(first, "relation")), "expanded");
    check_real(json_real_value(json_object_get(first, "jaccard")), .7, 1e-9);
    check_real(json_real_value(json_object_get(first, "contained")), .7, 1e-9);
    check_real(json_real_value(json_object_get(first, "contains")), 1, 1e-9);
    check_number(json_integer_value(json_object_get(first, "lag_seconds")), -90);
    check_string(json_string_value(json_object_get(first, "input")), "in.jsonl");
    check_number(json_integer_value(json_object_get(first, "line")), 7);
    check_number(json_integer_value(json_object_get(first, "offset")), 1234567890123);
    json_decref(root);
    capture_release(&capture);
}

Test(clusters_jsonl, names_the_story_where_stories_were_looked_for)
{
    struct wtw_cluster_head head = {
        .id = text_of("a"), .size = 1, .story = text_of("s\"1"), .story_clusters = 3};
    struct capture capture;
    struct wtw_json json;

    head.first_seen_seconds = WTW_DATE_UNKNOWN;
    head.canonical.id = text_of("a");
    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_clusters_jsonl_open(&json, &head);
    wtw_clusters_jsonl_close(&json);
    capture_end(&capture);
    check_string(capture.bytes,
                 "{\"id\":\"a\",\"size\":1,\"canonical\":\"a\",\"first_seen\":null,"
                 "\"story\":\"s\\\"1\",\"members\":[]}\n");
    capture_release(&capture);
}

Test(clusters_jsonl, gives_cluster_after_cluster_a_line_of_its_own)
{
    struct wtw_cluster_head head = {.id = text_of("a"), .size = 1};
    struct capture capture;
    struct wtw_json json;

    head.first_seen_seconds = WTW_DATE_UNKNOWN;
    head.canonical.id = text_of("a");
    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    for (int i = 0; i < 2; i++) {
        wtw_clusters_jsonl_open(&json, &head);
        wtw_clusters_jsonl_close(&json);
    }
    capture_end(&capture);
    check_string(capture.bytes, "{\"id\":\"a\",\"size\":1,\"canonical\":\"a\",\"first_"
                                "seen\":null,\"members\":[]}\n"
                                "{\"id\":\"a\",\"size\":1,\"canonical\":\"a\",\"first_"
                                "seen\":null,\"members\":[]}\n");
    capture_release(&capture);
}
