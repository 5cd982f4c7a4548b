/*
 * fields.c - which keys of a JSON record hold an article's fields
 *
 * Of the names that key_table.c knows for a field, the surest one that is not empty wins,
 * whatever the order in the record. One pass over the record checks it and notes the best
 * value of each field; only records that keep fields in "metadata", or are read with a
 * path of the user's, are looked at again. What the record itself has goes before its
 * metadata.
 *
 * Empty are null, "", strings of white space, and the words that programs print for
 * nothing: None, null, NaN. A key that occurs twice counts by its last value that is not
 * empty. A path of the user's is one more name, surer than all others. A description or a
 * summary is never taken for the text: a corpus that silently mixes both finds copies
 * everywhere.
 */
#include "read/fields.h"

#include "read/body_text.h"
#include "read/dates.h"
#include "read/json_lookup.h"

#include <stdio.h>
#include <string.h>

/*
 * What was found for one field so far. Its row in the table of keys is its rank; finds
 * that are not from the table have row 0.
 */
struct find {
    struct wtw_json_value value;
    const char *key;
    size_t row;
};

struct search {
    struct find best[WTW_FIELD_COUNT]; /* row WTW_NO_ROW: nothing yet */
    const char *empty_text;            /* a key for texts that holds none, or NULL */
    struct wtw_json_value source_url;  /* "source", where it is a url, or WTW_JSON_NULL */
    struct wtw_json_value metadata;    /* an object, or WTW_JSON_NULL */
};

void wtw_field_finder_init(struct wtw_field_finder *out_finder,
                           const char *const paths[WTW_FIELD_COUNT])
{
    memcpy(out_finder->paths, paths, sizeof out_finder->paths);
    wtw_key_table_init(&out_finder->table);
}

/* ------------------------------------------------------------------ values */

static bool is_http(const struct wtw_json_value *value)
{
    return value->kind == WTW_JSON_STRING && value->raw.count > 6 &&
           (memcmp(value->raw.items, "http:", 5) == 0 ||
            memcmp(value->raw.items, "https:", 6) == 0);
}

static bool holds_text(const struct wtw_json_value *value)
{
    if (value->kind == WTW_JSON_STRING)
        return !wtw_json_is_empty(value);
    return wtw_body_text_exists(value);
}

/* A text that is there but says nothing: a wrong kind of value is no text at all. */
static bool is_empty_text(const struct wtw_json_value *value)
{
    return wtw_json_is_empty(value) || value->kind == WTW_JSON_ARRAY ||
           value->kind == WTW_JSON_OBJECT;
}

/* ------------------------------------------------------------------ the search */

static void note_find(struct search *search, size_t row,
                      const struct wtw_json_value *value)
{
    struct find *best = &search->best[wtw_key_table_row(row)->field];

    if (row <= best->row)
        *best = (struct find){*value, wtw_key_table_row(row)->key, row};
}

static void note_source(struct search *search, size_t row,
                        const struct wtw_json_value *value)
{
    struct wtw_json_value name;

    if (is_http(value) && strcmp(wtw_key_table_row(row)->key, "source") == 0) {
        search->source_url = *value;
    } else if (value->kind == WTW_JSON_STRING) {
        note_find(search, row, value);
    } else if (wtw_json_find_named(value, "name", &name) &&
               name.kind == WTW_JSON_STRING && !wtw_json_is_empty(&name)) {
        note_find(search, row, &name);
    }
}

static void note_member(struct search *search, const struct wtw_field_finder *finder,
                        const struct wtw_json_value *key,
                        const struct wtw_json_value *value)
{
    char room[WTW_JSON_KEY_BYTES];
    struct wtw_json_value headline;
    struct wtw_span plain = wtw_json_key(key, room);
    size_t row = wtw_key_table_find(&finder->table, plain);

    if (row == WTW_NO_ROW) {
        if (value->kind == WTW_JSON_OBJECT && wtw_slice_is(plain, "metadata"))
            search->metadata = *value;
        return;
    }
    if (wtw_key_table_row(row)->field == WTW_FIELD_TEXT) {
        if (holds_text(value))
            note_find(search, row, value);
        else if (is_empty_text(value))
            search->empty_text = wtw_key_table_row(row)->key;
        return;
    }
    if (wtw_json_is_empty(value))
        return;
    if (wtw_key_table_row(row)->field == WTW_FIELD_SOURCE)
        note_source(search, row, value);
    else if (wtw_key_table_row(row)->field == WTW_FIELD_TITLE &&
             wtw_headline_find(value, &headline))
        note_find(search, row, &headline);
    else if (wtw_json_is_scalar(value))
        note_find(search, row, value);
}

static void start_search(struct search *search)
{
    memset(search, 0, sizeof *search);
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++)
        search->best[i].row = WTW_NO_ROW;
}

