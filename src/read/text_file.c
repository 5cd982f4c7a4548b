/*
 * text_file.c - the fields of an article that is a file of plain text
 *
 * The whole file is the text. If the first line is marked as a heading (# or underlined),
 * or is short and followed by an empty line, it is also the title; and one of the first
 * lines that says nothing but a date is the date. Both stay in the text: what looks like
 * a title here may be a first paragraph, and nothing may be lost by a guess.
 */
#include "read/text_file.h"

#include "read/dates.h"

#include <string.h>

/* Headlines have up to about 110 characters; a paragraph of one sentence has more. */
enum { LONGEST_TITLE = 150 };

/* Title, byline, source and date come within so many lines that are not empty. */
enum { HEAD_LINES = 8 };

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static struct wtw_span trim(struct wtw_span line)
{
    while (line.count && is_white(line.items[0])) {
        line.items++;
        line.count--;
    }
    while (line.count && is_white(line.items[line.count - 1]))
        line.count--;
    return line;
}

/* Takes the next line off 'rest', without white space at its ends. */
static struct wtw_span take_line(struct wtw_span *rest)
{
    const char *newline = memchr(rest->items, '\n', rest->count);
    size_t count = newline ? (size_t)(newline - rest->items) : rest->count;
    struct wtw_span line = {rest->items, count};

    rest->items += count + (newline != NULL);
    rest->count -= count + (newline != NULL);
    return trim(line);
}

static bool is_made_of(struct wtw_span line, char c)
{
    for (size_t i = 0; i < line.count; i++) {
        if (line.items[i] != c)
            return false;
    }
    return true;
}

/* Drops the # of a Markdown heading; 'line' as it was where there is none. */
static struct wtw_span drop_marks(struct wtw_span line)
{
    struct wtw_span heading = line;

    while (heading.count && heading.items[0] == '#') {
        heading.items++;
        heading.count--;
    }
    if (heading.count == line.count || !heading.count || !is_white(heading.items[0]))
        return line;
    return trim(heading);
}

/* Characters, by counting the bytes that begin one. */
static size_t count_characters(struct wtw_span line)
{
    size_t count = 0;

    for (size_t i = 0; i < line.count; i++)
        count += ((unsigned char)line.items[i] & 0xc0) != 0x80;
    return count;
}

static bool is_title(struct wtw_span line, struct wtw_span rest)
{
    struct wtw_span next = {0};

    if (drop_marks(line).count < line.count)
        return true;
    if (!rest.count || count_characters(line) > LONGEST_TITLE ||
        line.items[line.count - 1] == '.')
        return false;
    next = take_line(&rest);
    return is_made_of(next, '=') || is_made_of(next, '-');
}

/* A number alone, such as a count of readers, is not taken for a date. */
static int64_t date_of_line(struct wtw_span line)
{
    size_t digits = 0;

    while (digits < line.count && line.items[digits] >= '0' && line.items[digits] <= '9')
        digits++;
    if (digits == line.count || line.items[0] == '-' || line.count > LONGEST_TITLE)
        return WTW_DATE_UNKNOWN;
    return wtw_date_parse(line.items, line.count);
}

static void find_head(struct wtw_span rest, struct wtw_fields *fields)
{
    bool is_first = true;

    for (int lines = 0; lines < HEAD_LINES && rest.count;) {
        struct wtw_span line = take_line(&rest);
        int64_t seconds = WTW_DATE_UNKNOWN;

        if (!line.count)
            continue;
        lines++;
        seconds = date_of_line(line);
        if (seconds != WTW_DATE_UNKNOWN) {
            fields->items[WTW_FIELD_DATE] = (struct wtw_field){line, "date line"};
            fields->published_seconds = seconds;
            return;
        }
        if (is_first && is_title(line, rest)) {
            fields->items[WTW_FIELD_TITLE] =
                (struct wtw_field){drop_marks(line), "first line"};
            fields->title_is_in_text = true;
        }
        is_first = false;
    }
}

/* The record is given once, also where it is empty. */
enum wtw_found wtw_whole_find(struct wtw_search *search, struct wtw_span open,
                              bool is_all, struct wtw_cut *out_cut)
{
    search->searched = open.count;
    if (!is_all || search->state)
        return WTW_FOUND_NOTHING;
    search->state = 1;
    *out_cut = (struct wtw_cut){.end = open.count, .next = open.count};
    return WTW_FOUND_RECORD;
}

static enum wtw_status understand_text(const struct wtw_record_setting *setting,
                                       struct wtw_span text, struct wtw_buffer *scratch,
                                       struct wtw_fields *out_fields,
                                       enum wtw_reject_reason *out_reason,
                                       struct wtw_error *error)
{
    (void)setting;
    (void)scratch;
    (void)out_reason;
    (void)error;
    if (text.count >= 3 && memcmp(text.items, "\xef\xbb\xbf", 3) == 0) {
        text.items += 3;
        text.count -= 3;
    }
    memset(out_fields, 0, sizeof *out_fields);
    out_fields->items[WTW_FIELD_TEXT] = (struct wtw_field){text, "whole file"};
    out_fields->published_seconds = WTW_DATE_UNKNOWN;
    find_head(text, out_fields);
    return WTW_OK;
}

const struct wtw_format wtw_text_format = {
    .name = "text",
    .is_whole = true,
    .find = wtw_whole_find,
    .understand = understand_text,
};
