/*
 * completions.h - what a shell offers behind 'wiretwin', of the tables behind help
 *
 * Of make_manual only; not part of the command.
 */
#ifndef WTW_CLI_COMPLETIONS_H
#define WTW_CLI_COMPLETIONS_H

#include "cli/commands.h"
#include "cli/option_table.h"

#include <stdio.h>

/* Scripts for bash, zsh and fish. */
void wtw_completion_bash(FILE *out);
void wtw_completion_zsh(FILE *out);
void wtw_completion_fish(FILE *out);

/*
 * wtw_completion_words() writes the words that an option's value can be, with 'between'
 * between them, and nothing where it is any number, name or file. A word that ends with =
 * goes on behind it.
 */
void wtw_completion_words(FILE *out, const struct wtw_option *option,
                          const char *between);
bool wtw_completion_has_words(const struct wtw_option *option);
bool wtw_completion_is_file(const struct wtw_option *option);

/* What 'wiretwin help' takes: commands and topics. */
void wtw_completion_subjects(FILE *out, const char *between);

#endif