/* A url under "source" serves where no key for urls is there. */
static void use_source_url(struct search *search)
{
    struct find *url = &search->best[WTW_FIELD_URL];

    if (url->row == WTW_NO_ROW && search->source_url.kind == WTW_JSON_STRING)
        *url = (struct find){search->source_url, "source", 0};
}

/* Notes all members of an object; false with cursor->problem set where it is not JSON. */
static bool search_object(struct search *search, const struct wtw_field_finder *finder,
                          struct wtw_json_cursor *cursor)
{
    struct wtw_json_value key;
    struct wtw_json_value value;

    start_search(search);
    if (!wtw_json_enter(cursor, '{'))
        return false;
    while (wtw_json_next_member(cursor, &key, &value))
        note_member(search, finder, &key, &value);
    use_source_url(search);
    return !cursor->problem && wtw_json_finish(cursor);
}

/* Takes from "metadata" what the record itself did not have. */
static void search_metadata(struct search *search, const struct wtw_field_finder *finder)
{
    struct wtw_json_cursor cursor = wtw_json_start(search->metadata.raw);
    struct search inner;

    if (!search_object(&inner, finder, &cursor))
        return;
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (search->best[i].row == WTW_NO_ROW)
            search->best[i] = inner.best[i];
    }
    if (!search->empty_text)
        search->empty_text = inner.empty_text;
}

/* Lets the paths that the user gave win over what was detected. */
static void search_paths(struct search *search, const struct wtw_field_finder *finder,
                         struct wtw_span record)
{
    const struct wtw_json_value whole = {.kind = WTW_JSON_OBJECT, .raw = record};

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        struct wtw_json_value value;

        if (!finder->paths[i] || !wtw_json_find_path(&whole, finder->paths[i], &value))
            continue;
        if (i == WTW_FIELD_TEXT
                ? holds_text(&value)
                : wtw_json_is_scalar(&value) && !wtw_json_is_empty(&value))
            search->best[i] = (struct find){value, finder->paths[i], 0};
        else if (i == WTW_FIELD_TEXT && is_empty_text(&value) && !search->empty_text)
            search->empty_text = finder->paths[i];
    }
}

/* ------------------------------------------------------------------ results */

/* The value's characters: in the record, or in the room that 'scratch' has left. */
static struct wtw_span write_value(const struct wtw_json_value *value,
                                   struct wtw_buffer *scratch)
{
    struct wtw_span written = value->raw;

    if (wtw_json_is_scalar(value) && !value->has_escape)
        return written;
    written.items = scratch->items + scratch->count;
    if (wtw_json_is_scalar(value))
        written.count = wtw_json_unescape(value->raw, scratch->items + scratch->count);
    else
        written.count = wtw_body_text_write(value, scratch->items + scratch->count);
    scratch->count += written.count;
    return written;
}

/*
 * The most that write_value() adds to the scratch: what is unescaped or joined is never
 * longer than it was with its quotes and commas. Paths of the user's may lead several
 * fields to one value.
 */
static size_t scratch_bytes(const struct search *search)
{
    size_t bytes = 0;

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        const struct wtw_json_value *value = &search->best[i].value;

        if (search->best[i].row == WTW_NO_ROW)
            continue;
        if (value->has_escape || value->kind == WTW_JSON_ARRAY ||
            value->kind == WTW_JSON_OBJECT)
            bytes += value->raw.count;
    }
    return bytes;
}

/* Where the text's opening quote is in the record; 0 where it is not one string. */
static uint32_t find_text_begin(const struct search *search, struct wtw_span record)
{
    const struct find *text = &search->best[WTW_FIELD_TEXT];

    if (text->row == WTW_NO_ROW || text->value.kind != WTW_JSON_STRING)
        return 0;
    return (uint32_t)(text->value.raw.items - record.items - 1);
}

static void write_fields(const struct search *search, struct wtw_span record,
                         struct wtw_buffer *scratch, struct wtw_fields *out_fields)
{
    const struct wtw_field *date = &out_fields->items[WTW_FIELD_DATE];
    struct wtw_field *text = &out_fields->items[WTW_FIELD_TEXT];

    memset(out_fields, 0, sizeof *out_fields);
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        const struct find *best = &search->best[i];

        if (best->row != WTW_NO_ROW)
            out_fields->items[i] =
                (struct wtw_field){write_value(&best->value, scratch), best->key};
    }
    if (!text->key)
        text->key = search->empty_text;
    out_fields->text_begin = find_text_begin(search, record);
    out_fields->published_seconds = WTW_DATE_UNKNOWN;
    if (date->key) {
        out_fields->published_seconds =
            wtw_date_parse(date->value.items, date->value.count);
        out_fields->date_is_crawl_date =
            wtw_key_table_row(search->best[WTW_FIELD_DATE].row)->is_crawl_date;
    }
}

/* ------------------------------------------------------------------ failures */

