/*
 * lines.h - the lines of one input, decompressed, with their numbers
 */
#ifndef WTW_READ_LINES_H
#define WTW_READ_LINES_H

#include "read/stream.h"

/* Zero-initialised is closed; ended by wtw_lines_release(), also after a failed open. */
struct wtw_lines {
    const char *name; /* borrowed */
    uint64_t max_line_bytes;
    struct wtw_stream stream;
    int descriptor;
    bool owns_descriptor;
    bool has_ended;
    struct wtw_buffer bytes;
    size_t begin;    /* of what was not given yet */
    size_t searched; /* up to here there is no line end */
    uint64_t line;   /* number of the line given last, from 1 */
};

/*
 * wtw_lines_open() opens the file 'name', borrowed until release, or standard input for
 * "-", plain, gzip or zstd. Lines may have 'max_line_bytes', 0 for 64 MiB. Returns
 * WTW_OK, WTW_IO, WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_lines_open(struct wtw_lines *lines, const char *name,
                                              uint64_t max_line_bytes,
                                              struct wtw_error *error);
void wtw_lines_release(struct wtw_lines *lines);

/*
 * wtw_lines_next() gives the next line without its end (LF or CR LF) and without a byte
 * order mark; the caller may write into its 'out_count' bytes until the next call.
 * Returns WTW_OK; WTW_END after the last; WTW_BAD_INPUT with the place for a line that is
 * too long or holds a NUL, or compressed data that is broken; WTW_IO; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_lines_next(struct wtw_lines *lines, char **out_line,
                                              size_t *out_count, struct wtw_error *error);

#endif
