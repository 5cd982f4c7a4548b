/*
 * test_annotated_jsonl.c - records as they stood, with what became of them put in at the end
 */
#include "capture.h"
#include "write/annotated_jsonl.h"

#include <jansson.h>

/* Half of ten shingles each way: Jaccard is 5 / 15. */
static const struct wtw_membership membership = {
    .size = 2,
    .relation = WTW_NEAR,
    .figures = {.shared = 5, .a_shingles = 10, .b_shingles = 10},
};

static void annotate(const char *record, bool is_canonical, const char *story,
                     struct capture *capture)
{
    struct wtw_annotation annotation = {
        .prefix = "x_",
        .id = text_of("i\"d"),
        .cluster = text_of("c"),
        .canonical = text_of("k"),
        .membership = &membership,
        .is_canonical = is_canonical,
        .lag_seconds = -5,
    };
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};

    if (story)
        annotation.story = text_of(story);
    capture_begin(capture);
    check_ok(
        wtw_annotated_put(&capture->out, text_of(record), &annotation, &scratch, &error),
        &error);
    capture_end(capture);
    wtw_buffer_release(&scratch);
}

Test(annotated_jsonl, puts_its_members_before_the_last_bracket)
{
    struct capture capture;

    annotate(" {\"a\":{\"b\":\"}\"}  } \r", false, NULL, &capture);
    check_string(capture.bytes,
                 " {\"a\":{\"b\":\"}\"}  ,\"x_id\":\"i\\\"d\",\"x_cluster\":\"c\","
                 "\"x_size\":2,\"x_canonical\":\"k\",\"x_duplicate_of\":\"k\","
                 "\"x_relation\":\"near\",\"x_jaccard\":0.3333,\"x_contained\":0.5000,"
                 "\"x_contains\":0.5000,\"x_lag_seconds\":-5} \r\n");
    capture_release(&capture);
}

Test(annotated_jsonl, needs_no_comma_in_an_object_that_is_empty)
{
    static const char *const records[] = {"{}", "{ \t}", " {}"};

    for (size_t i = 0; i < 3; i++) {
        struct capture capture;
        json_t *object = NULL;

        annotate(records[i], true, "s", &capture);
        object = json_loads(capture.bytes, JSON_REJECT_DUPLICATES, NULL);
        cr_assert(object != NULL, "%s", capture.bytes);
        check(json_object_size(object) == 11);
        check(json_is_null(json_object_get(object, "x_duplicate_of")));
        check_string(json_string_value(json_object_get(object, "x_story")), "s");
        json_decref(object);
        capture_release(&capture);
    }
}

Test(annotated_jsonl, names_every_key_that_it_may_put_in)
{
    struct capture capture;
    json_t *object = NULL;
    size_t count = 0;

    annotate("{}", false, "s", &capture);
    object = json_loads(capture.bytes, 0, NULL);
    for (; wtw_annotation_keys[count]; count++) {
        char key[64];

        snprintf(key, sizeof key, "x_%s", wtw_annotation_keys[count]);
        cr_assert(json_object_get(object, key) != NULL, "%s", key);
    }
    check(json_object_size(object) == count);
    json_decref(object);
    capture_release(&capture);
}
