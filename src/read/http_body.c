/*
 * http_body.c - the body of an HTTP response as it was archived
 *
 * Crawlers store bodies as they came, in chunks and compressed, or already without, and
 * leave the headers as they were in both cases. So a header is only a hint: chunks are
 * undone where the body begins with the size of one, and gzip is known by its first bytes.
 */
#include "read/http_body.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

static struct wtw_span trim(struct wtw_span value)
{
    while (value.count && (value.items[0] == ' ' || value.items[0] == '\t')) {
        value.items++;
        value.count--;
    }
    while (value.count &&
           (value.items[value.count - 1] == ' ' || value.items[value.count - 1] == '\t' ||
            value.items[value.count - 1] == '\r'))
        value.count--;
    return value;
}

struct wtw_span wtw_header_line(struct wtw_span *rest)
{
    const char *newline = rest->count ? memchr(rest->items, '\n', rest->count) : NULL;
    size_t count = newline ? (size_t)(newline - rest->items) : rest->count;
    struct wtw_span line = {rest->items, count};

    rest->items += count + (newline != NULL);
    rest->count -= count + (newline != NULL);
    if (line.count && line.items[line.count - 1] == '\r')
        line.count--;
    return line;
}

struct wtw_span wtw_header_value(struct wtw_span head, const char *name)
{
    size_t count = strlen(name);

    while (head.count) {
        struct wtw_span line = wtw_header_line(&head);

        if (line.count > count && line.items[count] == ':' &&
            strncasecmp(line.items, name, count) == 0)
            return trim(
                (struct wtw_span){line.items + count + 1, line.count - count - 1});
    }
    return (struct wtw_span){NULL, 0};
}

size_t wtw_header_end(struct wtw_span bytes)
{
    struct wtw_span rest = bytes;

    while (rest.count && memchr(rest.items, '\n', rest.count)) {
        struct wtw_span line = wtw_header_line(&rest);

        if (!line.count)
            return bytes.count - rest.count;
    }
    return 0;
}

void wtw_content_type_split(struct wtw_span value, struct wtw_span *out_type,
                            struct wtw_span *out_charset)
{
    const char *semicolon = value.count ? memchr(value.items, ';', value.count) : NULL;
    struct wtw_span rest = {NULL, 0};

    *out_charset = rest;
    *out_type = value;
    if (!semicolon)
        return;
    out_type->count = (size_t)(semicolon - value.items);
    *out_type = trim(*out_type);
    rest = (struct wtw_span){semicolon, value.count - (size_t)(semicolon - value.items)};
    for (; rest.count > 8; rest.items++, rest.count--) {
        if (strncasecmp(rest.items, "charset=", 8) != 0)
            continue;
        rest = (struct wtw_span){rest.items + 8, rest.count - 8};
        while (rest.count && (rest.items[0] == '"' || rest.items[0] == '\'')) {
            rest.items++;
            rest.count--;
        }
        while (out_charset->count < rest.count &&
               !strchr("\"'; \t", rest.items[out_charset->count]))
            out_charset->count++;
        out_charset->items = rest.items;
        return;
    }
}

/* ------------------------------------------------------------------ the response */

