/*
 * command_line.c - from words to settings
 *
 * getopt_long was rejected: it prints by itself, cannot suggest, knows nothing of ranges,
 * and would need a second table beside ours. Shortened long options are refused with the
 * full name: what is unique today may not be tomorrow, in a script that still runs.
 */
#include "cli/command_line.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/number_parse.h"
#include "cli/option_table.h"
#include "cli/output_rules.h"
#include "cli/suggest.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The words that are still to be read. */
struct words {
    const char *const *items;
    size_t count;
    size_t next;
    bool only_operands; /* after -- */
};

enum { SUGGESTIONS_MOST = 64 };

void wtw_settings_init(struct wtw_settings *settings)
{
    *settings = (struct wtw_settings){
        .format = WTW_FORMAT_AUTO,
        .packing = WTW_PACKING_BY_NAME,
        .rounds = 20,
        .errors = 10,
        .pairs = 200000,
        .resamples = 1000,
        .floor = .1,
    };
    wtw_options_init(&settings->engine);
}

void wtw_settings_release(struct wtw_settings *settings)
{
    wtw_release_items(settings->inputs);
    settings->inputs = NULL;
}

/* How to find out more, as the end of a sentence. */
static const char *help_hint(const struct wtw_settings *settings)
{
    return settings->command ? settings->command->name : "";
}

static enum wtw_status fail_unknown_command(const char *name, struct wtw_error *error)
{
    const char *names[SUGGESTIONS_MOST];
    size_t count = wtw_command_count();
    const char *suggestion = NULL;

    for (size_t i = 0; i < count; i++)
        names[i] = wtw_command_at(i)->name;
    suggestion = wtw_suggest(name, names, count);
    if (suggestion)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "unknown command '%.80s'; did you mean '%s'?", name, suggestion);
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "unknown command '%.80s'; 'wiretwin --help' lists them", name);
}

static enum wtw_status fail_unknown_option(const struct wtw_settings *settings,
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

static const struct wtw_option *find_letter(char letter)
{
    for (size_t i = 0; i < wtw_option_count(); i++) {
        if (wtw_option_at(i)->letter == letter)
            return wtw_option_at(i);
    }
    return NULL;
}

static enum wtw_status fail_value(const struct wtw_option *option, const char *value,
                                  const char *wanted, struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s is %s, not '%.80s'", option->name,
                    wanted, value);
}

static enum wtw_status set_number(const struct wtw_option *option, const char *value,
                                  uint32_t *member, struct wtw_error *error)
{
    uint64_t number = 0;

    if (!wtw_parse_number(value, &number) || number < option->least ||
        number > option->most)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--%s is a number from %" PRIu64 " to %" PRIu64 ", not '%.80s'",
                        option->name, option->least, option->most, value);
    *member = (uint32_t)number;
    return WTW_OK;
}

static enum wtw_status set_size(const struct wtw_option *option, const char *value,
                                uint64_t *member, struct wtw_error *error)
{
    uint64_t bytes = 0;

    if (!wtw_parse_size(value, &bytes))
        return fail_value(option, value, "a size such as 512K, 64M or 1G", error);
    if (bytes < option->least || bytes > option->most)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--%s is from %" PRIu64 " to %" PRIu64 " bytes, not '%.80s'",
                        option->name, option->least, option->most, value);
    *member = bytes;
    return WTW_OK;
}

static enum wtw_status set_choice(const struct wtw_option *option, const char *value,
                                  uint32_t *member, struct wtw_error *error)
{
    size_t value_bytes = strlen(value);
    const char *word = option->value;

    for (uint32_t i = 0;; i++) {
        size_t word_bytes = strcspn(word, "|");

        if (word_bytes == value_bytes && memcmp(word, value, word_bytes) == 0) {
            *member = i;
            return WTW_OK;
        }
        if (!word[word_bytes])
            return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s is one of %s, not '%.80s'",
                            option->name, option->value, value);
        word += word_bytes + 1;
    }
}

static enum wtw_status set_field(const struct wtw_option *option, const char *value,
                                 const char **members, struct wtw_error *error)
{
    size_t name_bytes = strcspn(value, "=");

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        const char *name = wtw_field_names[i];

        if (strlen(name) != name_bytes || memcmp(name, value, name_bytes) != 0 ||
            !value[name_bytes] || !value[name_bytes + 1])
            continue;
        members[i] = value + name_bytes + 1;
        return WTW_OK;
    }
    return fail_value(
        option, value,
        "NAME=PATH with text, id, url, title, date, source or language as NAME", error);
}

static enum wtw_status set_share(const struct wtw_option *option, const char *value,
                                 double *member, struct wtw_error *error)
{
    double share = 0;

    if (!wtw_parse_real(value, &share) || !(share > 0 && share <= 1))
        return fail_value(option, value, "a number over 0 and up to 1, such as .7",
                          error);
    *member = share;
    return WTW_OK;
}

