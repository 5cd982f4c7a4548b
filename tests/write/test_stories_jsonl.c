/*
 * test_stories_jsonl.c - a line for each story; jansson is the oracle
 */
#include "capture.h"
#include "write/stories_out.h"

#include <jansson.h>

static const struct wtw_story_cluster clusters[] = {
    {.id = {"a", 1}, .canonical = {"b", 1}, .size = 2, .origin = 1},
    {.id = {"c", 1},
     .canonical = {"c", 1},
     .size = 1,
     .origin = 1,
     .same_as = {"a", 1},
     .agency = "AFP"},
    {.id = {"d", 1},
     .canonical = {"d", 1},
     .size = 1,
     .origin = 1,
     .same_as = {"c", 1},
     .publisher = {"vale.example", 12}},
};

static const struct wtw_story_word words[] = {
    {WTW_TERM_NAME, {"Sarvedi", 7}, 3, .25},
    {WTW_TERM_FIGURE, {"5.9", 3}, 2, .125},
};

static struct wtw_story_head made_head(void)
{
    return (struct wtw_story_head){
        .id = text_of("a"),
        .article_count = 4,
        .cluster_count = 3,
        .origin_count = 1,
        .begin_seconds = 0,
        .end_seconds = 86400,
        .first = {.id = text_of("b"), .title = text_of("Quake"), .input = "in"},
        .words = words,
        .word_count = 2,
        .clusters = clusters,
    };
}

/* One story of one member, read back; the caller ends it by json_decref(). */
static json_t *written(const struct wtw_story_head *head,
                       const struct wtw_story_member *member)
{
    struct capture capture;
    struct wtw_json json;
    json_t *root = NULL;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_stories_jsonl_open(&json, head);
    wtw_stories_jsonl_member(&json, member);
    wtw_stories_jsonl_close(&json);
    capture_end(&capture);
    check(strchr(capture.bytes, '\n') == capture.bytes + capture.count - 1);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    capture_release(&capture);
    return root;
}

static const char *string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static json_int_t number_of(const json_t *object, const char *key)
{
    cr_assert(json_is_integer(json_object_get(object, key)), "%s", key);
    return json_integer_value(json_object_get(object, key));
}

Test(stories_jsonl, gives_a_story_its_counts_and_times_and_the_first_article)
{
    const struct wtw_story_head head = made_head();
    const struct wtw_story_member member = {
        .article = {.id = text_of("b"), .input = "in"}};
    json_t *root = written(&head, &member);

    check_string(string_of(root, "id"), "a");
    check_number(number_of(root, "size"), 4);
    check_number(number_of(root, "cluster_count"), 3);
    check_number(number_of(root, "origins_at_most"), 1);
    check_string(string_of(root, "first_seen"), "1970-01-01T00:00:00Z");
    check_string(string_of(root, "last_seen"), "1970-01-02T00:00:00Z");
    check_string(string_of(json_object_get(root, "first"), "title"), "Quake");
    check_number(json_array_size(json_object_get(root, "members")), 1);
    json_decref(root);
}

Test(stories_jsonl, tells_what_ties_a_story_together)
{
    const struct wtw_story_head head = made_head();
    const struct wtw_story_member member = {
        .article = {.id = text_of("b"), .input = "in"}};
    json_t *root = written(&head, &member);
    const json_t *terms = json_object_get(root, "terms");

    check_number(json_array_size(terms), 2);
    check_string(string_of(json_array_get(terms, 0), "kind"), "name");
    check_string(string_of(json_array_get(terms, 0), "text"), "Sarvedi");
    check_number(number_of(json_array_get(terms, 0), "clusters"), 3);
    check_real(json_real_value(json_object_get(json_array_get(terms, 0), "share")), .25,
               1e-9);
    check_string(string_of(json_array_get(terms, 1), "kind"), "figure");
    json_decref(root);
}

Test(stories_jsonl, tells_why_a_cluster_is_no_origin_of_its_own)
{
    const struct wtw_story_head head = made_head();
    const struct wtw_story_member member = {
        .article = {.id = text_of("b"), .input = "in"}};
    json_t *root = written(&head, &member);
    const json_t *list = json_object_get(root, "clusters");
    const json_t *first = json_array_get(list, 0);
    const json_t *second = json_object_get(json_array_get(list, 1), "same_origin");
    const json_t *third = json_object_get(json_array_get(list, 2), "same_origin");

    check_string(string_of(first, "id"), "a");
    check_string(string_of(first, "canonical"), "b");
    check_number(number_of(first, "size"), 2);
    check_number(number_of(first, "origin"), 1);
    check(json_is_null(json_object_get(first, "same_origin")));
    check_string(string_of(second, "cluster"), "a");
    check_string(string_of(second, "agency"), "AFP");
    check(json_is_null(json_object_get(second, "publisher")));
    check_string(string_of(third, "cluster"), "c");
    check(json_is_null(json_object_get(third, "agency")));
    check_string(string_of(third, "publisher"), "vale.example");
    json_decref(root);
}

Test(stories_jsonl, gives_a_member_what_it_has_in_a_cluster_and_its_origin)
{
    struct wtw_story_head head = made_head();
    struct wtw_story_member member = {
        .article = {.id = text_of("e"), .input = "in", .line = 7, .offset = 99},
        .membership = {.relation = WTW_EXPANDED,
                       .figures = {.shared = 28, .a_shingles = 40, .b_shingles = 28}},
        .cluster = text_of("a"),
        .origin = 2,
        .lag_seconds = 3600,
    };
    json_t *root = written(&head, &member);
    const json_t *got = json_array_get(json_object_get(root, "members"), 0);

    check_string(string_of(got, "id"), "e");
    check_string(string_of(got, "cluster"), "a");
    check_number(number_of(got, "origin"), 2);
    check_string(string_of(got, "relation"), "expanded");
    check_real(json_real_value(json_object_get(got, "jaccard")), .7, 1e-9);
    check_real(json_real_value(json_object_get(got, "contained")), .7, 1e-9);
    check_real(json_real_value(json_object_get(got, "contains")), 1, 1e-9);
    check_number(number_of(got, "lag_seconds"), 3600);
    check_string(string_of(got, "input"), "in");
    check_number(number_of(got, "line"), 7);
    check_number(number_of(got, "offset"), 99);
    json_decref(root);
    member.lag_seconds = WTW_DATE_UNKNOWN;
    head.begin_seconds = head.end_seconds = WTW_DATE_UNKNOWN;
    root = written(&head, &member);
    got = json_array_get(json_object_get(root, "members"), 0);
    check(json_is_null(json_object_get(got, "lag_seconds")));
    check(json_is_null(json_object_get(root, "first_seen")));
    check(json_is_null(json_object_get(root, "last_seen")));
    json_decref(root);
}
