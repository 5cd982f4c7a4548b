/*
 * json_out.c - JSON that is always valid, one value after another
 *
 * Runs of bytes that need no escape are copied whole; that is nearly all of any text. Those of
 * them that are ASCII are looked at eight at a time, as names of members and most values are
 * nothing else.
 */
#include "write/json_out.h"

#include "base/byte_bits.h"
#include "write/utf8_step.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void wtw_json_init(struct wtw_json *json, struct wtw_out *out, bool is_indented)
{
    *json = (struct wtw_json){.out = out, .is_indented = is_indented};
}

static void break_line(struct wtw_json *json)
{
    if (!json->is_indented)
        return;
    wtw_out_character(json->out, '\n');
    wtw_out_spaces(json->out, (size_t)json->depth * 2);
}

/* What stands between the last item and the next one. */
static void separate(struct wtw_json *json)
{
    uint64_t bit = UINT64_C(1) << json->depth;

    if (json->is_after_key) {
        json->is_after_key = false;
        return;
    }
    if (json->has_items & bit)
        wtw_out_character(json->out, ',');
    if (json->depth)
        break_line(json);
    json->has_items |= bit;
}

void wtw_json_open(struct wtw_json *json, char bracket)
{
    separate(json);
    wtw_out_character(json->out, bracket);
    assert(json->depth < 63);
    json->depth++;
    json->has_items &= ~(UINT64_C(1) << json->depth);
}

void wtw_json_close(struct wtw_json *json, char bracket)
{
    bool had_items = json->has_items >> json->depth & 1;

    assert(json->depth > 0);
    json->depth--;
    if (had_items)
        break_line(json);
    wtw_out_character(json->out, bracket);
    if (json->depth == 0)
        json->has_items = 0;
}

static void put_escape(struct wtw_out *out, uint32_t code)
{
    static const char letters[] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',  ['\f'] = 'f',
        ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\',
    };
    char escape[8];

    if (code < sizeof letters && letters[code])
        snprintf(escape, sizeof escape, "\\%c", letters[code]);
    else
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(code & 0xffff));
    wtw_out_words(out, escape);
}

static bool needs_escape(const struct wtw_json *json, uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || code == 0x7f ||
           (code == '<' && json->is_in_html);
}

enum { SHORT_NAME_BYTES = 32 };

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define TOP_BITS (EACH_BYTE << 7)

/* The top bit of the first byte of a row that is below 'byte', or equal to it: those behind it may
 * be wrong, as a byte that is found borrows of the next (Warren, Hacker's Delight, 6-1). */
static uint64_t find_below(uint64_t row, unsigned char byte)
{
    return (row - EACH_BYTE * byte) & ~row & TOP_BITS;
}

static uint64_t find_equal(uint64_t row, unsigned char byte)
{
    return find_below(row ^ EACH_BYTE * byte, 1);
}

/* Of the last bytes there may be fewer; spaces, which stand for themselves, fill the row. */
static uint64_t load_row(const char *bytes, size_t count)
{
    unsigned char row[WTW_ROW_BYTES] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};

    if (count >= sizeof row)
        return wtw_load_eight((const unsigned char *)bytes);
    memcpy(row, bytes, count);
    return wtw_load_eight(row);
}

/* How many of 'count' bytes, from the first on, are ASCII that stands for itself. */
static size_t count_plain(const struct wtw_json *json, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i += WTW_ROW_BYTES) {
        uint64_t row = load_row(bytes + i, count - i);
        uint64_t found = (row & TOP_BITS) | find_below(row, 0x20) | find_equal(row, '"') |
                         find_equal(row, '\\') | find_equal(row, 0x7f);

        if (json->is_in_html)
            found |= find_equal(row, '<');
        if (found)
            return i + wtw_lowest_bit(found) / 8;
    }
    return count;
}

static void put_string(const struct wtw_json *json, const char *bytes, size_t count)
{
    struct wtw_out *out = json->out;
    size_t begin = 0;

    wtw_out_character(out, '"');
    for (size_t i = count_plain(json, bytes, count); i < count;
         i += count_plain(json, bytes + i, count - i)) {
        uint32_t code = 0;
        size_t length = wtw_utf8_step(bytes + i, count - i, &code);

        if (code == WTW_UTF8_BAD || needs_escape(json, code)) {
            wtw_out_put(out, bytes + begin, i - begin);
            if (code == WTW_UTF8_BAD)
                wtw_out_words(out, "\xef\xbf\xbd");
            else
                put_escape(out, code);
            begin = i + length;
        }
        i += length;
    }
    wtw_out_put(out, bytes + begin, count - begin);
    wtw_out_character(out, '"');
}

/* A line of a feed has thirty names, so short ones are put at once. */
static void put_name(const struct wtw_json *json, const char *key, size_t count)
{
    char words[SHORT_NAME_BYTES + 3] = {'"'};

    if (count > SHORT_NAME_BYTES || count_plain(json, key, count) < count) {
        put_string(json, key, count);
        wtw_out_character(json->out, ':');
        return;
    }
    memcpy(words + 1, key, count);
    words[count + 1] = '"';
    words[count + 2] = ':';
    wtw_out_put(json->out, words, count + 3);
}

void wtw_json_name(struct wtw_json *json, const char *key)
{
    separate(json);
    put_name(json, key, strlen(key));
    if (json->is_indented)
        wtw_out_character(json->out, ' ');
    json->is_after_key = true;
}

void wtw_json_text(struct wtw_json *json, struct wtw_span text)
{
    if (!text.items) {
        wtw_json_null(json);
        return;
    }
    separate(json);
    put_string(json, text.items, text.count);
}

void wtw_json_words(struct wtw_json *json, const char *words)
{
    wtw_json_text(json, (struct wtw_span){words, words ? strlen(words) : 0});
}

void wtw_json_number(struct wtw_json *json, uint64_t number)
{
    separate(json);
    wtw_out_number(json->out, number);
}

void wtw_json_signed(struct wtw_json *json, int64_t number)
{
    separate(json);
    if (number < 0)
        wtw_out_character(json->out, '-');
    wtw_out_number(json->out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void wtw_json_real(struct wtw_json *json, double number, int decimals)
{
    separate(json);
    wtw_out_real(json->out, number, decimals);
}

void wtw_json_ratio(struct wtw_json *json, double ratio)
{
    separate(json);
    wtw_out_ratio(json->out, ratio);
}

void wtw_json_bool(struct wtw_json *json, bool value)
{
    separate(json);
    wtw_out_words(json->out, value ? "true" : "false");
}

void wtw_json_null(struct wtw_json *json)
{
    separate(json);
    wtw_out_words(json->out, "null");
}
