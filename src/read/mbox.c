/*
 * mbox.c - a mailbox of messages, one behind the other
 *
 * The dialects of mbox differ in how a line of a text that begins with "From " is written, with
 * a ">" before it, and whether more of them are added to those that are there: one is taken
 * away from all. Lengths in headers, which one dialect has, are wrong too often to be used.
 */
#include "read/mbox.h"

#include "read/dates.h"
#include "read/http_body.h"
#include "read/mime_decode.h"
#include "read/mime_parts.h"

#include <string.h>

static const char from[] = "From ";
enum { FROM_BYTES = sizeof from - 1, FROM_LINE_BYTES = 1000 };

/* Of search->state and search->flags. */
enum { AT_BEGIN, IN_MESSAGE };
enum { AFTER_EMPTY_LINE = 1 };

static struct wtw_span rest_of(struct wtw_span bytes, size_t at)
{
    return (struct wtw_span){bytes.items + at, bytes.count - at};
}

static bool is_from_line(struct wtw_span bytes)
{
    return bytes.count >= FROM_BYTES && memcmp(bytes.items, from, FROM_BYTES) == 0;
}

bool wtw_mbox_begins(struct wtw_span bytes)
{
    const char *newline = NULL;
    size_t end = 0;

    if (!is_from_line(bytes))
        return false;
    newline = memchr(bytes.items, '\n',
                     bytes.count < FROM_LINE_BYTES ? bytes.count : FROM_LINE_BYTES);
    if (!newline)
        return false;
    end = (size_t)(newline - bytes.items);
    while (end && strchr(" \r", bytes.items[end - 1]))
        end--;
    for (size_t i = 1; i <= 4; i++) {
        if (end < i || bytes.items[end - i] < '0' || bytes.items[end - i] > '9')
            return false;
    }
    return memchr(bytes.items, ':', end) != NULL;
}

/* ------------------------------------------------------------------ finding */

static enum wtw_found give(struct wtw_search *search, size_t end, size_t next,
                           struct wtw_cut *out_cut)
{
    *out_cut = (struct wtw_cut){.end = end, .next = next, .lines = search->lines};
    search->state = AT_BEGIN;
    search->flags = 0;
    return WTW_FOUND_RECORD;
}

/* Goes over a line of 'count' bytes and its end. */
static void pass_line(struct wtw_search *search, struct wtw_span rest, size_t count)
{
    bool is_empty = !count || (count == 1 && rest.items[0] == '\r');

    search->flags = is_empty ? AFTER_EMPTY_LINE : 0;
    search->state = IN_MESSAGE;
    search->searched += count + 1;
    search->lines++;
}

/* Line by line; 'searched' is always the begin of one. */
static enum wtw_found find_message(struct wtw_search *search, struct wtw_span open,
                                   bool is_all, struct wtw_cut *out_cut)
{
    struct wtw_span rest = rest_of(open, search->searched);

    while (is_all || rest.count >= FROM_BYTES ||
           (rest.count && memchr(rest.items, '\n', rest.count))) {
        const char *newline = rest.count ? memchr(rest.items, '\n', rest.count) : NULL;

        if (search->state == IN_MESSAGE && search->flags == AFTER_EMPTY_LINE &&
            is_from_line(rest))
            return give(search, search->searched, search->searched, out_cut);
        if (!newline)
            return is_all && open.count ? give(search, open.count, open.count, out_cut)
                                        : WTW_FOUND_NOTHING;
        pass_line(search, rest, (size_t)(newline - rest.items));
        rest = rest_of(open, search->searched);
    }
    return WTW_FOUND_NOTHING;
}

/* ------------------------------------------------------------------ understanding */

/* Values in a scratch buffer that still grows. */
struct letter {
    struct wtw_buffer *scratch;
    size_t begins[WTW_FIELD_COUNT];
    size_t ends[WTW_FIELD_COUNT];
    const char *keys[WTW_FIELD_COUNT];
};

static void note(struct letter *letter, enum wtw_field_name field, size_t begin,
                 const char *key)
{
    const char *items = letter->scratch->items;
    size_t end = letter->scratch->count;

    while (begin < end && strchr(" \t\"<", items[begin]) && items[begin])
        begin++;
    while (end > begin && strchr(" \t\">", items[end - 1]) && items[end - 1])
        end--;
    letter->begins[field] = begin;
    letter->ends[field] = end;
    letter->keys[field] = end > begin ? key : NULL;
}

/* Who sent it: the name before the address, or the host in it. */
static struct wtw_span sender_of(struct wtw_span from_header)
{
    const char *angle =
        from_header.count ? memchr(from_header.items, '<', from_header.count) : NULL;
    struct wtw_span name = from_header;
    const char *at = NULL;

