/*
 * test_warc.c - pages in web archives, by bytes as the standard (ISO 28500) has them
 */
#include "cut_runs.h"
#include "understood.h"

#include "base/faults.h"
#include "read/warc.h"

#include <stdlib.h>
#include <zlib.h>

#define PAGE "<html><h1>T</h1><p>The bridge is closed until May.</p>"

/* The archive in the making. */
static char archive[40000];
static size_t archive_used;

static void begin_archive(void)
{
    archive_used = 0;
}

TestSuite(warc, .init = begin_archive);

static size_t add_record(const char *version, const char *type, const char *lines,
                         const void *block, size_t count)
{
    size_t begin = archive_used;

    archive_used +=
        (size_t)snprintf(archive + archive_used, sizeof archive - archive_used,
                         "WARC/%s\r\nWARC-Type: %s\r\nWARC-Date: "
                         "2023-03-08T01:02:03Z\r\n%sContent-Length: "
                         "%zu\r\n\r\n",
                         version, type, lines, count);
    memcpy(archive + archive_used, block, count);
    archive_used += count;
    memcpy(archive + archive_used, "\r\n\r\n", 5);
    archive_used += 4;
    return begin;
}

static size_t add_text(const char *type, const char *lines, const char *block)
{
    return add_record("1.0", type, lines, block, strlen(block));
}

/* The archive's records cut, in pieces of every size, as the offsets of their begins. */
static void check_offsets(const char *wanted)
{
    static const size_t pieces[] = {1, 7, 100, 5000, 40000};

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct cut cut = cut_text(&wtw_warc_format, archive, pieces[i], 2, 30000);
        char got[200] = "";
        size_t used = 0;

        for (const char *at = cut.list; (at = strstr(at, "WARC/1.")); at++) {
            const char *place = at;

            while (place[-1] != '@')
                place--;
            used += (size_t)snprintf(got + used, sizeof got - used, "%d ",
                                     (int)strtol(place, NULL, 10));
        }
        check_string(got, wanted);
        check_number(told_count, 0);
    }
}

