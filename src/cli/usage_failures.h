/*
 * usage_failures.h - what is said to someone who typed something wrong
 */
#ifndef WTW_CLI_USAGE_FAILURES_H
#define WTW_CLI_USAGE_FAILURES_H

#include "cli/option_table.h"
#include "cli/settings.h"

/* Each returns WTW_BAD_ARGUMENT, with words that suggest what was perhaps meant. */
enum wtw_status wtw_fail_unknown_command(const char *name, struct wtw_error *error);

/* Of 'wiretwin help NAME'. */
enum wtw_status wtw_fail_unknown_subject(const char *name, struct wtw_error *error);

/* 'name' is without dashes; it may be an option of another command. */
enum wtw_status wtw_fail_unknown_option(const struct wtw_settings *settings,
                                        const char *name, struct wtw_error *error);

/* An option, 'name' with its dashes, where the command has to be. */
enum wtw_status wtw_fail_option_first(const char *name, struct wtw_error *error);

/* A value that is none of the option's words, and one that is not there. */
enum wtw_status wtw_fail_choice(const struct wtw_option *option, const char *value,
                                struct wtw_error *error);
enum wtw_status wtw_fail_no_value(const struct wtw_option *option,
                                  struct wtw_error *error);

#endif
