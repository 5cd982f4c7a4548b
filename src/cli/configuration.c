/*
 * configuration.c - what the environment and a file say where the command line does not
 *
 * One precedence, the usual one: command line, environment, file, default. The file has
 * the options by their names, "threshold = .7", so that there is one table of what there
 * is, and [cluster] before those that are for one command; a format with quotes and nesting
 * would only add ways to be wrong. What is wrong in it is refused whatever the command, so
 * that a slip shows at the first run and not at the first that it matters for. What a value
 * is for one run only (where its result goes, what it deletes) cannot be said there.
 */
#include "cli/configuration.h"

#include "base/failure.h"
#include "base/faults.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/option_table.h"
#include "cli/said_options.h"
#include "cli/suggest.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ; /* as POSIX has it, in no header */

enum { CONFIG_BYTES_MOST = 1 << 16 };

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static bool belongs_to_one_run(const struct wtw_option *option)
{
    static const char *const names[] = {
        "output",  "removed", "rejects", "stats", "delete",
        "rebuild", "check",   "config",  "help",  "version",
    };

    return is_one_of(option->name, names, sizeof names / sizeof names[0]);
}

static bool knows(const struct wtw_settings *settings, const struct wtw_option *option)
{
    return (option->commands & settings->command->bit) != 0;
}

/* ------------------------------------------------------------------ environment */

static const char prefix[] = "WIRETWIN_";

enum { NAME_BYTES = 64 };

/* "max-body" is "MAX_BODY". */
static void write_variable(const char *option, char *out, size_t out_bytes)
{
    snprintf(out, out_bytes, "%s", option);
    for (char *at = out; *at; at++)
        *at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
}

/* One that is empty is not there. */
static const char *read_variable(const struct wtw_option *option, char *name,
                                 size_t name_bytes)
{
    const char *value = NULL;

    snprintf(name, name_bytes, "%s", prefix);
    write_variable(option->name, name + sizeof prefix - 1,
                   name_bytes - sizeof prefix + 1);
    value = getenv(name);
    return value && value[0] ? value : NULL;
}

/* A token is a token file said at the same place, and counts more than one of the file. */
static void read_token(struct wtw_settings *settings)
{
    const struct wtw_option *option = wtw_option_named("token-file", 10);
    const char *token = getenv("WIRETWIN_TOKEN");

    if (!token || !token[0] || wtw_option_said_by(settings, option) != WTW_SAID_NOWHERE)
        return;
    settings->serve.token = token;
    settings->said[wtw_option_number(option)].by = WTW_SAID_IN_ENVIRONMENT;
}

/* Refuses a variable whose name is nearly that of an option, here as "max-body": it would
 * be passed over in silence. Other programs' variables may begin as ours do. */
static enum wtw_status check_name(const char *name, struct wtw_error *error)
{
    const char *names[WTW_OPTIONS_MOST + 1] = {"token"};
    const char *suggestion = NULL;
    size_t count = 1;
    char got[NAME_BYTES];
    char meant[NAME_BYTES];

    for (size_t i = 0; i < wtw_option_count(); i++)
        names[count++] = wtw_option_at(i)->name;
    if (is_one_of(name, names, count))
        return WTW_OK;
    suggestion = wtw_suggest(name, names, count);
    if (!suggestion)
        return WTW_OK;
    write_variable(name, got, sizeof got);
    write_variable(suggestion, meant, sizeof meant);
    return wtw_fail(error, WTW_BAD_ARGUMENT, "there is no $%s%s; did you mean $%s%s?",
                    prefix, got, prefix, meant);
}

static enum wtw_status check_names(struct wtw_error *error)
{
    const size_t prefix_bytes = sizeof prefix - 1;

    for (char **variable = environ; *variable; variable++) {
        const char *end = strchr(*variable, '=');
        char name[NAME_BYTES];
        size_t count = 0;

        if (!end || strncmp(*variable, prefix, prefix_bytes) != 0)
            continue;
        for (const char *at = *variable + prefix_bytes;
             at < end && count + 1 < NAME_BYTES; at++)
            name[count++] = *at == '_' ? '-' : (char)tolower((unsigned char)*at);
        name[count] = '\0';
        WTW_TRY(check_name(name, error));
    }
    return WTW_OK;
}

static enum wtw_status read_environment(struct wtw_settings *settings,
                                        struct wtw_error *error)
{
    const struct wtw_said said = {.by = WTW_SAID_IN_ENVIRONMENT};