Test(warc, gives_pages_and_passes_over_all_else)
{
    static char film[25000];
    size_t page;
    size_t capitals;
    size_t text;
    size_t resource;
    char wanted[200];

    memset(film, 0, sizeof film);
    add_text("warcinfo", "Content-Type: application/warc-fields\r\n", "software: x\r\n");
    add_text("request", "", "GET / HTTP/1.1\r\n\r\n");
    page = add_text("response", "",
                    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" PAGE);
    capitals =
        add_record("1.1", "response", "", "HTTP/1.1 203 x\r\n\r\n<!DOCTYPE HTML>", 34);
    add_text("response", "", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" PAGE);
    add_text("response", "", "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np { }");
    add_text("response", "", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    add_text("response", "", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nrobots");
    add_text("response", "", "dns answer");
    add_text(
        "resource",
        "WARC-Target-URI: metadata://crawler.example/log\r\nContent-Type: text/plain\r\n",
        "log");
    add_text("revisit", "", "HTTP/1.1 200 OK\r\n\r\n");
    add_record("1.0", "resource", "Content-Type: video/mp4\r\n", film, 12);
    resource = add_text("resource", "", " {\"text\":\"x\"}");
    text = add_text("conversion", "Content-Type: text/plain\r\n", "Some words.");
    snprintf(wanted, sizeof wanted, "%zu %zu %zu %zu ", page, capitals, resource, text);
    /* Zero bytes would end the text that the test cuts. */
    for (size_t i = 0; i < archive_used; i++)
        archive[i] = archive[i] ? archive[i] : '\1';
    check_offsets(wanted);
}

Test(warc, passes_over_what_is_too_long_unless_it_is_a_page)
{
    static char page[12000] = "HTTP/1.1 200 OK\r\n\r\n<html>";
    static char film[20000] = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n";
    struct cut cut;

    memset(page + strlen(page), 'x', sizeof page - 1 - strlen(page));
    memset(film + strlen(film), '\1', sizeof film - 1 - strlen(film));
    add_text("response", "", film);
    add_text("response", "", page);
    add_text("response", "", "HTTP/1.1 200 OK\r\n\r\n" PAGE);
    cut = cut_text(&wtw_warc_format, archive, 1000, 2, 11000);
    check_number(told_count, 1);
    check_number(told_reason, WTW_REJECT_TOO_LONG);
    check(strstr(cut.list, PAGE) != NULL);
}

static void check_broken(const char *bytes, const char *words)
{
    struct cut cut = cut_text(&wtw_warc_format, bytes, 10, 2, 100000);

    check_string(cut.list, "");
    check_number(told_count, 1);
    check_number(told_reason, WTW_REJECT_MALFORMED);
    cr_assert(strstr(told[0].words, words) != NULL, "got %s", told[0].words);
}

Test(warc, says_where_an_archive_is_broken)
{
    char *header = malloc(70001);

    check_broken("WARC/0.9\r\n\r\n", "no record of WARC 1.0 or 1.1");
    check_broken("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "no Content-Length");
    check_broken("WARC/1.0\r\nContent-Length: -1\r\n\r\n", "no Content-Length");
    check_broken("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n",
                 "no Content-Length");
    check_broken("WARC/1.0\r\nWARC-Type", "header has no end");
    check_broken("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99\r\n\r\n<html>",
                 "ends before its Content-Length");
    memset(header, 'x', 70000);
    memcpy(header, "WARC/1.0\r\n", 10);
    header[70000] = '\0';
    check_broken(header, "header has no end");
    free(header);
}

static void understand_record(void)
{
    check_ok(understand_bytes(&wtw_warc_format, "", archive, archive_used - 4),
             &understood_error);
    archive_used = 0;
}

Test(warc, has_the_fields_of_a_page)
{
    add_text(
        "response",
        "WARC-Target-URI: https://a.example/1\r\nWARC-Identified-Content-Language: "
        "eng,deu\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"
        "<html><link rel=canonical href=https://a.example/other><h1>T</h1><p>Caf\xe9.");
    understand_record();
    check_field(WTW_FIELD_TEXT, "main text", "Caf\xc3\xa9.");
    check_field(WTW_FIELD_TITLE, "h1", "T");
    check_field(WTW_FIELD_URL, "WARC-Target-URI", "https://a.example/1");
    check_field(WTW_FIELD_DATE, "WARC-Date", "2023-03-08T01:02:03Z");
    check_field(WTW_FIELD_LANGUAGE, "WARC-Identified-Content-Language", "eng");
    check(understood_fields.date_is_crawl_date);
    check_number(understood_fields.published_seconds, INT64_C(1678237323));
    add_text("conversion",
             "WARC-Target-URI: <https://a.example/3>\r\nContent-Type: text/plain\r\n",
             "x");
    understand_record();
    check_field(WTW_FIELD_URL, "WARC-Target-URI", "https://a.example/3");
    add_text("response", "",
             "HTTP/1.1 200 OK\r\n\r\n<html lang=en><meta name=date content=2023-03-07>"
             "<link rel=canonical href=https://a.example/2>");
    understand_record();
    check_field(WTW_FIELD_URL, "canonical link", "https://a.example/2");
    check_field(WTW_FIELD_DATE, "date", "2023-03-07");
    check(!understood_fields.date_is_crawl_date);
    wtw_buffer_release(&understood_scratch);
}

Test(warc, has_the_text_of_conversions_and_objects_of_json)
{
    add_text("conversion", "Content-Type: text/plain\r\n", "Some\nwords.");
    understand_record();
    check_field(WTW_FIELD_TEXT, "WARC content", "Some\nwords.");
    add_text("resource", "", "{\"text\":\"a\\nb\",\"date\":\"2023-03-07\"}");
    understand_record();
    check_field(WTW_FIELD_TEXT, "text", "a\nb");
    check_field(WTW_FIELD_DATE, "date", "2023-03-07");
    check_number(understood_fields.text_begin, 0);
    add_text("resource", "", "{\"a\":1}");
    check_status(understand_bytes(&wtw_warc_format, "", archive, archive_used - 4),
                 WTW_BAD_INPUT);
    check_number(understood_reason, WTW_REJECT_NO_TEXT);
    wtw_buffer_release(&understood_scratch);
}

/* A response whose body is PAGE in gzip. */
static void add_packed(const char *lines, size_t cut)
{
    static char block[1000];
    size_t used =
        (size_t)snprintf(block, sizeof block, "HTTP/1.1 200 OK\r\n%s\r\n", lines);
    z_stream stream = {0};

    check(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)PAGE;
    stream.avail_in = sizeof PAGE - 1;
    stream.next_out = (Bytef *)block + used;
    stream.avail_out = (uInt)(sizeof block - used);
    check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    used = sizeof block - stream.avail_out;
    deflateEnd(&stream);
    add_record("1.0", "response", "", block, used - cut);
}

Test(warc, inflates_pages_and_rejects_what_it_cannot)
{
    add_packed("Content-Encoding: gzip\r\n", 0);
    understand_record();
    check_field(WTW_FIELD_TEXT, "main text", "The bridge is closed until May.");
    add_packed("Content-Encoding: gzip\r\n", 12);
    check_status(understand_bytes(&wtw_warc_format, "", archive, archive_used - 4),
                 WTW_BAD_INPUT);
    check_number(understood_reason, WTW_REJECT_BROKEN_STREAM);
    check_string(understood_error.input, "in");
    archive_used = 0;
    add_text(
        "response", "",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\v");
    check_offsets("0 ");
    check_status(understand_bytes(&wtw_warc_format, "", archive, archive_used - 4),
                 WTW_BAD_INPUT);
    check(strstr(understood_error.words, "compressed by br") != NULL);
    check_rejected(&wtw_warc_format, "no record", WTW_REJECT_MALFORMED, "no record");
    wtw_buffer_release(&understood_scratch);
}

#ifdef WTW_FAULTS
Test(warc, tells_of_missing_memory_at_every_allocation)
{
    add_packed("Content-Encoding: gzip\r\n", 0);
    check_without_memory(&wtw_warc_format, archive, archive_used - 4);
}
#endif
