/*
 * command_main.h - the whole command, but for the name main
 */
#ifndef WTW_CLI_COMMAND_MAIN_H
#define WTW_CLI_COMMAND_MAIN_H

/* wtw_command_main() does what the arguments of main() ask for; returns the exit status.
 */
int wtw_command_main(int argument_count, char **arguments);

#endif