    WTW_TRY(check_names(error));
    read_token(settings);
    for (size_t i = 0; i < wtw_option_count(); i++) {
        const struct wtw_option *option = wtw_option_at(i);
        struct wtw_error why = {0};
        const char *value = NULL;
        char name[NAME_BYTES];

        if (!knows(settings, option) ||
            (belongs_to_one_run(option) && strcmp(option->name, "config") != 0))
            continue;
        if (settings->serve.token && strcmp(option->name, "token-file") == 0)
            continue;
        value = read_variable(option, name, sizeof name);
        if (value && wtw_option_say(settings, option, value, said, &why) != WTW_OK)
            return wtw_fail(error, WTW_BAD_ARGUMENT, "$%s: %s", name, why.words);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ lines */

/* A file that is being read. */
struct lines {
    struct wtw_settings *settings;
    struct wtw_settings scratch; /* where values are tried that are for other commands */
    struct wtw_spot spot;
    uint32_t commands; /* those that the section is for, as in struct wtw_option */
};

static enum wtw_status fail_line(const struct lines *lines, struct wtw_error *error,
                                 const char *words)
{
    return wtw_fail_at(error, WTW_BAD_ARGUMENT, &lines->spot, "%s", words);
}

static enum wtw_status fail_unknown(const struct lines *lines, const char *name,
                                    struct wtw_error *error)
{
    const char *names[WTW_OPTIONS_MOST];
    size_t count = 0;
    const char *suggestion = NULL;

    for (size_t i = 0; i < wtw_option_count(); i++) {
        if (!belongs_to_one_run(wtw_option_at(i)))
            names[count++] = wtw_option_at(i)->name;
    }
    suggestion = wtw_suggest(name, names, count);
    return wtw_fail_at(error, WTW_BAD_ARGUMENT, &lines->spot,
                       suggestion ? "there is no '%.80s'; did you mean '%s'?"
                                  : "there is no '%.80s'; 'wiretwin help config' says "
                                    "what there is%s",
                       name, suggestion ? suggestion : "");
}

/* "[cluster]" */
static enum wtw_status take_section(struct lines *lines, char *line,
                                    struct wtw_error *error)
{
    char *end = strchr(line, ']');
    const char *names[32];
    size_t count = 0;
    const struct wtw_command *command = NULL;
    const char *suggestion = NULL;

    if (!end || end[1])
        return fail_line(lines, error, "a section is [COMMAND], as in: [cluster]");
    *end = '\0';
    command = wtw_command_named(line + 1);
    if (command) {
        lines->commands = command->bit;
        return WTW_OK;
    }
    for (; count < wtw_command_count() && count < 32; count++)
        names[count] = wtw_command_at(count)->name;
    suggestion = wtw_suggest(line + 1, names, count);
    return wtw_fail_at(error, WTW_BAD_ARGUMENT, &lines->spot,
                       suggestion ? "there is no command '%.80s'; did you mean [%s]?"
                                  : "there is no command '%.80s'; 'wiretwin --help' "
                                    "lists them%s",
                       line + 1, suggestion ? suggestion : "");
}

static enum wtw_status take_value(struct lines *lines, const struct wtw_option *option,
                                  const char *value, struct wtw_error *error)
{
    const struct wtw_said said = {.by = WTW_SAID_IN_FILE,
                                  .line = (uint32_t)lines->spot.line};
    struct wtw_settings *settings = lines->settings;
    bool is_for_this =
        knows(settings, option) && (settings->command->bit & lines->commands) != 0;
    struct wtw_error why = {0};

    /* What is said elsewhere is checked, too. */
    if (wtw_option_set(&lines->scratch, option, value, &why) != WTW_OK)
        return fail_line(lines, error, why.words);
    if (!is_for_this ||
        (settings->serve.token && strcmp(option->name, "token-file") == 0))
        return WTW_OK;
    return wtw_option_say(settings, option, value, said, error);
}

static char *trim(char *words)
{
    char *end = NULL;

    while (isspace((unsigned char)*words))
        words++;
    end = words + strlen(words);
    while (end > words && isspace((unsigned char)end[-1]))
        *--end = '\0';
    return words;
}

static enum wtw_status take_line(struct lines *lines, char *line, struct wtw_error *error)
{
    char *name = trim(line);
    char *equals = strchr(name, '=');
    const struct wtw_option *option = NULL;

    if (!*name || *name == '#')
        return WTW_OK;
    if (*name == '[')
        return take_section(lines, name, error);
    if (!equals)
        return fail_line(lines, error, "a line is NAME = VALUE, as in: threshold = .7");
    *equals = '\0';
    name = trim(name);
    option = wtw_option_named(name, strlen(name));
    if (!option)
        return fail_unknown(lines, name, error);
    if (belongs_to_one_run(option))
        return wtw_fail_at(error, WTW_BAD_ARGUMENT, &lines->spot,
                           "%s belongs to one run; say --%s on the command line", name,
                           name);
    if (!(option->commands & lines->commands))
        return wtw_fail_at(error, WTW_BAD_ARGUMENT, &lines->spot,
                           "%s is no option of this command; 'wiretwin help config' says "
                           "what sections are for",
                           name);
    return take_value(lines, option, trim(equals + 1), error);
}

static enum wtw_status take_lines(struct wtw_settings *settings, const char *path,
                                  char *bytes, struct wtw_error *error)
{
    struct lines lines = {
        .settings = settings, .spot = {path, 0, 0, UINT64_MAX}, .commands = UINT32_MAX};

    for (char *next = bytes, *line = NULL; (line = next) != NULL;) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        lines.spot.line++;
        WTW_TRY(take_line(&lines, line, error));
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ file */

static enum wtw_status fail_file(const char *path, struct wtw_error *error)
{
    return wtw_fail(error, WTW_IO, "cannot read the configuration %.200s: %s", path,
                    strerror(errno));
}

static ssize_t read_some(int descriptor, char *out, size_t room)
{
    if (wtw_fault_is_due(WTW_FAULT_READ)) {
        errno = EIO;
        return -1;
    }
    return read(descriptor, out, room);
}

static enum wtw_status read_all(int descriptor, const char *path,
                                struct wtw_buffer *bytes, struct wtw_error *error)
{
    ssize_t got = 1;

    WTW_TRY(wtw_buffer_reserve(bytes, CONFIG_BYTES_MOST + 1, error));
    while (got > 0 && bytes->count < CONFIG_BYTES_MOST) {
        got = read_some(descriptor, bytes->items + bytes->count,
                        CONFIG_BYTES_MOST - bytes->count);
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got < 0)
            return fail_file(path, error);
        else
            bytes->count += (size_t)got;
    }
    if (bytes->count == CONFIG_BYTES_MOST || memchr(bytes->items, '\0', bytes->count))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "%.200s: is no configuration: that is up to 64 KB of lines of "
                        "NAME = VALUE",
                        path);
    bytes->items[bytes->count] = '\0';
    return WTW_OK;
}

/* The path of the user's own file, which need not be there; NULL where there is no home. */
static enum wtw_status find_own(struct wtw_buffer *path, const char **out_path,
                                struct wtw_error *error)
{
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *below = "/wiretwin/config";

