/*
 * test_nameless_file.c - temporary files that no end of the process can leave behind
 */
#include "check.h"

#include "base/faults.h"
#include "base/nameless_file.h"
#include "read/temporary_files.h"

#include <dirent.h>
#include <errno.h>

TestSuite(nameless_file, .init = make_test_folder, .fini = remove_test_folder);

static size_t count_names(void)
{
    DIR *folder = opendir(test_folder);
    size_t count = 0;

    check(folder != NULL);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2; /* . and .. */
}

Test(nameless_file, holds_what_is_written_to_it_and_has_no_name)
{
    char bytes[4] = "";
    int descriptor = wtw_nameless_file(test_folder);

    check(descriptor >= 0);
    check_number(count_names(), 0);
    check(pwrite(descriptor, "abc", 3, 0) == 3);
    check(pread(descriptor, bytes, 3, 0) == 3);
    check_string(bytes, "abc");
    check(fcntl(descriptor, F_GETFD) & FD_CLOEXEC);
    close(descriptor);
}

Test(nameless_file, needs_a_folder_that_is_there_and_a_path_that_can_be_said)
{
    static char long_folder[2000];

    errno = 0;
    check_number(wtw_nameless_file("/no/such/folder"), -1);
    check_number(errno, ENOENT);
    memset(long_folder, 'a', sizeof long_folder - 1);
    check_number(wtw_nameless_file(long_folder), -1);
    check_number(errno, ENAMETOOLONG);
}

#ifdef WTW_FAULTS

Test(nameless_file, fails_where_a_test_wants_it_to)
{
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check_number(wtw_nameless_file(test_folder), -1);
    check_number(errno, EACCES);
    wtw_fault_plan(WTW_FAULT_WRITE, 0);
    check_number(count_names(), 0);
}

#endif
