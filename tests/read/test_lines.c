/*
 * test_lines.c - lines of plain and compressed files, and files that are no text
 */
#include "check.h"
#include "temporary_files.h"

#include "base/faults.h"
#include "read/lines.h"

/* Reads all lines, joined with '|'; returns the status that ended it. */
static enum wtw_status read_all(const char *path, uint64_t max, char *out, size_t room,
                                struct wtw_error *error)
{
    struct wtw_lines lines = {0};
    enum wtw_status status = wtw_lines_open(&lines, path, max, error);
    size_t used = 0;
    char *line = NULL;
    size_t count = 0;

    out[0] = '\0';
    while (status == WTW_OK) {
        status = wtw_lines_next(&lines, &line, &count, error);
        if (status == WTW_OK)
            used += (size_t)snprintf(out + used, room - used, "%.*s|", (int)count, line);
    }
    wtw_lines_release(&lines);
    return status;
}

static void check_lines(const char *path, const char *wanted)
{
    char got[256];
    struct wtw_error error = {0};

    check_status(read_all(path, 0, got, sizeof got, &error), WTW_END);
    check_string(got, wanted);
}

Test(lines, come_without_their_ends, .init = make_test_folder, .fini = remove_test_folder)
{
    check_lines(write_text("a", "one\ntwo\n\nfour"), "one|two||four|");
    check_lines(write_text("b", "one\r\ntwo\r\n"), "one|two|");
    check_lines(write_text("c", ""), "");
    check_lines(write_text("d", "\n"), "|");
    check_lines(write_text("e", "\xef\xbb\xbfid\n\xef\xbb\xbfid\n"),
                "id|\xef\xbb\xbfid|");
}

Test(lines, come_out_of_gzip, .init = make_test_folder, .fini = remove_test_folder)
{
    char packed[128];
    size_t count = gzip_bytes("one\ntwo\n", 8, packed, sizeof packed);

    check_lines(write_bytes("a.gz", packed, count), "one|two|");
}

/* Lines longer than what is read at a time, one of them right up to its end. */
Test(lines, may_be_long, .init = make_test_folder, .fini = remove_test_folder)
{
    static char bytes[400000];
    struct wtw_lines lines = {0};
    struct wtw_error error = {0};
    char *line = NULL;
    size_t count = 0;
    const char *path = NULL;

    memset(bytes, 'x', sizeof bytes);
    bytes[65535] = '\n';
    bytes[65537] = '\n';
    path = write_bytes("a", bytes, sizeof bytes);
    check_ok(wtw_lines_open(&lines, path, 0, &error), &error);
    check_ok(wtw_lines_next(&lines, &line, &count, &error), &error);
    check_number(count, 65535);
    check_ok(wtw_lines_next(&lines, &line, &count, &error), &error);
    check_number(count, 1);
    check_ok(wtw_lines_next(&lines, &line, &count, &error), &error);
    check_number(count, sizeof bytes - 65538);
    check_number(lines.line, 3);
    check_status(wtw_lines_next(&lines, &line, &count, &error), WTW_END);
    wtw_lines_release(&lines);
}

Test(lines, over_the_ceiling_are_refused_by_number, .init = make_test_folder,
     .fini = remove_test_folder)
{
    static char bytes[1 << 20];
    char got[64];
    struct wtw_error error = {0};

    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, "ok\n", 3);
    check_status(
        read_all(write_bytes("a", bytes, sizeof bytes), 1000, got, sizeof got, &error),
        WTW_BAD_INPUT);
    check_string(got, "ok|");
    check_number(error.line, 2);
    check(strstr(error.words, "--max-record") != NULL);
    check_status(read_all(write_text("b", "12345\n"), 5, got, sizeof got, &error),
                 WTW_END);
    check_status(read_all(write_text("b", "123456\n"), 5, got, sizeof got, &error),
                 WTW_BAD_INPUT);
}

Test(lines, with_a_NUL_are_no_text, .init = make_test_folder, .fini = remove_test_folder)
{
    char got[64];
    struct wtw_error error = {0};

    check_status(read_all(write_bytes("a", "a\nb\0c\n", 6), 0, got, sizeof got, &error),
                 WTW_BAD_INPUT);
    check_number(error.line, 2);
    check(strstr(error.words, "NUL") != NULL);
}

Test(lines, of_files_that_cannot_be_read_say_so, .init = make_test_folder,
     .fini = remove_test_folder)
{
    char packed[128];
    char got[64];
    struct wtw_error error = {0};
    size_t count = gzip_bytes("one\ntwo\n", 8, packed, sizeof packed);

    check_status(read_all(test_path("absent"), 0, got, sizeof got, &error), WTW_IO);
    check_status(read_all(test_folder, 0, got, sizeof got, &error), WTW_IO);
    check_status(
        read_all(write_bytes("a", packed, count - 6), 0, got, sizeof got, &error),
        WTW_BAD_INPUT);
}

#ifdef WTW_FAULTS

static void fail_each(const char *path, enum wtw_fault_kind kind)
{
    char got[64];

    for (uint64_t nth = 1;; nth++) {
        struct wtw_error error = {0};
        enum wtw_status status;

        wtw_fault_plan(kind, nth);
        status = read_all(path, 0, got, sizeof got, &error);
        if (wtw_fault_count(kind) < nth) {
            check_number(status, WTW_END);
            check(nth > 1);
            break;
        }
        check(status == WTW_IO || status == WTW_NO_MEMORY);
        check(error.words[0] != '\0');
    }
    wtw_fault_plan(kind, 0);
}

Test(lines, end_in_order_when_a_read_or_an_allocation_fails, .init = make_test_folder,
     .fini = remove_test_folder)
{
    char packed[128];
    size_t count = gzip_bytes("one\ntwo\n", 8, packed, sizeof packed);

    fail_each(write_text("a", "one\ntwo\n"), WTW_FAULT_READ);
    fail_each(write_text("a", "one\ntwo\n"), WTW_FAULT_ALLOCATION);
    fail_each(write_bytes("a.gz", packed, count), WTW_FAULT_ALLOCATION);
}

#endif
