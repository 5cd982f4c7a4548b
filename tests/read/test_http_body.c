/*
 * test_http_body.c - bodies of responses, in chunks, compressed, or as they are
 */
#include "check.h"

#include "base/faults.h"
#include "read/http_body.h"

#include <stdio.h>
#include <zlib.h>

static void check_span(struct wtw_span got, const char *wanted)
{
    cr_assert(got.count == strlen(wanted) &&
                  (!got.count || memcmp(got.items, wanted, got.count) == 0),
              "got %.*s, wanted %s", (int)got.count, got.items, wanted);
}

static struct wtw_http_response read_text(const char *response)
{
    return wtw_http_response_read((struct wtw_span){response, strlen(response)});
}

/* A response of a head and a body. */
static struct wtw_http_response make_response(const char *head, const void *body,
                                              size_t count)
{
    static char room[4096];
    size_t used = (size_t)snprintf(room, sizeof room, "HTTP/1.1 200 OK\r\n%s\r\n", head);

    memcpy(room + used, body, count);
    return wtw_http_response_read((struct wtw_span){room, used + count});
}

static void check_body(const struct wtw_http_response *response, size_t most,
                       const char *wanted, bool wanted_whole)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    bool is_whole = false;

    check_ok(wtw_http_body_decode(response, most, &out, &is_whole, &error), &error);
    check_span((struct wtw_span){out.items, out.count}, wanted);
    check(is_whole == wanted_whole);
    wtw_buffer_release(&out);
}

/* 'text' compressed: window bits 31 make gzip, 15 zlib, -15 raw deflate. */
static size_t deflate_text(const char *text, int window, char *out, size_t room)
{
    z_stream stream = {0};

    check(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)text;
    stream.avail_in = (uInt)strlen(text);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    room -= stream.avail_out;
    deflateEnd(&stream);
    return room;
}

Test(http_body, finds_header_lines_whatever_their_capitals)
{
    static const char text[] = "A: 1\r\nContent-type:  x; y \r\nA-B: 2\nA:3\n\nA: 4";
    const struct wtw_span head = {text, sizeof text - 1};

    check_span(wtw_header_value(head, "a"), "1");
    check_span(wtw_header_value(head, "Content-Type"), "x; y");
    check_span(wtw_header_value(head, "a-b"), "2");
    check_span(wtw_header_value(head, "b"), "");
    check_number(wtw_header_end(head), sizeof text - 5);
    check_number(wtw_header_end((struct wtw_span){"a\r\nb", 4}), 0);
    check_number(wtw_header_end((struct wtw_span){"\r\nb", 3}), 2);
    check_number(wtw_header_end((struct wtw_span){NULL, 0}), 0);
}

Test(http_body, lines_of_a_head_come_without_their_ends)
{
    struct wtw_span rest = {"a: 1\r\nb\n\r\nlast", 14};

    check_span(wtw_header_line(&rest), "a: 1");
    check_span(wtw_header_line(&rest), "b");
    check_span(wtw_header_line(&rest), "");
    check_span(wtw_header_line(&rest), "last");
    check_number(rest.count, 0);
    check_span(wtw_header_line(&rest), "");
}

Test(http_body, takes_a_response_apart)
{
    struct wtw_http_response response =
        read_text("HTTP/1.1 404 Not Found\r\nContent-Type: text/html ; "
                  "Charset=\"UTF-8\"\r\n\r\nbody");

    check_number(response.status, 404);
    check_span(response.content_type, "text/html");
    check_span(response.charset, "UTF-8");
    check_span(response.body, "body");
    check_number(read_text("HTTP/2 200\n\nx").status, 200);
    check_number(read_text("HTTP/1.1\r\n\r\nbodybody").status, 0);
    check_span(read_text("no response at all").body, "no response at all");
    check_span(read_text("HTTP/1.1 200 OK\r\nA: b").body, "HTTP/1.1 200 OK\r\nA: b");
}

