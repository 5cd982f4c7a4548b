/*
 * test_stats_json.c - what a run did; jansson is the oracle
 */
#include "capture.h"
#include "write/stats_json.h"

#include <jansson.h>

/* Writes 'stats' and reads it again; release with json_decref(). */
static json_t *written(const struct wtw_run_stats *stats)
{
    struct capture capture;
    json_t *root = NULL;

    capture_begin(&capture);
    wtw_stats_json(&capture.out, stats);
    capture_end(&capture);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    capture_release(&capture);
    return root;
}

static long long number_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    cr_assert(json_is_integer(value), "%s", key);
    return json_integer_value(value);
}

static const char *words_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    cr_assert(json_is_string(value), "%s", key);
    return json_string_value(value);
}

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
        .stored_bytes = 77,
        .rejects = rejects,
        .reject_reasons = 2,
        .total_seconds = 1.5,
    };
    json_t *root = NULL;
    json_t *join = NULL;

    wtw_options_init(&stats.options);
    stats.engine.matches[WTW_NEAR] = 4;
    stats.engine.seconds[WTW_STAGE_JOIN] = .25;
    stats.stage_peak_bytes[WTW_STAGE_JOIN] = 4096;
    root = written(&stats);
    check_string(words_at(root, "command"), "cluster");
    check_string(words_at(root, "version"), "0.1.0");
    check_number(number_at(root, "scheme"), 1);
    check_string(words_at(root, "kernel"), "scalar");
    check_number(number_at(root, "articles"), 10);
    check_number(number_at(root, "stored_bytes"), 77);
    check_number(number_at(root, "candidates"), 40);
    check_number(number_at(root, "large_clusters"), 2);
    check_number(number_at(json_object_get(root, "rejects"), "not JSON"), 3);
    check_number(number_at(json_object_get(root, "matches"), "near"), 4);
    check_number(number_at(json_object_get(root, "matches"), "template"), 0);
    check_number(json_object_size(json_object_get(root, "matches")), 7);
    join = json_object_get(json_object_get(root, "stages"), "join");
    check_real(json_real_value(json_object_get(join, "seconds")), .25, 1e-9);
    check_number(number_at(join, "peak_bytes"), 4096);
    json_decref(root);
}

Test(stats_json, names_the_options_of_a_run)
{
    struct wtw_run_stats stats = {.command = "pairs"};
    json_t *root = NULL;
    json_t *options = NULL;

    wtw_options_init(&stats.options);
    root = written(&stats);
    options = json_object_get(root, "options");
    check_real(json_real_value(json_object_get(options, "threshold")), .5, 1e-9);
    check_string(words_at(options, "canonical"), "earliest");
    check(json_is_null(json_object_get(options, "prefer")));
    check(json_is_false(json_object_get(options, "keep_boilerplate")));
    check_number(number_at(options, "sample_ceiling"), 16);
    json_decref(root);
    stats.options.canonical = WTW_CANONICAL_PREFERRED;
    stats.options.keeps_boilerplate = true;
    stats.prefer = "a,b";
    root = written(&stats);
    options = json_object_get(root, "options");
    check_string(words_at(options, "canonical"), "preferred");
    check_string(words_at(options, "prefer"), "a,b");
    check(json_is_true(json_object_get(options, "keep_boilerplate")));
    json_decref(root);
}
