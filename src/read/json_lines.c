/*
 * json_lines.c - JSON lines, or JSON laid out otherwise: what the first lines tell
 */
#include "read/json_lines.h"

#include "read/json_file.h"

#include <string.h>

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next byte that is no white space, or NUL. */
static char next_byte(struct wtw_span line, size_t at)
{
    while (at < line.count && is_white(line.items[at]))
        at++;
    return at < line.count ? line.items[at] : '\0';
}

/* The last byte that is no white space, or NUL. */
static char last_byte(struct wtw_span line)
{
    while (line.count && is_white(line.items[line.count - 1]))
        line.count--;
    return line.count ? line.items[line.count - 1] : '\0';
}

/* Whether the next line begins an object as well: between the lines of one object that is
 * hardly ever so, unless its first line is nothing but a brace. */
static bool is_followed(struct wtw_span line, struct wtw_span rest)
{
    return rest.count && rest.items[0] == '{' && next_byte(line, 1) &&
           last_byte(line) != ',';
}

/* In a string no newline can be: there the line was broken off. Elsewhere in an object only
 * what follows may tell. */
static bool is_broken_off(struct wtw_span line, bool is_in_string, struct wtw_span rest,
                          bool is_all, bool *out_is_sure)
{
    if (is_in_string || !next_byte(line, 1))
        return is_in_string;
    *out_is_sure = is_all || rest.count > 0;
    return is_all && !next_byte(rest, 0);
}

bool wtw_json_is_lines(struct wtw_span bytes, bool is_all, bool *out_is_sure)
{
    const char *newline = memchr(bytes.items, '\n', bytes.count);
    struct wtw_span line = {bytes.items,
                            newline ? (size_t)(newline - bytes.items) : bytes.count};
    struct wtw_span rest = {bytes.items + line.count + (newline != NULL),
                            bytes.count - line.count - (newline != NULL)};
    struct wtw_search search = {0};
    struct wtw_cut cut = {0};
    enum wtw_found found = wtw_json_format.find(&search, line, false, &cut);
    char next = found == WTW_FOUND_RECORD ? next_byte(line, cut.next) : '\0';

    *out_is_sure = is_all || newline || next || found == WTW_FOUND_PASSAGE;
    if (is_followed(line, rest))
        return true;
    if (found == WTW_FOUND_NOTHING && newline)
        return is_broken_off(line, wtw_json_is_in_string(&search), rest, is_all,
                             out_is_sure);
    if (found == WTW_FOUND_PASSAGE)
        *out_is_sure = is_all || rest.count > 0;
    return found != WTW_FOUND_PASSAGE && next != '{' && next != ',';
}
