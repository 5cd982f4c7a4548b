/*
 * manual_page.h - manual pages in the language of scdoc, of the tables behind help
 *
 * Of make_manual only; not part of the command.
 */
#ifndef WTW_CLI_MANUAL_PAGE_H
#define WTW_CLI_MANUAL_PAGE_H

#include "cli/commands.h"

#include <stdio.h>

/* wiretwin(1), which has the commands and the topics. */
void wtw_manual_overview(FILE *out);

/* wiretwin-cluster(1) and the like. */
void wtw_manual_command(FILE *out, const struct wtw_command *command);

#endif
