/*
 * test_option_table.c - the table of options against itself and against the library
 */
#include "check.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/option_table.h"

#include <ctype.h>
#include <stdio.h>

static const struct wtw_option *option_named(const char *name)
{
    for (size_t i = 0; i < wtw_option_count(); i++) {
        if (strcmp(wtw_option_at(i)->name, name) == 0)
            return wtw_option_at(i);
    }
    cr_assert(false, "no option %s", name);
    return NULL;
}

Test(option_table, has_no_name_or_letter_twice)
{
    for (size_t i = 0; i < wtw_option_count(); i++) {
        for (size_t j = 0; j < i; j++) {
            const struct wtw_option *a = wtw_option_at(i);
            const struct wtw_option *b = wtw_option_at(j);

            cr_assert(strcmp(a->name, b->name) != 0, "%s", a->name);
            cr_assert(!a->letter || a->letter != b->letter, "%s and %s", a->name,
                      b->name);
        }
    }
}

Test(option_table, says_for_every_option_whose_it_is_and_what_for)
{
    for (size_t i = 0; i < wtw_option_count(); i++) {
        const struct wtw_option *option = wtw_option_at(i);

        cr_assert(option->commands != 0, "%s", option->name);
        cr_assert(strlen(option->help) > 8, "%s", option->name);
        cr_assert((option->value == NULL) == (option->kind == WTW_OPTION_SWITCH), "%s",
                  option->name);
        for (const char *next = option->name; *next; next++)
            cr_assert(islower((unsigned char)*next) || *next == '-', "%s", option->name);
    }
}

/* Sets a number of the engine's options by the command line and asks the library. */
static bool library_takes(const char *name, uint64_t value)
{
    struct wtw_settings settings;
    struct wtw_error error;
    bool takes = false;

    wtw_settings_init(&settings);
    *(uint32_t *)((char *)&settings + option_named(name)->offset) = (uint32_t)value;
    takes = wtw_options_check(&settings.engine, &error) == WTW_OK;
    wtw_settings_release(&settings);
    return takes;
}

Test(option_table, has_the_ranges_that_the_library_takes)
{
    static const char *const names[] = {"shingle", "passage-tokens", "bucket-limit",
                                        "story-days"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct wtw_option *option = option_named(names[i]);

        cr_assert(library_takes(names[i], option->least), "%s", names[i]);
        cr_assert(library_takes(names[i], option->most), "%s", names[i]);
        cr_assert(!library_takes(names[i], option->least - 1), "%s", names[i]);
        cr_assert(!library_takes(names[i], option->most + 1), "%s", names[i]);
    }
}

Test(option_table, names_the_defaults_that_the_library_has)
{
    static const char *const names[] = {"shingle",     "passage-tokens", "bucket-limit",
                                        "key-ceiling", "sample-ceiling", "exhaustive",
                                        "slots",       "errors",         "pairs",
                                        "resamples",   "story-days"};
    struct wtw_settings settings;
    char words[32];

    wtw_settings_init(&settings);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct wtw_option *option = option_named(names[i]);

        snprintf(words, sizeof words, "%u",
                 (unsigned)*(uint32_t *)((char *)&settings + option->offset));
        check_string(option->fallback, words);
    }
    snprintf(words, sizeof words, "%g", settings.engine.threshold);
    check_string(option_named("threshold")->fallback, words);
    snprintf(words, sizeof words, "%g", settings.engine.containment);
    check_string(option_named("containment")->fallback, words);
    snprintf(words, sizeof words, "%g", settings.engine.recall);
    check_string(option_named("recall")->fallback, words);
    snprintf(words, sizeof words, "%g", settings.floor);
    check_string(option_named("floor")->fallback, words);
    snprintf(words, sizeof words, "%g", settings.engine.story_likeness);
    check_string(option_named("story-likeness")->fallback, words);
    check(!settings.engine.finds_stories);
    check_number(settings.level, WTW_LEVEL_CLUSTER);
    check_number(settings.engine.canonical, WTW_CANONICAL_EARLIEST);
    check_number(settings.engine.thread_count, 0);
    check_number(settings.engine.seed, 0);
    wtw_settings_release(&settings);
}

Test(option_table, is_for_commands_that_have_examples_and_a_line_of_summary)
{
    for (size_t i = 0; i < wtw_command_count(); i++) {
        const struct wtw_command *command = wtw_command_at(i);

        cr_assert(command->examples[0].line != NULL, "%s", command->name);
        cr_assert(strlen(command->summary) <= 68, "%s", command->name);
        check(wtw_command_named(command->name) == command);
        for (size_t j = 0; command->examples[j].line; j++)
            cr_assert(strstr(command->examples[j].line, "wiretwin ") != NULL, "%s",
                      command->examples[j].line);
    }
    check(wtw_command_named("nonsense") == NULL);
}
