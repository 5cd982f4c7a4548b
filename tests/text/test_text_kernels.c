/*
 * test_text_kernels.c - every kernel that runs here, against loops that look at each byte
 *
 * The loops here are the plainest there are; expectations never come from another kernel.
 */
#include "check.h"
#include "naive_token_hash.h"
#include "random_input.h"

#include "text/text_kernels.h"

#include <ctype.h>
#include <sys/mman.h>
#include <unistd.h>

/* Calls 'check_one' with each kernel that runs here. */
static void with_each_kernel(void (*check_one)(const struct wtw_text_kernel *kernel))
{
    for (size_t i = 0; wtw_text_kernel_at(i); i++)
        if (wtw_text_kernel_at(i)->runs_here())
            check_one(wtw_text_kernel_at(i));
}

/* ------------------------------------------------------------------ the list */

Test(text_kernels, begin_with_the_scalar_one_and_are_found_by_name)
{
    check_string(wtw_text_kernel_at(0)->name, "scalar");
    check(wtw_text_kernel_at(0)->runs_here());
    for (size_t i = 0; wtw_text_kernel_at(i); i++)
        check(wtw_text_kernel_named(wtw_text_kernel_at(i)->name) ==
              wtw_text_kernel_at(i));
    check(wtw_text_kernel_named("abacus") == wtw_text_kernel_at(0));
    check(wtw_text_kernel_best()->runs_here());
}

/* ------------------------------------------------------------------ pages */

/* Memory whose end is the end of what can be read. */
struct page {
    char *begin;
    char *end;
    size_t bytes;
};

static struct page map_page(void)
{
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    struct page page = {.bytes = 4 * page_bytes};

