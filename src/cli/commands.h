/*
 * commands.h - the table of commands
 */
#ifndef WTW_CLI_COMMANDS_H
#define WTW_CLI_COMMANDS_H

#include "cli/progress.h"
#include "cli/settings.h"

enum wtw_exit {
    WTW_EXIT_DONE = 0,
    WTW_EXIT_NO = 1,       /* of commands that answer yes or no */
    WTW_EXIT_FAILED = 2,   /* wrong usage, or the command could not do its work */
    WTW_EXIT_REJECTED = 3, /* done, but records were rejected under --strict */
    WTW_EXIT_SIGNAL = 128  /* and the signal's number */
};

struct wtw_example {
    const char *line;
    const char *meaning;
};

struct wtw_command {
    const char *name;
    enum wtw_command_bit bit;
    const char *operands;
    const char *summary;            /* one line */
    const char *description;        /* paragraphs, to be wrapped */
    struct wtw_example examples[8]; /* up to the first without a line */
    enum wtw_status (*run)(const struct wtw_settings *settings,
                           struct wtw_progress *progress, enum wtw_exit *out_exit,
                           struct wtw_error *error);
};

size_t wtw_command_count(void);
const struct wtw_command *wtw_command_at(size_t i);

/* wtw_command_named() is the command of that name, NULL where there is none. */
const struct wtw_command *wtw_command_named(const char *name);

/* What each command does. 'out_exit' is set on WTW_OK. */
WTW_MUST_CHECK enum wtw_status wtw_cluster_run(const struct wtw_settings *settings,
                                               struct wtw_progress *progress,
                                               enum wtw_exit *out_exit,
                                               struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_dedup_run(const struct wtw_settings *settings,
                                             struct wtw_progress *progress,
                                             enum wtw_exit *out_exit,
                                             struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_pairs_run(const struct wtw_settings *settings,
                                             struct wtw_progress *progress,
                                             enum wtw_exit *out_exit,
                                             struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_compare_run(const struct wtw_settings *settings,
                                               struct wtw_progress *progress,
                                               enum wtw_exit *out_exit,
                                               struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_inspect_run(const struct wtw_settings *settings,
                                               struct wtw_progress *progress,
                                               enum wtw_exit *out_exit,
                                               struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_eval_run(const struct wtw_settings *settings,
                                            struct wtw_progress *progress,
                                            enum wtw_exit *out_exit,
                                            struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_tune_run(const struct wtw_settings *settings,
                                            struct wtw_progress *progress,
                                            enum wtw_exit *out_exit,
                                            struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_run(const struct wtw_settings *settings,
                                            struct wtw_progress *progress,
                                            enum wtw_exit *out_exit,
                                            struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_serve_run(const struct wtw_settings *settings,
                                             struct wtw_progress *progress,
                                             enum wtw_exit *out_exit,
                                             struct wtw_error *error);

#endif