    *out_path = NULL;
    if (!folder || folder[0] != '/') {
        folder = getenv("HOME");
        below = "/.config/wiretwin/config";
    }
    if (!folder || folder[0] != '/')
        return WTW_OK;
    WTW_TRY(wtw_buffer_append(path, folder, strlen(folder), error));
    WTW_TRY(wtw_buffer_append(path, below, strlen(below) + 1, error));
    *out_path = path->items;
    return WTW_OK;
}

enum wtw_status wtw_configuration_read(struct wtw_configuration *configuration,
                                       struct wtw_settings *settings,
                                       struct wtw_error *error)
{
    const char *path = NULL;
    int descriptor = -1;
    enum wtw_status status = WTW_OK;

    WTW_TRY(read_environment(settings, error));
    path = settings->config;
    if (!path)
        WTW_TRY(find_own(&configuration->path, &path, error));
    if (!path)
        return WTW_OK;
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && !settings->config && (errno == ENOENT || errno == ENOTDIR))
        return WTW_OK;
    if (descriptor < 0)
        return fail_file(path, error);
    status = read_all(descriptor, path, &configuration->bytes, error);
    close(descriptor);
    WTW_TRY(status);
    settings->config = path;
    return take_lines(settings, path, configuration->bytes.items, error);
}

void wtw_configuration_release(struct wtw_configuration *configuration)
{
    wtw_buffer_release(&configuration->bytes);
    wtw_buffer_release(&configuration->path);
}

/* ------------------------------------------------------------------ remark */

static bool bears_on_the_result(const struct wtw_option *option)
{
    return option->group == WTW_GROUP_MATCHING || option->kind == WTW_OPTION_FIELD;
}

/* Whoever names a file knows what it says. */
static bool is_unasked(const struct wtw_settings *settings, const struct wtw_said *said)
{
    const struct wtw_option *config = wtw_option_named("config", 6);

    if (said->by == WTW_SAID_IN_FILE)
        return wtw_option_said_by(settings, config) != WTW_SAID_ON_COMMAND_LINE;
    return said->by == WTW_SAID_IN_ENVIRONMENT;
}

void wtw_configuration_remark(const struct wtw_settings *settings,
                              struct wtw_progress *progress)
{
    struct wtw_said_value values[WTW_SAID_VALUES_MOST];
    size_t count = wtw_said_values(settings, values);
    char words[512] = "";
    size_t used = 0;
    bool names_file = false;

    for (size_t i = 0; i < count && used < sizeof words; i++) {
        const struct wtw_said_value *value = &values[i];

        if (!bears_on_the_result(value->option) || !is_unasked(settings, value->said))
            continue;
        used += (size_t)snprintf(
            words + used, sizeof words - used, "%s%s %.60s (%s)", used ? ", " : "",
            value->option->name, value->said->value ? value->said->value : "yes",
            value->said->by == WTW_SAID_IN_FILE ? "file" : "environment");
        names_file |= value->said->by == WTW_SAID_IN_FILE;
    }
    if (used)
        wtw_remark(progress, "not from the command line: %s%s%s", words,
                   names_file ? "; the file is " : "",
                   names_file ? settings->config : "");
}
