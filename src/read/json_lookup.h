/*
 * json_lookup.h - questions about JSON values that were checked before
 */
#ifndef WTW_READ_JSON_LOOKUP_H
#define WTW_READ_JSON_LOOKUP_H

#include "read/json_scan.h"

/*
 * Keys with escapes are compared up to this length of theirs in the record; longer ones
 * match no name that is asked for. A name of 40 characters, each written as an escape of
 * six bytes, still fits.
 */
enum { WTW_JSON_KEY_BYTES = 240 };

/* wtw_json_key() gives a key's characters, in the record or, unescaped, in 'room'. */
struct wtw_span wtw_json_key(const struct wtw_json_value *key,
                             char room[WTW_JSON_KEY_BYTES]);

bool wtw_slice_is(struct wtw_span slice, const char *word);

/* wtw_json_is_empty() is true of null, white space, and the words that programs print for
 * nothing. */
bool wtw_json_is_empty(const struct wtw_json_value *value);

/* wtw_json_is_scalar() is true of strings and numbers. */
bool wtw_json_is_scalar(const struct wtw_json_value *value);

/* wtw_json_find() finds a member by name, the last one where there are several. Not an
 * object: false. */
bool wtw_json_find(const struct wtw_json_value *object, struct wtw_span name,
                   struct wtw_json_value *out_value);
bool wtw_json_find_named(const struct wtw_json_value *object, const char *name,
                         struct wtw_json_value *out_value);

/*
 * wtw_json_find_path() follows 'path' from an object: a key of that very name, dots and
 * all, or else the key before its first dot and the rest of the path from there.
 */
bool wtw_json_find_path(const struct wtw_json_value *object, const char *path,
                        struct wtw_json_value *out_value);

#endif
