/*
 * help.h - what the command says about itself
 */
#ifndef WTW_CLI_HELP_H
#define WTW_CLI_HELP_H

#include "cli/commands.h"
#include "cli/help_topics.h"
#include "write/page.h"

/* The whole command's help, or that of one command, examples first; or of a topic. */
void wtw_help_overview(const struct wtw_page *page);
void wtw_help_command(const struct wtw_page *page, const struct wtw_command *command);
void wtw_help_topic(const struct wtw_page *page, const struct wtw_topic *topic);

/* What the whole is for, in a sentence; examples of it, up to the first without a line. */
extern const char wtw_help_purpose[];
extern const struct wtw_example wtw_help_examples[];

/* What someone who typed the bare name needs: how to go on, in a few lines. */
void wtw_help_short(const struct wtw_page *page);

/* Version, scheme, and the kernels, weakest first; 'kernel' as in struct wtw_options. */
void wtw_help_version(const struct wtw_page *page, const char *kernel);

#endif
