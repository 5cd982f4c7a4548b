/*
 * json_scan.c - a strict JSON scanner (RFC 8259) over the bytes of one record
 *
 * Nearly all bytes of news are inside long strings, so that is where the time goes: a
 * string is searched for a quote, a backslash or a control character 64 bytes at a time
 * (json_marks). The bits are kept in the cursor, as what is searched for next is mostly in
 * the same block.
 *
 * Nested values are checked in one loop with a bit for each open bracket; there is no
 * recursion that an input could drive deep. Rejected: a tree (allocation for a few fields
 * of a record), a two-stage index of structural characters (needs SIMD to pay), and
 * validating only up to the fields that are wanted (a broken record would pass).
 */
#include "read/json_scan.h"

#include "base/byte_bits.h"

struct wtw_json_cursor wtw_json_start(struct wtw_span bytes)
{
    return (struct wtw_json_cursor){.at = bytes.items,
                                    .end = bytes.items + bytes.count,
                                    .marker = wtw_json_marker_best(),
                                    .is_first = true};
}

static bool fail(struct wtw_json_cursor *cursor, const char *at, const char *problem)
{
    cursor->at = at;
    cursor->problem = problem;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(struct wtw_json_cursor *cursor)
{
    while (cursor->at < cursor->end && is_space(*cursor->at))
        cursor->at++;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ------------------------------------------------------------------ strings */

static bool is_special(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < 0x20;
}

/* Goes to the first special byte at or after the cursor, or to the end. */
static void find_special(struct wtw_json_cursor *cursor)
{
    const char *at = cursor->at;
    uint64_t marks = 0;

    if (cursor->block && at - cursor->block < WTW_BLOCK_BYTES) {
        marks = cursor->marks >> (at - cursor->block);
        if (!marks)
            at = cursor->block + WTW_BLOCK_BYTES;
    }
    while (!marks && cursor->end - at >= WTW_BLOCK_BYTES) {
        cursor->block = at;
        cursor->marks = marks = cursor->marker.mark(at);
        if (!marks)
            at += WTW_BLOCK_BYTES;
    }
    if (marks)
        at += wtw_lowest_bit(marks);
    else
        while (at < cursor->end && !is_special(*at))
            at++;
    cursor->at = at;
}

/* What hexadecimal digits are worth, and one; 0 for all else. A table, since in text that
 * is all escapes nobody can foresee whether a digit or a letter is next. */
static const unsigned char digit_values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
    ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

static bool is_hex_digit(char c)
{
    return digit_values[(unsigned char)c] != 0;
}

/* Looks at all four whatever the first is, so without branches. */
static bool are_four_hex_digits(const char *at)
{
    unsigned digits = 0;

    for (int i = 0; i < 4; i++)
        digits += is_hex_digit(at[i]);
    return digits == 4;
}

static bool is_plain_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return true;
    default:
        return false;
    }
}

/* Steps over the escape at cursor->at, a backslash. */
static bool take_escape(struct wtw_json_cursor *cursor)
{
    const char *at = cursor->at + 1;

    if (at == cursor->end)
        return fail(cursor, at, "the record ends inside a string");
    if (*at != 'u') {
        if (!is_plain_escape(*at))
            return fail(cursor, cursor->at,
                        "a backslash before a character that needs none");
        cursor->at = at + 1;
        return true;
    }
    if (cursor->end - at > 4 && are_four_hex_digits(at + 1)) {
        cursor->at = at + 5;
        return true;
    }
    do
        at++;
    while (at < cursor->end && is_hex_digit(*at));
    return fail(cursor, at,
                at == cursor->end ? "the record ends inside a string"
                                  : "\\u needs four hexadecimal digits");
}

/* What a run of plain characters may end with. */
static bool stands_at_quote_or_escape(struct wtw_json_cursor *cursor)
{
    if (cursor->at == cursor->end)
        return fail(cursor, cursor->at, "the record ends inside a string");
    if (*cursor->at != '"' && *cursor->at != '\\')
        return fail(cursor, cursor->at, "a control character inside a string");
    return true;
}

