/*
 * output_rules.c - what a command line asks of its outputs, held against what there is
 */
#include "cli/output_rules.h"

#include "base/failure.h"
#include "cli/annotating.h"
#include "cli/commands.h"
#include "write/packer.h"

#include <string.h>

static const char by_source[] = "source:";

static enum wtw_status settle_keep(struct wtw_settings *settings, struct wtw_error *error)
{
    enum wtw_canonical *canonical = &settings->engine.canonical;
    const char *keep = settings->keep;

    if (!keep || strcmp(keep, "earliest") == 0) {
        return WTW_OK;
    } else if (strcmp(keep, "longest") == 0) {
        *canonical = WTW_CANONICAL_LONGEST;
        return WTW_OK;
    } else if (strncmp(keep, by_source, strlen(by_source)) == 0 &&
               keep[strlen(by_source)]) {
        settings->prefer = keep + strlen(by_source);
        return WTW_OK;
    }
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "--keep is earliest, longest or a list of sources such as "
                    "source:reuters.com,bbc.co.uk, not '%.80s'",
                    keep);
}

/* The prefix stands in keys as it is, so it is of characters that need no escape. */
static enum wtw_status check_annotate(const struct wtw_settings *settings,
                                      struct wtw_error *error)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-.:@$/";
    const char *prefix = settings->prefix ? settings->prefix : "";

    if (settings->prefix && !settings->annotates)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--prefix is of the keys that --annotate adds; add --annotate");
    if (prefix[strspn(prefix, plain)] || strlen(prefix) > WTW_ANNOTATION_PREFIX_BYTES)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--prefix is up to %d letters, digits and _-.:@$/, not '%.80s'",
                        (int)WTW_ANNOTATION_PREFIX_BYTES, prefix);
    if (!settings->annotates)
        return WTW_OK;
    if (settings->format != WTW_FORMAT_AUTO && settings->format != WTW_FORMAT_JSONL)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--annotate writes the input's own lines of JSON; leave --format "
                        "out");
    if (settings->level == WTW_LEVEL_STORY || settings->min_size)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--annotate writes every article; leave %s",
                        settings->min_size ? "--min-size out"
                                           : "--level story out, or use --stories");
    return WTW_OK;
}

/* Formats that not every command has. */
static const struct {
    enum wtw_format format;
    const char *name;
    const char *commands;
    uint32_t bits;
    bool has_stories;
} special_formats[] = {
    {WTW_FORMAT_HTML, "html", "cluster", WTW_CLUSTER, false},
    {WTW_FORMAT_CSV, "csv", "cluster and pairs", WTW_CLUSTER | WTW_PAIRS, true},
    {WTW_FORMAT_GRAPHML, "graphml", "pairs", WTW_PAIRS, false},
    {WTW_FORMAT_SQLITE, "sqlite", "cluster", WTW_CLUSTER, false},
};

static enum wtw_status check_special(const struct wtw_settings *settings, size_t i,
                                     struct wtw_error *error)
{
    if (!(special_formats[i].bits & settings->command->bit))
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "--format %s belongs to %s, not to %s; choose jsonl, tsv or table",
            special_formats[i].name, special_formats[i].commands,
            settings->command->name);
    if (settings->level == WTW_LEVEL_STORY && !special_formats[i].has_stories)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--format %s shows copies, not stories; leave --level story out, "
                        "or choose jsonl, tsv or table",
                        special_formats[i].name);
    return WTW_OK;
}

static enum wtw_status check_format(const struct wtw_settings *settings,
                                    struct wtw_error *error)
{
    for (size_t i = 0; i < sizeof special_formats / sizeof special_formats[0]; i++) {
        if (settings->format == special_formats[i].format)
            return check_special(settings, i, error);
    }
    return WTW_OK;
}

/* A database is written in no order, so it needs a file with a name. */
static enum wtw_status check_sqlite(const struct wtw_settings *settings,
                                    struct wtw_error *error)
{
    if (settings->format != WTW_FORMAT_SQLITE)
        return WTW_OK;
    if (!settings->output || strcmp(settings->output, "-") == 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "a database cannot go to standard output; name a file, as in -o "
                        "clusters.db");
    if (settings->packing == WTW_PACKING_GZIP || settings->packing == WTW_PACKING_ZSTD)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "a database is not packed while it is written; leave --compress "
                        "out");
    return WTW_OK;
}

static bool is_same_file(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static enum wtw_status check_removed(const struct wtw_settings *settings,
                                     struct wtw_error *error)
{
    const char *output = settings->output ? settings->output : "-";

    if (is_same_file(settings->removed, output))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "what is kept and what is removed would both go to %s; name "
                        "another file with --removed",
                        strcmp(output, "-") == 0 ? "standard output" : output);
    return WTW_OK;
}

enum wtw_status wtw_output_rules_settle(struct wtw_settings *settings,
                                        struct wtw_error *error)
{
    WTW_TRY(settle_keep(settings, error));
    WTW_TRY(check_format(settings, error));
    WTW_TRY(check_sqlite(settings, error));
    WTW_TRY(check_annotate(settings, error));
    return check_removed(settings, error);
}
