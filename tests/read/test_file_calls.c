/*
 * test_file_calls.c - system calls with words
 */
#include "check.h"

#include "base/faults.h"
#include "read/file_calls.h"
#include "temporary_files.h"

#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

TestSuite(file_calls, .init = make_test_folder, .fini = remove_test_folder);

Test(file_calls, open_names_what_cannot_be_opened)
{
    struct wtw_error error = {0};
    int descriptor = 77;

    check_status(wtw_file_open("/nowhere/a.txt", &descriptor, &error), WTW_IO);
    check_number(descriptor, 77);
    check_string(error.input, "/nowhere/a.txt");
    check_string(error.words, "cannot open it: No such file or directory");
    check(error.byte_offset == UINT64_MAX);
}

Test(file_calls, read_at_stops_at_the_end)
{
    struct wtw_error error = {0};
    char bytes[16];
    size_t count = 0;
    int descriptor = -1;

    check_ok(wtw_file_open(write_text("a", "0123456789"), &descriptor, &error), &error);
    check(wtw_file_read_at(descriptor, bytes, 4, 3, &count) == WTW_OK);
    check_bytes(bytes, count, "3456");
    check(wtw_file_read_at(descriptor, bytes, 16, 8, &count) == WTW_OK);
    check_bytes(bytes, count, "89");
    check(wtw_file_read_at(descriptor, bytes, 16, 100, &count) == WTW_OK);
    check_number(count, 0);
    close(descriptor);
    check(wtw_file_read_at(descriptor, bytes, 1, 0, &count) == WTW_IO);
    check_number(errno, EBADF);
}

static void wake(int signal_number)
{
    (void)signal_number;
}

/* A pipe from which a byte comes only after several signals came first. */
Test(file_calls, read_goes_on_after_a_signal)
{
    const struct sigaction action = {.sa_handler = wake};
    const struct itimerval often = {{0, 2000}, {0, 2000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    struct wtw_error error = {0};
    char byte = 0;
    size_t count = 0;
    int ends[2];

    check(pipe(ends) == 0);
    if (fork() == 0) {
        const struct timespec pause = {0, 30000000};

        nanosleep(&pause, NULL);
        _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
    }
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    check_ok(wtw_file_read(ends[0], &byte, 1, "pipe", 0, &count, &error), &error);
    setitimer(ITIMER_REAL, &never, NULL);
    check_number(count, 1);
    check_number(byte, 'x');
}

Test(file_calls, write_at_says_why_it_failed)
{
    int descriptor = open("/dev/full", O_WRONLY);

    if (descriptor < 0)
        cr_skip_test("no /dev/full here");
    check(wtw_file_write_at(descriptor, "x", 1, 0) == WTW_IO);
    check_number(errno, ENOSPC);
    close(descriptor);
}

#ifdef WTW_FAULTS
Test(file_calls, fail_when_a_test_wants_it)
{
    struct wtw_error error = {0};
    char byte = 0;
    size_t count = 0;

    wtw_fault_plan(WTW_FAULT_READ, 1);
    check_status(wtw_file_read(0, &byte, 1, "in", 5, &count, &error), WTW_IO);
    check_string(error.words, "cannot read it: Input/output error");
    check_number(error.byte_offset, 5);
    wtw_fault_plan(WTW_FAULT_READ, 1);
    check(wtw_file_read_at(0, &byte, 1, 0, &count) == WTW_IO);
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check(wtw_file_write_at(1, &byte, 1, 0) == WTW_IO);
}
#endif