    if (angle && angle > from_header.items)
        name.count = (size_t)(angle - from_header.items);
    else if (from_header.count)
        at = memchr(from_header.items, '@', from_header.count);
    return at ? rest_of(from_header, (size_t)(at + 1 - from_header.items)) : name;
}

static enum wtw_status note_header(struct letter *letter, struct wtw_span head,
                                   const char *name, enum wtw_field_name field,
                                   struct wtw_error *error)
{
    struct wtw_span value = wtw_header_value(head, name);
    size_t begin = letter->scratch->count;

    if (letter->keys[field] || !value.count)
        return WTW_OK;
    if (field == WTW_FIELD_SOURCE)
        value = sender_of(value);
    WTW_TRY(wtw_mime_words_append(value, letter->scratch, error));
    note(letter, field, begin, name);
    return WTW_OK;
}

static enum wtw_status note_headers(struct letter *letter, struct wtw_span head,
                                    struct wtw_error *error)
{
    static const struct {
        const char *name;
        enum wtw_field_name field;
    } headers[] = {
        {"Message-ID", WTW_FIELD_ID}, {"Archived-At", WTW_FIELD_URL},
        {"Subject", WTW_FIELD_TITLE}, {"Date", WTW_FIELD_DATE},
        {"From", WTW_FIELD_SOURCE},   {"Content-Language", WTW_FIELD_LANGUAGE},
    };

    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        WTW_TRY(note_header(letter, head, headers[i].name, headers[i].field, error));
    return WTW_OK;
}

/* Takes one ">" off each line that a mailbox has put it before. */
static size_t unquote(char *text, size_t count)
{
    size_t kept = 0;

    for (size_t at = 0; at < count; at++) {
        bool is_line = !at || text[at - 1] == '\n';
        size_t marks = 0;

        while (is_line && at + marks < count && text[at + marks] == '>')
            marks++;
        if (marks &&
            is_from_line((struct wtw_span){text + at + marks, count - at - marks}))
            continue;
        text[kept++] = text[at];
    }
    return kept;
}

static enum wtw_status note_text(struct letter *letter, struct wtw_span head,
                                 struct wtw_span body, bool *out_found,
                                 struct wtw_error *error)
{
    struct wtw_buffer *scratch = letter->scratch;
    size_t begin = scratch->count;

    WTW_TRY(wtw_mime_text_append(head, body, scratch, out_found, error));
    if (scratch->count > begin)
        scratch->count = begin + unquote(scratch->items + begin, scratch->count - begin);
    letter->begins[WTW_FIELD_TEXT] = begin;
    letter->ends[WTW_FIELD_TEXT] = scratch->count;
    letter->keys[WTW_FIELD_TEXT] = "message";
    return WTW_OK;
}

static void fill_fields(const struct letter *letter, struct wtw_fields *out_fields)
{
    const struct wtw_field *date = &out_fields->items[WTW_FIELD_DATE];

    memset(out_fields, 0, sizeof *out_fields);
    out_fields->published_seconds = WTW_DATE_UNKNOWN;
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (letter->keys[i])
            out_fields->items[i] =
                (struct wtw_field){{letter->scratch->items + letter->begins[i],
                                    letter->ends[i] - letter->begins[i]},
                                   letter->keys[i]};
    }
    if (date->key)
        out_fields->published_seconds =
            wtw_date_parse(date->value.items, date->value.count);
}

static enum wtw_status read_letter(struct letter *letter, struct wtw_span message,
                                   struct wtw_buffer *head, bool *out_found,
                                   struct wtw_error *error)
{
    struct wtw_span body;
    struct wtw_span unfolded;

    WTW_TRY(wtw_mime_head(message, head, &body, error));
    unfolded = (struct wtw_span){head->items, head->count};
    WTW_TRY(note_headers(letter, unfolded, error));
    return note_text(letter, unfolded, body, out_found, error);
}

static enum wtw_status understand(const struct wtw_record_setting *setting,
                                  struct wtw_span record, struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields,
                                  enum wtw_reject_reason *out_reason,
                                  struct wtw_error *error)
{
    const char *newline = record.count ? memchr(record.items, '\n', record.count) : NULL;
    struct letter letter = {.scratch = scratch};
    struct wtw_buffer head = {0};
    bool is_found = false;
    enum wtw_status status = WTW_OK;

    if (is_from_line(record) && newline)
        record = rest_of(record, (size_t)(newline + 1 - record.items));
    status = read_letter(&letter, record, &head, &is_found, error);
    wtw_buffer_release(&head);
    if (status == WTW_OK && !is_found) {
        *out_reason = WTW_REJECT_NO_TEXT;
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot,
                           "no text: the message has no part that is text/plain or "
                           "text/html");
    }
    if (status == WTW_OK)
        fill_fields(&letter, out_fields);
    return status;
}

const struct wtw_format wtw_mbox_format = {
    .name = "mbox", .find = find_message, .understand = understand};