static bool is_word(struct wtw_span value, const char *word)
{
    return value.count == strlen(word) &&
           strncasecmp(value.items, word, value.count) == 0;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Takes the line with a chunk's size off 'rest'; false where there is none. */
static bool take_chunk_size(struct wtw_span *rest, size_t *out_size)
{
    struct wtw_span ahead = *rest;
    struct wtw_span line = {NULL, 0};
    size_t size = 0;
    size_t at = 0;

    if (!rest->count || !memchr(rest->items, '\n', rest->count < 100 ? rest->count : 100))
        return false;
    line = trim(wtw_header_line(&ahead));
    for (; at < line.count && digit_of(line.items[at]) >= 0; at++) {
        if (at == 15)
            return false;
        size = size * 16 + (size_t)digit_of(line.items[at]);
    }
    if (!at || (at < line.count && line.items[at] != ';' && line.items[at] != ' '))
        return false;
    *rest = ahead;
    *out_size = size;
    return true;
}

static bool looks_chunked(struct wtw_span body)
{
    size_t size = 0;

    return take_chunk_size(&body, &size);
}

/* The coding of the first bytes of the body proper. */
static enum wtw_coding coding_of(struct wtw_span name, struct wtw_span body)
{
    if (body.count >= 2 && memcmp(body.items, "\x1f\x8b", 2) == 0)
        return WTW_CODING_GZIP;
    if (!name.count || is_word(name, "identity") || is_word(name, "gzip") ||
        is_word(name, "x-gzip") || is_word(name, "none") || is_word(name, "utf-8"))
        return WTW_CODING_NONE;
    if (body.count && (body.items[0] == '<' || body.items[0] == '\n'))
        return WTW_CODING_NONE;
    return is_word(name, "deflate") ? WTW_CODING_DEFLATE : WTW_CODING_OTHER;
}

struct wtw_http_response wtw_http_response_read(struct wtw_span response)
{
    struct wtw_http_response read = {.body = response};
    size_t end = 0;
    struct wtw_span head = response;
    struct wtw_span start;

    if (response.count < 12 || memcmp(response.items, "HTTP/", 5) != 0)
        return read;
    end = wtw_header_end(response);
    if (!end)
        return read;
    head.count = end;
    read.body = (struct wtw_span){response.items + end, response.count - end};
    for (start = head; start.count > 3 && start.items[0] != ' ' && start.items[0] != '\n';
         start.count--)
        start.items++;
    for (int i = 1; i <= 3 && start.count > 3 && digit_of(start.items[i]) >= 0; i++)
        read.status = read.status * 10 + (unsigned)digit_of(start.items[i]);
    wtw_content_type_split(wtw_header_value(head, "Content-Type"), &read.content_type,
                           &read.charset);
    read.coding_name = wtw_header_value(head, "Content-Encoding");
    read.is_chunked = is_word(wtw_header_value(head, "Transfer-Encoding"), "chunked") &&
                      looks_chunked(read.body);
    start = read.body;
    if (read.is_chunked && !take_chunk_size(&start, &end))
        start.count = 0;
    read.coding = coding_of(read.coding_name, start);
    return read;
}

/* ------------------------------------------------------------------ decoding */

/* Where the decoded bytes go. */
struct sink {
    struct wtw_buffer *out;
    size_t limit; /* of out->count */
    bool is_full;
    bool is_inflating; /* or else bytes are as they are */
    z_stream inflater;
    bool has_ended; /* the compressed data has */
    struct wtw_error *error;
};

static enum wtw_status append_plain(struct sink *sink, struct wtw_span bytes)
{
    size_t room = sink->limit - sink->out->count;

    if (bytes.count > room) {
        bytes.count = room;
        sink->is_full = true;
    }
    return wtw_buffer_append(sink->out, bytes.items, bytes.count, sink->error);
}

/* Room for the next piece of output, at most up to the limit. */
static enum wtw_status make_room(struct sink *sink)
{
    enum { PIECE_BYTES = 16384 };
    struct wtw_buffer *out = sink->out;
    size_t room = sink->limit - out->count;

    if (room > PIECE_BYTES)
        room = PIECE_BYTES;
    WTW_TRY(wtw_buffer_reserve(out, room, sink->error));
    sink->inflater.next_out = (Bytef *)out->items + out->count;
    sink->inflater.avail_out = (uInt)room;
    return WTW_OK;
}

static enum wtw_status append_inflated(struct sink *sink, struct wtw_span bytes)
{
    z_stream *inflater = &sink->inflater;

    inflater->next_in = (Bytef *)(uintptr_t)bytes.items;
    inflater->avail_in = (uInt)bytes.count;
    while (!sink->has_ended && !sink->is_full) {
        int result = Z_OK;

        WTW_TRY(make_room(sink));
        result = inflate(inflater, Z_NO_FLUSH);
        sink->out->count = (size_t)((char *)inflater->next_out - sink->out->items);
        if (result == Z_MEM_ERROR)
            return wtw_fail_memory(sink->error, bytes.count);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return wtw_fail(sink->error, WTW_BAD_INPUT,
                            "the body of the response is compressed, and broken");
        sink->has_ended = result == Z_STREAM_END;
        sink->is_full = !sink->has_ended && sink->out->count == sink->limit;
        if (!inflater->avail_in && inflater->avail_out)
            break;
    }
    return WTW_OK;
}

static enum wtw_status append(struct sink *sink, struct wtw_span bytes)
{
    return sink->is_inflating ? append_inflated(sink, bytes) : append_plain(sink, bytes);
}

/* A chunk that is cut, or a size that is none, ends the body. */
static enum wtw_status append_chunks(struct sink *sink, struct wtw_span body)
{
    size_t size = 0;

    while (!sink->is_full && take_chunk_size(&body, &size) && size) {
        struct wtw_span chunk = {body.items, size < body.count ? size : body.count};

        WTW_TRY(append(sink, chunk));
        body.items += chunk.count;
        body.count -= chunk.count;
        wtw_header_line(&body);
    }
    return WTW_OK;
}

static enum wtw_status append_body(struct sink *sink,
                                   const struct wtw_http_response *response)
{
    if (response->is_chunked)
        return append_chunks(sink, response->body);
    return append(sink, response->body);
}

/* A zlib header has its method in the low bits, and is a multiple of 31; many servers send
 * deflate without one. */
static bool has_zlib_header(struct wtw_span body)
{
    unsigned first = body.count ? (unsigned char)body.items[0] : 0;
    unsigned second = body.count > 1 ? (unsigned char)body.items[1] : 1;

    return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

static enum wtw_status inflate_body(struct sink *sink,
                                    const struct wtw_http_response *response)
{
    struct wtw_span body = response->body;
    size_t size = 0;
    int window = 15 + 16;
    enum wtw_status status = WTW_OK;

    if (response->is_chunked && !take_chunk_size(&body, &size))
        return WTW_OK;
    if (response->coding == WTW_CODING_DEFLATE)
        window = has_zlib_header(body) ? 15 : -15;
    if (inflateInit2(&sink->inflater, window) != Z_OK)
        return wtw_fail_memory(sink->error, sizeof sink->inflater);
    sink->is_inflating = true;
    status = append_body(sink, response);
    inflateEnd(&sink->inflater);
    if (status == WTW_OK && !sink->has_ended && !sink->is_full)
        return wtw_fail(sink->error, WTW_BAD_INPUT,
                        "the body of the response is compressed, and ends early");
    return status;
}

enum wtw_status wtw_http_body_decode(const struct wtw_http_response *response,
                                     size_t most, struct wtw_buffer *out,
                                     bool *out_is_whole, struct wtw_error *error)
{
    struct sink sink = {.out = out, .limit = out->count + most, .error = error};
    enum wtw_status status = WTW_OK;

    *out_is_whole = false;
    if (response->coding == WTW_CODING_OTHER)
        return wtw_fail(
            error, WTW_BAD_INPUT,
            "the body of the response is compressed by %.*s, which is not read; "
            "have the crawler ask for gzip instead",
            (int)(response->coding_name.count > 20 ? 20 : response->coding_name.count),
            response->coding_name.items);
    status = response->coding == WTW_CODING_NONE ? append_body(&sink, response)
                                                 : inflate_body(&sink, response);
    *out_is_whole = status == WTW_OK && !sink.is_full;
    return status;
}
