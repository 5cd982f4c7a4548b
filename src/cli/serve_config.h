/*
 * serve_config.h - what the environment and a file say where the command line does not
 */
#ifndef WTW_CLI_SERVE_CONFIG_H
#define WTW_CLI_SERVE_CONFIG_H

#include "cli/settings.h"

/*
 * wtw_serve_config() fills in what of 'settings' was not said: from the environment, then
 * from the file that the command line or the environment names. 'bytes' holds the file as
 * long as the settings are used; the caller releases it. Returns WTW_OK, WTW_NO_MEMORY,
 * WTW_IO, or WTW_BAD_ARGUMENT with words that name the variable, or the file and its line.
 */
WTW_MUST_CHECK enum wtw_status wtw_serve_config(struct wtw_settings *settings,
                                                struct wtw_buffer *bytes,
                                                struct wtw_error *error);

#endif
