/*
 * test_line_output.c - what is appended arrives whole, and what cannot be written is said
 */
#include "check.h"
#include "line_output.h"

#include "base/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[32];

static void make_path(void)
{
    int descriptor;

    (void)snprintf(path, sizeof path, "/tmp/wiretwin-output-XXXXXX");
    descriptor = mkstemp(path);

    check(descriptor >= 0);
    (void)close(descriptor);
}

static void remove_path(void)
{
    (void)remove(path);
}

Test(line_output, a_megabyte_in_small_pieces_arrives_whole, .init = make_path,
     .fini = remove_path)
{
    enum { PIECES = 100000 };
    struct wtw_line_output output = {0};
    struct wtw_error error = {0};
    char piece[32];

    check_ok(wtw_line_output_open(&output, path, &error), &error);
    for (int i = 0; i < PIECES; i++) {
        size_t count = (size_t)snprintf(piece, sizeof piece, "piece %d\n", i);

        check_ok(wtw_buffer_append(&output.buffer, piece, count, &error), &error);
        check_ok(wtw_line_output_pass(&output, &error), &error);
    }
    check_ok(wtw_line_output_finish(&output, &error), &error);
    wtw_line_output_release(&output);

    FILE *file = fopen(path, "r");
    int expected = 0, got;

    while (fscanf(file, "piece %d\n", &got) == 1)
        check_number(got, expected++);
    check_number(expected, PIECES);
    (void)fclose(file);
}

Test(line_output, finishing_a_closed_output_does_nothing)
{
    struct wtw_line_output output = {0};
    struct wtw_error error = {0};

    check_ok(wtw_line_output_finish(&output, &error), &error);
    wtw_line_output_release(&output);
}

Test(line_output, a_folder_cannot_be_written)
{
    struct wtw_line_output output = {0};
    struct wtw_error error = {0};

    check_status(wtw_line_output_open(&output, "/tmp", &error), WTW_IO);
    check_string(error.words, "cannot write /tmp: Is a directory");
    check(!output.name);
}

#ifdef WTW_FAULTS

Test(line_output, a_failed_write_is_named, .init = make_path, .fini = remove_path)
{
    struct wtw_line_output output = {0};
    struct wtw_error error = {0};
    char wanted[128];

    check_ok(wtw_line_output_open(&output, path, &error), &error);
    check_ok(wtw_buffer_append(&output.buffer, "x", 1, &error), &error);
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check_status(wtw_line_output_finish(&output, &error), WTW_IO);
    (void)snprintf(wanted, sizeof wanted, "cannot write to %s: No space left on device",
                   path);
    check_string(error.words, wanted);
    wtw_line_output_release(&output);
}

#endif