static enum wtw_status fail_no_value(const struct wtw_option *option,
                                     struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s needs a value: %s", option->name,
                    option->value);
}

static enum wtw_status set_duration(const struct wtw_option *option, const char *value,
                                    uint64_t *member, struct wtw_error *error)
{
    uint64_t seconds = 0;

    if (!wtw_parse_duration(value, &seconds) || seconds < option->least ||
        seconds > option->most)
        return fail_value(option, value, "a time such as 90s, 15m, 12h, 30d or 8w",
                          error);
    *member = seconds;
    return WTW_OK;
}

enum wtw_status wtw_option_set(struct wtw_settings *settings,
                               const struct wtw_option *option, const char *value,
                               struct wtw_error *error)
{
    void *member = (char *)settings + option->offset;

    switch (option->kind) {
    case WTW_OPTION_SWITCH:
        *(bool *)member = true;
        return WTW_OK;
    case WTW_OPTION_NUMBER:
        return set_number(option, value, member, error);
    case WTW_OPTION_SEED:
        if (!wtw_parse_number(value, member))
            return fail_value(option, value, "a number", error);
        return WTW_OK;
    case WTW_OPTION_SHARE:
        return set_share(option, value, member, error);
    case WTW_OPTION_SIZE:
        return set_size(option, value, member, error);
    case WTW_OPTION_DURATION:
        return set_duration(option, value, member, error);
    case WTW_OPTION_CHOICE:
        return set_choice(option, value, member, error);
    case WTW_OPTION_WORD:
        if (!*value)
            return fail_no_value(option, error);
        *(const char **)member = value;
        return WTW_OK;
    case WTW_OPTION_FIELD:
        return set_field(option, value, member, error);
    }
    return WTW_OK;
}

/* Names the commands that know an option, as "pairs and compare". */
static void list_commands(const struct wtw_option *option, char *out, size_t out_bytes)
{
    size_t left = 0;
    size_t used = 0;

    for (size_t i = 0; i < wtw_command_count(); i++)
        left += (option->commands & wtw_command_at(i)->bit) != 0;
    out[0] = '\0';
    for (size_t i = 0; i < wtw_command_count() && used < out_bytes; i++) {
        if (!(option->commands & wtw_command_at(i)->bit))
            continue;
        left--;
        used += (size_t)snprintf(out + used, out_bytes - used, "%s%s",
                                 wtw_command_at(i)->name,
                                 left > 1 ? ", "
                                 : left   ? " and "
                                          : "");
    }
}

static enum wtw_status check_belongs(const struct wtw_settings *settings,
                                     const struct wtw_option *option,
                                     struct wtw_error *error)
{
    char commands[128];

    if (option->commands & settings->command->bit)
        return WTW_OK;
    list_commands(option, commands, sizeof commands);
    return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s belongs to %s, not to %s",
                    option->name, commands, settings->command->name);
}

/* 'attached' is the value that stood in the same word, NULL where there was none. */
static enum wtw_status read_value(struct words *words, const struct wtw_option *option,
                                  const char *attached, const char **out_value,
                                  struct wtw_error *error)
{
    if (!option->value) {
        if (attached)
            return wtw_fail(error, WTW_BAD_ARGUMENT, "--%s takes no value", option->name);
        return WTW_OK;
    }
    if (!attached && words->next == words->count)
        return fail_no_value(option, error);
    *out_value = attached ? attached : words->items[words->next++];
    return WTW_OK;
}

static enum wtw_status apply(struct wtw_settings *settings, struct words *words,
                             const struct wtw_option *option, const char *attached,
                             struct wtw_error *error)
{
    const char *value = NULL;

    WTW_TRY(check_belongs(settings, option, error));
    WTW_TRY(read_value(words, option, attached, &value, error));
    return wtw_option_set(settings, option, value, error);
}

static enum wtw_status read_long(struct wtw_settings *settings, struct words *words,
                                 const char *name, struct wtw_error *error)
{
    size_t name_bytes = strcspn(name, "=");
    const struct wtw_option *option = wtw_option_named(name, name_bytes);
    char bare[64];

    if (option)
        return apply(settings, words, option,
                     name[name_bytes] ? name + name_bytes + 1 : NULL, error);
    snprintf(bare, sizeof bare, "%.*s", (int)(name_bytes < 63 ? name_bytes : 63), name);
    return fail_unknown_option(settings, bare, error);
}

