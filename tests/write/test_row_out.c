/*
 * test_row_out.c - rows of cells as TSV or as CSV
 */
#include "capture.h"
#include "write/clusters_out.h"

static const char nasty[] = "a,\"b\"\r\n\tc\\ d";

static void put_two(bool is_csv, struct wtw_span first, struct capture *capture)
{
    struct wtw_row row = {.is_csv = is_csv};

    capture_begin(capture);
    row.out = &capture->out;
    wtw_row_header(row, "one\ttwo\n");
    wtw_row_text(row, first);
    wtw_row_next(row);
    wtw_row_text(row, text_of("=1+1"));
    wtw_row_end(row);
    capture_end(capture);
}

Test(row_out, quotes_in_csv_what_would_break_a_row)
{
    struct capture capture;

    put_two(true, text_of(nasty), &capture);
    check_string(capture.bytes, "one,two\n\"a,\"\"b\"\"\r\n\tc\\ d\",=1+1\n");
    capture_release(&capture);
}

Test(row_out, quotes_in_csv_for_each_of_four_characters_alone)
{
    static const char *const texts[] = {"a,b", "a\nb", "a\rb"};
    struct capture capture;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char wanted[64];

        put_two(true, text_of(texts[i]), &capture);
        snprintf(wanted, sizeof wanted, "one,two\n\"%s\",=1+1\n", texts[i]);
        check_string(capture.bytes, wanted);
        capture_release(&capture);
    }
    put_two(true, text_of("a\"b"), &capture);
    check_string(capture.bytes, "one,two\n\"a\"\"b\",=1+1\n");
    capture_release(&capture);
}

Test(row_out, leaves_in_csv_all_else_as_it_is)
{
    static const char *const plain[] = {"", " a b ", "'", "a;b", "caf\xc3\xa9", "\xff"};

    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        struct capture capture;
        char wanted[64];

        put_two(true, text_of(plain[i]), &capture);
        snprintf(wanted, sizeof wanted, "one,two\n%s,=1+1\n", plain[i]);
        check_string(capture.bytes, wanted);
        capture_release(&capture);
    }
}

Test(row_out, escapes_in_tsv_what_would_break_a_row)
{
    struct capture capture;

    put_two(false, text_of(nasty), &capture);
    check_string(capture.bytes, "one\ttwo\na,\"b\"\\r\\n\\tc\\\\ d\t=1+1\n");
    capture_release(&capture);
}
