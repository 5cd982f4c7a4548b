/*
 * csv.c - tables of articles, as spreadsheets and data frames write them: CSV and TSV
 *
 * A row ends at a newline outside of quotes. A quote opens a cell only where one begins, so
 * the search, 64 bytes at a time (json_marks), stops at quotes and newlines and looks one
 * byte back. What stands between cells is told by the header: spreadsheets write semicolons
 * where the comma is in numbers, and databases tabs and bars. A first line "sep=;", which
 * some spreadsheets want, is passed over.
 *
 * Columns are found by the names that keys of JSON have (key_table); "metadata.title" and
 * "source.name" are what data frames make of nested keys. The header is looked up anew for
 * each row: some ten names, against two thousand bytes of text.
 *
 * A row with more or fewer cells than the header has is rejected: what is in the wrong
 * column cannot be known. That is also how a quote too many ends: a few rows are lost with
 * words, then rows are whole again.
 */
#include "read/csv.h"

#include "base/byte_bits.h"
#include "read/csv_cells.h"
#include "read/dates.h"
#include "read/json_lookup.h"
#include "read/json_marks.h"
#include "read/key_table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What a search remembers from one call to the next: in search->state whether the header
 * was met, in search->count the delimiter, and in search->flags these. */
enum {
    IN_QUOTES = 1,
    AT_QUOTE = 2,   /* the last byte is a quote in quotes: the next tells what it means */
    IN_ROW = 4,     /* some of the row was seen before */
    BEHIND_CELL = 8 /* and its last byte is a delimiter */
};

/* ------------------------------------------------------------------ rows */

static bool is_delimiter(const struct wtw_search *search, char c)
{
    if (search->count)
        return c == (char)search->count;
    return c && strchr(WTW_CSV_DELIMITERS, c);
}

/* Whether a cell begins at open byte 'at'. */
static bool is_cell_begin(const struct wtw_search *search, struct wtw_span open,
                          size_t at)
{
    if (at > search->searched)
        return is_delimiter(search, open.items[at - 1]);
    return !(search->flags & IN_ROW) || (search->flags & BEHIND_CELL);
}

/* The next quote or newline at 'at' or behind it, or the end. */
static size_t find_mark(struct wtw_json_marker marker, struct wtw_span open, size_t at)
{
    while (open.count - at >= WTW_BLOCK_BYTES) {
        uint64_t marks = marker.mark(open.items + at);

        for (; marks; marks &= marks - 1) {
            char c = open.items[at + wtw_lowest_bit(marks)];

            if (c == '"' || c == '\n')
                return at + wtw_lowest_bit(marks);
        }
        at += WTW_BLOCK_BYTES;
    }
    while (at < open.count && open.items[at] != '"' && open.items[at] != '\n')
        at++;
    return at;
}

/* A quote at 'at' in quotes closes them, or is the first of two; gives what is next. */
static size_t pass_quote(struct wtw_search *search, struct wtw_span open, size_t at)
{
    if (at + 1 == open.count)
        search->flags |= AT_QUOTE;
    else if (open.items[at + 1] == '"')
        return at + 2;
    else
        search->flags &= ~(uint32_t)IN_QUOTES;
    return at + 1;
}

/* What a quote at the end of the bytes before meant; gives what is next. */
static size_t settle_quote(struct wtw_search *search, struct wtw_span open)
{
    if (!(search->flags & AT_QUOTE) || search->searched == open.count)
        return search->searched;
    search->flags &= ~(uint32_t)AT_QUOTE;
    if (open.items[search->searched] == '"')
        return search->searched + 1;
    search->flags &= ~(uint32_t)IN_QUOTES;
    return search->searched;
}

/* Goes to the newline that ends the row; false where it is not there yet. */
static bool find_row_end(struct wtw_search *search, struct wtw_span open, size_t *out_end)
{
    struct wtw_json_marker marker = wtw_json_marker_best();
    size_t at = settle_quote(search, open);

    while ((at = find_mark(marker, open, at)) < open.count) {
        if (open.items[at] == '\n') {
            search->lines++;
            if (!(search->flags & IN_QUOTES)) {
                *out_end = at;
                return true;
            }
            at++;
        } else if (search->flags & IN_QUOTES) {
            at = pass_quote(search, open, at);
        } else {
            if (is_cell_begin(search, open, at))
                search->flags |= IN_QUOTES;
            at++;
        }
    }
    if (open.count > search->searched) {
        search->flags &= ~(uint32_t)BEHIND_CELL;
        if (is_delimiter(search, open.items[open.count - 1]))
            search->flags |= BEHIND_CELL;
        search->flags |= IN_ROW;
    }
    search->searched = open.count;
    return false;
}

