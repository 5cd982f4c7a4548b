/*
 * json_out.c - JSON that is always valid, one value after another
 *
 * Runs of bytes that need no escape are copied whole; that is nearly all of any text.
 */
#include "write/json_out.h"

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

/* How many bytes from 'i' on are ASCII that needs no escape in any document. */
static size_t plain_run(const char *bytes, size_t i, size_t count)
{
    size_t begin = i;

    while (i < count && bytes[i] >= 0x20 && bytes[i] != '"' && bytes[i] != '\\' &&
           bytes[i] != '<' && bytes[i] != 0x7f)
        i++;
    return i - begin;
}

static void put_string(const struct wtw_json *json, const char *bytes, size_t count)
{
    struct wtw_out *out = json->out;
    size_t begin = 0;

    wtw_out_character(out, '"');
    for (size_t i = plain_run(bytes, 0, count); i < count;
         i += plain_run(bytes, i, count)) {
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

void wtw_json_name(struct wtw_json *json, const char *key)
{
    separate(json);
    put_string(json, key, strlen(key));
    wtw_out_words(json->out, json->is_indented ? ": " : ":");
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
