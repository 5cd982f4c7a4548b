/*
 * capture.h - what a writer wrote, as bytes
 *
 * Writers write to descriptors; here that of a file without a name.
 */
#ifndef WTW_TESTS_WRITE_CAPTURE_H
#define WTW_TESTS_WRITE_CAPTURE_H

#include "check.h"
#include "write/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct capture {
    FILE *file;
    struct wtw_out out;
    char *bytes; /* after capture_end(), with a NUL behind them */
    size_t count;
};

static inline void capture_begin(struct capture *capture)
{
    struct wtw_error error = {0};

    *capture = (struct capture){.file = tmpfile()};
    check(capture->file != NULL);
    check_ok(wtw_out_init(&capture->out, fileno(capture->file), &error), &error);
}

static inline void capture_end(struct capture *capture)
{
    struct wtw_error error = {0};
    off_t count = 0;

    check_ok(wtw_out_flush(&capture->out, "the capture", &error), &error);
    wtw_out_release(&capture->out);
    count = lseek(fileno(capture->file), 0, SEEK_END);
    capture->count = (size_t)count;
    capture->bytes = calloc(capture->count + 1, 1);
    check(pread(fileno(capture->file), capture->bytes, capture->count, 0) == count);
}

static inline void capture_release(struct capture *capture)
{
    free(capture->bytes);
    fclose(capture->file);
}

static inline struct wtw_span text_of(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

#endif
