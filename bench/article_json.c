/*
 * article_json.c - escaping at the speed of copying
 *
 * Of a text of 2,500 bytes some 30 need a backslash, so that we look for the next one and
 * copy what is before it. The worst case of a byte is six (\u000a for a line's end is
 * never used, but \uXXXX takes six for two or three): room for that is reserved once a
 * string, and the loops write without asking.
 */
#include "article_json.h"

#include "base/failure.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LINE_HEAD_BYTES = 512, ESCAPE_BYTES_MOST = 6 };

static bool must_escape(unsigned char byte)
{
    return byte == '"' || byte == '\\' || byte < 0x20;
}

/* The texts of this generator have no other control character than the line feed. */
static char *put_escape(char *out, char byte)
{
    *out++ = '\\';
    *out++ = byte;
    if (byte == '\n')
        out[-1] = 'n';
    return out;
}

/*
 * Whether one of eight bytes must be escaped, by the usual arithmetic on bytes in a word:
 * x - 0x01...01 borrows into the top bit of a byte that was 0, unless that bit was set
 * before. It may answer true without cause when a byte before it in the word did, never
 * false.
 */
static bool may_need_escape(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    uint64_t quote = word ^ (ones * '"');
    uint64_t backslash = word ^ (ones * '\\');

    return ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
             ((word - ones * 0x20) & ~word)) &
            tops) != 0;
}

static char *put_as_is(char *out, const char *text, size_t text_bytes)
{
    for (size_t at = 0; at < text_bytes;) {
        if (text_bytes - at >= sizeof(uint64_t) && !may_need_escape(text + at)) {
            memcpy(out, text + at, sizeof(uint64_t));
            out += sizeof(uint64_t);
            at += sizeof(uint64_t);
            continue;
        }
        for (size_t end = text_bytes - at < 8 ? text_bytes : at + 8; at < end; at++) {
            if (must_escape((unsigned char)text[at]))
                out = put_escape(out, text[at]);
            else
                *out++ = text[at];
        }
    }
    return out;
}

/* Our texts have only characters of one to three bytes, all well formed. */
static char *put_unicode_escaped(char *out, const char *text, size_t text_bytes)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *bytes = (const unsigned char *)text;

    for (size_t i = 0; i < text_bytes;) {
        if (bytes[i] < 0x80) {
            if (must_escape(bytes[i]))
                out = put_escape(out, text[i]);
            else
                *out++ = text[i];
            i++;
            continue;
        }
        uint32_t code_point =
            bytes[i] < 0xe0 ? (bytes[i] & 0x1fu) << 6 | (bytes[i + 1] & 0x3fu)
                            : (bytes[i] & 0x0fu) << 12 | (bytes[i + 1] & 0x3fu) << 6 |
                                  (bytes[i + 2] & 0x3fu);

        i += bytes[i] < 0xe0 ? 2 : 3;
        *out++ = '\\';
        *out++ = 'u';
        for (int shift = 12; shift >= 0; shift -= 4)
            *out++ = digits[code_point >> shift & 15];
    }
    return out;
}

static enum wtw_status append_string(struct wtw_buffer *out, const char *text,
                                     size_t text_bytes, bool escapes_unicode,
                                     struct wtw_error *error)
{
    WTW_TRY(wtw_buffer_reserve(out, text_bytes * ESCAPE_BYTES_MOST + 2, error));
    char *end = out->items + out->count;

    *end++ = '"';
    end = escapes_unicode ? put_unicode_escaped(end, text, text_bytes)
                          : put_as_is(end, text, text_bytes);
    *end++ = '"';
    out->count = (size_t)(end - out->items);
    return WTW_OK;
}

size_t wtw_article_id_write(uint64_t number, char out[WTW_ARTICLE_ID_BYTES])
{
    char digits[WTW_ARTICLE_ID_BYTES];
    size_t count = 0;
    size_t length = 0;

    while (number > 0 || count < 7) {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    }
    out[length++] = 'n';
    while (count > 0)
        out[length++] = digits[--count];
    out[length] = '\0';
    return length;
}

/* id and url, up to and with the key of the source. */
static enum wtw_status append_head(const struct wtw_made_article *article,
                                   const struct tm *date, struct wtw_buffer *out,
                                   struct wtw_error *error)
{
    char id[WTW_ARTICLE_ID_BYTES];

    (void)wtw_article_id_write(article->number, id);
    WTW_TRY(wtw_buffer_reserve(out, LINE_HEAD_BYTES, error));
    int written = snprintf(
        out->items + out->count, LINE_HEAD_BYTES,
        "{\"id\": \"%s\", \"url\": \"https://www.%s/%04d/%02d/%02d/%s\", \"source\": ",
        id, article->site->domain, date->tm_year + 1900, date->tm_mon + 1, date->tm_mday,
        id);

    out->count += (size_t)written;
    return WTW_OK;
}

static enum wtw_status append_date(const struct tm *date, struct wtw_buffer *out,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_buffer_reserve(out, LINE_HEAD_BYTES, error));
    int written = snprintf(out->items + out->count, LINE_HEAD_BYTES,
                           ", \"date\": \"%04d-%02d-%02dT%02d:%02d:%02dZ\", \"title\": ",
                           date->tm_year + 1900, date->tm_mon + 1, date->tm_mday,
                           date->tm_hour, date->tm_min, date->tm_sec);

    out->count += (size_t)written;
    return WTW_OK;
}

enum wtw_status wtw_article_json_append(const struct wtw_made_article *article,
                                        bool escapes_unicode, struct wtw_buffer *out,
                                        struct wtw_error *error)
{
    const char *source = article->site->name;
    time_t seconds = (time_t)article->published_seconds;
    struct tm date = {0};

    (void)gmtime_r(&seconds, &date);
    WTW_TRY(append_head(article, &date, out, error));
    WTW_TRY(append_string(out, source, strlen(source), escapes_unicode, error));
    WTW_TRY(append_date(&date, out, error));
    WTW_TRY(append_string(out, article->title->items, article->title->count,
                          escapes_unicode, error));
    WTW_TRY(wtw_buffer_append(out, ", \"text\": ", 10, error));
    WTW_TRY(append_string(out, article->text->items, article->text->count,
                          escapes_unicode, error));
    return wtw_buffer_append(out, "}\n", 2, error);
}
