/*
 * test_ascii_scan.c - what is known of a scanned chunk; scanning itself is tested in
 * test_text_kernels.c
 */
#include "check.h"

#include "text/text_kernels.h"
#include "text/token_oracle.h"

Test(ascii_scan, tells_the_next_byte_beyond_ascii)
{
    static struct wtw_ascii_scan scan;
    char text[200];

    memset(text, 'x', sizeof text);
    text[70] = text[71] = text[199] = (char)0xC3;
    wtw_text_kernel_scalar.scan(&scan, text, sizeof text);
    check(scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 70), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 71), 71);
    check_number(wtw_ascii_scan_next_high(&scan, 72), 199);
    wtw_text_kernel_scalar.scan(&scan, text, 70);
    check(!scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), WTW_SCAN_BYTES);
    check_number(wtw_ascii_scan_next_high(&scan, 69), WTW_SCAN_BYTES);
}

/* With an 'a' and a capital before it, one of them or none, all letters lie across the end
 * of a block once; where the text cuts a letter, half of it stays as it is. */
Test(ascii_scan, leaves_small_cyrillic_as_it_is_and_folds_the_capitals_among_it)
{
    enum { LETTERS = 0x30 };
    static const size_t begins[] = {0, 1, 3};
    static struct wtw_ascii_scan scan;
    char text[3 + 4 * LETTERS] = "a\u0416";
    char folded[sizeof text] = "a\u0436";

    for (size_t i = 0; i < LETTERS; i++) {
        uint32_t letter = 0x430 + (uint32_t)i;
        const char small[] = {(char)(0xC0 | letter >> 6), (char)(0x80 | (letter & 0x3F))};

        memcpy(text + 3 + 4 * i, small, 2);
        memcpy(folded + 3 + 4 * i, small, 2);
        memcpy(text + 5 + 4 * i, i % 8 == 1 ? ", " : i % 8 == 0 ? text + 1 : small, 2);
        memcpy(folded + 5 + 4 * i,
               i % 8 == 1   ? ", "
               : i % 8 == 0 ? folded + 1
                            : small,
               2);
    }
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        for (size_t end = sizeof text; end >= 3; end--) { /* so that more is behind it */
            size_t whole = end - ((unsigned char)text[end - 1] >= 0xC0);

            wtw_text_kernel_scalar.scan(&scan, text + begins[i], end - begins[i]);
            wtw_ascii_scan_fold_letters(&scan);
            check(memcmp(scan.lower, folded + begins[i], whole - begins[i]) == 0);
            check(scan.has_high == (whole < end));
            check_number(wtw_ascii_scan_next_high(&scan, 0),
                         whole < end ? whole - begins[i] : (size_t)WTW_SCAN_BYTES);
        }
}

/* Words of letters of two bytes, in capitals and not, lie across each place of the end. */
Test(ascii_scan, of_cyrillic_are_those_of_an_oracle_wherever_chunks_of_the_scan_end)
{
    static struct oracle oracle;
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_buffer text = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    for (uint64_t shift = 0; shift < 40; shift++) {
        oracle_begin(&oracle, &text);
        for (uint64_t i = 0; i < shift; i++)
            oracle_add(&oracle, &text, 'a');
        for (uint64_t i = 0; i < 4000; i++)
            oracle_add(&oracle, &text,
                       i % 11 == 10  ? ' '
                       : i % 97 == 5 ? 0x301
                                     : 0x410 + (int32_t)(i * 7 % 64));
        oracle_split(&oracle);
        compare_with_oracle(&oracle, &text, tokens, shift);
    }
    wtw_buffer_release(&text);
    wtw_buffer_release(&oracle.spelled);
    wtw_tokens_free(tokens);
}
