/*
 * test_writer_lock.c - one writer at a time
 */
#include "store/feed_scene.h"

#include "base/faults.h"
#include "store/writer_lock.h"

#include <signal.h>
#include <sys/wait.h>

Test(writer_lock, is_given_to_one_and_to_the_next_after_that)
{
    struct wtw_error error = {0};
    int first = -1;
    int second = -1;

    make_test_folder();
    check_ok(wtw_writer_lock_take(test_path("feed.db"), &first, &error), &error);
    check_status(wtw_writer_lock_take(test_path("feed.db"), &second, &error), WTW_IO);
    check_words(error, "another program is writing to ");
    check_number(second, -1);
    check_ok(wtw_writer_lock_take(test_path("other.db"), &second, &error), &error);
    wtw_writer_lock_release(second);
    wtw_writer_lock_release(first);
    check_ok(wtw_writer_lock_take(test_path("feed.db"), &second, &error), &error);
    wtw_writer_lock_release(second);
    wtw_writer_lock_release(-1);
    remove_test_folder();
}

Test(writer_lock, goes_with_the_process_that_is_killed)
{
    struct wtw_error error = {0};
    int lock = -1;
    int ready[2];
    char byte = 0;
    pid_t child = 0;

    make_test_folder();
    check(pipe(ready) == 0);
    child = fork();
    if (child == 0) {
        if (wtw_writer_lock_take(test_path("feed.db"), &lock, NULL) == WTW_OK &&
            write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    check(read(ready[0], &byte, 1) == 1);
    check_status(wtw_writer_lock_take(test_path("feed.db"), &lock, &error), WTW_IO);
    check(kill(child, SIGKILL) == 0);
    check(waitpid(child, NULL, 0) == child);
    check_ok(wtw_writer_lock_take(test_path("feed.db"), &lock, &error), &error);
    wtw_writer_lock_release(lock);
    close(ready[0]);
    close(ready[1]);
    remove_test_folder();
}

Test(writer_lock, in_a_folder_that_is_not_there_names_the_file)
{
    struct wtw_error error = {0};
    int lock = -1;

    check_status(wtw_writer_lock_take("/nowhere/feed.db", &lock, &error), WTW_IO);
    check_string(error.words, "cannot lock /nowhere/feed.db by the file "
                              "/nowhere/feed.db-lock: No such file or directory");
}

#ifdef WTW_FAULTS

Test(writer_lock, fails_with_words_where_memory_or_the_file_cannot_be_had)
{
    struct wtw_error error = {0};
    int lock = -1;

    make_test_folder();
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_writer_lock_take(test_path("feed.db"), &lock, &error),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check_status(wtw_writer_lock_take(test_path("feed.db"), &lock, &error), WTW_IO);
    check_words(error, "Permission denied");
    check_number(lock, -1);
    remove_test_folder();
}

#endif
