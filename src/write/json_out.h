/*
 * json_out.h - JSON that is always valid, one value after another
 *
 * Commas are put in by themselves. Text becomes valid whatever it holds: quotes,
 * backslashes and controls are escaped, bytes that are not UTF-8 become U+FFFD.
 */
#ifndef WTW_WRITE_JSON_OUT_H
#define WTW_WRITE_JSON_OUT_H

#include "write/out.h"

/* State of a document. wtw_json_init() readies it; nothing needs to be released. */
struct wtw_json {
    struct wtw_out *out; /* borrowed */
    uint64_t
        has_items;  /* bit d: the object or array at depth d holds something already */
    uint32_t depth; /* at most 63 */
    bool is_after_key;
    bool is_indented; /* for people: one item a line */
};

void wtw_json_init(struct wtw_json *json, struct wtw_out *out, bool is_indented);

/* Opens or closes an object '{' '}' or an array '[' ']'. */
void wtw_json_open(struct wtw_json *json, char bracket);
void wtw_json_close(struct wtw_json *json, char bracket);

void wtw_json_name(struct wtw_json *json, const char *key);

/* A string; null where the pointer is NULL. */
void wtw_json_text(struct wtw_json *json, struct wtw_span text);
void wtw_json_words(struct wtw_json *json, const char *words);

void wtw_json_number(struct wtw_json *json, uint64_t number);
void wtw_json_signed(struct wtw_json *json, int64_t number);
void wtw_json_real(struct wtw_json *json, double number, int decimals);
void wtw_json_ratio(struct wtw_json *json, double ratio);
void wtw_json_bool(struct wtw_json *json, bool value);
void wtw_json_null(struct wtw_json *json);

#endif
