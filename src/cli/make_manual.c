/*
 * make_manual.c - writes manual pages and shell completions of the tables behind help
 *
 *     make_manual wiretwin            the manual page of the whole, for scdoc
 *     make_manual wiretwin-COMMAND    that of one command
 *
 * The build runs it; it is not installed. So what an option does is written once.
 */
#include "cli/manual_page.h"

#include <string.h>

static bool write_page(const char *name)
{
    static const char prefix[] = "wiretwin-";
    const struct wtw_command *command = NULL;

    if (strcmp(name, "wiretwin") == 0) {
        wtw_manual_overview(stdout);
        return true;
    }
    if (strncmp(name, prefix, sizeof prefix - 1) == 0)
        command = wtw_command_named(name + sizeof prefix - 1);
    if (!command)
        return false;
    wtw_manual_command(stdout, command);
    return true;
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 2 || !write_page(arguments[1])) {
        fputs("make_manual: name a page, such as wiretwin or wiretwin-cluster\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
