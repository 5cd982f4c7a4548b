/*
 * text_lines.c - the lines of a text as they were meant, hard wraps undone
 *
 * Who wraps greedily breaks a line where the next word would not fit any more. So a text
 * is taken as hard-wrapped at a column when most of its breaks between two lines that are
 * not empty are explained by that column; only breaks that are explained are undone. A
 * text with a paragraph on each line shows by its first long line that it is not wrapped,
 * and costs no more than that.
 *
 * Looking at the end of the line instead (a full stop, no capital after it) was tried: in
 * wrapped text one line in fifteen happens to end with its sentence.
 */
#include "text/text_lines.h"

#include "base/byte_bits.h"
#include "text/utf8.h"

#include <string.h>

/* Wrapping programs that balance their lines break a little before the column. */
enum { SLACK_COLUMNS = 4 };

/* How many columns each line has, up to the most that a wrapped line can have. */
struct column_counts {
    uint32_t lines[WTW_WRAP_MAX_COLUMNS + 1];
    uint32_t all;
    bool has_more_bytes; /* a line has more of them than columns, or may have */
};

static bool is_blank(char byte)
{
    return (unsigned char)byte <= ' ' &&
           (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\v' || byte == '\f');
}

static size_t find_line_end(const char *text, size_t begin, size_t text_bytes)
{
    const char *end =
        begin < text_bytes ? memchr(text + begin, '\n', text_bytes - begin) : NULL;

    return end ? (size_t)(end - text) : text_bytes;
}

static struct wtw_text_line trim(const char *text, size_t begin, size_t end)
{
    while (begin < end && is_blank(text[begin]))
        begin++;
    while (end > begin && is_blank(text[end - 1]))
        end--;
    return (struct wtw_text_line){begin, end};
}

/* Whether all of it is ASCII: whole rows, and a last one that may overlap them. */
static bool is_ascii(const unsigned char *bytes, size_t count)
{
    uint64_t all = 0;

    if (count < WTW_ROW_BYTES)
        return false;
    for (size_t i = 0; i + WTW_ROW_BYTES <= count; i += WTW_ROW_BYTES)
        all |= wtw_load_eight(bytes + i);
    all |= wtw_load_eight(bytes + count - WTW_ROW_BYTES);
    return !(all & UINT64_C(0x8080808080808080));
}

static size_t count_columns(const char *text, size_t begin, size_t end)
{
    size_t count = 0;

    if (is_ascii((const unsigned char *)text + begin, end - begin))
        return end - begin;
    while (begin < end) {
        /* So many fit in a byte, and bytes are what vectors add up fastest. */
        size_t stop = end - begin < 128 ? end : begin + 128;
        unsigned char firsts = 0;

        for (; begin < stop; begin++)
            firsts = (unsigned char)(firsts + !wtw_utf8_is_continuation(
                                                  (unsigned char)text[begin]));
        count += firsts;
    }
    return count;
}

static size_t columns_of(const struct wtw_text_lines *lines, struct wtw_text_line line)
{
    return lines->is_ascii ? line.end - line.begin
                           : count_columns(lines->text, line.begin, line.end);
}

static size_t columns_of_first_word(const struct wtw_text_lines *lines,
                                    struct wtw_text_line line)
{
    const char *text = lines->text;
    size_t end = line.begin;

    while (end < line.end && !is_blank(text[end]) &&
           end - line.begin < 4 * WTW_WRAP_MAX_COLUMNS)
        end++;
    return columns_of(lines, (struct wtw_text_line){line.begin, end});
}

/*
 * Counts the columns of each line; false as soon as one is too long for wrapped text.
 * Lines of one word are not counted: a URL may be longer than the column.
 */
static bool count_lines(const char *text, size_t text_bytes, struct column_counts *counts)
{
    for (size_t begin = 0; begin < text_bytes;) {
        size_t end = text[begin] == '\n' ? begin : find_line_end(text, begin, text_bytes);
        struct wtw_text_line line = trim(text, begin, end);
        size_t bytes = line.end - line.begin;
        bool is_long = bytes > WTW_UTF8_MAX_BYTES * WTW_WRAP_MAX_COLUMNS;
        size_t columns = is_long ? bytes : count_columns(text, line.begin, line.end);

        begin = end + 1;
        counts->has_more_bytes |= is_long || columns < bytes;
        if (!bytes || !memchr(text + line.begin, ' ', bytes))
            continue;
        if (columns > WTW_WRAP_MAX_COLUMNS)
            return false;
        counts->lines[columns]++;
        counts->all++;
    }
    return true;
}

/* The column that only few lines, such as a title, go beyond. */
static uint32_t likely_column(const struct column_counts *counts)
{
    uint32_t allowed = counts->all / 20 + 1;
    uint32_t beyond = 0;
    uint32_t column = WTW_WRAP_MAX_COLUMNS;

    for (; column > 0; column--) {
        beyond += counts->lines[column];
        if (beyond > allowed)
            break;
    }
    return column;
}

static bool begins_an_item(const char *text, struct wtw_text_line line)
{
    switch (text[line.begin]) {
    case '*':
    case '#':
    case '>':
    case '|':
    case '-':
    case '+':
    case '\0':
        return true;
    default:
        return false;
    }
}

/* Whether the break between two neighbouring lines is there for the column only. */
static bool is_soft_break(const struct wtw_text_lines *lines, struct wtw_text_line line,
                          struct wtw_text_line next, uint32_t column)
{
    size_t columns = 0;

    if (line.begin == line.end || next.begin == next.end ||
        begins_an_item(lines->text, next) ||
        line.end - line.begin > WTW_UTF8_MAX_BYTES * WTW_WRAP_MAX_COLUMNS)
        return false;
    columns = columns_of(lines, line);
    if (columns > column + SLACK_COLUMNS)
        return false;
    columns += 1 + SLACK_COLUMNS;
    return columns > column || columns + columns_of_first_word(lines, next) > column;
}

/* Whether the column explains at least half of the breaks inside of paragraphs. */
static bool explains_breaks(const struct wtw_text_lines *lines, uint32_t column)
{
    const char *text = lines->text;
    struct wtw_text_line line = {0, 0};
    size_t breaks = 0;
    size_t soft = 0;

    for (size_t begin = 0; begin < lines->text_bytes;) {
        size_t end = find_line_end(text, begin, lines->text_bytes);
        struct wtw_text_line next = trim(text, begin, end);

        breaks += line.begin < line.end && next.begin < next.end;
        soft += is_soft_break(lines, line, next, column);
        line = next;
        begin = end + 1;
    }
    return soft >= 2 && 2 * soft >= breaks;
}

void wtw_text_lines_begin(struct wtw_text_lines *lines, const char *text,
                          size_t text_bytes)
{
    struct column_counts counts = {.all = 0};

    *lines = (struct wtw_text_lines){.text = text, .text_bytes = text_bytes};
    if (count_lines(text, text_bytes, &counts) && counts.all >= 3) {
        uint32_t column = likely_column(&counts);

        lines->is_ascii = !counts.has_more_bytes;
        /* Narrower than any page: a list. */
        if (column >= 30 && explains_breaks(lines, column))
            lines->wrap_column = column;
    }
}

bool wtw_text_lines_next(struct wtw_text_lines *lines, struct wtw_text_line *out_line)
{
    const char *text = lines->text;
    struct wtw_text_line line = {0, 0};
    size_t end = 0;

    while (lines->next < lines->text_bytes && line.begin == line.end) {
        if (text[lines->next] == '\n') { /* as between paragraphs */
            lines->next++;
            continue;
        }
        end = find_line_end(text, lines->next, lines->text_bytes);
        line = trim(text, lines->next, end);
        lines->next = end + 1;
    }
    if (line.begin == line.end)
        return false;
    *out_line = line;
    while (lines->wrap_column && lines->next < lines->text_bytes) {
        end = find_line_end(text, lines->next, lines->text_bytes);

        struct wtw_text_line next = trim(text, lines->next, end);

        if (!is_soft_break(lines, line, next, lines->wrap_column))
            break;
        out_line->end = next.end;
        lines->next = end + 1;
        line = next;
    }
    return true;
}