/* Takes the string whose opening quote is at cursor->at. */
static bool take_string(struct wtw_json_cursor *cursor, struct wtw_json_value *out_value)
{
    const char *begin = ++cursor->at;
    bool has_escape = false;

    for (;;) {
        /* Text in \u escapes has one right after the other. */
        if (cursor->at == cursor->end || *cursor->at != '\\')
            find_special(cursor);
        if (!stands_at_quote_or_escape(cursor))
            return false;
        if (*cursor->at == '"')
            break;
        has_escape = true;
        if (!take_escape(cursor))
            return false;
    }
    *out_value = (struct wtw_json_value){.kind = WTW_JSON_STRING,
                                         .has_escape = has_escape,
                                         .raw = {begin, (size_t)(cursor->at - begin)}};
    cursor->at++;
    return true;
}

/* ------------------------------------------------------------------ numbers and words */

static bool take_digits(struct wtw_json_cursor *cursor)
{
    const char *begin = cursor->at;

    while (cursor->at < cursor->end && is_digit(*cursor->at))
        cursor->at++;
    if (cursor->at == begin)
        return fail(cursor, begin, "a digit is missing in a number");
    return true;
}

static bool take_if(struct wtw_json_cursor *cursor, const char *choice)
{
    if (cursor->at == cursor->end || !*cursor->at || !strchr(choice, *cursor->at))
        return false;
    cursor->at++;
    return true;
}

static bool take_number(struct wtw_json_cursor *cursor, struct wtw_json_value *out_value)
{
    const char *begin = cursor->at;

    take_if(cursor, "-");
    if (take_if(cursor, "0")) {
        if (cursor->at < cursor->end && is_digit(*cursor->at))
            return fail(cursor, cursor->at, "a number begins with 0");
    } else if (!take_digits(cursor)) {
        return false;
    }
    if (take_if(cursor, ".") && !take_digits(cursor))
        return false;
    if (take_if(cursor, "eE")) {
        take_if(cursor, "+-");
        if (!take_digits(cursor))
            return false;
    }
    *out_value = (struct wtw_json_value){.kind = WTW_JSON_NUMBER,
                                         .raw = {begin, (size_t)(cursor->at - begin)}};
    return true;
}

static bool take_word(struct wtw_json_cursor *cursor, struct wtw_json_value *out_value)
{
    static const struct {
        const char *word;
        size_t count;
        enum wtw_json_kind kind;
    } words[] = {{"null", 4, WTW_JSON_NULL},
                 {"true", 4, WTW_JSON_BOOLEAN},
                 {"false", 5, WTW_JSON_BOOLEAN}};
    size_t left = (size_t)(cursor->end - cursor->at);

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (left < words[i].count ||
            memcmp(cursor->at, words[i].word, words[i].count) != 0)
            continue;
        *out_value = (struct wtw_json_value){.kind = words[i].kind,
                                             .raw = {cursor->at, words[i].count}};
        cursor->at += words[i].count;
        return true;
    }
    if (left >= 3 && memcmp(cursor->at, "NaN", 3) == 0)
        return fail(cursor, cursor->at, "NaN is not JSON; write null");
    return fail(cursor, cursor->at, "a value is missing or is not JSON");
}

/* Takes a string, number or word at cursor->at, which is not the end. */
static bool take_scalar(struct wtw_json_cursor *cursor, struct wtw_json_value *out_value)
{
    if (*cursor->at == '"')
        return take_string(cursor, out_value);
    if (*cursor->at == '-' || is_digit(*cursor->at))
        return take_number(cursor, out_value);
    return take_word(cursor, out_value);
}

/* ------------------------------------------------------------------ brackets */

/* Takes a key and the colon after it. */
static bool take_key(struct wtw_json_cursor *cursor, struct wtw_json_value *out_key)
{
    skip_space(cursor);
    if (cursor->at == cursor->end)
        return fail(cursor, cursor->at, "the record ends inside an object");
    if (*cursor->at != '"')
        return fail(cursor, cursor->at, "a key in double quotes is missing");
    if (!take_string(cursor, out_key))
        return false;
    skip_space(cursor);
    if (cursor->at == cursor->end)
        return fail(cursor, cursor->at, "the record ends inside an object");
    if (*cursor->at != ':')
        return fail(cursor, cursor->at, "a colon is missing after a key");
    cursor->at++;
    return true;
}