/* Lists the record's keys, as many as fit, in 'out'. */
static void list_keys(struct wtw_span record, char *out, size_t room)
{
    struct wtw_json_cursor cursor = wtw_json_start(record);
    struct wtw_json_value key;
    struct wtw_json_value value;
    size_t used = 0;

    out[0] = '\0';
    if (!wtw_json_enter(&cursor, '{'))
        return;
    while (wtw_json_next_member(&cursor, &key, &value)) {
        size_t needed = key.raw.count + 2;

        if (needed + sizeof ", ..." > room - used) {
            snprintf(out + used, room - used, "%s...", used ? ", " : "");
            return;
        }
        used += (size_t)snprintf(out + used, room - used, "%s%.*s", used ? ", " : "",
                                 (int)key.raw.count, key.raw.items);
    }
}

static enum wtw_status fail_no_text(struct wtw_span record, const struct wtw_spot *spot,
                                    enum wtw_reject_reason *out_reason,
                                    struct wtw_error *error)
{
    char keys[320];

    *out_reason = WTW_REJECT_NO_TEXT;
    list_keys(record, keys, sizeof keys);
    if (!keys[0])
        return wtw_fail_at(error, WTW_BAD_INPUT, spot, "no text: the record has no keys");
    return wtw_fail_at(error, WTW_BAD_INPUT, spot,
                       "no text: none of the keys is known to hold one (there are: %s); "
                       "name it with --field text=KEY",
                       keys);
}

/* Where the byte at 'position' of a record is that begins at 'begin'. */
static struct wtw_spot spot_inside(struct wtw_span record, size_t position,
                                   const struct wtw_spot *begin)
{
    struct wtw_spot spot = *begin;

    if (!spot.column)
        spot.column = 1;
    for (size_t i = 0; i < position; i++) {
        bool is_newline = record.items[i] == '\n';

        spot.line += is_newline;
        spot.column = is_newline ? 1 : spot.column + 1;
    }
    spot.byte_offset += position;
    return spot;
}

static enum wtw_status fail_not_json(struct wtw_span record,
                                     const struct wtw_json_cursor *cursor,
                                     const struct wtw_spot *begin,
                                     enum wtw_reject_reason *out_reason,
                                     struct wtw_error *error)
{
    bool is_cut = cursor->at == cursor->end && record.count > 0;
    const struct wtw_spot spot =
        spot_inside(record, (size_t)(cursor->at - record.items), begin);

    *out_reason = WTW_REJECT_NOT_JSON;
    return wtw_fail_at(error, WTW_BAD_INPUT, &spot, "%s%s", cursor->problem,
                       is_cut ? "; it is cut off, or not one whole object a line" : "");
}

/* Fills in 'out_search'; where the record is not JSON, '*out_reason' says so. */
static enum wtw_status search_record(const struct wtw_field_finder *finder,
                                     struct wtw_span record, const struct wtw_spot *spot,
                                     struct search *out_search,
                                     enum wtw_reject_reason *out_reason,
                                     struct wtw_error *error)
{
    struct wtw_json_cursor cursor = wtw_json_start(record);

    if (!search_object(out_search, finder, &cursor))
        return fail_not_json(record, &cursor, spot, out_reason, error);
    if (out_search->metadata.kind == WTW_JSON_OBJECT)
        search_metadata(out_search, finder);
    search_paths(out_search, finder, record);
    return WTW_OK;
}

enum wtw_status wtw_fields_find(const struct wtw_field_finder *finder,
                                struct wtw_span record, const struct wtw_spot *spot,
                                struct wtw_buffer *scratch, struct wtw_fields *out_fields,
                                enum wtw_reject_reason *out_reason,
                                struct wtw_error *error)
{
    struct search search;

    scratch->count = 0;
    WTW_TRY(search_record(finder, record, spot, &search, out_reason, error));
    if (search.best[WTW_FIELD_TEXT].row == WTW_NO_ROW && !search.empty_text)
        return fail_no_text(record, spot, out_reason, error);
    WTW_TRY(wtw_buffer_reserve(scratch, scratch_bytes(&search), error));
    write_fields(&search, record, scratch, out_fields);
    return WTW_OK;
}

enum wtw_status wtw_fields_find_id(const struct wtw_field_finder *finder,
                                   struct wtw_span record, const struct wtw_spot *spot,
                                   struct wtw_buffer *scratch, struct wtw_span *out_id,
                                   struct wtw_error *error)
{
    enum wtw_reject_reason unused;
    struct search search;
    const struct find *best = &search.best[WTW_FIELD_ID];

    scratch->count = 0;
    WTW_TRY(search_record(finder, record, spot, &search, &unused, error));
    if (best->row == WTW_NO_ROW)
        best = &search.best[WTW_FIELD_URL];
    if (best->row == WTW_NO_ROW) {
        *out_id = (struct wtw_span){NULL, 0};
        return WTW_OK;
    }
    WTW_TRY(wtw_buffer_reserve(scratch, best->value.raw.count, error));
    *out_id = write_value(&best->value, scratch);
    return WTW_OK;
}
