/*
 * test_mutations.c - pages, archives and feeds with some bytes changed crash nothing
 *
 * Each sample is cut into records and understood thousands of times, each time with a few
 * bytes overwritten, dropped or repeated. There is nothing to expect but that it ends, that
 * a record lies in the input, and that what is understood is so again: the sanitizers see
 * the rest.
 */
#include "check.h"

#include "random_input.h"
#include "read/container.h"
#include "read/format.h"

#include <stdlib.h>

static const char *const samples[] = {
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T &amp; "
    "t</title><link "
    "rel=canonical href='https://a.example/1'><script "
    "type='application/ld+json'>{\"@type\":"
    "\"NewsArticle\",\"headline\":\"A "
    "\\u00e9\",\"articleBody\":\"Words.\"}</script></head>"
    "<body><nav><a href=x>Home</a></nav><article class='article-body'><h1>T</h1><p>The "
    "bridge <b>is</b> closed.<br>Until May.</p><ul><li>a<li>b</ul><table><tr><td>1<td>2"
    "</table></article><!-- c --><footer>f</footer>",

    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
    "https://a.example/1\r\nWARC-Date: "
    "2023-03-08T00:00:00Z\r\nContent-Length: 112\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: "
    "text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n<html><p>The "
    "bridge "
    "is shut\r\n0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: "
    "text/plain\r\nContent-Length: 11\r\n\r\nSome words.\r\n\r\n",

    "<?xml version='1.0' encoding='utf-8'?><rss "
    "xmlns:content='x'><channel><title>F</title>"
    "<!-- <item> --><item><title>A &amp; b</title><link>https://a.example/1</link><guid>g"
    "</guid><pubDate>Tue, 07 Mar 2023 10:15:00 "
    "+0100</pubDate><content:encoded><![CDATA[<p>"
    "One.<p>Two.]]></content:encoded></item><item><description>d</description></item>"
    "</channel></rss>",

    "<feed xmlns='http://www.w3.org/2005/Atom'><entry xml:lang='en'><id>i</id><link "
    "href='https://a.example/1'/><title type='html'>A &lt;b&gt;b</title><content "
    "type='xhtml'><div><p>One.</p>&nbsp;</div></content></entry></feed>",

    "<newsItem guid='g'><itemMeta><versionCreated>2023-03-07</versionCreated></itemMeta>"
    "<contentMeta><headline>H</headline></"
    "contentMeta><contentSet><inlineXML><html><body><p>"
    "One.</p></body></html></inlineXML><inlineData>x</inlineData></contentSet></"
    "newsItem>",
    "From a@b.example Tue Mar  7 10:00:00 2023\nMessage-ID: <7@b.example>\nSubject: "
    "=?utf-8?q?Caf=C3=A9?=\n =?utf-8?b?w6k=?=\nFrom: \"Gazette\" <news@b.example>\n"
    "Date: Tue, 7 Mar 2023 11:00:00 +0100\nContent-Type: multipart/mixed; "
    "boundary=\"b\"\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n"
    "--c\nContent-Type: text/html; charset=latin1\nContent-Transfer-Encoding: "
    "quoted-printable\n\n<p>caf=E9 =\nclosed</p>\n--c--\n--b\nContent-Type: "
    "text/plain\nContent-Transfer-Encoding: base64\n\nVGhlIGZlcnJ5\n--b--\n\n"
    "From c@b.example Tue Mar  7 10:00:00 2023\n\n>From here\n",
};

static size_t mutate(struct random_input *random, const char *sample, char *out)
{
    size_t count = strlen(sample);

    memcpy(out, sample, count);
    for (uint32_t i = random_below(random, 6); i > 0; i--) {
        size_t at = random_below(random, (uint32_t)count);
        size_t length = random_below(random, 20);

        if (length > count - at)
            length = count - at;
        if (random_chance(random, .5)) {
            out[at] = (char)random_below(random, 256);
        } else if (random_chance(random, .5)) {
            memmove(out + at, out + at + length, count - at - length);
            count -= length;
        } else {
            memmove(out + at + length, out + at, count - at);
            count += length;
        }
        if (!count)
            break;
    }
    return count;
}

