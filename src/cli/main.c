/*
 * main.c - the command wiretwin
 */
#include "cli/command_main.h"

int main(int argument_count, char **arguments)
{
    return wtw_command_main(argument_count, arguments);
}
