/*
 * stats_json.c - what a run did, for programs and benchmarks
 *
 * A contract: keys are only ever added.
 */
#include "write/stats_json.h"

#include "write/recurring_out.h"

static void put_number(struct wtw_json *json, const char *key, uint64_t number)
{
    wtw_json_name(json, key);
    wtw_json_number(json, number);
}

static void put_seconds(struct wtw_json *json, const char *key, double seconds)
{
    wtw_json_name(json, key);
    wtw_json_real(json, seconds, 6);
}

static void put_input(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    put_number(json, "inputs", stats->inputs);
    put_number(json, "stored_bytes", stats->stored_bytes);
    put_number(json, "unpacked_bytes", stats->unpacked_bytes);
    put_number(json, "articles", stats->engine.articles);
    put_number(json, "empty", stats->engine.empty);
    put_number(json, "text_bytes", stats->engine.text_bytes);
    put_number(json, "tokens", stats->engine.tokens);
    put_number(json, "bad_bytes", stats->engine.bad_bytes);
    put_number(json, "duplicate_ids", stats->duplicate_ids);
    wtw_json_name(json, "rejects");
    wtw_json_open(json, '{');
    for (size_t i = 0; i < stats->reject_reasons; i++)
        put_number(json, stats->rejects[i].name, stats->rejects[i].count);
    wtw_json_close(json, '}');
}

static void put_recurring(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    wtw_json_name(json, "most_recurring");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < stats->most_recurring_count; i++)
        wtw_recurring_json(json, &stats->most_recurring[i]);
    wtw_json_close(json, ']');
}

static void put_matching(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    const struct wtw_stats *engine = &stats->engine;

    put_number(json, "distinct", engine->distinct);
    put_number(json, "candidates",
               engine->band_candidates + engine->winnow_candidates +
                   engine->sample_candidates + engine->other_candidates);
    put_number(json, "band_candidates", engine->band_candidates);
    put_number(json, "winnow_candidates", engine->winnow_candidates);
    put_number(json, "sample_candidates", engine->sample_candidates);
    put_number(json, "other_candidates", engine->other_candidates);
    put_number(json, "crowded_buckets", engine->crowded_buckets);
    put_number(json, "common_keys", engine->common_keys);
    put_number(json, "verified", engine->verified);
    put_number(json, "recurring_lines", engine->recurring_lines);
    put_recurring(json, stats);
    wtw_json_name(json, "matches");
    wtw_json_open(json, '{');
    for (int relation = WTW_EXACT; relation > WTW_UNRELATED; relation--)
        put_number(json, wtw_relation_name((enum wtw_relation)relation),
                   engine->matches[relation]);
    wtw_json_close(json, '}');
    put_number(json, "clusters", engine->clusters);
    put_number(json, "clustered", engine->clustered);
    put_number(json, "largest", engine->largest);
    put_number(json, "large_clusters", stats->large_clusters);
    put_number(json, "story_candidates", engine->story_candidates);
    put_number(json, "stories", engine->stories);
    put_number(json, "storied", engine->storied);
    put_number(json, "largest_story", engine->largest_story);
}

static void put_stages(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    static const char *const names[] = {
        [WTW_STAGE_SKETCH] = "sketch", [WTW_STAGE_JOIN] = "join",
        [WTW_STAGE_VERIFY] = "verify", [WTW_STAGE_CLUSTER] = "cluster",
        [WTW_STAGE_STORY] = "story",
    };

    wtw_json_name(json, "stages");
    wtw_json_open(json, '{');
    for (size_t i = 0; i < WTW_STAGE_COUNT; i++) {
        wtw_json_name(json, names[i]);
        wtw_json_open(json, '{');
        put_seconds(json, "seconds", stats->engine.seconds[i]);
        put_number(json, "peak_bytes", stats->stage_peak_bytes[i]);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, '}');
    put_seconds(json, "total_seconds", stats->total_seconds);
    put_number(json, "peak_bytes", stats->peak_bytes);
    put_number(json, "engine_bytes", stats->engine.engine_bytes);
}

static void put_options(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    static const char *const canonicals[] = {
        [WTW_CANONICAL_EARLIEST] = "earliest",
        [WTW_CANONICAL_LONGEST] = "longest",
        [WTW_CANONICAL_FIRST] = "first",
        [WTW_CANONICAL_PREFERRED] = "preferred",
    };
    const struct wtw_options *options = &stats->options;

    wtw_json_name(json, "options");
    wtw_json_open(json, '{');
    put_number(json, "shingle", options->shingle_tokens);
    wtw_json_name(json, "threshold");
    wtw_json_real(json, options->threshold, 6);
    wtw_json_name(json, "containment");
    wtw_json_real(json, options->containment, 6);
    wtw_json_name(json, "recall");
    wtw_json_real(json, options->recall, 6);
    put_number(json, "slots", options->slot_count);
    put_number(json, "bands", stats->engine.bands);
    put_number(json, "rows", stats->engine.rows);
    put_number(json, "seed", options->seed);
    put_number(json, "passage_tokens", options->passage_tokens);
    put_number(json, "bucket_limit", options->bucket_limit);
    put_number(json, "key_ceiling", options->key_ceiling);
    put_number(json, "sample_ceiling", options->sample_ceiling);
    put_number(json, "exhaustive", options->exhaustive_limit);
    put_number(json, "threads", stats->engine.thread_count);
    wtw_json_name(json, "canonical");
    wtw_json_words(json, canonicals[options->canonical]);
    wtw_json_name(json, "prefer");
    wtw_json_words(json, stats->prefer);
    wtw_json_name(json, "keep_boilerplate");
    wtw_json_bool(json, options->keeps_boilerplate);
    wtw_json_name(json, "stories");
    wtw_json_bool(json, options->finds_stories);
    wtw_json_name(json, "story_likeness");
    wtw_json_real(json, options->story_likeness, 6);
    put_number(json, "story_days", options->story_days);
    wtw_json_close(json, '}');
}

/* Who said what, so that a run can be told again on one command line. */
static void put_settings(struct wtw_json *json, const struct wtw_run_stats *stats)
{
    wtw_json_name(json, "config");
    wtw_json_words(json, stats->config);
    wtw_json_name(json, "settings");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < stats->setting_count; i++) {
        const struct wtw_setting *setting = &stats->settings[i];

        wtw_json_open(json, '{');
        wtw_json_name(json, "option");
        wtw_json_words(json, setting->name);
        wtw_json_name(json, "value");
        wtw_json_words(json, setting->value);
        wtw_json_name(json, "from");
        wtw_json_words(json, setting->from);
        if (setting->line)
            put_number(json, "line", setting->line);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

void wtw_stats_json(struct wtw_out *out, const struct wtw_run_stats *stats)
{
    struct wtw_json json;

    wtw_json_init(&json, out, true);
    wtw_json_open(&json, '{');
    wtw_json_name(&json, "command");
    wtw_json_words(&json, stats->command);
    wtw_json_name(&json, "version");
    wtw_json_words(&json, wtw_version());
    put_number(&json, "scheme", WTW_SCHEME);
    wtw_json_name(&json, "kernel");
    wtw_json_words(&json, stats->engine.kernel);
    put_input(&json, stats);
    put_matching(&json, stats);
    put_stages(&json, stats);
    put_options(&json, stats);
    put_settings(&json, stats);
    wtw_json_close(&json, '}');
    wtw_out_character(out, '\n');
}
