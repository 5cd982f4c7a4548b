/*
 * test_out.c - a stream of output bytes that remembers its first failure
 */
#include "base/faults.h"
#include "capture.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>

Test(out, writes_numbers_ratios_and_blanks)
{
    struct capture capture;

    capture_begin(&capture);
    wtw_out_number(&capture.out, 0);
    wtw_out_character(&capture.out, ' ');
    wtw_out_number(&capture.out, UINT64_MAX);
    wtw_out_character(&capture.out, ' ');
    wtw_out_ratio(&capture.out, 1.0 / 3);
    wtw_out_character(&capture.out, ' ');
    wtw_out_real(&capture.out, 2.5, 0);
    wtw_out_real(&capture.out, -1.25, 1);
    wtw_out_spaces(&capture.out, 70);
    wtw_out_words(&capture.out, "|");
    capture_end(&capture);
    check_string(
        capture.bytes,
        "0 18446744073709551615 0.3333 2-1.2"
        "                                                                      |");
    capture_release(&capture);
}

static void check_ratio(double ratio)
{
    struct capture capture;
    char wanted[32];

    capture_begin(&capture);
    wtw_out_ratio(&capture.out, ratio);
    capture_end(&capture);
    snprintf(wanted, sizeof wanted, "%.4f", ratio);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(out, writes_ratios_as_the_c_library_rounds_them)
{
    static const double others[] = {0,     1,       0.99995,  0.99994999,  1.5,
                                    -0.25, 0.00005, 0.000049, 1.0 / 65536, 0.5};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_ratio(others[i]);
    for (unsigned whole = 1; whole < 60; whole++)
        for (unsigned part = 0; part <= whole; part++)
            check_ratio((double)part / whole);
    for (unsigned i = 0; i < 1000; i++) /* halves, which binary numbers miss narrowly */
        check_ratio((i * 10 + 0.5) / 10000);
}

Test(out, writes_more_than_its_buffer_in_order)
{
    enum { BIG = 200000 };
    struct capture capture;
    char *big = malloc(BIG);

    for (size_t i = 0; i < BIG; i++)
        big[i] = (char)('a' + i % 26);
    capture_begin(&capture);
    wtw_out_words(&capture.out, "<");
    wtw_out_put(&capture.out, big, BIG);
    for (size_t i = 0; i < BIG; i += 7)
        wtw_out_put(&capture.out, big + i, BIG - i < 7 ? BIG - i : 7);
    wtw_out_words(&capture.out, ">");
    capture_end(&capture);
    check_number(capture.count, 2 * BIG + 2);
    check(capture.bytes[0] == '<' && capture.bytes[capture.count - 1] == '>');
    check(memcmp(capture.bytes + 1, big, BIG) == 0);
    check(memcmp(capture.bytes + 1 + BIG, big, BIG) == 0);
    capture_release(&capture);
    free(big);
}

Test(out, names_the_output_when_the_disk_is_full)
{
    struct wtw_error error = {0};
    struct wtw_out out;
    int full = open("/dev/full", O_WRONLY);

    check(full >= 0);
    check_ok(wtw_out_init(&out, full, &error), &error);
    wtw_out_words(&out, "x");
    check(!wtw_out_has_failed(&out));
    check_status(wtw_out_flush(&out, "out.tsv", &error), WTW_IO);
    check_string(error.words, "cannot write out.tsv: No space left on device; make room "
                              "there and run it again");
    check(wtw_out_has_failed(&out));
    check_status(wtw_out_flush(&out, "out.tsv", &error), WTW_IO);
    wtw_out_release(&out);
    close(full);
}

Test(out, tells_a_closed_pipe_from_other_failures)
{
    struct wtw_error error = {0};
    struct wtw_out out;
    int ends[2];

    signal(SIGPIPE, SIG_IGN);
    check(pipe(ends) == 0);
    close(ends[0]);
    check_ok(wtw_out_init(&out, ends[1], &error), &error);
    wtw_out_words(&out, "x");
    check_status(wtw_out_flush(&out, "standard output", &error), WTW_STOPPED);
    wtw_out_release(&out);
    close(ends[1]);
}

Test(out, goes_into_memory_as_it_goes_into_a_file)
{
    static char many[200000];
    struct wtw_buffer memory = {0};
    struct wtw_error error = {0};
    struct wtw_out out;

    memset(many, 'x', sizeof many);
    wtw_out_into(&out, &memory);
    wtw_out_words(&out, "a");
    wtw_out_put(&out, many, sizeof many);
    wtw_out_number(&out, 17);
    wtw_out_put(&out, NULL, 0);
    check_ok(wtw_out_flush(&out, "memory", &error), &error);
    check_number(memory.count, 1 + sizeof many + 2);
    check_number(memcmp(memory.items + 1, many, sizeof many), 0);
    check_number(memcmp(memory.items + 1 + sizeof many, "17", 2), 0);
    wtw_buffer_release(&memory);
}

#ifdef WTW_FAULTS

Test(out, remembers_that_there_was_no_memory)
{
    struct wtw_buffer memory = {0};
    struct wtw_error error = {0};
    struct wtw_out out;

    wtw_out_into(&out, &memory);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    wtw_out_words(&out, "lost");
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_out_words(&out, "dropped");
    check_number(memory.count, 0);
    check(wtw_out_has_failed(&out));
    check_status(wtw_out_flush(&out, "the answer", &error), WTW_NO_MEMORY);
    check_string(error.words, "no memory for the answer");
    wtw_buffer_release(&memory);
}

Test(out, remembers_whichever_write_fails_and_writes_nothing_after_it)
{
    enum { CHUNK = 40000, CHUNKS = 10 };
    static char chunk[CHUNK];

    for (uint64_t nth = 1;; nth++) {
        struct wtw_error error = {0};
        struct wtw_out out;
        FILE *file = tmpfile();
        enum wtw_status status;

        check_ok(wtw_out_init(&out, fileno(file), &error), &error);
        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        for (int i = 0; i < CHUNKS; i++)
            wtw_out_put(&out, chunk, CHUNK);
        status = wtw_out_flush(&out, "x", &error);
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        wtw_out_release(&out);
        if (status == WTW_OK) {
            check(nth > 5);
            check_number(lseek(fileno(file), 0, SEEK_END), (long)CHUNK * CHUNKS);
            fclose(file);
            return;
        }
        check_number(status, WTW_IO);
        check_string(error.words, "cannot write x: Input/output error");
        check(lseek(fileno(file), 0, SEEK_END) < (long)CHUNK * CHUNKS);
        fclose(file);
    }
}

#endif