static bool is_blank(struct wtw_span row)
{
    for (size_t i = 0; i < row.count; i++) {
        if (row.items[i] != ' ')
            return false;
    }
    return true;
}

static bool is_separator_line(struct wtw_span row)
{
    return row.count == 5 && strncasecmp(row.items, "sep=", 4) == 0;
}

/* What the row is that was found: the first one is the header. */
static enum wtw_found sort_row(struct wtw_search *search, struct wtw_span row)
{
    if (is_blank(row) || (!search->state && is_separator_line(row)))
        return WTW_FOUND_PASSAGE;
    if (search->state)
        return WTW_FOUND_RECORD;
    search->state = 1;
    if (!search->count)
        search->count = (unsigned char)wtw_csv_delimiter(row);
    return WTW_FOUND_PREAMBLE;
}

static enum wtw_found find_row(struct wtw_search *search, struct wtw_span open,
                               bool is_all, struct wtw_cut *out_cut)
{
    struct wtw_span row = {open.items, 0};
    size_t end = 0;
    bool has_newline = find_row_end(search, open, &end);

    if (!has_newline && !(is_all && open.count))
        return WTW_FOUND_NOTHING;
    if (!has_newline)
        end = open.count;
    row.count = end;
    if (row.count && row.items[row.count - 1] == '\r')
        row.count--;
    *out_cut = (struct wtw_cut){
        .end = row.count, .next = end + has_newline, .lines = search->lines};
    search->flags = 0;
    return sort_row(search, row);
}

static enum wtw_found find_tsv_row(struct wtw_search *search, struct wtw_span open,
                                   bool is_all, struct wtw_cut *out_cut)
{
    search->count = '\t';
    return find_row(search, open, is_all, out_cut);
}

/* ------------------------------------------------------------------ columns */

/* The best cell for a field so far. Lower ranks are surer: what the user names is 0. */
struct find {
    struct wtw_csv_cell cell;
    const char *key; /* NULL: nothing yet */
    size_t rank;
    bool is_crawl_date;
};

enum { RANK_OF_ROWS = 1, RANK_OF_METADATA = 1 + WTW_NO_ROW };

struct table_row {
    const struct wtw_field_finder *finder;
    struct find best[WTW_FIELD_COUNT];
    const char *empty_text;         /* the key of a text that says nothing */
    struct wtw_csv_cell source_url; /* a url in the column "source" */
    size_t header_count;
    size_t cell_count;
    bool is_open; /* a quote is not closed */
};

/* Empty, or what programs write for nothing. */
static bool says_nothing(const struct wtw_csv_cell *cell)
{
    static const char *const words[] = {"None", "null", "NULL", "NaN", "nan"};
    size_t white = 0;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wtw_slice_is(cell->raw, words[i]))
            return true;
    }
    while (white < cell->raw.count && cell->raw.items[white] &&
           strchr(" \t\r\n", cell->raw.items[white]))
        white++;
    return white == cell->raw.count;
}

static bool begins_with(struct wtw_span text, const char *begin)
{
    size_t count = strlen(begin);

    return text.count >= count && memcmp(text.items, begin, count) == 0;
}

static void note_find(struct table_row *row, enum wtw_field_name field,
                      const struct find *find)
{
    struct find *best = &row->best[field];

    if (says_nothing(&find->cell)) {
        if (field == WTW_FIELD_TEXT && !row->empty_text)
            row->empty_text = find->key;
    } else if (!best->key || find->rank <= best->rank) {
        *best = *find;
    }
}

/* The row of the table of keys for a column, and what to add to its rank. */
static size_t find_column(const struct wtw_field_finder *finder, struct wtw_span name,
                          size_t *out_rank)
{
    *out_rank = RANK_OF_ROWS;
    if (wtw_slice_is(name, "source.name"))
        name.count = strlen("source");
    if (begins_with(name, "metadata.")) {
        *out_rank = RANK_OF_METADATA;
        name.items += strlen("metadata.");
        name.count -= strlen("metadata.");
    }
    return wtw_key_table_find(&finder->table, name);
}

