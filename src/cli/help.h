/*
 * help.h - what the command says about itself
 */
#ifndef WTW_CLI_HELP_H
#define WTW_CLI_HELP_H

#include "cli/commands.h"
#include "write/page.h"

/* The whole command's help, or that of one command, examples first. */
void wtw_help_overview(const struct wtw_page *page);
void wtw_help_command(const struct wtw_page *page, const struct wtw_command *command);

/* What someone who typed the bare name needs: how to go on, in a few lines. */
void wtw_help_short(const struct wtw_page *page);

/* Version, scheme, and the kernels, weakest first; 'kernel' as in struct wtw_options. */
void wtw_help_version(const struct wtw_page *page, const char *kernel);

#endif
