/*
 * stats_json.h - what a run did, for programs and benchmarks
 */
#ifndef WTW_WRITE_STATS_JSON_H
#define WTW_WRITE_STATS_JSON_H

#include "write/json_out.h"

struct wtw_recurring_info;

/* What wtw_stats_json() begins with. */
#define WTW_STATS_BEGINNING "{\n  \"command\": "

struct wtw_named_count {
    const char *name;
    uint64_t count;
};

/* An option that somebody set. */
struct wtw_setting {
    const char *name;
    const char *value; /* as it was said */
    const char *from;  /* "command line", "environment" or "file" */
    uint32_t line;     /* of the file; 0 elsewhere */
};

/* All borrowed during the call. */
struct wtw_run_stats {
    const char *command;
    struct wtw_stats engine;
    struct wtw_options options;
    uint64_t inputs;
    uint64_t stored_bytes;   /* as the inputs lie on disk */
    uint64_t unpacked_bytes; /* after decompression */
    uint64_t duplicate_ids;
    uint64_t large_clusters; /* whose size is reason to look at them */
    const char *prefer;      /* the sources preferred, NULL where there are none */
    const struct wtw_named_count *rejects; /* by reason, also those that did not happen */
    size_t reject_reasons;
    const struct wtw_recurring_info *most_recurring; /* lines, of most articles first */
    size_t most_recurring_count;
    double total_seconds;
    uint64_t
        stage_peak_bytes[WTW_STAGE_COUNT]; /* the process's peak when the stage ended */
    uint64_t peak_bytes;
    const char *config; /* the file of options, NULL where none was read */
    const struct wtw_setting *settings; /* all that were set; others have their default */
    size_t setting_count;
};

/* wtw_stats_json() writes one indented object and a line feed. */
void wtw_stats_json(struct wtw_out *out, const struct wtw_run_stats *stats);

#endif
