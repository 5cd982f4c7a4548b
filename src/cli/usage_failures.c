/*
 * usage_failures.c - what is said to someone who typed something wrong
 *
 * A slip is answered with the word that was meant, and anything else with where to look.
 */
#include "cli/usage_failures.h"

#include "base/failure.h"
#include "cli/commands.h"
#include "cli/help_topics.h"
#include "cli/suggest.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { SUGGESTIONS_MOST = 256 };

/* How to find out more, as the end of a sentence. */
static const char *help_hint(const struct wtw_settings *settings)
{
    return settings->command ? settings->command->name : "";
}

enum wtw_status wtw_fail_unknown_command(const char *name, struct wtw_error *error)
{
    const char *names[SUGGESTIONS_MOST];
    size_t count = wtw_command_count();
    const char *suggestion = NULL;

    for (size_t i = 0; i < count; i++)
        names[i] = wtw_command_at(i)->name;
    names[count++] = "--version";
    names[count++] = "help";
    suggestion =
        strcmp(name, "version") == 0 ? names[count - 2] : wtw_suggest(name, names, count);
    if (suggestion)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "unknown command '%.80s'; did you mean '%s'?", name, suggestion);
    if (access(name, F_OK) == 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "'%.80s' is no command; to find the copies in it: wiretwin "
                        "cluster %.80s",
                        name, name);
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "unknown command '%.80s'; 'wiretwin --help' lists them", name);
}

enum wtw_status wtw_fail_unknown_subject(const char *name, struct wtw_error *error)
{
    const char *names[SUGGESTIONS_MOST];
    size_t count = 0;
    const char *suggestion = NULL;

    for (size_t i = 0; i < wtw_command_count(); i++)
        names[count++] = wtw_command_at(i)->name;
    for (size_t i = 0; i < wtw_topic_count(); i++)
        names[count++] = wtw_topic_at(i)->name;
    suggestion = wtw_suggest(name, names, count);
    if (suggestion)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "there is no help on '%.80s'; did you mean '%s'?", name,
                        suggestion);
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "there is no help on '%.80s'; 'wiretwin help' lists what there is",
                    name);
}

enum wtw_status wtw_fail_unknown_option(const struct wtw_settings *settings,
                                        const char *name, struct wtw_error *error)
{
    const char *names[SUGGESTIONS_MOST];
    size_t count = 0;
    const char *suggestion = NULL;

    for (size_t i = 0; i < wtw_option_count() && count < SUGGESTIONS_MOST; i++) {
        const struct wtw_option *option = wtw_option_at(i);

        if (!settings->command || option->commands & settings->command->bit)
            names[count++] = option->name;
    }
    suggestion = wtw_suggest(name, names, count);
    if (suggestion)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "unknown option --%.80s; did you mean --%s?", name, suggestion);
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "unknown option --%.80s; 'wiretwin %s --help' lists them", name,
                    help_hint(settings));
}

enum wtw_status wtw_fail_choice(const struct wtw_option *option, const char *value,
                                struct wtw_error *error)
{
    const char *names[SUGGESTIONS_MOST];
    char words[256];
    size_t count = 0;
    const char *suggestion = NULL;

    snprintf(words, sizeof words, "%s", option->value);
    for (char *word = words; word && count < SUGGESTIONS_MOST; count++) {
        names[count] = word;
        word = strchr(word, '|');
        if (word)
            *word++ = '\0';
    }
    suggestion = wtw_suggest(value, names, count);
    /* The words are short: of xml and html half the letters are the same by chance. */
    if (suggestion && strncmp(value, suggestion, strlen(value)) != 0 &&
        wtw_word_distance(value, suggestion) * 2 > strlen(value))
        suggestion = NULL;
    return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s is one of %s, not '%.80s'%s%s%s",
                    option->name, option->value, value,
                    suggestion ? "; did you mean " : "", suggestion ? suggestion : "",
                    suggestion ? "?" : "");
}

enum wtw_status wtw_fail_no_value(const struct wtw_option *option,
                                  struct wtw_error *error)
{
    bool has_example = option->fallback && !strpbrk(option->fallback, " ,;");

    return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s needs a value: %s%s%s%s%s",
                    option->name, option->value, has_example ? ", as in --" : "",
                    has_example ? option->name : "", has_example ? " " : "",
                    has_example ? option->fallback : "");
}

/* Who asks for --verison or -v wants no command. */
enum wtw_status wtw_fail_option_first(const char *name, struct wtw_error *error)
{
    static const char *const names[] = {"--help", "--version"};
    const char *suggestion =
        strcasecmp(name, "-v") == 0 ? names[1] : wtw_suggest(name, names, 2);

    if (suggestion)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "unknown option %.80s; did you mean %s?",
                        name, suggestion);
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "the command comes before '%.80s', as in: wiretwin cluster %.80s",
                    name, name);
}