enum step { STEP_ITEM, STEP_END, STEP_FAILED };

/* Goes to the next item of an object or array, over the comma, or over the closing
 * bracket. */
static enum step step_to_item(struct wtw_json_cursor *cursor, bool is_object,
                              bool is_first)
{
    skip_space(cursor);
    if (cursor->at == cursor->end) {
        fail(cursor, cursor->at,
             is_object ? "the record ends inside an object"
                       : "the record ends inside an array");
        return STEP_FAILED;
    }
    if (*cursor->at == (is_object ? '}' : ']')) {
        cursor->at++;
        return STEP_END;
    }
    if (is_first)
        return STEP_ITEM;
    if (*cursor->at != ',') {
        fail(cursor, cursor->at,
             is_object ? "a comma or } is missing after a value"
                       : "a comma or ] is missing after a value");
        return STEP_FAILED;
    }
    cursor->at++;
    return STEP_ITEM;
}

/* One bit for each open bracket: set where it is an object's. */
struct bracket_stack {
    uint64_t is_object[WTW_JSON_LEVELS / 64];
    uint32_t base; /* levels that were open before */
    uint32_t level;
};

static bool open_bracket(struct wtw_json_cursor *cursor, struct bracket_stack *stack)
{
    uint64_t bit = UINT64_C(1) << (stack->level % 64);

    if (stack->base + stack->level >= WTW_JSON_LEVELS)
        return fail(cursor, cursor->at, "nested more than 512 levels deep");
    if (*cursor->at == '{')
        stack->is_object[stack->level / 64] |= bit;
    else
        stack->is_object[stack->level / 64] &= ~bit;
    stack->level++;
    cursor->at++;
    return true;
}

static bool innermost_is_object(const struct bracket_stack *stack)
{
    uint32_t level = stack->level - 1;

    return stack->is_object[level / 64] >> (level % 64) & 1;
}

/* Checks the object or array whose bracket is at cursor->at, to its end. */
static bool take_nested(struct wtw_json_cursor *cursor)
{
    struct bracket_stack stack = {.base = cursor->level};
    struct wtw_json_value item;
    bool is_first = true;

    if (!open_bracket(cursor, &stack))
        return false;
    while (stack.level > 0) {
        bool is_object = innermost_is_object(&stack);
        enum step step = step_to_item(cursor, is_object, is_first);

        if (step == STEP_FAILED)
            return false;
        is_first = false;
        if (step == STEP_END) {
            stack.level--;
            continue;
        }
        if (is_object && !take_key(cursor, &item))
            return false;
        skip_space(cursor);
        if (cursor->at == cursor->end)
            return fail(cursor, cursor->at, "the record ends before a value");
        if (*cursor->at == '{' || *cursor->at == '[') {
            if (!open_bracket(cursor, &stack))
                return false;
            is_first = true;
        } else if (!take_scalar(cursor, &item)) {
            return false;
        }
    }
    return true;
}

bool wtw_json_take_value(struct wtw_json_cursor *cursor, struct wtw_json_value *out_value)
{
    const char *begin = NULL;

    skip_space(cursor);
    begin = cursor->at;
    if (begin == cursor->end)
        return fail(cursor, begin, "the record ends before a value");
    if (*begin != '{' && *begin != '[')
        return take_scalar(cursor, out_value);
    if (!take_nested(cursor))
        return false;
    *out_value =
        (struct wtw_json_value){.kind = *begin == '{' ? WTW_JSON_OBJECT : WTW_JSON_ARRAY,
                                .raw = {begin, (size_t)(cursor->at - begin)}};
    return true;
}

bool wtw_json_enter(struct wtw_json_cursor *cursor, char bracket)
{
    skip_space(cursor);
    if (cursor->at == cursor->end || *cursor->at != bracket)
        return fail(cursor, cursor->at,
                    bracket == '{' ? "not a JSON object: a line must begin with {"
                                   : "not a JSON array");
    cursor->at++;
    cursor->level++;
    cursor->is_first = true;
    return true;
}

