/*
 * configuration.h - what the environment and a file say where the command line does not
 */
#ifndef WTW_CLI_CONFIGURATION_H
#define WTW_CLI_CONFIGURATION_H

#include "cli/progress.h"
#include "cli/settings.h"

/* What the settings borrow from, as long as they are used; zeroes are ready. */
struct wtw_configuration {
    struct wtw_buffer bytes; /* of the file */
    struct wtw_buffer path;
};

/*
 * wtw_configuration_read() fills in what the command line did not say: from the environment,
 * then from the file that the command line or the environment names, or else from the
 * user's own where there is one. Only options of the settings' command are set; all that
 * is in the file is checked. Release it also after a failure. Returns WTW_OK, WTW_NO_MEMORY,
 * WTW_IO, or WTW_BAD_ARGUMENT with words that name the variable, or the file and its line.
 */
WTW_MUST_CHECK enum wtw_status wtw_configuration_read(
    struct wtw_configuration *configuration, struct wtw_settings *settings,
    struct wtw_error *error);
void wtw_configuration_release(struct wtw_configuration *configuration);

/*
 * wtw_configuration_remark() says which values that bear on the result came from elsewhere
 * than the command line and the file that it names.
 */
void wtw_configuration_remark(const struct wtw_settings *settings,
                              struct wtw_progress *progress);

#endif
