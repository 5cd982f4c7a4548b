/*
 * json_marks.h - the bytes of a string that end a row of plain ones
 */
#ifndef WTW_READ_JSON_MARKS_H
#define WTW_READ_JSON_MARKS_H

#include <stdint.h>

/* Gives a bit for each of the 64 bytes at 'block' that is a quote, a backslash or a
 * control character. */
struct wtw_json_marker {
    uint64_t (*mark)(const char *block);
};

/* wtw_json_marker_best() is the fastest of this CPU; the others are for tests, NULL where
 * they do not run here. All give the same bits. */
struct wtw_json_marker wtw_json_marker_best(void);
struct wtw_json_marker wtw_json_marker_scalar(void);
struct wtw_json_marker wtw_json_marker_avx2(void);
struct wtw_json_marker wtw_json_marker_avx512(void);

#endif