bool wtw_json_next_member(struct wtw_json_cursor *cursor, struct wtw_json_value *out_key,
                          struct wtw_json_value *out_value)
{
    if (step_to_item(cursor, true, cursor->is_first) != STEP_ITEM)
        return false;
    cursor->is_first = false;
    return take_key(cursor, out_key) && wtw_json_take_value(cursor, out_value);
}

bool wtw_json_next_element(struct wtw_json_cursor *cursor,
                           struct wtw_json_value *out_value)
{
    if (step_to_item(cursor, false, cursor->is_first) != STEP_ITEM)
        return false;
    cursor->is_first = false;
    return wtw_json_take_value(cursor, out_value);
}

bool wtw_json_finish(struct wtw_json_cursor *cursor)
{
    skip_space(cursor);
    if (cursor->at != cursor->end)
        return fail(cursor, cursor->at, "something follows the object");
    return true;
}

/* ------------------------------------------------------------------ unescaping */

static char *write_utf8(char *out, uint32_t code)
{
    if (code < 0x80) {
        *out++ = (char)code;
        return out;
    }
    if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
    } else {
        if (code < 0x10000) {
            *out++ = (char)(0xe0 | code >> 12);
        } else {
            *out++ = (char)(0xf0 | code >> 18);
            *out++ = (char)(0x80 | (code >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (code & 0x3f));
    return out;
}

/* Four digits that were checked before. */
static uint32_t read_four_digits(const char *at)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++)
        value = value << 4 | (digit_values[(unsigned char)at[i]] - 1u);
    return value;
}

/* Reads the code point of the \u escape at 'at'; returns where the escape ends. */
static const char *read_code_point(const char *at, const char *end, uint32_t *out_code)
{
    uint32_t code = read_four_digits(at + 2);
    uint32_t low = 0;

    at += 6;
    *out_code = code;
    if (code < 0xd800 || code > 0xdfff)
        return at;
    *out_code = 0xfffd;
    if (code > 0xdbff || end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return at;
    low = read_four_digits(at + 2);
    if (low < 0xdc00 || low > 0xdfff)
        return at;
    *out_code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    return at + 6;
}

static char plain_escape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

/* Writes what the escape at 'at' stands for, and steps over it. */
static char *write_escape(const char **at, const char *end, char *out)
{
    uint32_t code = 0;

    if ((*at)[1] == 'u') {
        *at = read_code_point(*at, end, &code);
        return write_utf8(out, code);
    }
    *out = plain_escape((*at)[1]);
    *at += 2;
    return out + 1;
}

size_t wtw_json_unescape(struct wtw_span raw, char *out)
{
    const char *at = raw.items;
    const char *end = raw.items + raw.count;
    char *begin = out;

    while (at < end) {
        if (*at != '\\') {
            const char *next = memchr(at, '\\', (size_t)(end - at));
            size_t run = (size_t)((next ? next : end) - at);

            memcpy(out, at, run);
            at += run;
            out += run;
        } else {
            out = write_escape(&at, end, out);
        }
    }
    return (size_t)(out - begin);
}

/*
 * Escapes that stand together, as the halves of a surrogate pair do, are checked before
 * the first of them is written: it may be written over them, since what they stand for is
 * never longer.
 */
bool wtw_json_take_text(struct wtw_json_cursor *cursor, char *out, size_t *out_count)
{
    char *begin = out;

    if (cursor->at == cursor->end || *cursor->at != '"')
        return fail(cursor, cursor->at, "a string is missing");
    cursor->at++;
    for (;;) {
        const char *from = cursor->at;

        find_special(cursor);
        memmove(out, from, (size_t)(cursor->at - from));
        out += cursor->at - from;
        if (!stands_at_quote_or_escape(cursor))
            return false;
        if (*cursor->at == '"')
            break;
        from = cursor->at;
        do {
            if (!take_escape(cursor))
                return false;
        } while (cursor->at < cursor->end && *cursor->at == '\\');
        while (from < cursor->at)
            out = write_escape(&from, cursor->at, out);
    }
    cursor->at++;
    *out_count = (size_t)(out - begin);
    return true;
}
