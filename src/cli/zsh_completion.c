/*
 * zsh_completion.c - completion for zsh: _arguments, with a word on each option
 */
#include "cli/completions.h"

#include <string.h>

/* Inside '...' and _arguments' [...], where ' [ ] : and \ mean something. */
static void put_explanation(FILE *out, const char *words)
{
    for (; *words; words++) {
        if (*words == '\'')
            fputs("'\\''", out);
        else {
            if (strchr("[]:\\", *words))
                fputc('\\', out);
            fputc(*words, out);
        }
    }
}

/* ":FILE:_files", ":WORD:(jsonl tsv)", ":N: " behind the explanation. */
static void put_value(FILE *out, const struct wtw_option *option)
{
    if (!option->value)
        return;
    fputc(':', out);
    put_explanation(out, wtw_completion_has_words(option) ? option->name : option->value);
    if (wtw_completion_is_file(option)) {
        fputs(":_files", out);
    } else if (option->kind == WTW_OPTION_FIELD) {
        fputs(":{compadd -S \"\" -- ", out);
        wtw_completion_words(out, option, " ");
        fputc('}', out);
    } else if (wtw_completion_has_words(option)) {
        fputs(":(", out);
        wtw_completion_words(out, option, " ");
        fputc(')', out);
    } else
        fputs(": ", out);
}

static void put_option(FILE *out, const struct wtw_option *option)
{
    const char *equals = option->value ? "=" : "";

    fputs(" \\\n            ", out);
    if (option->kind == WTW_OPTION_FIELD)
        fprintf(out, "'*--%s%s[", option->name, equals);
    else if (option->letter)
        fprintf(out, "'(-%c --%s)'{-%c%s,--%s%s}'[", option->letter, option->name,
                option->letter, option->value ? "+" : "", option->name, equals);
    else
        fprintf(out, "'--%s%s[", option->name, equals);
    put_explanation(out, option->help);
    fputc(']', out);
    put_value(out, option);
    fputc('\'', out);
}

static void put_command(FILE *out, const struct wtw_command *command)
{
    fprintf(out, "    %s)\n        _arguments -s -S", command->name);
    for (size_t i = 0; i < wtw_option_count(); i++) {
        if (wtw_option_at(i)->commands & command->bit)
            put_option(out, wtw_option_at(i));
    }
    fputs(" \\\n            '*:INPUT:_files'\n        ;;\n", out);
}

void wtw_completion_zsh(FILE *out)
{
    fputs("#compdef wiretwin\n"
          "# zsh completion for wiretwin; made by the build from its table of options\n"
          "\n"
          "local -a commands\n"
          "commands=(\n",
          out);
    for (size_t i = 0; i < wtw_command_count(); i++) {
        fprintf(out, "    '%s:", wtw_command_at(i)->name);
        put_explanation(out, wtw_command_at(i)->summary);
        fputs("'\n", out);
    }
    fputs("    'help:what can be read about a subject'\n"
          ")\n"
          "if ((CURRENT == 2)); then\n"
          "    _describe command commands\n"
          "    _arguments --help --version\n"
          "    return\n"
          "fi\n"
          "shift words\n"
          "((CURRENT--))\n"
          "case $words[1] in\n"
          "    help)\n"
          "        _values subject ",
          out);
    wtw_completion_subjects(out, " ");
    fputs("\n        ;;\n", out);
    for (size_t i = 0; i < wtw_command_count(); i++)
        put_command(out, wtw_command_at(i));
    fputs("esac\n", out);
}
