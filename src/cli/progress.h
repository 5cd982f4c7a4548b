/*
 * progress.h - what people are told while a command runs, on standard error
 */
#ifndef WTW_CLI_PROGRESS_H
#define WTW_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct wtw_progress {
    bool is_quiet;
    bool is_shown; /* standard error is a terminal that can, and nobody asked for quiet */
    bool is_on_screen;     /* a line of progress stands there now */
    const char *stage;     /* compared by address: constants only */
    uint32_t stage_number; /* from 1 */
    uint32_t stage_count;  /* 0 where it is not known */
    double stage_begun_seconds;
    double last_shown_seconds;
};

void wtw_progress_init(struct wtw_progress *progress, bool is_quiet);

/* wtw_progress_plan() says how many stages there are going to be, the one at hand too. */
void wtw_progress_plan(struct wtw_progress *progress, uint32_t stage_count);

/*
 * wtw_progress_step() shows how far a stage is, "reading" for one, at most ten times a
 * second and cut to the width of the terminal: 'done' of 'total' units, total 0 where it
 * is unknown, with the rate and the time that is left where they mean something. 'in_bytes'
 * units are bytes.
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
