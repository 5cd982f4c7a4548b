/*
 * fish_completion.c - completion for fish: a line for each command, option and subject
 */
#include "cli/completions.h"

#include "cli/help_topics.h"

#include <string.h>

static void put_quoted(FILE *out, const char *words)
{
    fputc('\'', out);
    for (; *words; words++) {
        if (*words == '\'' || *words == '\\')
            fputc('\\', out);
        fputc(*words, out);
    }
    fputc('\'', out);
}

/* fish shows a line of help beside each word: the first clause will do. */
static void put_first_clause(FILE *out, const char *words)
{
    char clause[128];

    snprintf(clause, sizeof clause, "%.*s", (int)strcspn(words, ";:("), words);
    for (size_t end = strlen(clause); end && clause[end - 1] == ' '; end--)
        clause[end - 1] = '\0';
    put_quoted(out, clause);
}

static void put_word(FILE *out, const char *condition, const char *word,
                     const char *summary)
{
    fprintf(out, "complete -c wiretwin -n '%s' -f -a %s -d ", condition, word);
    put_quoted(out, summary);
    fputc('\n', out);
}

static void put_option(FILE *out, const struct wtw_option *option)
{
    fputs("complete -c wiretwin -n '__fish_seen_subcommand_from", out);
    for (size_t i = 0; i < wtw_command_count(); i++) {
        if (option->commands & wtw_command_at(i)->bit)
            fprintf(out, " %s", wtw_command_at(i)->name);
    }
    fprintf(out, "' -l %s", option->name);
    if (option->letter)
        fprintf(out, " -s %c", option->letter);
    if (wtw_completion_is_file(option))
        fputs(" -r -F", out);
    else if (option->value)
        fputs(" -x", out);
    if (wtw_completion_has_words(option)) {
        fputs(" -a '", out);
        wtw_completion_words(out, option, " ");
        fputc('\'', out);
    }
    fputs(" -d ", out);
    put_first_clause(out, option->help);
    fputc('\n', out);
}

void wtw_completion_fish(FILE *out)
{
    static const char none[] = "__fish_use_subcommand";
    static const char help[] = "__fish_seen_subcommand_from help";

    fputs(
        "# fish completion for wiretwin; made by the build from its table of options\n\n",
        out);
    for (size_t i = 0; i < wtw_command_count(); i++)
        put_word(out, none, wtw_command_at(i)->name, wtw_command_at(i)->summary);
    put_word(out, none, "help", "what can be read about a subject");
    fputs("complete -c wiretwin -n __fish_use_subcommand -l help -l version\n", out);
    for (size_t i = 0; i < wtw_command_count(); i++)
        put_word(out, help, wtw_command_at(i)->name, wtw_command_at(i)->summary);
    for (size_t i = 0; i < wtw_topic_count(); i++)
        put_word(out, help, wtw_topic_at(i)->name, wtw_topic_at(i)->summary);
    for (size_t i = 0; i < wtw_option_count(); i++)
        put_option(out, wtw_option_at(i));
}
