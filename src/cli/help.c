/*
 * help.c - what the command says about itself
 *
 * All of it is drawn from the tables of commands and options, so that it cannot lag
 * behind them. Examples come first: most who ask for help want one line to copy.
 */
#include "cli/help.h"

#include "cli/option_table.h"
#include "read/inflaters.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_INDENT = 30, COMMAND_INDENT = 12, TOPIC_INDENT = 15, TERM_INDENT = 18 };

const char wtw_help_purpose[] =
    "wiretwin finds the copies in a pile of news articles: the same text reprinted, "
    "reformatted, trimmed or extended.";

const struct wtw_example wtw_help_examples[] = {
    {"wiretwin cluster news.jsonl.gz", "find the copies, show them as a table"},
    {"wiretwin cluster --format tsv news/ > clusters.tsv",
     "a row per article, for programs"},
    {"wiretwin compare first.txt second.txt", "how alike two articles are, and where"},
    {"wiretwin inspect news.jsonl", "which fields are recognised, what is rejected"},
    {NULL, NULL},
};

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void put_heading(const struct wtw_page *page, const char *heading)
{
    wtw_painted(page, WTW_PAINT_HEADING, heading);
    wtw_out_character(page->out, '\n');
}

static void put_paragraph(const struct wtw_page *page, size_t indent, size_t column,
                          const char *words)
{
    struct wtw_fill fill;

    wtw_fill_begin(&fill, page, indent, false);
    fill.column = column;
    wtw_fill_text(&fill, words_text(words));
    wtw_fill_end(&fill);
}

static void put_example(const struct wtw_page *page, const struct wtw_example *example)
{
    wtw_out_spaces(page->out, 2);
    wtw_out_words(page->out, example->line);
    wtw_out_character(page->out, '\n');
    put_paragraph(page, 6, 0, example->meaning);
}

static void put_examples(const struct wtw_page *page, const struct wtw_example *examples)
{
    put_heading(page, "Examples");
    for (size_t i = 0; examples[i].line; i++)
        put_example(page, &examples[i]);
    wtw_out_character(page->out, '\n');
}

/* The words at the left margin of an option: "  -o, --output FILE". */
static void put_option_name(const struct wtw_page *page, const struct wtw_option *option)
{
    char name[128];
    char letter[8] = "    ";
    int used = 0;

    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    used = snprintf(name, sizeof name, "  %s--%s%s%s", letter, option->name,
                    option->value ? " " : "", option->value ? option->value : "");
    wtw_out_words(page->out, name);
    if (used >= OPTION_INDENT - 1) {
        wtw_out_character(page->out, '\n');
        used = 0;
    }
    wtw_out_spaces(page->out, (size_t)(OPTION_INDENT - used));
}

static void put_option(const struct wtw_page *page, const struct wtw_option *option)
{
    char help[512];

    snprintf(help, sizeof help, option->fallback ? "%s (default: %s)" : "%s",
             option->help, option->fallback);
    put_option_name(page, option);
    put_paragraph(page, OPTION_INDENT, OPTION_INDENT, help);
}

static void put_options(const struct wtw_page *page, const struct wtw_command *command)
{
    for (int group = 0; group < WTW_GROUP_COUNT; group++) {
        bool has_heading = false;

        for (size_t i = 0; i < wtw_option_count(); i++) {
            const struct wtw_option *option = wtw_option_at(i);

            if ((int)option->group != group || !(option->commands & command->bit))
                continue;
            if (!has_heading) {
                wtw_out_character(page->out, '\n');
                put_heading(page, wtw_option_group_name((enum wtw_option_group)group));
            }
            has_heading = true;
            put_option(page, option);
        }
    }
}

void wtw_help_command(const struct wtw_page *page, const struct wtw_command *command)
{
    char usage[128];

    put_examples(page, command->examples);
    put_heading(page, "Usage");
    snprintf(usage, sizeof usage, "  wiretwin %s [OPTION...] %s\n\n", command->name,
             command->operands);
    wtw_out_words(page->out, usage);
    put_paragraph(page, 2, 0, command->description);
    put_options(page, command);
}

static void put_summary(const struct wtw_page *page, const char *name, size_t indent,
                        const char *summary)
{
    wtw_out_spaces(page->out, 2);
    wtw_screen_cell(page->out, words_text(name), indent - 2, WTW_CUT_END);
    put_paragraph(page, indent, indent, summary);
}

