/*
 * test_evidence_jsonl.c - what two texts share and where they differ, for programs
 */
#include "capture.h"
#include "write/evidence.h"

static void begin(struct capture *capture, struct wtw_json *json)
{
    capture_begin(capture);
    wtw_json_init(json, &capture->out, false);
    wtw_json_open(json, '{');
}

static void check_end(struct capture *capture, struct wtw_json *json, const char *wanted)
{
    wtw_json_close(json, '}');
    capture_end(capture);
    check_string(capture->bytes, wanted);
    capture_release(capture);
}

Test(evidence_jsonl, gives_ranges_words_and_kinds)
{
    static const struct wtw_passage passages[] = {
        {.token_count = 2, .a = {0, 7}, .b = {5, 12}}};
    static const struct wtw_change changes[] = {{{8, 10}, {13, 15}, true, false},
                                                {{8, 8}, {0, 4}, false, true}};
    static const bool are_quotations[] = {true};
    const struct wtw_evidence evidence = {
        .texts = {text_of("one two 12"), text_of("\"Jo\" one two 15")},
        .passages = passages,
        .are_quotations = are_quotations,
        .passage_count = 1,
        .changes = changes,
        .change_count = 2,
    };
    struct capture capture;
    struct wtw_json json;

    begin(&capture, &json);
    wtw_changes_json(&json, &evidence);
    wtw_passages_json(&json, &evidence);
    check_end(
        &capture, &json,
        "{\"changes\":[{\"a\":[8,10],\"b\":[13,15],\"a_text\":\"12\",\"b_text\":"
        "\"15\",\"figures\":true,\"names\":false},{\"a\":[8,8],\"b\":[0,4],"
        "\"a_text\":\"\",\"b_text\":\"\\\"Jo\\\"\",\"figures\":false,\"names\":true}"
        "],\"passages\":[{\"tokens\":2,\"a\":[0,7],\"b\":[5,12],\"text\":\"one two\""
        ",\"quotation\":true}]}");
}

Test(evidence_jsonl, gives_the_alignment_or_null)
{
    struct wtw_figures figures = {.a_tokens = 9,
                                  .b_tokens = 8,
                                  .a_aligned = 7,
                                  .b_aligned = 6,
                                  .aligned_shared = 5,
                                  .aligned_long = 4,
                                  .misread = 3,
                                  .changed_figures = 2,
                                  .changed_names = 1};
    struct capture capture;
    struct wtw_json json;

    begin(&capture, &json);
    wtw_aligned_json(&json, &figures);
    check_end(&capture, &json,
              "{\"aligned\":{\"a_tokens\":9,\"b_tokens\":8,\"of_a\":7,\"of_b\":6,"
              "\"equal_tokens\":5,\"equal_in_long_parts\":4,\"misread\":3,"
              "\"changed_figures\":2,\"changed_names\":1}}");
    figures.aligned_shared = 0;
    begin(&capture, &json);
    wtw_aligned_json(&json, &figures);
    check_end(&capture, &json, "{\"aligned\":null}");
}

Test(evidence_jsonl, tells_who_was_first_and_by_how_much)
{
    static const struct {
        int64_t a;
        int64_t b;
        const char *wanted;
    } rows[] = {
        {100, 160, "{\"first\":\"a\",\"lag_seconds\":60}"},
        {160, 100, "{\"first\":\"b\",\"lag_seconds\":60}"},
        {-60, -60, "{\"first\":\"together\",\"lag_seconds\":0}"},
        {-60, 60, "{\"first\":\"a\",\"lag_seconds\":120}"},
        {WTW_DATE_UNKNOWN, 60, "{\"first\":null,\"lag_seconds\":null}"},
        {60, WTW_DATE_UNKNOWN, "{\"first\":null,\"lag_seconds\":null}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct capture capture;
        struct wtw_json json;

        begin(&capture, &json);
        wtw_direction_json(&json, rows[i].a, rows[i].b);
        check_end(&capture, &json, rows[i].wanted);
    }
}
