/*
 * failure.c - statuses, and the words of a failure
 */
#include "base/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const status_names[] = {
    [WTW_OK] = "ok",
    [WTW_BAD_ARGUMENT] = "bad argument",
    [WTW_NO_MEMORY] = "no memory",
    [WTW_IO] = "input/output error",
    [WTW_BAD_INPUT] = "bad input",
    [WTW_TOO_LARGE] = "too large",
    [WTW_TOO_SHORT] = "too short",
    [WTW_STOPPED] = "stopped",
    [WTW_SKIPPED] = "skipped",
    [WTW_END] = "end",
};

const char *wtw_version(void)
{
    return WTW_VERSION;
}

const char *wtw_status_name(enum wtw_status status)
{
    size_t i = (size_t)status;

    if (i >= sizeof status_names / sizeof status_names[0])
        return "unknown status";
    return status_names[i];
}

static void __attribute__((format(printf, 4, 0)))
set_error(struct wtw_error *error, enum wtw_status status, const struct wtw_spot *spot,
          const char *format, va_list arguments)
{
    error->status = status;
    error->line = spot ? spot->line : 0;
    error->column = spot ? spot->column : 0;
    error->byte_offset = spot ? spot->byte_offset : UINT64_MAX;
    error->input[0] = '\0';
    if (spot && spot->input)
        snprintf(error->input, sizeof error->input, "%s", spot->input);
    vsnprintf(error->words, sizeof error->words, format, arguments);
}

enum wtw_status wtw_fail(struct wtw_error *error, enum wtw_status status,
                         const char *format, ...)
{
    va_list arguments;

    if (!error)
        return status;
    va_start(arguments, format);
    set_error(error, status, NULL, format, arguments);
    va_end(arguments);
    return status;
}

enum wtw_status wtw_fail_at(struct wtw_error *error, enum wtw_status status,
                            const struct wtw_spot *spot, const char *format, ...)
{
    va_list arguments;

    if (!error)
        return status;
    va_start(arguments, format);
    set_error(error, status, spot, format, arguments);
    va_end(arguments);
    return status;
}

enum wtw_status wtw_fail_memory(struct wtw_error *error, size_t bytes)
{
    return wtw_fail(error, WTW_NO_MEMORY, "no memory left for %zu bytes", bytes);
}

size_t wtw_error_text(const struct wtw_error *error, char *out, size_t out_bytes)
{
    char place[sizeof error->input + 64];
    int written = 0;

    place[0] = '\0';
    if (error->input[0] && error->line && error->column)
        snprintf(place, sizeof place, "%s:%llu:%llu: ", error->input,
                 (unsigned long long)error->line, (unsigned long long)error->column);
    else if (error->input[0] && error->line)
        snprintf(place, sizeof place, "%s:%llu: ", error->input,
                 (unsigned long long)error->line);
    else if (error->input[0])
        snprintf(place, sizeof place, "%s: ", error->input);

    written = snprintf(out, out_bytes, "%s%s", place, error->words);
    return written < 0 ? 0 : (size_t)written;
}

struct wtw_cause_words wtw_cause_words(int cause)
{
    struct wtw_cause_words words = {""};

    if (strerror_r(cause, words.items, sizeof words.items) != 0)
        snprintf(words.items, sizeof words.items, "error %d", cause);
    return words;
}