    page.begin = mmap(NULL, page.bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check(page.begin != MAP_FAILED);
    page.end = page.begin + 3 * page_bytes;
    check(mprotect(page.end, page_bytes, PROT_NONE) == 0);
    return page;
}

static void unmap_page(const struct page *page)
{
    check(munmap(page->begin, page->bytes) == 0);
}

/* ------------------------------------------------------------------ runs */

static bool is_run_byte(unsigned char byte)
{
    return byte >= 0x80 || isalnum(byte);
}

/* How many bytes of typographic punctuation stand at text[i], which begins a row of bytes
 * beyond ASCII within its block of 64: U+2010 to U+2029, U+00A0 to U+00A9. */
static size_t punctuation_at(const unsigned char *text, size_t i, size_t end)
{
    size_t block_end = (i / 64 + 1) * 64 < end ? (i / 64 + 1) * 64 : end;

    if (i % 64 && text[i - 1] >= 0x80)
        return 0;
    if (i + 2 < block_end && text[i] == 0xE2 && text[i + 1] == 0x80 &&
        text[i + 2] >= 0x90 && text[i + 2] <= 0xA9)
        return 3;
    if (i + 1 < block_end && text[i] == 0xC2 && text[i + 1] >= 0xA0 &&
        text[i + 1] <= 0xA9)
        return 2;
    return 0;
}

/* Which bytes are in a run, one by one. */
static void mark_runs(const unsigned char *text, size_t count, bool *out_in_run)
{
    for (size_t i = 0; i < count; i++)
        out_in_run[i] = is_run_byte(text[i]);
    for (size_t i = 0; i < count; i++)
        for (size_t more = punctuation_at(text, i, count); more > 0; more--)
            out_in_run[i + more - 1] = false;
}

static bool has_high_bit(const struct wtw_ascii_scan *scan, size_t i)
{
    return scan->high[i / 64] >> i % 64 & 1;
}

static void check_scan(const struct wtw_text_kernel *kernel, const char *text,
                       size_t text_bytes)
{
    static struct wtw_ascii_scan scan;
    static bool in_run[WTW_SCAN_BYTES];
    size_t count = text_bytes < WTW_SCAN_BYTES ? text_bytes : WTW_SCAN_BYTES;
    size_t edge_count = 0;
    bool has_high = false;

    mark_runs((const unsigned char *)text, count, in_run);
    kernel->scan(&scan, text, text_bytes);
    check_number(scan.byte_count, count);
    for (size_t i = 0; i <= count; i++) {
        bool before = i > 0 && in_run[i - 1];
        bool here = i < count && in_run[i];
        bool is_high = here && (unsigned char)text[i] >= 0x80;

        if (here != before && (i < count || count == text_bytes))
            check_number(scan.edges[edge_count++], i);
        if (i == count)
            break;
        check_number(scan.lower[i],
                     text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
        check(has_high_bit(&scan, i) == is_high);
        has_high |= is_high;
    }
    check_number(scan.edge_count, edge_count);
    check(scan.has_high == has_high);
}

static void scan_by_hand(const struct wtw_text_kernel *kernel)
{
    static struct wtw_ascii_scan scan;

    kernel->scan(&scan, "A zoo, OK.", 10);
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

Test(text_kernels, find_runs_and_lower_case_by_hand)
{
    with_each_kernel(scan_by_hand);
}

static void scan_punctuation_by_hand(const struct wtw_text_kernel *kernel)
{
    static struct wtw_ascii_scan scan;
    static const char text[] = "It\u2019s\u2014so\u00A0be\u201D";

    kernel->scan(&scan, text, sizeof text - 1);
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

Test(text_kernels, end_runs_at_quotes_dashes_and_no_break_spaces)
{
    with_each_kernel(scan_punctuation_by_hand);
}

/* Every value of a byte beside every other that matters, at every place of a block. */
static void scan_all_bytes(const struct wtw_text_kernel *kernel)
{
    char text[256 + 64];

    for (size_t length = 0; length <= sizeof text; length++) {
        for (size_t i = 0; i < length; i++)
            text[i] = (char)(i * 7 + length); /* all values, as 7 is odd */
        check_scan(kernel, text, length);
    }
}

Test(text_kernels, take_every_byte_as_a_loop_would)
{
    with_each_kernel(scan_all_bytes);
}

/* Letters, blanks and the pieces that typographic punctuation is made of. */
static void fill_with_pieces(struct random_input *random, char *text, size_t bytes)
{
    static const char *const pieces[] = {
        "a",      "Z",        " ",      "9",      "\u2019", "\u00A0", "\u2014",
        "\u00A9", "\u2010",   "\u2029", "\u202A", "\u00E9", "\xE2",   "\x80",
        "\xC2",   "\xE2\x80", "word",   ", ",     "\u00AA", "\u0416"};
    size_t at = 0;

    while (at < bytes) {
        const char *piece =
            pieces[random_below(random, sizeof pieces / sizeof pieces[0])];

        for (; *piece && at < bytes; piece++)
            text[at++] = *piece;
    }
}

static void scan_random_pieces(const struct wtw_text_kernel *kernel)
{
    struct random_input random = random_begin(11);
    const struct page page = map_page();

    for (size_t round = 0; round < 2000; round++) {
        size_t bytes = random_below(&random, 400);
        char *text = page.end - bytes;

        fill_with_pieces(&random, text, bytes);
        check_scan(kernel, text, bytes);
    }
    unmap_page(&page);
}

Test(text_kernels, scan_random_text_that_ends_at_an_unreadable_page)
{
    with_each_kernel(scan_random_pieces);
}

static void scan_chunk_ends(const struct wtw_text_kernel *kernel)
{
    static char text[WTW_SCAN_BYTES + 1];

    memset(text, ' ', sizeof text);
    text[WTW_SCAN_BYTES - 1] = 'x';
    check_scan(kernel, text, WTW_SCAN_BYTES);
    check_scan(kernel, text, WTW_SCAN_BYTES + 1);
    memset(text, 'x', sizeof text);
    check_scan(kernel, text, WTW_SCAN_BYTES);
    check_scan(kernel, text, WTW_SCAN_BYTES + 1);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? 'x' : '-'; /* as many runs as there can be */
    check_scan(kernel, text, WTW_SCAN_BYTES);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? '-' : 'x';
    check_scan(kernel, text, WTW_SCAN_BYTES);
    check_scan(kernel, text, WTW_SCAN_BYTES + 1);
}

Test(text_kernels, leave_a_run_open_where_the_chunk_but_not_the_text_ends)
{
    with_each_kernel(scan_chunk_ends);
}

static void scan_long_runs(const struct wtw_text_kernel *kernel)
{
    static struct wtw_ascii_scan scan;
    char text[256];

    for (size_t begin = 0; begin < 128; begin++) {
        memset(text, ' ', sizeof text);
        memset(text + begin, 'x', 127);
        kernel->scan(&scan, text, sizeof text);
        check(scan.may_have_long);
    }
    memset(text, ' ', sizeof text);
    memset(text + 1, 'x', 126);
    kernel->scan(&scan, text, sizeof text);
    check(!scan.may_have_long);
}

Test(text_kernels, say_when_a_run_may_be_longer_than_126_bytes)
{
    with_each_kernel(scan_long_runs);
}

/* ------------------------------------------------------------------ signs */

static size_t plain_sign(const char *text, size_t at, size_t end)
{
    for (; at < end; at++) {
        char next = at + 1 < end ? text[at + 1] : 0;

        if (text[at] == '<' || text[at] == '&' || text[at] == '@' || text[at] == ']' ||
            (text[at] == '/' && next == '/') || (text[at] == 'w' && next == 'w'))
            return at;
    }
    return end;
}

static void find_random_signs(const struct wtw_text_kernel *kernel)
{
    static const char letters[] = "abc/wx/w <&@]";
    struct random_input random = random_begin(12);
    const struct page page = map_page();

    for (size_t round = 0; round < 5000; round++) {
        size_t bytes = random_below(&random, 300);
        uint32_t rare = random_between(&random, 1, 200);
        char *text = page.end - bytes;

        for (size_t i = 0; i < bytes; i++)
            text[i] = random_below(&random, rare) ? 'a' + (char)(i % 20)
                                                  : letters[random_below(&random, 13)];
        for (size_t at = 0; at <= bytes; at += 1 + random_below(&random, 70))
            check_number(kernel->find_sign(text, at, bytes), plain_sign(text, at, bytes));
    }
    unmap_page(&page);
}

Test(text_kernels, find_the_first_sign_wherever_it_stands)
{
    with_each_kernel(find_random_signs);
}

/* ------------------------------------------------------------------ hashes */

static void hash_all_lengths(const struct wtw_text_kernel *kernel)
{
    static char lower[WTW_SCAN_BYTES + WTW_SCAN_MARGIN];
    uint16_t edges[2 * 40];
    uint64_t hashes[40 + 1];
    struct random_input random = random_begin(13);

    for (size_t count = 0; count <= 40; count++) {
        size_t at = 0;

        for (size_t i = 0; i < sizeof lower; i++)
            lower[i] = (char)random_between(&random, 1, 255);
        for (size_t i = 0; i < count; i++) {
            edges[2 * i] = (uint16_t)(at += random_below(&random, 3));
            edges[2 * i + 1] = (uint16_t)(at += random_between(&random, 1, 40));
        }
        hashes[count] = 77;
        kernel->hash_tokens(lower, edges, count, hashes);
        for (size_t i = 0; i < count; i++)
            check_number(hashes[i],
                         naive_token_hash(lower + edges[2 * i],
                                          (size_t)(edges[2 * i + 1] - edges[2 * i])));
        check_number(hashes[count], 77);
    }
}

Test(text_kernels, hash_tokens_of_every_length_by_the_definition)
{
    for (int round = 0; round < 50; round++)
        with_each_kernel(hash_all_lengths);
}

/* The last token of a full chunk ends where the margin begins. */
static void hash_last_token(const struct wtw_text_kernel *kernel)
{
    const struct page page = map_page();
    char *lower = page.end - WTW_SCAN_BYTES - WTW_SCAN_MARGIN;
    uint16_t edges[2 * 8];
    uint64_t hashes[8];

    memset(lower, 'x', WTW_SCAN_BYTES + WTW_SCAN_MARGIN);
    for (size_t i = 0; i < 8; i++) {
        edges[2 * i] = (uint16_t)(WTW_SCAN_BYTES - 8 + i);
        edges[2 * i + 1] = (uint16_t)(WTW_SCAN_BYTES - 8 + i + 1);
    }
    kernel->hash_tokens(lower, edges, 8, hashes);
    for (size_t i = 0; i < 8; i++)
        check_number(hashes[i], naive_token_hash("x", 1));
    unmap_page(&page);
}

Test(text_kernels, hash_the_last_token_of_a_chunk_within_the_margin)
{
    with_each_kernel(hash_last_token);
}
