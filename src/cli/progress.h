/*
 * progress.h - what people are told while a command runs, on standard error
 */
#ifndef WTW_CLI_PROGRESS_H
#define WTW_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct wtw_progress {
    bool is_quiet;
    bool is_shown;     /* standard error is a terminal, and nobody asked for quiet */
    bool is_on_screen; /* a line of progress stands there now */
    const char *stage; /* compared by address: constants only */
    double stage_begun_seconds;
    double last_shown_seconds;
};

void wtw_progress_init(struct wtw_progress *progress, bool is_quiet);

/*
 * wtw_progress_step() shows how far a stage is, "reading" for one, at most ten times a
 * second: 'done' of 'total' units, total 0 where it is unknown. 'in_bytes' units are
 * bytes, and a rate makes sense.
 */
void wtw_progress_step(struct wtw_progress *progress, const char *stage, uint64_t done,
                       uint64_t total, bool in_bytes);

/* wtw_progress_clear() takes the line off the screen. */
void wtw_progress_clear(struct wtw_progress *progress);

/*
 * wtw_say() prints "wiretwin: ...", one line, printf's format, above any progress;
 * controls in it that came from the input are made harmless. wtw_remark() is the same,
 * but not when quiet.
 */
void wtw_say(struct wtw_progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void wtw_remark(struct wtw_progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
