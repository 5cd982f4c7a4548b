/*
 * completions.c - what the scripts for all shells have in common: the words of a value
 */
#include "cli/completions.h"

#include "cli/help_topics.h"

#include <string.h>

static bool is_kernel(const struct wtw_option *option)
{
    return strcmp(option->name, "kernel") == 0;
}

bool wtw_completion_has_words(const struct wtw_option *option)
{
    return option->kind == WTW_OPTION_CHOICE || option->kind == WTW_OPTION_FIELD ||
           is_kernel(option);
}

bool wtw_completion_is_file(const struct wtw_option *option)
{
    return option->kind == WTW_OPTION_WORD && strcmp(option->value, "FILE") == 0;
}

static void put_choices(FILE *out, const char *choices, const char *between)
{
    for (; *choices; choices++) {
        if (*choices == '|')
            fputs(between, out);
        else
            fputc(*choices, out);
    }
}

void wtw_completion_words(FILE *out, const struct wtw_option *option, const char *between)
{
    if (option->kind == WTW_OPTION_CHOICE)
        put_choices(out, option->value, between);
    for (size_t i = 0; option->kind == WTW_OPTION_FIELD && i < WTW_FIELD_COUNT; i++)
        fprintf(out, "%s%s=", i ? between : "", wtw_field_names[i]);
    for (size_t i = 0; is_kernel(option) && i < wtw_kernel_count(); i++)
        fprintf(out, "%s%s", i ? between : "", wtw_kernel_name(i));
}

void wtw_completion_subjects(FILE *out, const char *between)
{
    for (size_t i = 0; i < wtw_command_count(); i++)
        fprintf(out, "%s%s", i ? between : "", wtw_command_at(i)->name);
    for (size_t i = 0; i < wtw_topic_count(); i++)
        fprintf(out, "%s%s", between, wtw_topic_at(i)->name);
}
