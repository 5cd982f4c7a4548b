/*
 * progress.c - what people are told while a command runs, on standard error
 *
 * "[1/5] reading  29.5 MB of 225.2 MB, 50.3 MB/s, 4 s left": one line that is written over.
 * Where it cannot be written over there is none: not in a file, not at a terminal that does
 * not know how. A stage of a few steps has no percentage, which would be a guess.
 */
#include "cli/progress.h"

#include "base/clock.h"
#include "write/number_words.h"
#include "write/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A stage of fewer units is told by its name only. */
enum { FEW_UNITS = 10 };

/* Fewer a second are no rate. */
enum { LEAST_RATE = 100 };

static bool can_write_over(void)
{
    const char *terminal = getenv("TERM");

    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void wtw_progress_init(struct wtw_progress *progress, bool is_quiet)
{
    *progress = (struct wtw_progress){
        .is_quiet = is_quiet,
        .is_shown = !is_quiet && can_write_over(),
    };
}

void wtw_progress_plan(struct wtw_progress *progress, uint32_t stage_count)
{
    progress->stage_count = stage_count;
}

void wtw_progress_clear(struct wtw_progress *progress)
{
    if (!progress->is_on_screen)
        return;
    fputs("\r\x1b[K", stderr);
    progress->is_on_screen = false;
}

/* ", 410.0 MB/s, 12 s left" with the parts that can be known. */
static void describe_speed(const struct wtw_progress *progress, double now, uint64_t done,
                           uint64_t total, bool in_bytes, char *out, size_t out_bytes)
{
    double seconds = now - progress->stage_begun_seconds;
    double rate = seconds > 0 ? (double)done / seconds : 0;
    size_t used = 0;

    out[0] = '\0';
    if (total && total < FEW_UNITS)
        return;
    if (in_bytes && rate > 0)
        used = (size_t)snprintf(out, out_bytes, ", %s/s",
                                wtw_bytes_words((uint64_t)rate).items);
    else if (seconds > .5 && rate >= LEAST_RATE)
        used = (size_t)snprintf(out, out_bytes, ", %s a second",
                                wtw_grouped_words((uint64_t)rate).items);
    /* An estimate from the first second would only mislead. */
    if (seconds > 1 && rate > 0 && total > done && used < out_bytes)
        snprintf(out + used, out_bytes - used, ", %s left",
                 wtw_lag_words((uint64_t)((double)(total - done) / rate) + 1).items);
}

static void describe_amount(uint64_t done, uint64_t total, bool in_bytes, char *out,
                            size_t out_bytes)
{
    out[0] = '\0';
    if (!in_bytes && total && total < FEW_UNITS)
        return;
    if (in_bytes && total)
        snprintf(out, out_bytes, "%s of %s", wtw_bytes_words(done).items,
                 wtw_bytes_words(total).items);
    else if (in_bytes)
        snprintf(out, out_bytes, "%s", wtw_bytes_words(done).items);
    else if (total)
        snprintf(out, out_bytes, "%s",
                 wtw_percent_words((double)done / (double)total).items);
    else
        snprintf(out, out_bytes, "%s", wtw_grouped_words(done).items);
}

static void begin_stage(struct wtw_progress *progress, const char *stage, double now)
{
    progress->stage = stage;
    progress->stage_number++;
    progress->stage_begun_seconds = now;
    progress->last_shown_seconds = 0;
}

static void show(struct wtw_progress *progress, const char *line)
{
    size_t width = wtw_terminal_columns(STDERR_FILENO);

    /* All of it is ASCII. A line that is as long as the terminal is wide may wrap. */
    fprintf(stderr, "\r%.*s\x1b[K", (int)(width - 1), line);
    progress->is_on_screen = true;
}

void wtw_progress_step(struct wtw_progress *progress, const char *stage, uint64_t done,
                       uint64_t total, bool in_bytes)
{
    double now = progress->is_shown ? wtw_seconds_now() : 0;
    char place[32] = "";
    char amount[128];
    char speed[128];
    char line[384];

    if (!progress->is_shown)
        return;
    if (progress->stage != stage)
        begin_stage(progress, stage, now);
    if (now - progress->last_shown_seconds < 0.1)
        return;
    progress->last_shown_seconds = now;
    if (progress->stage_number <= progress->stage_count)
        snprintf(place, sizeof place, "[%u/%u] ", progress->stage_number,
                 progress->stage_count);
    describe_amount(done, total, in_bytes, amount, sizeof amount);
    describe_speed(progress, now, done, total, in_bytes, speed, sizeof speed);
    snprintf(line, sizeof line, "%s%s%s%s%s", place, stage, amount[0] ? "  " : "...",
             amount, speed);
    show(progress, line);
}

__attribute__((format(printf, 2, 0))) static void say(struct wtw_progress *progress,
                                                      const char *format,
                                                      va_list arguments)
{
    char words[1024];

    vsnprintf(words, sizeof words, format, arguments);
    for (char *next = words; *next; next++) {
        if ((unsigned char)*next < 0x20 || *next == 0x7f)
            *next = '?';
    }
    wtw_progress_clear(progress);
    fprintf(stderr, "wiretwin: %s\n", words);
}

void wtw_say(struct wtw_progress *progress, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(progress, format, arguments);
    va_end(arguments);
}

void wtw_remark(struct wtw_progress *progress, const char *format, ...)
{
    va_list arguments;

    if (progress->is_quiet)
        return;
    va_start(arguments, format);
    say(progress, format, arguments);
    va_end(arguments);
}
