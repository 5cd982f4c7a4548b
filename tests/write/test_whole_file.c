/*
 * test_whole_file.c - a file that appears complete or not at all
 */
#include "base/faults.h"
#include "capture.h"
#include "write/whole_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

/* Goes into a folder of its own. */
static void enter_folder(void)
{
    char folder[] = "/tmp/wtw_whole_file.XXXXXX";

    check(mkdtemp(folder) != NULL);
    check(chdir(folder) == 0);
}

static void leave_folder(void)
{
    char folder[256];

    unlink("out");
    check(getcwd(folder, sizeof folder) != NULL);
    check(chdir("/") == 0);
    check(rmdir(folder) == 0); /* fails where anything was left behind */
}

static size_t file_count(void)
{
    DIR *folder = opendir(".");
    size_t count = 0;

    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void check_content(const char *path, const char *wanted)
{
    char content[64] = "";
    FILE *file = fopen(path, "r");

    check(file != NULL);
    content[fread(content, 1, sizeof content - 1, file)] = '\0';
    fclose(file);
    check_string(content, wanted);
}

Test(whole_file, has_its_name_only_when_it_is_complete)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};

    enter_folder();
    check_ok(wtw_whole_file_open(&file, "out", &error), &error);
    check_string(wtw_whole_file_name(&file), "out");
    wtw_out_words(&file.out, "whole");
    check(access("out", F_OK) != 0);
    check_ok(wtw_whole_file_commit(&file, &error), &error);
    check_content("out", "whole");
    check_number(file_count(), 1);
    leave_folder();
}

Test(whole_file, leaves_what_was_there_until_then_and_its_mode_after)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};
    struct stat status;

    enter_folder();
    check_ok(wtw_whole_file_open(&file, "out", &error), &error);
    wtw_out_words(&file.out, "old");
    check_ok(wtw_whole_file_commit(&file, &error), &error);
    check(chmod("out", 0640) == 0);
    check_ok(wtw_whole_file_open(&file, "out", &error), &error);
    wtw_out_words(&file.out, "new");
    check_content("out", "old");
    check_ok(wtw_whole_file_commit(&file, &error), &error);
    check_content("out", "new");
    check(stat("out", &status) == 0);
    check_number(status.st_mode & 0777, 0640);
    leave_folder();
}

Test(whole_file, leaves_nothing_behind_when_it_is_abandoned)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};

    enter_folder();
    check_ok(wtw_whole_file_open(&file, "out", &error), &error);
    wtw_out_words(&file.out, "half");
    wtw_whole_file_abandon(&file);
    check_number(file_count(), 0);
    leave_folder();
}

Test(whole_file, says_why_it_cannot_begin)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};

    check_status(wtw_whole_file_open(&file, "/nowhere/out", &error), WTW_IO);
    check_string(error.words, "cannot create /nowhere/out: No such file or directory");
    check_status(wtw_whole_file_open(&file, "/", &error), WTW_IO);
    check_string(error.words, "cannot write to /: Is a directory");
}

Test(whole_file, writes_devices_directly)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};

    check_ok(wtw_whole_file_open(&file, "/dev/full", &error), &error);
    check(file.temporary == NULL);
    wtw_out_words(&file.out, "x");
    check_status(wtw_whole_file_commit(&file, &error), WTW_IO);
    check_string(error.words, "cannot write /dev/full: No space left on device; make "
                              "room there and run it again");
}

Test(whole_file, replaces_the_file_behind_a_link_and_not_the_link)
{
    struct wtw_whole_file file;
    struct wtw_error error = {0};
    struct stat status;

    enter_folder();
    check(mkdir("folder", 0700) == 0);
    check(symlink("folder/out", "link") == 0);
    check(close(open("folder/out", O_CREAT | O_WRONLY, 0600)) == 0);
    check_ok(wtw_whole_file_open(&file, "link", &error), &error);
    wtw_out_words(&file.out, "new");
    check_content("folder/out", "");
    check_ok(wtw_whole_file_commit(&file, &error), &error);
    check(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
    check_content("folder/out", "new");
    check(unlink("link") == 0 && unlink("folder/out") == 0);
    check(rmdir("folder") == 0);
    leave_folder();
}

Test(whole_file, goes_on_in_the_file_of_a_descriptor_that_is_named)
{
    static const char *const folders[] = {"/dev/fd", "/proc/self/fd"};

    enter_folder();
    for (size_t i = 0; i < 2; i++) {
        int descriptor = open("out", O_CREAT | O_TRUNC | O_WRONLY, 0600);
        struct wtw_whole_file file;
        struct wtw_error error = {0};
        char path[32];

        snprintf(path, sizeof path, "%s/%d", folders[i], descriptor);
        check(write(descriptor, "before ", 7) == 7);
        check_ok(wtw_whole_file_open(&file, path, &error), &error);
        check(file.temporary == NULL);
        wtw_out_words(&file.out, "this");
        check_ok(wtw_whole_file_commit(&file, &error), &error);
        check(write(descriptor, " after", 6) == 6);
        check(close(descriptor) == 0);
        check_content("out", "before this after");
        check_status(wtw_whole_file_open(&file, path, &error), WTW_IO);
        check(strstr(error.words, "Bad file descriptor") != NULL);
    }
    leave_folder();
}

#ifdef WTW_FAULTS

Test(whole_file, is_not_there_whichever_step_fails)
{
    bool was_complete = false;

    enter_folder();
    for (uint64_t nth = 1; !was_complete; nth++) {
        struct wtw_whole_file file;
        struct wtw_error error = {0};
        enum wtw_status status;

        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        status = wtw_whole_file_open(&file, "out", &error);
        if (status == WTW_OK) {
            wtw_out_words(&file.out, "whole");
            status = wtw_whole_file_commit(&file, &error);
        }
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        was_complete = status == WTW_OK;
        check_number(file_count(), was_complete);
        check(was_complete || strstr(error.words, "out: Input/output error"));
        check(!was_complete || nth == 4);
    }
    check_content("out", "whole");
    leave_folder();
}

Test(whole_file, gives_back_all_when_memory_runs_out)
{
    enter_folder();
    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_whole_file file;
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_whole_file_open(&file, "out", &error), WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(file_count(), 0);
    }
    leave_folder();
}

#endif
