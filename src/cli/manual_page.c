/*
 * manual_page.c - manual pages in the language of scdoc, of the tables behind help
 *
 * scdoc takes most text as it stands. A backslash keeps * and _ from changing the type;
 * lines are kept short, as mandoc's lint asks, and broken only before words that mean
 * nothing special at the begin of a line.
 */
#include "cli/manual_page.h"

#include "cli/help.h"
#include "cli/help_topics.h"
#include "cli/option_table.h"

#include <ctype.h>
#include <string.h>

/* Of them scdoc makes lines of less than 80 bytes: it adds some at each point. */
enum { LINE_MOST = 64 };

static void put_escaped(FILE *out, const char *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strchr("*_\\", words[i]))
            fputc('\\', out);
        fputc(words[i], out);
    }
}

static void put_name(FILE *out, const char *words)
{
    put_escaped(out, words, strlen(words));
}

/* A paragraph, each line of it behind 'margin', which is empty or a tab. */
static void put_paragraph(FILE *out, const char *margin, const char *words)
{
    size_t column = 0;

    while (*words) {
        size_t count = strcspn(words, " \n");
        bool can_begin_line = !strchr(".'+;~^", *words);

        if (column == 0)
            fputs(margin, out);
        else if (column + count > LINE_MOST && can_begin_line) {
            fprintf(out, "\n%s", margin);
            column = 0;
        } else
            fputc(' ', out);
        if (column == 0 && strchr("-#|[]", *words))
            fputc('\\', out);
        put_escaped(out, words, count);
        column += count + 1;
        words += count;
        words += strspn(words, " \n");
    }
    fputc('\n', out);
}

static void put_heading(FILE *out, const char *marks, const char *words)
{
    fprintf(out, "%s ", marks);
    for (; *words; words++)
        fputc(marks[1] ? *words : toupper((unsigned char)*words), out);
    fputs("\n\n", out);
}

static void put_term(FILE *out, const char *term, const char *words)
{
    fputc('*', out);
    put_name(out, term);
    fputs("*\n", out);
    put_paragraph(out, "\t", words);
    fputc('\n', out);
}

static void put_examples(FILE *out, const struct wtw_example *examples)
{
    for (; examples->line; examples++)
        put_term(out, examples->line, examples->meaning);
}

/* "*-o*, *--output* _FILE_" and what it does. */
static void put_option(FILE *out, const struct wtw_option *option)
{
    char help[512];

    if (option->letter)
        fprintf(out, "*-%c*, ", option->letter);
    fprintf(out, "*--%s*", option->name);
    if (option->value) {
        fputs(" _", out);
        put_name(out, option->value);
        fputc('_', out);
    }
    fputc('\n', out);
    snprintf(help, sizeof help, option->fallback ? "%s (default: %s)" : "%s",
             option->help, option->fallback);
    put_paragraph(out, "\t", help);
    fputc('\n', out);
}

static void put_options(FILE *out, const struct wtw_command *command)
{
    for (int group = 0; group < WTW_GROUP_COUNT; group++) {
        bool has_heading = false;

        for (size_t i = 0; i < wtw_option_count(); i++) {
            const struct wtw_option *option = wtw_option_at(i);

            if ((int)option->group != group || !(option->commands & command->bit))
                continue;
            if (!has_heading)
                put_heading(out, "##",
                            wtw_option_group_name((enum wtw_option_group)group));
            has_heading = true;
            put_option(out, option);
        }
    }
}

static void put_keys(FILE *out)
{
    char keys[WTW_TOPIC_KEYS_BYTES];

    for (int field = 0; field < WTW_FIELD_COUNT; field++) {
        wtw_topic_keys((enum wtw_field_name)field, keys, sizeof keys);
        put_term(out, wtw_field_names[field], keys);
    }
}

static void put_topic(FILE *out, const struct wtw_topic *topic)
{
    put_heading(out, "#", topic->heading);
    for (const struct wtw_topic_part *part = topic->parts; part->words; part++) {
        if (part->term) {
            put_term(out, part->term, part->words);
        } else {
            put_paragraph(out, "", part->words);
            fputc('\n', out);
        }
    }
    if (topic->list == WTW_TOPIC_LISTS_KEYS)
        put_keys(out);
    if (topic->list == WTW_TOPIC_LISTS_EXAMPLES)
        put_examples(out, wtw_help_examples);
}

static void put_begin(FILE *out, const char *dash, const char *name, const char *summary)
{
    fprintf(out, "wiretwin%s%s(1) \"wiretwin %s\" \"wiretwin\"\n\n", dash, name,
            wtw_version());
    put_heading(out, "#", "Name");
    fprintf(out, "wiretwin%s%s - %s\n\n", dash, name, summary);
    put_heading(out, "#", "Synopsis");
}

/* All pages but the one at hand. */
static void put_see_also(FILE *out, const char *name)
{
    const char *comma = "";

    put_heading(out, "#", "See also");
    if (name) {
        fputs("*wiretwin*(1)", out);
        comma = ",\n";
    }
    for (size_t i = 0; i < wtw_command_count(); i++) {
        const char *other = wtw_command_at(i)->name;

        if (name && strcmp(name, other) == 0)
            continue;
        fprintf(out, "%s*wiretwin-%s*(1)", comma, other);
        comma = ",\n";
    }
    fputc('\n', out);
}

void wtw_manual_overview(FILE *out)
{
    put_begin(out, "", "", "find the copies in a pile of news articles");
    fputs("*wiretwin* _COMMAND_ [_OPTION_...] [_INPUT_...]\n\n", out);
    fputs("*wiretwin* *help* [_SUBJECT_]\n\n", out);
    put_heading(out, "#", "Description");
    put_paragraph(out, "", wtw_help_purpose);
    fputc('\n', out);
    put_heading(out, "#", "Commands");
    for (size_t i = 0; i < wtw_command_count(); i++) {
        const struct wtw_command *command = wtw_command_at(i);

        fprintf(out, "*wiretwin-%s*(1)\n", command->name);
        put_paragraph(out, "\t", command->summary);
        fputc('\n', out);
    }
    for (size_t i = 0; i < wtw_topic_count(); i++)
        put_topic(out, wtw_topic_at(i));
    put_see_also(out, NULL);
}

void wtw_manual_command(FILE *out, const struct wtw_command *command)
{
    const struct wtw_topic *exit_codes = wtw_topic_named("exit-codes");

    put_begin(out, "-", command->name, command->summary);
    fprintf(out, "*wiretwin* *%s* [_OPTION_...] ", command->name);
    put_name(out, command->operands);
    fputs("\n\n", out);
    put_heading(out, "#", "Description");
    put_paragraph(out, "", command->description);
    fputc('\n', out);
    put_heading(out, "#", "Examples");
    put_examples(out, command->examples);
    put_heading(out, "#", "Options");
    put_options(out, command);
    put_topic(out, exit_codes);
    put_see_also(out, command->name);
}
