/*
 * test_stage_folder.c - where files stand that do not outlive the run
 */
#include "base/faults.h"
#include "stage/stage_scene.h"

TestSuite(stage_folder, .init = make_test_folder, .fini = remove_test_folder);

Test(stage_folder, is_the_one_given_and_private)
{
    struct wtw_stage_folder folder = {.path = ""};
    struct wtw_error error = {0};

    check_ok(wtw_stage_folder_use(&folder, test_folder, &error), &error);
    check_string(folder.path, test_folder);
    check(folder.is_private);
    check_number(count_names(test_folder), 0);
}

Test(stage_folder, names_itself_and_the_remedy_where_it_cannot_be_used)
{
    struct wtw_stage_folder folder = {.path = ""};
    struct wtw_error error = {0};
    char long_name[400];

    check_status(wtw_stage_folder_use(&folder, "/nowhere/at/all", &error), WTW_IO);
    check(strstr(error.words, "/nowhere/at/all") != NULL);
    check(strstr(error.words, "No such file or directory") != NULL);
    check(strstr(error.words, "set TMPDIR") != NULL);
    check_string(folder.path, "");

    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    check_status(wtw_stage_folder_use(&folder, long_name, &error), WTW_IO);
    check(strstr(error.words, "too long") != NULL);
}

#ifdef WTW_FAULTS
Test(stage_folder, fails_with_words_when_the_system_says_no)
{
    struct wtw_stage_folder folder = {.path = ""};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_WRITE, 1);
    check_status(wtw_stage_folder_use(&folder, test_folder, &error), WTW_IO);
    wtw_fault_plan(WTW_FAULT_WRITE, 0);
    check_number(count_names(test_folder), 0);
}
#endif