/* -q, -qj4, -j 4: letters up to the first that takes a value. */
static enum wtw_status read_letters(struct wtw_settings *settings, struct words *words,
                                    const char *letters, struct wtw_error *error)
{
    for (; *letters; letters++) {
        const struct wtw_option *option = find_letter(*letters);

        if (!option)
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "unknown option -%.4s; 'wiretwin %s --help' lists them",
                            letters, help_hint(settings));
        if (option->value)
            return apply(settings, words, option, letters[1] ? letters + 1 : NULL, error);
        WTW_TRY(apply(settings, words, option, NULL, error));
    }
    return WTW_OK;
}

static bool is_word(const char *word, const char *long_name, const char *letter)
{
    return strcmp(word, long_name) == 0 || strcmp(word, letter) == 0;
}

/* --help and --version win wherever they stand before --, also beside words that are
 * wrong. */
static bool wants_words_only(struct wtw_settings *settings, const struct words *words)
{
    for (size_t i = 0; i < words->count && strcmp(words->items[i], "--") != 0; i++) {
        settings->wants_help |= is_word(words->items[i], "--help", "-h");
        settings->wants_version |= is_word(words->items[i], "--version", "--version");
    }
    return settings->wants_help || settings->wants_version;
}

/* The command is the first word; 'wiretwin help X' is 'wiretwin X --help'. */
static enum wtw_status read_command(struct wtw_settings *settings, struct words *words,
                                    struct wtw_error *error)
{
    bool asks_for_help = strcmp(words->items[0], "help") == 0;
    const char *name = NULL;

    if (asks_for_help) {
        settings->wants_help = true;
        words->next++;
    }
    if (words->next == words->count)
        return WTW_OK;
    name = words->items[words->next++];
    if (name[0] == '-' && settings->wants_help + settings->wants_version > 0)
        return WTW_OK;
    if (name[0] == '-')
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "the command comes before '%.80s', as in: wiretwin cluster %.80s",
                        name, name);
    settings->command = wtw_command_named(name);
    return settings->command ? WTW_OK : fail_unknown_command(name, error);
}

static enum wtw_status read_word(struct wtw_settings *settings, struct words *words,
                                 struct wtw_error *error)
{
    const char *word = words->items[words->next++];

    if (!words->only_operands && strcmp(word, "--") == 0) {
        words->only_operands = true;
        return WTW_OK;
    }
    if (!words->only_operands && word[0] == '-' && word[1] == '-')
        return read_long(settings, words, word + 2, error);
    if (!words->only_operands && word[0] == '-' && word[1])
        return read_letters(settings, words, word + 1, error);
    settings->inputs[settings->input_count++] = word;
    return WTW_OK;
}

/* A list of preferred sources says by itself who stands for a cluster. */
static enum wtw_status settle_canonical(struct wtw_settings *settings,
                                        struct wtw_error *error)
{
    enum wtw_canonical *canonical = &settings->engine.canonical;

    if (!settings->prefer && *canonical == WTW_CANONICAL_PREFERRED)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--canonical preferred needs to know whom: --prefer LIST");
    if (!settings->prefer)
        return WTW_OK;
    if (*canonical == WTW_CANONICAL_LONGEST || *canonical == WTW_CANONICAL_FIRST)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--prefer means --canonical preferred; leave the other out");
    *canonical = WTW_CANONICAL_PREFERRED;
    return WTW_OK;
}

static enum wtw_status check_learned(const struct wtw_settings *settings,
                                     struct wtw_error *error)
{
    if (settings->learned && settings->engine.keeps_boilerplate)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--learned lists lines that are left out, and --keep-boilerplate "
                        "leaves out none; choose one of them");
    return WTW_OK;
}

/* Who wants to see stories wants them found. */
static enum wtw_status settle_stories(struct wtw_settings *settings,
                                      struct wtw_error *error)
{
    bool lists_stories =
        settings->level == WTW_LEVEL_STORY && settings->command->bit == WTW_CLUSTER;

    if (settings->no_stories && (lists_stories || settings->engine.finds_stories))
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "%s and --no-stories contradict each other; leave one of them out",
            lists_stories ? "--level story" : "--stories");
    settings->engine.finds_stories |= lists_stories;
    return WTW_OK;
}

enum wtw_status wtw_command_line_parse(struct wtw_settings *settings,
                                       const char *const *words, size_t count,
                                       struct wtw_error *error)
{
    struct words left = {.items = words, .count = count};
    bool ends_early = wants_words_only(settings, &left);

    if (!count)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "no command; 'wiretwin --help' lists them");
    WTW_TRY(read_command(settings, &left, error));
    if (ends_early || settings->wants_help)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&settings->inputs, count, error));
    while (left.next < left.count)
        WTW_TRY(read_word(settings, &left, error));
    WTW_TRY(check_learned(settings, error));
    WTW_TRY(wtw_output_rules_settle(settings, error));
    WTW_TRY(settle_canonical(settings, error));
    return settle_stories(settings, error);
}
