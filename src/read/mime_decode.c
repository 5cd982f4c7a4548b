/*
 * mime_decode.c - how mail writes bytes and words that are no ASCII
 *
 * Nothing here fails for its input: what is no base64 and no escape is passed over or stays,
 * since mail has been through many hands and half a text is better than none.
 */
#include "read/mime_decode.h"

#include "read/charsets.h"

#include <string.h>
#include <strings.h>

static bool is_named(struct wtw_span value, const char *name)
{
    return value.count == strlen(name) &&
           strncasecmp(value.items, name, value.count) == 0;
}

static int base64_digit(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *digit = c ? strchr(digits, c) : NULL;

    return digit ? (int)(digit - digits) : -1;
}

/* Room for all of it has to be there; what comes out is shorter than what goes in. */
static void decode_base64(struct wtw_span body, struct wtw_buffer *out)
{
    unsigned bits = 0;
    unsigned bit_count = 0;

    for (size_t i = 0; i < body.count && body.items[i] != '='; i++) {
        int digit = base64_digit(body.items[i]);

        if (digit < 0)
            continue;
        bits = (bits << 6 | (unsigned)digit) & 0xfffff;
        bit_count += 6;
        if (bit_count < 8)
            continue;
        bit_count -= 8;
        out->items[out->count++] = (char)(bits >> bit_count & 0xff);
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes of the line end that begins at 'at', or 0. */
static size_t line_end_at(struct wtw_span body, size_t at)
{
    if (at < body.count && body.items[at] == '\n')
        return 1;
    return at + 1 < body.count && body.items[at] == '\r' && body.items[at + 1] == '\n'
               ? 2
               : 0;
}

/* Takes the escape that begins at 'at', if it is one, and gives its length. */
static size_t take_escape(struct wtw_span body, size_t at, struct wtw_buffer *out)
{
    size_t end = line_end_at(body, at + 1);

    if (end)
        return 1 + end;
    if (at + 2 < body.count && hex_digit(body.items[at + 1]) >= 0 &&
        hex_digit(body.items[at + 2]) >= 0) {
        out->items[out->count++] =
            (char)(hex_digit(body.items[at + 1]) * 16 + hex_digit(body.items[at + 2]));
        return 3;
    }
    out->items[out->count++] = '=';
    return 1;
}

/* 'space' is what stands for a space in headers: an underscore; or NUL in bodies. */
static void decode_quoted(struct wtw_span body, char space, struct wtw_buffer *out)
{
    for (size_t at = 0; at < body.count;) {
        char c = body.items[at];

        if (c == '=') {
            at += take_escape(body, at, out);
            continue;
        }
        out->items[out->count++] = (char)(space && c == space ? ' ' : c);
        at++;
    }
}

enum wtw_status wtw_mime_decode(struct wtw_span body, struct wtw_span encoding,
                                struct wtw_buffer *out, struct wtw_error *error)
{
    if (!is_named(encoding, "base64") && !is_named(encoding, "quoted-printable"))
        return wtw_buffer_append(out, body.items, body.count, error);
    WTW_TRY(wtw_buffer_reserve(out, body.count, error));
    if (is_named(encoding, "base64"))
        decode_base64(body, out);
    else
        decode_quoted(body, '\0', out);
    return WTW_OK;
}

/* ------------------------------------------------------------------ encoded words */

struct encoded_word {
    struct wtw_span charset;
    struct wtw_span text;
    char encoding; /* b or q, in small letters */
    size_t count;  /* of all of it */
};

/* Takes up to the next question mark off 'rest', and the mark. */
static bool take_part(struct wtw_span *rest, struct wtw_span *out_part)
{
    const char *mark = rest->count ? memchr(rest->items, '?', rest->count) : NULL;
    size_t count = mark ? (size_t)(mark - rest->items) : 0;

    if (!mark)
        return false;
    *out_part = (struct wtw_span){rest->items, count};
    rest->items += count + 1;
    rest->count -= count + 1;
    return true;
}

static bool read_word(struct wtw_span value, struct encoded_word *out_word)
{
    struct wtw_span rest = value;
    struct wtw_span encoding;
    const char *language = NULL;

    if (value.count < 2 || value.items[0] != '=' || value.items[1] != '?')
        return false;
    rest.items += 2;
    rest.count -= 2;
    if (!take_part(&rest, &out_word->charset) || !take_part(&rest, &encoding) ||
        encoding.count != 1 || !take_part(&rest, &out_word->text) || !rest.count ||
        rest.items[0] != '=')
        return false;
    out_word->encoding = (char)(encoding.items[0] | 0x20);
    out_word->count = (size_t)(rest.items + 1 - value.items);
    if (out_word->charset.count)
        language = memchr(out_word->charset.items, '*', out_word->charset.count);
    if (language)
        out_word->charset.count = (size_t)(language - out_word->charset.items);
    return out_word->encoding == 'b' || out_word->encoding == 'q';
}

static enum wtw_status append_word(const struct encoded_word *word,
                                   struct wtw_buffer *out, struct wtw_error *error)
{
    struct wtw_buffer bytes = {0};
    enum wtw_status status = wtw_buffer_reserve(&bytes, word->text.count + 1, error);

    if (status == WTW_OK) {
        if (word->encoding == 'b')
            decode_base64(word->text, &bytes);
        else
            decode_quoted(word->text, '_', &bytes);
        status = wtw_charset_decode((struct wtw_span){bytes.items, bytes.count},
                                    word->charset, out, error);
    }
    wtw_buffer_release(&bytes);
    return status;
}

/* White space between two encoded words is none of the text. */
static size_t count_white(struct wtw_span value, size_t at)
{
    size_t end = at;

    while (end < value.count && (value.items[end] == ' ' || value.items[end] == '\t'))
        end++;
    return end - at;
}

enum wtw_status wtw_mime_words_append(struct wtw_span value, struct wtw_buffer *out,
                                      struct wtw_error *error)
{
    bool follows_word = false;

    for (size_t at = 0; at < value.count;) {
        size_t white = count_white(value, at);
        size_t begin = at + (follows_word ? white : 0);
        struct encoded_word word;

        if (read_word((struct wtw_span){value.items + begin, value.count - begin},
                      &word)) {
            WTW_TRY(append_word(&word, out, error));
            at = begin + word.count;
            follows_word = true;
            continue;
        }
        follows_word = false;
        WTW_TRY(wtw_buffer_append(out, value.items + at, 1, error));
        at++;
    }
    return WTW_OK;
}
