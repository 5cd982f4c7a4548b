/*
 * test_ascii_scan.c - runs of letters in chunks, against a loop that looks at each byte
 */
#include "check.h"

#include "text/ascii_scan.h"

#include <ctype.h>
#include <stdio.h>

static bool is_letter(unsigned char byte)
{
    return byte >= 0x80 || isalnum(byte);
}

/* The scan without its typographic punctuation, byte by byte. */
static void check_scan(const char *text, size_t text_bytes)
{
    static struct wtw_ascii_scan scan;
    size_t byte_count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t edge_count = 0;

    wtw_ascii_scan_make(&scan, text, text_bytes);
    check_number(scan.byte_count, byte_count);
    for (size_t i = 0; i <= byte_count; i++) {
        bool before = i > 0 && is_letter((unsigned char)text[i - 1]);
        bool here = i < byte_count && is_letter((unsigned char)text[i]);

        if (i < byte_count)
            check_number(scan.lower[i],
                         text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
        if (here != before && (i < byte_count || byte_count == text_bytes))
            check_number(scan.edges[edge_count++], i);
    }
    check_number(scan.edge_count, edge_count);
}

Test(ascii_scan, finds_runs_and_lower_case_by_hand)
{
    static struct wtw_ascii_scan scan;

    wtw_ascii_scan_make(&scan, "A zoo, OK.", 10);
    check_number(scan.edge_count, 6);
    check_number(scan.edges[0], 0);
    check_number(scan.edges[1], 1);
    check_number(scan.edges[2], 2);
    check_number(scan.edges[3], 5);
    check_number(scan.edges[4], 7);
    check_number(scan.edges[5], 9);
    check_bytes(scan.lower, 10, "a zoo, ok.");
    check(!scan.has_high && !scan.may_have_long);
}

Test(ascii_scan, takes_every_byte_as_a_loop_would)
{
    char text[256 + 64] = {0};

    for (size_t length = 0; length < sizeof text; length++) {
        for (size_t i = 0; i < length; i++)
            text[i] =
                (char)(i * 7 + length); /* 7 and 256 have no common divisor: all values */
        for (size_t i = 0; i + 1 < length; i++)
            if ((unsigned char)text[i] == 0xC2 || (unsigned char)text[i] == 0xE2)
                text[i] = (char)0xF0; /* not the beginning of typographic punctuation */
        check_scan(text, length);
    }
}

Test(ascii_scan, leaves_a_run_open_where_the_chunk_but_not_the_text_ends)
{
    static char text[WTW_SCAN_BYTES + 1];

    memset(text, ' ', sizeof text);
    text[WTW_SCAN_BYTES - 1] = 'x';
    check_scan(text, WTW_SCAN_BYTES);
    check_scan(text, WTW_SCAN_BYTES + 1);
    memset(text, 'x', sizeof text);
    check_scan(text, WTW_SCAN_BYTES);
    check_scan(text, WTW_SCAN_BYTES + 1);
    for (size_t i = 0; i < sizeof text; i += 2)
        text[i] = '-'; /* as many runs as there can be */
    check_scan(text, WTW_SCAN_BYTES);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? '-' : 'x';
    check_scan(text, WTW_SCAN_BYTES);
    check_scan(text, WTW_SCAN_BYTES + 1);
}

Test(ascii_scan, tells_the_next_byte_beyond_ascii)
{
    static struct wtw_ascii_scan scan;
    char text[200];

    memset(text, 'x', sizeof text);
    text[70] = text[71] = text[199] = (char)0xC3;
    wtw_ascii_scan_make(&scan, text, sizeof text);
    check(scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 70), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 71), 71);
    check_number(wtw_ascii_scan_next_high(&scan, 72), 199);
    wtw_ascii_scan_make(&scan, text, 70);
    check(!scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), WTW_SCAN_BYTES);
    check_number(wtw_ascii_scan_next_high(&scan, 69), WTW_SCAN_BYTES);
}

Test(ascii_scan, says_when_a_run_may_be_longer_than_126_bytes)
{
    static struct wtw_ascii_scan scan;
    char text[256];

    for (size_t begin = 0; begin < 128; begin++) {
        memset(text, ' ', sizeof text);
        memset(text + begin, 'x', 127);
        wtw_ascii_scan_make(&scan, text, sizeof text);
        check(scan.may_have_long);
    }
    memset(text, ' ', sizeof text);
    memset(text + 1, 'x', 126);
    wtw_ascii_scan_make(&scan, text, sizeof text);
    check(!scan.may_have_long);
}

Test(ascii_scan, ends_runs_at_quotes_dashes_and_no_break_spaces)
{
    static struct wtw_ascii_scan scan;
    static const char text[] = "It\u2019s\u2014so\u00A0be\u201D";

    wtw_ascii_scan_make(&scan, text, sizeof text - 1);
    check_number(scan.edge_count, 8);
    check_number(scan.edges[1], 2);
    check_number(scan.edges[2], 5);
    check_number(scan.edges[3], 6);
    check_number(scan.edges[4], 9);
    check_number(scan.edges[5], 11);
    check_number(scan.edges[6], 13);
    check_number(scan.edges[7], 15);
    check(!scan.has_high);
}