static struct wtw_buffer scratch;
static struct wtw_buffer again;

static void understand_twice(const struct wtw_format *format,
                             const struct wtw_record_setting *setting,
                             struct wtw_span record)
{
    struct wtw_fields fields;
    struct wtw_fields second;
    enum wtw_reject_reason reason;
    enum wtw_status status = WTW_OK;

    scratch.count = 0;
    again.count = 0;
    status = format->understand(setting, record, &scratch, &fields, &reason, NULL);
    check(status == WTW_OK || status == WTW_BAD_INPUT);
    check(format->understand(setting, record, &again, &second, &reason, NULL) == status);
    for (size_t i = 0; status == WTW_OK && i < WTW_FIELD_COUNT; i++) {
        struct wtw_span a = fields.items[i].value;
        struct wtw_span b = second.items[i].value;

        check(a.count == b.count && (!a.count || memcmp(a.items, b.items, a.count) == 0));
    }
}

/* Cuts all of 'bytes', of which nothing more comes. */
static void cut_all(const struct wtw_format *format, struct wtw_span bytes)
{
    static const char *const no_paths[WTW_FIELD_COUNT];
    struct wtw_field_finder finder;
    struct wtw_record_setting setting = {.finder = &finder, .spot = {.input = "in"}};
    struct wtw_search search = {0};
    struct wtw_cut cut = {0};
    enum wtw_found found = WTW_FOUND_NOTHING;

    wtw_field_finder_init(&finder, no_paths);
    while ((found = format->find(&search, bytes, true, &cut)) != WTW_FOUND_NOTHING &&
           found != WTW_FOUND_BREAK) {
        check(cut.begin <= cut.end && cut.end <= cut.next && cut.next <= bytes.count);
        if (found == WTW_FOUND_PREAMBLE)
            setting.preamble = (struct wtw_span){bytes.items, cut.end};
        if (found == WTW_FOUND_RECORD)
            understand_twice(
                format, &setting,
                (struct wtw_span){bytes.items + cut.begin, cut.end - cut.begin});
        check(cut.next > 0 || format->is_whole);
        bytes.items += cut.next;
        bytes.count -= cut.next;
        search.searched = 0;
        search.lines = 0;
        if (!bytes.count)
            break;
    }
}

static void mutate_sample(size_t i, enum wtw_container container, uint32_t rounds)
{
    struct random_input random = random_begin((uint32_t)i);
    const struct wtw_format *format = wtw_format_of(container);

    for (uint32_t round = 0; round < rounds; round++) {
        char room[2000];
        size_t count = round ? mutate(&random, samples[i], room) : strlen(samples[i]);
        char *bytes = malloc(count + 1); /* of exactly its size, so that sanitizers see */

        memcpy(bytes, round ? room : samples[i], count);
        wtw_container_recognise(bytes, count, true, WTW_CONTAINER_UNKNOWN);
        cut_all(format, (struct wtw_span){bytes, count});
        free(bytes);
    }
    wtw_buffer_release(&scratch);
    wtw_buffer_release(&again);
}

Test(mutations, of_pages_crash_nothing)
{
    mutate_sample(0, WTW_CONTAINER_HTML, 3000);
}

Test(mutations, of_archives_crash_nothing)
{
    mutate_sample(1, WTW_CONTAINER_WARC, 6000);
}

Test(mutations, of_feeds_crash_nothing)
{
    mutate_sample(2, WTW_CONTAINER_RSS, 4000);
    mutate_sample(3, WTW_CONTAINER_ATOM, 4000);
}

Test(mutations, of_news_items_crash_nothing)
{
    mutate_sample(4, WTW_CONTAINER_NEWSML, 4000);
}

Test(mutations, of_mailboxes_crash_nothing)
{
    mutate_sample(5, WTW_CONTAINER_MBOX, 6000);
}
