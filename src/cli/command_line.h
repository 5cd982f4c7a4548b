/*
 * command_line.h - from words to settings
 */
#ifndef WTW_CLI_COMMAND_LINE_H
#define WTW_CLI_COMMAND_LINE_H

#include "cli/option_table.h"
#include "cli/settings.h"

/* wtw_settings_init() fills in the defaults; end with wtw_settings_release(). */
void wtw_settings_init(struct wtw_settings *settings);
void wtw_settings_release(struct wtw_settings *settings);

/*
 * wtw_command_line_parse() reads 'count' words, those after the program's name: options
 * and operands in any order, --name=value, --name value, -xVALUE, -x VALUE, switches of
 * one letter together, and -- before operands that begin with a dash. The first operand
 * names the command. The last of equal options wins. With --help or --version among the
 * words nothing else is asked for.
 *
 * Returns WTW_OK, WTW_NO_MEMORY, or WTW_BAD_ARGUMENT with a sentence that says what to
 * do.
 */
WTW_MUST_CHECK enum wtw_status wtw_command_line_parse(struct wtw_settings *settings,
                                                      const char *const *words,
                                                      size_t count,
                                                      struct wtw_error *error);

/*
 * wtw_settings_settle() is called when all is said, on the command line and elsewhere: it
 * draws conclusions, and refuses what contradicts itself. Of two contradictory options the
 * one that was said at a place that counts more wins.
 */
WTW_MUST_CHECK enum wtw_status wtw_settings_settle(struct wtw_settings *settings,
                                                   struct wtw_error *error);

/*
 * wtw_option_set() sets an option, as its value were on the command line; words are
 * borrowed. 'value' is not NULL unless the option is a switch, which is then yes. Returns WTW_OK, or
 * WTW_BAD_ARGUMENT with a sentence that names the option.
 */
WTW_MUST_CHECK enum wtw_status wtw_option_set(struct wtw_settings *settings,
                                              const struct wtw_option *option,
                                              const char *value, struct wtw_error *error);

#endif
