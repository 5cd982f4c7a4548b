/*
 * test_spill.c - what cannot be read twice is kept, or the words say why not
 */
#include "check.h"

#include "base/faults.h"
#include "read/file_calls.h"
#include "read/spill.h"
#include "temporary_files.h"

#include <dirent.h>

TestSuite(spill, .init = make_test_folder, .fini = remove_test_folder);

static size_t count_entries(const char *path)
{
    DIR *folder = opendir(path);
    size_t count = 0;

    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2;
}

Test(spill, keeps_bytes_where_they_are_put_and_leaves_no_name)
{
    struct wtw_spill spill;
    struct wtw_error error = {0};
    char bytes[8] = "";
    size_t count = 0;

    setenv("TMPDIR", test_folder, 1);
    wtw_spill_init(&spill);
    check_number(spill.descriptor, -1);
    check_ok(wtw_spill_write(&spill, "world", 5, 1000000, &error), &error);
    check_ok(wtw_spill_write(&spill, "hello", 5, 0, &error), &error);
    check_number(count_entries(test_folder), 0);
    check(wtw_file_read_at(spill.descriptor, bytes, 5, 0, &count) == WTW_OK);
    check_bytes(bytes, count, "hello");
    check(wtw_file_read_at(spill.descriptor, bytes, 8, 1000000, &count) == WTW_OK);
    check_bytes(bytes, count, "world");
    wtw_spill_release(&spill);
    check_number(spill.descriptor, -1);
    wtw_spill_release(&spill);
}

Test(spill, names_the_folder_and_the_remedy)
{
    struct wtw_spill spill;
    struct wtw_error error = {0};

    setenv("TMPDIR", "/nowhere/at/all", 1);
    wtw_spill_init(&spill);
    check_status(wtw_spill_write(&spill, "x", 1, 0, &error), WTW_IO);
    check(strstr(error.words, "/nowhere/at/all") != NULL);
    check(strstr(error.words, "No such file or directory") != NULL);
    check(strstr(error.words, "TMPDIR") != NULL);
    wtw_spill_release(&spill);
}

Test(spill, goes_to_tmp_without_a_tmpdir)
{
    struct wtw_spill spill;
    struct wtw_error error = {0};

    setenv("TMPDIR", "", 1);
    wtw_spill_init(&spill);
    check_ok(wtw_spill_write(&spill, "x", 1, 0, &error), &error);
    check_string(spill.folder, "/tmp");
    wtw_spill_release(&spill);
}

Test(spill, refuses_a_folder_whose_name_is_too_long)
{
    struct wtw_spill spill;
    struct wtw_error error = {0};
    char name[400];

    memset(name, 'd', sizeof name);
    name[0] = '/';
    name[399] = '\0';
    setenv("TMPDIR", name, 1);
    wtw_spill_init(&spill);
    check_status(wtw_spill_write(&spill, "x", 1, 0, &error), WTW_IO);
    check(strstr(error.words, "TMPDIR") != NULL);
}

#ifdef WTW_FAULTS
Test(spill, tells_of_a_disk_that_is_full)
{
    struct wtw_spill spill;
    struct wtw_error error = {0};

    setenv("TMPDIR", test_folder, 1);
    wtw_spill_init(&spill);
    wtw_fault_plan(WTW_FAULT_WRITE, 2);
    check_status(wtw_spill_write(&spill, "x", 1, 0, &error), WTW_IO);
    check(strstr(error.words, "No space left on device") != NULL);
    check(strstr(error.words, test_folder) != NULL);
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    wtw_spill_release(&spill);
    check_status(wtw_spill_write(&spill, "x", 1, 0, &error), WTW_IO);
    wtw_spill_release(&spill);
}
#endif