Test(http_body, undoes_chunks)
{
    struct wtw_http_response response =
        read_text("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n4\r\nabcd\r\nA;x=y\r\n0123456789"
                  "\r\n0\r\nTrailer: x\r\n\r\n");

    check(response.is_chunked);
    check_body(&response, 1000, "abcd0123456789", true);
    check_body(&response, 5, "abcd0", false);
    response = read_text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab");
    check_body(&response, 1000, "ab", true);
}

Test(http_body, believes_bytes_more_than_headers)
{
    struct wtw_http_response response =
        read_text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: "
                  "gzip\r\n\r\n<html>");
    char packed[200];
    size_t count = deflate_text("<p>x", 31, packed, sizeof packed);

    check_body(&response, 1000, "<html>", true);
    response = read_text("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n<html>");
    check_body(&response, 1000, "<html>", true);
    response = make_response("", packed, count);
    check_body(&response, 1000, "<p>x", true);
}

Test(http_body, inflates_what_servers_call_gzip_and_deflate)
{
    static const int windows[] = {31, 15, -15};
    char text[3000];

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = (char)('a' + i * i % 26);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < 3; i++) {
        char packed[3000];
        char head[64];
        size_t count = deflate_text(text, windows[i], packed, sizeof packed);
        struct wtw_http_response response;

        snprintf(head, sizeof head, "Content-Encoding: %s\r\n", i ? "deflate" : "gzip");
        response = make_response(head, packed, count);
        check_body(&response, 100000, text, true);
        check_body(&response, 2999, text, true);
    }
}

Test(http_body, inflates_chunks)
{
    char packed[200];
    char body[300];
    size_t count = deflate_text("<p>one two three", 31, packed, sizeof packed);
    size_t used = (size_t)snprintf(body, sizeof body, "5\r\n");
    struct wtw_http_response response;

    memcpy(body + used, packed, 5);
    used += 5;
    used += (size_t)snprintf(body + used, sizeof body - used, "\r\n%zx\r\n", count - 5);
    memcpy(body + used, packed + 5, count - 5);
    used += count - 5;
    used += (size_t)snprintf(body + used, sizeof body - used, "\r\n0\r\n\r\n");
    response = make_response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                             body, used);
    check_body(&response, 1000, "<p>one two three", true);
    check_body(&response, 6, "<p>one", false);
}

static void check_failure(const struct wtw_http_response *response, const char *words)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    bool is_whole = true;

    check_status(wtw_http_body_decode(response, 1000, &out, &is_whole, &error),
                 WTW_BAD_INPUT);
    cr_assert(strstr(error.words, words) != NULL, "got %s", error.words);
    check(!is_whole);
    wtw_buffer_release(&out);
}

Test(http_body, says_what_it_cannot_read)
{
    struct wtw_http_response response =
        read_text("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02");
    char packed[200];
    size_t count = deflate_text("<p>one two three", 31, packed, sizeof packed);

    check_failure(&response, "compressed by br, which is not read");
    response = make_response("Content-Encoding: gzip\r\n", packed, count - 12);
    check_failure(&response, "ends early");
    packed[11] = '\xff';
    packed[10] = '\xff';
    response = make_response("Content-Encoding: gzip\r\n", packed, count);
    check_failure(&response, "broken");
}

#ifdef WTW_FAULTS
Test(http_body, tells_of_missing_memory)
{
    struct wtw_http_response response = read_text("HTTP/1.1 200 OK\r\n\r\n<html>");
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    bool is_whole = false;
    char packed[200];
    size_t count = deflate_text("<p>x", 31, packed, sizeof packed);

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_http_body_decode(&response, 100, &out, &is_whole, &error),
                 WTW_NO_MEMORY);
    response = make_response("", packed, count);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_http_body_decode(&response, 100, &out, &is_whole, &error),
                 WTW_NO_MEMORY);
    wtw_buffer_release(&out);
}
#endif
