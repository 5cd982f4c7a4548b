/*
 * line_output.h - a file that is written in large pieces
 */
#ifndef WTW_BENCH_LINE_OUTPUT_H
#define WTW_BENCH_LINE_OUTPUT_H

#include "wiretwin.h"

/* A zero-initialised output is closed; writing to it is a mistake, closing it does
 * nothing. */
struct wtw_line_output {
    const char *name; /* borrowed; NULL when closed */
    int descriptor;
    struct wtw_buffer
        buffer; /* whoever writes appends here and calls wtw_line_output_pass() */
};

/*
 * wtw_line_output_open() makes or empties the file 'path'; NULL and "-" are standard
 * output. Returns WTW_OK or WTW_IO.
 */
WTW_MUST_CHECK enum wtw_status wtw_line_output_open(struct wtw_line_output *out_output,
                                                    const char *path,
                                                    struct wtw_error *error);

/* wtw_line_output_pass() writes the buffer out once it holds enough. Returns WTW_OK or
 * WTW_IO. */
WTW_MUST_CHECK enum wtw_status wtw_line_output_pass(struct wtw_line_output *output,
                                                    struct wtw_error *error);

/* wtw_line_output_finish() writes the rest and closes the file. Returns WTW_OK or WTW_IO.
 */
WTW_MUST_CHECK enum wtw_status wtw_line_output_finish(struct wtw_line_output *output,
                                                      struct wtw_error *error);

/* wtw_line_output_release() frees and closes without writing, after a failure or a
 * finish. */
void wtw_line_output_release(struct wtw_line_output *output);

#endif
