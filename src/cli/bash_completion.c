/*
 * bash_completion.c - completion for bash, with or without the package bash-completion
 *
 * bash cuts words at =, so that --format=tsv is three of them; the script puts up with
 * that. What a value can be depends on the option's name alone: it means the same in all
 * commands.
 */
#include "cli/completions.h"

#include <string.h>

static const char head[] =
    "# bash completion for wiretwin; made by the build from its table of options\n"
    "\n"
    "# The words that an option's value can be; \"FILE\" is any file, nothing is any "
    "word.\n"
    "_wiretwin_value()\n"
    "{\n"
    "    case $1 in\n";

static const char middle[] = "    *) return 1 ;;\n"
                             "    esac\n"
                             "}\n"
                             "\n"
                             "_wiretwin_options()\n"
                             "{\n"
                             "    case $1 in\n";

static const char tail_begin[] = "    esac\n"
                                 "}\n"
                                 "\n"
                                 "_wiretwin()\n"
                                 "{\n"
                                 "    local word=${COMP_WORDS[COMP_CWORD]} "
                                 "before=${COMP_WORDS[COMP_CWORD - 1]} words\n"
                                 "    COMPREPLY=()\n"
                                 "    if [[ $word == = ]]; then\n"
                                 "        word=\n"
                                 "    elif [[ $before == = ]]; then\n"
                                 "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
                                 "    fi\n"
                                 "    if ((COMP_CWORD == 1)); then\n"
                                 "        words='";

static const char tail_middle[] = " help --help --version'\n"
                                  "    elif [[ ${COMP_WORDS[1]} == help ]]; then\n"
                                  "        words='";

static const char tail_end[] =
    "'\n"
    "    elif ! words=$(_wiretwin_value \"$before\"); then\n"
    "        words=FILE\n"
    "        [[ $word == -* ]] && words=$(_wiretwin_options \"${COMP_WORDS[1]}\")\n"
    "    fi\n"
    "    if [[ $words == FILE ]]; then\n"
    "        compopt -o filenames 2>/dev/null\n"
    "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
    "        return\n"
    "    fi\n"
    "    [[ $words == *= ]] && compopt -o nospace 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
    "}\n"
    "complete -F _wiretwin wiretwin\n";

static void put_value(FILE *out, const struct wtw_option *option)
{
    if (!option->value)
        return;
    fprintf(out, "    --%s", option->name);
    if (option->letter)
        fprintf(out, " | -%c", option->letter);
    fputs(") echo '", out);
    if (wtw_completion_is_file(option))
        fputs("FILE", out);
    wtw_completion_words(out, option, " ");
    fputs("' ;;\n", out);
}

static void put_options(FILE *out, const struct wtw_command *command)
{
    fprintf(out, "    %s) echo '", command->name);
    for (size_t i = 0, count = 0; i < wtw_option_count(); i++) {
        const struct wtw_option *option = wtw_option_at(i);

        if (option->commands & command->bit)
            fprintf(out, "%s--%s", count++ ? " " : "", option->name);
    }
    fputs("' ;;\n", out);
}

void wtw_completion_bash(FILE *out)
{
    fputs(head, out);
    for (size_t i = 0; i < wtw_option_count(); i++)
        put_value(out, wtw_option_at(i));
    fputs(middle, out);
    for (size_t i = 0; i < wtw_command_count(); i++)
        put_options(out, wtw_command_at(i));
    fputs(tail_begin, out);
    for (size_t i = 0; i < wtw_command_count(); i++)
        fprintf(out, "%s%s", i ? " " : "", wtw_command_at(i)->name);
    fputs(tail_middle, out);
    wtw_completion_subjects(out, " ");
    fputs(tail_end, out);
}
