/*
 * json_scan.h - a strict JSON scanner (RFC 8259) over the bytes of one record
 *
 * Values are slices of the record: nothing is copied, converted or built. The whole of
 * every value is checked, nested ones too, so that a record that was scanned to its end
 * is JSON. One thing is left to others on purpose: strings may hold bytes that are not
 * UTF-8, which the tokeniser counts.
 */
#ifndef WTW_READ_JSON_SCAN_H
#define WTW_READ_JSON_SCAN_H

#include "read/json_marks.h"
#include "read/reader.h"

/*
 * Objects and arrays may lie this deep in each other, the outermost counted. News nests 5
 * levels; more than some hundred is an attack on whoever reads it recursively.
 */
enum { WTW_JSON_LEVELS = 512 };

enum wtw_json_kind {
    WTW_JSON_NULL,
    WTW_JSON_BOOLEAN,
    WTW_JSON_NUMBER,
    WTW_JSON_STRING,
    WTW_JSON_ARRAY,
    WTW_JSON_OBJECT
};

/* A value as it stands in the record: a string without its quotes, an array with its
 * brackets. */
struct wtw_json_value {
    enum wtw_json_kind kind;
    bool has_escape; /* a string with a backslash in it */
    struct wtw_span raw;
};

/* Where the scanner is. After a failure 'problem' is a constant sentence and 'at' the
 * byte it is about. */
struct wtw_json_cursor {
    const char *at;
    const char *end;
    const char *problem; /* NULL while all is well */
    struct wtw_json_marker marker;
    const char *block; /* 64 bytes that were searched last, at or before 'at'; or NULL */
    uint64_t marks;    /* a bit for each of them that may end a row of plain bytes */
    uint32_t level;    /* objects and arrays open here */
    bool is_first;     /* no member or element was taken yet */
};

/* wtw_json_start() gives a cursor at the begin of 'bytes', borrowed for the cursor's
 * life. */
struct wtw_json_cursor wtw_json_start(struct wtw_span bytes);

/* wtw_json_take_value() takes a whole value after white space, and checks all that is in
 * it. */
bool wtw_json_take_value(struct wtw_json_cursor *cursor,
                         struct wtw_json_value *out_value);

/*
 * wtw_json_enter() steps over the bracket that opens an object ('{') or an array ('[').
 * wtw_json_next_member() then takes the next key and value, wtw_json_next_element() the
 * next value. Both return false after the closing bracket, or with cursor->problem set.
 */
bool wtw_json_enter(struct wtw_json_cursor *cursor, char bracket);
bool wtw_json_next_member(struct wtw_json_cursor *cursor, struct wtw_json_value *out_key,
                          struct wtw_json_value *out_value);
bool wtw_json_next_element(struct wtw_json_cursor *cursor,
                           struct wtw_json_value *out_value);

/* wtw_json_finish() checks that only white space is left. */
bool wtw_json_finish(struct wtw_json_cursor *cursor);

/*
 * wtw_json_unescape() writes what the raw string 'raw', checked before, stands for to
 * 'out', which has room for raw.count bytes, and returns how many it wrote. Half a
 * surrogate pair becomes U+FFFD.
 */
size_t wtw_json_unescape(struct wtw_span raw, char *out);

/*
 * wtw_json_take_text() takes the string whose opening quote is the next byte and writes
 * what it stands for to 'out', at the cursor or before it in the same memory, or apart,
 * with room for all that the cursor has left. Returns false as wtw_json_take_value().
 */
bool wtw_json_take_text(struct wtw_json_cursor *cursor, char *out, size_t *out_count);

#endif
