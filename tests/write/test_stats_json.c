/*
 * test_stats_json.c - what a run did; jansson is the oracle
 */
#include "capture.h"
#include "write/stats_json.h"

#include <jansson.h>

Test(stats_json, names_every_count_of_a_run)
{
    static const struct wtw_named_count rejects[] = {{"not JSON", 3}, {"no text", 0}};
    struct wtw_run_stats stats = {
        .command = "cluster",
        .engine = {.articles = 10,
                   .kernel = "scalar",
                   .band_candidates = 5,
                   .winnow_candidates = 2,
                   .sample_candidates = 3,
                   .other_candidates = 30},
        .large_clusters = 2,
        .prefer = "a,b",
        .stored_bytes = 77,
        .rejects = rejects,
        .reject_reasons = 2,
        .total_seconds = 1.5,
    };
    struct capture capture;
    json_t *root = NULL;

    wtw_options_init(&stats.options);
    stats.engine.matches[WTW_NEAR] = 4;
    stats.engine.seconds[WTW_STAGE_JOIN] = .25;
    stats.stage_peak_bytes[WTW_STAGE_JOIN] = 4096;
    capture_begin(&capture);
    wtw_stats_json(&capture.out, &stats);
    capture_end(&capture);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    check_string(json_string_value(json_object_get(root, "command")), "cluster");
    check_string(json_string_value(json_object_get(root, "version")), "0.1.0");
    check_number(json_integer_value(json_object_get(root, "scheme")), 1);
    check_string(json_string_value(json_object_get(root, "kernel")), "scalar");
    check_number(json_integer_value(json_object_get(root, "articles")), 10);
    check_number(json_integer_value(json_object_get(root, "stored_bytes")), 77);
    check_number(json_integer_value(json_object_get(root, "candidates")), 40);
    check_number(
        json_integer_value(json_object_get(json_object_get(root, "rejects"), "not JSON")),
        3);
    check_number(
        json_integer_value(json_object_get(json_object_get(root, "matches"), "near")), 4);
    check_number(json_object_size(json_object_get(root, "matches")), 7);
    check_real(json_real_value(json_object_get(
                   json_object_get(json_object_get(root, "stages"), "join"), "seconds")),
               .25, 1e-9);
    check_number(
        json_integer_value(json_object_get(
            json_object_get(json_object_get(root, "stages"), "join"), "peak_bytes")),
        4096);
    check_real(
        json_real_value(json_object_get(json_object_get(root, "options"), "threshold")),
        .5, 1e-9);
    check_string(
        json_string_value(json_object_get(json_object_get(root, "options"), "canonical")),
        "earliest");
    check_number(json_integer_value(json_object_get(root, "large_clusters")), 2);
    check_string(
        json_string_value(json_object_get(json_object_get(root, "options"), "prefer")),
        "a,b");
    check(json_is_false(
        json_object_get(json_object_get(root, "options"), "keep_boilerplate")));
    check_number(json_integer_value(
                     json_object_get(json_object_get(root, "options"), "sample_ceiling")),
                 16);
    json_decref(root);
    capture_release(&capture);
}