static void note_cell(struct table_row *row, struct wtw_span name,
                      const struct wtw_csv_cell *cell)
{
    struct find find = {.cell = *cell};
    size_t rank = 0;
    size_t key = find_column(row->finder, name, &rank);

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (row->finder->paths[i] && wtw_slice_is(name, row->finder->paths[i])) {
            find.key = row->finder->paths[i];
            note_find(row, (enum wtw_field_name)i, &find);
        }
    }
    if (key == WTW_NO_ROW)
        return;
    find.key = wtw_key_table_row(key)->key;
    find.rank = rank + key;
    find.is_crawl_date = wtw_key_table_row(key)->is_crawl_date;
    if (wtw_key_table_row(key)->field == WTW_FIELD_SOURCE &&
        (begins_with(cell->raw, "http:") || begins_with(cell->raw, "https:")))
        row->source_url = *cell;
    else
        note_find(row, wtw_key_table_row(key)->field, &find);
}

/* A column's name; one that is long and escaped as well is none that we know. */
static struct wtw_span column_name(const struct wtw_csv_cell *cell,
                                   char room[WTW_JSON_KEY_BYTES])
{
    if (!cell->has_escape)
        return cell->raw;
    if (cell->raw.count > WTW_JSON_KEY_BYTES)
        return (struct wtw_span){room, 0};
    return (struct wtw_span){room, wtw_csv_unescape(cell, room)};
}

static void search_row(struct table_row *row, struct wtw_span header,
                       struct wtw_span record, char delimiter)
{
    struct wtw_csv_row names = wtw_csv_start(header, delimiter);
    struct wtw_csv_row cells = wtw_csv_start(record, delimiter);
    struct wtw_csv_cell name;
    struct wtw_csv_cell cell;
    char room[WTW_JSON_KEY_BYTES];

    while (wtw_csv_next(&cells, &cell)) {
        row->cell_count++;
        row->is_open |= cell.is_open;
        if (!wtw_csv_next(&names, &name))
            continue;
        row->header_count++;
        note_cell(row, column_name(&name, room), &cell);
    }
    while (wtw_csv_next(&names, &name))
        row->header_count++;
    if (!row->best[WTW_FIELD_URL].key && row->source_url.raw.count)
        row->best[WTW_FIELD_URL] =
            (struct find){.cell = row->source_url, .key = "source"};
}

/* ------------------------------------------------------------------ failures */

/* Lists the columns, as many as fit, and says whether one of them is known. */
static bool list_columns(const struct wtw_field_finder *finder, struct wtw_span header,
                         char delimiter, char *out, size_t room)
{
    struct wtw_csv_row names = wtw_csv_start(header, delimiter);
    struct wtw_csv_cell name;
    size_t used = 0;
    size_t rank = 0;
    bool is_known = false;
    bool is_full = false;

    while (wtw_csv_next(&names, &name)) {
        is_known |= find_column(finder, name.raw, &rank) != WTW_NO_ROW;
        if (is_full)
            continue;
        is_full = name.raw.count + sizeof ", ..." + 2 > room - used;
        used += (size_t)snprintf(out + used, room - used, "%s%.*s", used ? ", " : "",
                                 is_full ? 3 : (int)name.raw.count,
                                 is_full ? "..." : name.raw.items);
    }
    return is_known;
}

static enum wtw_status fail_no_text(const struct wtw_record_setting *setting,
                                    char delimiter, enum wtw_reject_reason *out_reason,
                                    struct wtw_error *error)
{
    char columns[320] = "";
    bool is_header = list_columns(setting->finder, setting->preamble, delimiter, columns,
                                  sizeof columns);

    *out_reason = WTW_REJECT_NO_TEXT;
    if (is_header)
        return wtw_fail_at(
            error, WTW_BAD_INPUT, &setting->spot,
            "no text: none of the columns is known to hold one (there are: "
            "%s); name it with --field text=COLUMN",
            columns);
    return wtw_fail_at(
        error, WTW_BAD_INPUT, &setting->spot,
        "no text: the first row has to name the columns, and none of its "
        "names is known (there are: %s); put a row such as "
        "id,url,title,date,text first, or name it with --field text=COLUMN",
        columns);
}

static enum wtw_status check_row(const struct wtw_record_setting *setting,
                                 const struct table_row *row, char delimiter,
                                 enum wtw_reject_reason *out_reason,
                                 struct wtw_error *error)
{
    *out_reason = WTW_REJECT_MALFORMED;
    if (row->is_open)
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot,
                           "a quote that opens a cell of this row is not closed");
    if (row->cell_count != row->header_count)
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot,
                           "the row has %zu cells where the header names %zu columns",
                           row->cell_count, row->header_count);
    if (!row->best[WTW_FIELD_TEXT].key && !row->empty_text)
        return fail_no_text(setting, delimiter, out_reason, error);
    return WTW_OK;
}

/* ------------------------------------------------------------------ results */