static void put_commands(const struct wtw_page *page)
{
    for (size_t i = 0; i < wtw_command_count(); i++)
        put_summary(page, wtw_command_at(i)->name, COMMAND_INDENT,
                    wtw_command_at(i)->summary);
}

/* A term at the left margin and its meaning beside it, or below where it is long. */
static void put_term(const struct wtw_page *page, const char *term, const char *words)
{
    size_t width = wtw_screen_width(words_text(term)) + 2;

    wtw_out_spaces(page->out, 2);
    wtw_painted(page, WTW_PAINT_HEADING, term);
    if (width >= TERM_INDENT) {
        wtw_out_character(page->out, '\n');
        width = 0;
    }
    wtw_out_spaces(page->out, TERM_INDENT - width);
    put_paragraph(page, TERM_INDENT, TERM_INDENT, words);
}

static void put_keys(const struct wtw_page *page)
{
    char keys[WTW_TOPIC_KEYS_BYTES];

    wtw_out_character(page->out, '\n');
    for (int field = 0; field < WTW_FIELD_COUNT; field++) {
        wtw_topic_keys((enum wtw_field_name)field, keys, sizeof keys);
        put_term(page, wtw_field_names[field], keys);
    }
}

static void put_all_examples(const struct wtw_page *page)
{
    for (size_t i = 0; i < wtw_command_count(); i++) {
        const struct wtw_command *command = wtw_command_at(i);

        put_heading(page, command->name);
        for (size_t j = 0; command->examples[j].line; j++)
            put_example(page, &command->examples[j]);
        wtw_out_character(page->out, '\n');
    }
}

void wtw_help_topic(const struct wtw_page *page, const struct wtw_topic *topic)
{
    const struct wtw_topic_part *part = topic->parts;

    if (topic->list == WTW_TOPIC_LISTS_EXAMPLES) {
        put_all_examples(page);
        return;
    }
    put_heading(page, topic->heading);
    for (; part->words; part++) {
        if (part->term) {
            put_term(page, part->term, part->words);
            continue;
        }
        if (part > topic->parts)
            wtw_out_character(page->out, '\n');
        put_paragraph(page, 2, 0, part->words);
        if (part[1].term)
            wtw_out_character(page->out, '\n');
    }
    if (topic->list == WTW_TOPIC_LISTS_KEYS)
        put_keys(page);
}

void wtw_help_overview(const struct wtw_page *page)
{
    put_examples(page, wtw_help_examples);
    put_heading(page, "Usage");
    wtw_out_words(page->out, "  wiretwin COMMAND [OPTION...] [INPUT...]\n\n");
    put_paragraph(page, 2, 0, wtw_help_purpose);
    wtw_out_character(page->out, '\n');
    put_heading(page, "Commands");
    put_commands(page);
    wtw_out_character(page->out, '\n');
    put_heading(page, "Subjects");
    for (size_t i = 0; i < wtw_topic_count(); i++)
        put_summary(page, wtw_topic_at(i)->name, TOPIC_INDENT, wtw_topic_at(i)->summary);
    wtw_out_words(page->out,
                  "\n'wiretwin COMMAND --help' has the options of a command, 'wiretwin "
                  "help SUBJECT'\nthe rest.\n");
}

void wtw_help_short(const struct wtw_page *page)
{
    wtw_out_words(page->out, "usage: wiretwin COMMAND [OPTION...] [INPUT...]\n\n");
    put_commands(page);
    wtw_out_words(page->out, "\nTry:  wiretwin cluster news.jsonl\n"
                             "      wiretwin --help\n");
}

void wtw_help_version(const struct wtw_page *page, const char *kernel)
{
    const char *chosen = wtw_kernel_chosen(kernel);
    size_t inflater_count = 0;
    char line[256];

    snprintf(line, sizeof line,
             "wiretwin %s\n"
             "scheme %u\n"
             "kernels, weakest first:\n",
             wtw_version(), WTW_SCHEME);
    wtw_out_words(page->out, line);
    for (size_t i = 0; i < wtw_kernel_count(); i++) {
        const char *name = wtw_kernel_name(i);
        bool is_chosen = chosen && strcmp(chosen, name) == 0;

        snprintf(line, sizeof line, "  %-10s %s%s\n", name,
                 wtw_kernel_runs_here(i) ? "runs here" : "does not run here",
                 is_chosen ? ", chosen" : "");
        wtw_out_words(page->out, line);
    }
    snprintf(line, sizeof line, "gzip by %s\n", wtw_inflaters(&inflater_count)[0]->name);
    wtw_out_words(page->out, line);
}
