/*
 * output_rules.h - what a command line asks of its outputs, held against what there is
 */
#ifndef WTW_CLI_OUTPUT_RULES_H
#define WTW_CLI_OUTPUT_RULES_H

#include "cli/settings.h"

/*
 * wtw_output_rules_settle() turns --keep into the engine's options, and checks that the
 * outputs asked for go together. Returns WTW_OK, or WTW_BAD_ARGUMENT with words.
 */
WTW_MUST_CHECK enum wtw_status wtw_output_rules_settle(struct wtw_settings *settings,
                                                       struct wtw_error *error);

#endif