static size_t scratch_bytes(const struct table_row *row)
{
    size_t bytes = 0;

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (row->best[i].cell.has_escape)
            bytes += row->best[i].cell.raw.count;
    }
    return bytes;
}

static struct wtw_span write_cell(const struct wtw_csv_cell *cell,
                                  struct wtw_buffer *scratch)
{
    struct wtw_span written = cell->raw;

    if (!cell->has_escape)
        return written;
    written.items = scratch->items + scratch->count;
    written.count = wtw_csv_unescape(cell, scratch->items + scratch->count);
    scratch->count += written.count;
    return written;
}

static void write_fields(const struct table_row *row, struct wtw_buffer *scratch,
                         struct wtw_fields *out_fields)
{
    const struct wtw_field *date = &out_fields->items[WTW_FIELD_DATE];

    memset(out_fields, 0, sizeof *out_fields);
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (row->best[i].key)
            out_fields->items[i] = (struct wtw_field){
                write_cell(&row->best[i].cell, scratch), row->best[i].key};
    }
    if (!out_fields->items[WTW_FIELD_TEXT].key)
        out_fields->items[WTW_FIELD_TEXT].key = row->empty_text;
    out_fields->published_seconds = WTW_DATE_UNKNOWN;
    if (date->key) {
        out_fields->published_seconds =
            wtw_date_parse(date->value.items, date->value.count);
        out_fields->date_is_crawl_date = row->best[WTW_FIELD_DATE].is_crawl_date;
    }
}

static enum wtw_status understand_row(const struct wtw_record_setting *setting,
                                      struct wtw_span record, char delimiter,
                                      struct wtw_buffer *scratch,
                                      struct wtw_fields *out_fields,
                                      enum wtw_reject_reason *out_reason,
                                      struct wtw_error *error)
{
    struct table_row row = {.finder = setting->finder};

    search_row(&row, setting->preamble, record, delimiter);
    WTW_TRY(check_row(setting, &row, delimiter, out_reason, error));
    WTW_TRY(wtw_buffer_reserve(scratch, scratch_bytes(&row), error));
    write_fields(&row, scratch, out_fields);
    return WTW_OK;
}

static enum wtw_status understand_csv(const struct wtw_record_setting *setting,
                                      struct wtw_span record, struct wtw_buffer *scratch,
                                      struct wtw_fields *out_fields,
                                      enum wtw_reject_reason *out_reason,
                                      struct wtw_error *error)
{
    return understand_row(setting, record, wtw_csv_delimiter(setting->preamble), scratch,
                          out_fields, out_reason, error);
}

static enum wtw_status understand_tsv(const struct wtw_record_setting *setting,
                                      struct wtw_span record, struct wtw_buffer *scratch,
                                      struct wtw_fields *out_fields,
                                      enum wtw_reject_reason *out_reason,
                                      struct wtw_error *error)
{
    return understand_row(setting, record, '\t', scratch, out_fields, out_reason, error);
}

/* ------------------------------------------------------------------ recognising */

/* Names without a telling ending are believed to be tables by two columns that articles
 * have, the text one of them, and no cell that is longer than names are. */
bool wtw_csv_is_header(struct wtw_span bytes, char *out_delimiter)
{
    const char *const no_paths[WTW_FIELD_COUNT] = {NULL};
    const char *newline = memchr(bytes.items, '\n', bytes.count);
    struct wtw_field_finder finder;
    struct wtw_csv_row names;
    struct wtw_csv_cell name;
    size_t known = 0;
    bool has_text = false;

    if (!newline)
        return false;
    bytes.count = (size_t)(newline - bytes.items);
    bytes.count -= bytes.count && bytes.items[bytes.count - 1] == '\r';
    *out_delimiter = wtw_csv_delimiter(bytes);
    wtw_field_finder_init(&finder, no_paths);
    names = wtw_csv_start(bytes, *out_delimiter);
    while (wtw_csv_next(&names, &name)) {
        size_t rank = 0;
        size_t row = find_column(&finder, name.raw, &rank);

        if (name.raw.count > 64)
            return false;
        known += row != WTW_NO_ROW;
        has_text |= row != WTW_NO_ROW && wtw_key_table_row(row)->field == WTW_FIELD_TEXT;
    }
    return has_text && known > 1;
}

/* ------------------------------------------------------------------ the formats */

const struct wtw_format wtw_csv_format = {
    .name = "CSV",
    .find = find_row,
    .understand = understand_csv,
};

const struct wtw_format wtw_tsv_format = {
    .name = "TSV",
    .find = find_tsv_row,
    .understand = understand_tsv,
};
