/*
 * make_manual.c - writes manual pages and shell completions of the tables behind help
 *
 *     make_manual wiretwin            the manual page of the whole, for scdoc
 *     make_manual wiretwin-COMMAND    that of one command
 *     make_manual bash | zsh | fish   the completions of a shell
 *
 * The build runs it; it is not installed. So what an option does is written once.
 */
#include "cli/completions.h"
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

static bool write_completions(const char *shell)
{
    static const struct {
        const char *shell;
        void (*write)(FILE *out);
    } scripts[] = {
        {"bash", wtw_completion_bash},
        {"zsh", wtw_completion_zsh},
        {"fish", wtw_completion_fish},
    };

    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        if (strcmp(shell, scripts[i].shell) != 0)
            continue;
        scripts[i].write(stdout);
        return true;
    }
    return false;
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 2 ||
        (!write_page(arguments[1]) && !write_completions(arguments[1]))) {
        fputs("make_manual: name a page, such as wiretwin-cluster, or a shell\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
