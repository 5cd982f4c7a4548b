/*
 * test_stats_json.c - what a run did; jansson is the oracle
 */
#include "capture.h"
#include "write/recurring_out.h"
#include "write/stats_json.h"

#include <jansson.h>

static struct wtw_run_stats made_stats(void)
{
    static const struct wtw_named_count rejects[] = {{"not JSON", 3}, {"no text", 0}};
    struct wtw_run_stats stats = {
        .command = "cluster",
        .engine = {.articles = 10,
                   .kernel = "scalar",
                   .band_candidates = 5,
                   .winnow_candidates = 2,
                   .sample_candidates = 4,
                   .other_candidates = 30,
                   .recurring_lines = 6,
                   .story_candidates = 91,
                   .stories = 92,
                   .storied = 93,
                   .largest_story = 94},
        .large_clusters = 8,
        .stored_bytes = 77,
        .rejects = rejects,
        .reject_reasons = 2,
        .total_seconds = 1.5,
    };

    wtw_options_init(&stats.options);
    stats.engine.matches[WTW_NEAR] = 4;
    stats.engine.matches[WTW_TEMPLATE] = 9;
    stats.engine.seconds[WTW_STAGE_JOIN] = .25;
    stats.stage_peak_bytes[WTW_STAGE_JOIN] = 4096;
    return stats;
}

/* What was written, read back; the caller ends it by json_decref(). */
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

static void check_count(const json_t *object, const char *key, json_int_t wanted)
{
    const json_t *member = json_object_get(object, key);

    cr_assert(json_is_integer(member), "%s is no whole number", key);
    cr_assert(json_integer_value(member) == wanted, "%s is %lld and not %lld", key,
              (long long)json_integer_value(member), (long long)wanted);
}

Test(stats_json, names_every_count_of_a_run)
{
    const struct wtw_run_stats stats = made_stats();
    json_t *root = written(&stats);

    check_string(json_string_value(json_object_get(root, "command")), "cluster");
    check_string(json_string_value(json_object_get(root, "version")), "0.1.0");
    check_count(root, "scheme", 1);
    check_string(json_string_value(json_object_get(root, "kernel")), "scalar");
    check_count(root, "articles", 10);
    check_count(root, "stored_bytes", 77);
    check_count(json_object_get(root, "rejects"), "not JSON", 3);
    check_count(root, "large_clusters", 8);
    check_count(root, "story_candidates", 91);
    check_count(root, "stories", 92);
    check_count(root, "storied", 93);
    check_count(root, "largest_story", 94);
    json_decref(root);
}

Test(stats_json, counts_candidates_by_how_they_were_found_and_matches_by_relation)
{
    const struct wtw_run_stats stats = made_stats();
    json_t *root = written(&stats);
    const json_t *matches = json_object_get(root, "matches");

    check_count(root, "candidates", 5 + 2 + 4 + 30);
    check_count(root, "band_candidates", 5);
    check_count(root, "winnow_candidates", 2);
    check_count(root, "sample_candidates", 4);
    check_count(root, "other_candidates", 30);
    check_count(root, "recurring_lines", 6);
    check_number(json_object_size(matches), WTW_EXACT);
    check_count(matches, "near", 4);
    check_count(matches, "template", 9);
    check_count(matches, "exact", 0);
    check(json_object_get(matches, "unrelated") == NULL);
    json_decref(root);
}

Test(stats_json, lists_the_lines_that_recur_most)
{
    static const struct wtw_recurring_info lines[] = {
        {.article = {.id = {"a-1", 3}, .source = {"Bay", 3}, .input = "in", .line = 4},
         .text = {"Sign up", 7},
         .range = {11, 18},
         .articles = 9,
         .source_articles = 7},
        {.article = {.input = "in"}},
    };
    struct wtw_run_stats stats = made_stats();
    json_t *root = written(&stats);
    const json_t *line = NULL;

    check_number(json_array_size(json_object_get(root, "most_recurring")), 0);
    check(json_is_array(json_object_get(root, "most_recurring")));
    json_decref(root);
    stats.most_recurring = lines;
    stats.most_recurring_count = 2;
    root = written(&stats);
    check_number(json_array_size(json_object_get(root, "most_recurring")), 2);
    line = json_array_get(json_object_get(root, "most_recurring"), 0);
    check_string(json_string_value(json_object_get(line, "text")), "Sign up");
    check_string(json_string_value(json_object_get(line, "source")), "Bay");
    check_count(line, "articles", 9);
    check_count(line, "source_articles", 7);
    line = json_array_get(json_object_get(root, "most_recurring"), 1);
    check(json_is_null(json_object_get(line, "source")));
    json_decref(root);
}

Test(stats_json, tells_time_and_memory_of_each_stage)
{
    const struct wtw_run_stats stats = made_stats();
    json_t *root = written(&stats);
    const json_t *join = json_object_get(json_object_get(root, "stages"), "join");

    check_real(json_real_value(json_object_get(join, "seconds")), .25, 1e-9);
    check_count(join, "peak_bytes", 4096);
    check(json_is_object(json_object_get(json_object_get(root, "stages"), "story")));
    check_real(json_real_value(json_object_get(root, "total_seconds")), 1.5, 1e-9);
    json_decref(root);
}

Test(stats_json, repeats_the_options)
{
    static const char *const names[] = {"earliest", "longest", "first", "preferred"};
    struct wtw_run_stats stats = made_stats();

    for (int policy = 0; policy < 4; policy++) {
        json_t *root = NULL;
        const json_t *options = NULL;

        stats.options.canonical = (enum wtw_canonical)policy;
        stats.options.keeps_boilerplate = policy == 3;
        stats.options.finds_stories = policy == 3;
        stats.prefer = policy == 3 ? "afp.com,dpa.de" : NULL;
        root = written(&stats);
        options = json_object_get(root, "options");
        check_real(json_real_value(json_object_get(options, "threshold")), .5, 1e-9);
        check_count(options, "sample_ceiling", 16);
        check(json_is_true(json_object_get(options, "stories")) == (policy == 3));
        check_count(options, "story_days", 4);
        check_string(json_string_value(json_object_get(options, "canonical")),
                     names[policy]);
        check(json_is_boolean(json_object_get(options, "keep_boilerplate")));
        check(json_is_true(json_object_get(options, "keep_boilerplate")) ==
              (policy == 3));
        if (policy == 3)
            check_string(json_string_value(json_object_get(options, "prefer")),
                         "afp.com,dpa.de");
        else
            check(json_is_null(json_object_get(options, "prefer")));
        json_decref(root);
    }
}
