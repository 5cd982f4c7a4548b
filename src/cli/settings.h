/*
 * settings.h - what a command line asks for
 */
#ifndef WTW_CLI_SETTINGS_H
#define WTW_CLI_SETTINGS_H

#include "read/reader.h"
#include "wiretwin.h"

/* Commands, as bits, so that an option can name those that know it. */
enum wtw_command_bit {
    WTW_CLUSTER = 1 << 0,
    WTW_PAIRS = 1 << 1,
    WTW_COMPARE = 1 << 2,
    WTW_INSPECT = 1 << 3,
    WTW_EVAL = 1 << 4,
    WTW_TUNE = 1 << 5,
    WTW_FEED = 1 << 6,
    WTW_SERVE = 1 << 7,
    WTW_DEDUP = 1 << 8
};

/* In the order of the words in the option table. */
enum wtw_format {
    WTW_FORMAT_JSONL,
    WTW_FORMAT_TSV,
    WTW_FORMAT_TABLE,
    WTW_FORMAT_HTML,    /* cluster only */
    WTW_FORMAT_CSV,     /* cluster and pairs */
    WTW_FORMAT_GRAPHML, /* pairs only */
    WTW_FORMAT_SQLITE,  /* cluster only */
    WTW_FORMAT_AUTO
};

/* What cluster lists and eval scores. Likewise. */
enum wtw_level { WTW_LEVEL_CLUSTER, WTW_LEVEL_STORY };

/* What enum wtw_packing has, and behind that what the name of the output says. */
enum { WTW_PACKING_BY_NAME = 3 };

/* Of a cluster's articles, which dedup holds against each other. Likewise. */
enum wtw_within { WTW_WITHIN_ALL, WTW_WITHIN_SOURCE, WTW_WITHIN_DAY };

struct wtw_command;

/* Of serve; NULL and 0 are what was not said, which the environment or a file may say. */
struct wtw_serve_settings {
    const char *listen;
    const char *token_file;
    const char *token; /* from the environment only: arguments are seen by everybody */
    const char *config;
    uint64_t max_body_bytes;
    uint32_t max_connections;
};

/*
 * Filled by wtw_settings_init() and the option table, which knows the members by their
 * offsets. Strings are borrowed from the command line.
 */
struct wtw_settings {
    const struct wtw_command *command;
    struct wtw_options engine;
    const char *fields[WTW_FIELD_COUNT];
    uint64_t max_record_bytes; /* 0: the reader's default */
    uint32_t min_size;         /* 0: by format */
    uint32_t format;           /* enum wtw_format */
    uint32_t color;            /* enum wtw_color_mode */
    uint32_t level;            /* enum wtw_level */
    const char *output;        /* NULL: standard output */
    uint32_t packing;          /* enum wtw_packing, or by the name of the output */
    uint32_t within;           /* enum wtw_within */
    uint32_t rounds;           /* dedup: how often it looks for copies, at most */
    const char *keep;          /* dedup: which of a cluster; NULL: the earliest */
    const char *prefix;        /* of the keys of --annotate; NULL: the usual one */
    const char *removed;       /* dedup: where to list what was removed */
    const char *rejects;
    const char *stats;
    const char *gold;
    const char *prefer;   /* sources with commas between, most preferred first */
    const char *positive; /* labels with commas between; NULL: by their words */
    uint32_t errors;      /* of a kind that are listed */
    uint32_t pairs;       /* most pairs of a kind to compare */
    uint32_t resamples;
    const char *database;
    const char *deleted_id;  /* feed: the article to delete */
    uint64_t window_seconds; /* how long articles are kept; 0: for ever */
    struct wtw_serve_settings serve;
    double floor; /* Jaccard from which pairs of two gold clusters are looked for */
    bool count_excerpts;
    bool strict;
    bool passages;
    bool annotates; /* cluster: write the input's records, with their cluster */
    bool learned;   /* inspect: list the lines that recur */
    bool all;
    bool follows;          /* feed: wait for the last input to grow */
    bool leaves_texts_out; /* of the database */
    bool rebuild;
    bool checks; /* feed: look whether the database is sound */
    bool no_stories;
    bool quiet;
    bool wants_help;
    bool wants_version;
    const char **inputs; /* owned */
    size_t input_count;
};

#endif
