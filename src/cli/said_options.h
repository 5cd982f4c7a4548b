/*
 * said_options.h - who said what: the command line, the environment, or a file
 */
#ifndef WTW_CLI_SAID_OPTIONS_H
#define WTW_CLI_SAID_OPTIONS_H

#include "cli/option_table.h"
#include "cli/settings.h"

/* An option with a value, and the place it was said at. */
struct wtw_said_value {
    const struct wtw_option *option;
    const struct wtw_said *said;
};
enum { WTW_SAID_VALUES_MOST = WTW_OPTIONS_MOST + WTW_FIELD_COUNT };

/*
 * wtw_option_say() sets an option as wtw_option_set() does and notes where that was said,
 * unless a place that counts more has said it already; each field is a thing of its own.
 * 'said' need not have the value.
 */
WTW_MUST_CHECK enum wtw_status wtw_option_say(struct wtw_settings *settings,
                                              const struct wtw_option *option,
                                              const char *value, struct wtw_said said,
                                              struct wtw_error *error);

/* wtw_option_said_by() is the place where an option was said; wtw_said_by() the same by its
 * name. */
enum wtw_said_by wtw_option_said_by(const struct wtw_settings *settings,
                                    const struct wtw_option *option);
enum wtw_said_by wtw_said_by(const struct wtw_settings *settings, const char *name);

/* wtw_said_values() lists all that was said anywhere, in the order of the table; returns
 * how many. */
size_t wtw_said_values(const struct wtw_settings *settings,
                       struct wtw_said_value out_values[WTW_SAID_VALUES_MOST]);

#endif
