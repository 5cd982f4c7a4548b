/*
 * serve_config.c - what the environment and a file say where the command line does not
 *
 * One precedence, the usual one: command line, environment, file, default. The file has
 * the options by their names, "max-body = 4M", so that there is one table of what there is;
 * a format with quotes and nesting would only add ways to be wrong.
 */
#include "cli/serve_config.h"

#include "base/failure.h"
#include "base/faults.h"
#include "cli/command_line.h"
#include "cli/option_table.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONFIG_BYTES_MOST = 1 << 16 };

/* How a server runs. How articles are matched belongs to the database, which remembers it,
 * and is said once, when it is made. */
static bool is_configurable(const struct wtw_option *option)
{
    static const char *const names[] = {
        "db",     "listen",  "token-file", "window", "max-body", "max-connections",
        "prefer", "threads", "config",
    };

    for (size_t i = 0; option && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(option->name, names[i]) == 0)
            return true;
    }
    return false;
}

/* Whether the command line, or the environment, said it already. */
static bool is_said(const struct wtw_settings *settings, const struct wtw_option *option)
{
    const void *member = (const char *)settings + option->offset;

    switch (option->kind) {
    case WTW_OPTION_NUMBER:
        return *(const uint32_t *)member != 0;
    case WTW_OPTION_SIZE:
    case WTW_OPTION_DURATION:
        return *(const uint64_t *)member != 0;
    default:
        return *(const char *const *)member != NULL;
    }
}

/* A token is a token file said at the same place. */
static bool has_token(const struct wtw_settings *settings,
                      const struct wtw_option *option)
{
    return settings->serve.token && strcmp(option->name, "token-file") == 0;
}

/* ------------------------------------------------------------------ environment */

/* "max-body" is $WIRETWIN_MAX_BODY. One that is empty is not there. */
static const char *read_variable(const struct wtw_option *option, char *name,
                                 size_t name_bytes)
{
    const char *value = NULL;

    snprintf(name, name_bytes, "WIRETWIN_%s", option->name);
    for (char *at = name; *at; at++)
        *at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
    value = getenv(name);
    return value && value[0] ? value : NULL;
}

static enum wtw_status read_environment(struct wtw_settings *settings,
                                        struct wtw_error *error)
{
    const char *token = getenv("WIRETWIN_TOKEN");

    if (token && token[0] && !settings->serve.token_file)
        settings->serve.token = token;
    for (size_t i = 0; i < wtw_option_count(); i++) {
        const struct wtw_option *option = wtw_option_at(i);
        struct wtw_error why = {0};
        const char *value = NULL;
        char name[64];

        if (!is_configurable(option) || is_said(settings, option) ||
            has_token(settings, option))
            continue;
        value = read_variable(option, name, sizeof name);
        if (value && wtw_option_set(settings, option, value, &why) != WTW_OK)
            return wtw_fail(error, WTW_BAD_ARGUMENT, "$%s: %s", name, why.words);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ file */

static enum wtw_status fail_file(const char *path, struct wtw_error *error)
{
    return wtw_fail(error, WTW_IO, "cannot read %.200s: %s", path, strerror(errno));
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
    if (bytes->count == CONFIG_BYTES_MOST)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "%.200s: too long for a list of options",
                        path);
    bytes->items[bytes->count] = '\0';
    return WTW_OK;
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

static enum wtw_status take_line(struct wtw_settings *settings, char *line,
                                 const struct wtw_spot *spot, struct wtw_error *error)
{
    char *name = trim(line);
    char *equals = strchr(name, '=');
    const struct wtw_option *option = NULL;
    struct wtw_error why = {0};

    if (!*name || *name == '#')
        return WTW_OK;
    if (!equals)
        return wtw_fail_at(error, WTW_BAD_ARGUMENT, spot,
                           "a line is NAME = VALUE, as in: listen = 127.0.0.1:8577");
    *equals = '\0';
    name = trim(name);
    option = wtw_option_named(name, strlen(name));
    if (!is_configurable(option) || strcmp(name, "config") == 0)
        return wtw_fail_at(error, WTW_BAD_ARGUMENT, spot,
                           "there is no '%.80s' here; there are db, listen, token-file, "
                           "window, max-body, max-connections, prefer and threads",
                           name);
    if (is_said(settings, option) || has_token(settings, option))
        return WTW_OK;
    if (wtw_option_set(settings, option, trim(equals + 1), &why) != WTW_OK)
        return wtw_fail_at(error, WTW_BAD_ARGUMENT, spot, "%s", why.words);
    return WTW_OK;
}

/* From the last line on: what is said first counts, and here the last one is to. */
static enum wtw_status take_lines(struct wtw_settings *settings, const char *path,
                                  struct wtw_buffer *bytes, struct wtw_error *error)
{
    struct wtw_spot spot = {path, 1, 0, UINT64_MAX};

    for (const char *at = bytes->items; (at = strchr(at, '\n')) != NULL; at++)
        spot.line++;
    for (; spot.line; spot.line--) {
        char *end = strrchr(bytes->items, '\n');

        WTW_TRY(take_line(settings, end ? end + 1 : bytes->items, &spot, error));
        if (end)
            *end = '\0';
    }
    return WTW_OK;
}

static enum wtw_status read_file(struct wtw_settings *settings, struct wtw_buffer *bytes,
                                 struct wtw_error *error)
{
    const char *path = settings->serve.config;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    enum wtw_status status = WTW_OK;

    if (descriptor < 0)
        return fail_file(path, error);
    status = read_all(descriptor, path, bytes, error);
    close(descriptor);
    if (status != WTW_OK)
        return status;
    return take_lines(settings, path, bytes, error);
}

enum wtw_status wtw_serve_config(struct wtw_settings *settings, struct wtw_buffer *bytes,
                                 struct wtw_error *error)
{
    WTW_TRY(read_environment(settings, error));
    if (!settings->serve.config)
        return WTW_OK;
    return read_file(settings, bytes, error);
}
