/*
 * test_late_library.c - libraries that are loaded when they are needed
 */
#include "check.h"

#include "base/failure.h"
#include "base/late_library.h"
#include "base/threads.h"

#include <math.h>

#define FUNCTIONS(each) each(floor) each(hypot)

static struct {
    FUNCTIONS(WTW_LATE_FUNCTION)
} maths;

static const char *const names[] = {FUNCTIONS(WTW_LATE_NAME)};

TestSuite(late_library);

Test(late_library, gives_the_functions_under_their_names)
{
    struct wtw_late_library library =
        WTW_LATE_LIBRARY("libm.so.6", "counting", names, &maths);
    struct wtw_error error;

    check_ok(wtw_late_library_load(&library, &error), &error);
    check(maths.floor(2.5) == 2.0);
    check(maths.hypot(3.0, 4.0) == 5.0);
}

Test(late_library, says_what_cannot_be_done_without_a_library_that_is_not_there)
{
    struct wtw_late_library library =
        WTW_LATE_LIBRARY("libnowhere.so.7", "counting sheep", names, &maths);
    struct wtw_error error;

    check(wtw_late_library_load(&library, &error) == WTW_IO);
    check(strstr(error.words, "counting sheep needs the library libnowhere.so.7, which "
                              "cannot be loaded (libnowhere.so.7: ") == error.words);
    check(wtw_late_library_load(&library, NULL) == WTW_IO);
}

Test(late_library, refuses_a_library_that_lacks_a_function)
{
    static const char *const unknown[] = {"floor", "wtw_no_such_function"};
    struct wtw_late_library library =
        WTW_LATE_LIBRARY("libm.so.6", "counting", unknown, &maths);
    struct wtw_error error;

    check(wtw_late_library_load(&library, &error) == WTW_IO);
    check(strstr(error.words, "wtw_no_such_function") != NULL);
}

static enum wtw_status load_each(void *context, uint32_t worker, size_t begin, size_t end,
                                 struct wtw_error *error)
{
    (void)worker;
    for (size_t i = begin; i < end; i++)
        WTW_TRY(wtw_late_library_load(context, error));
    return WTW_OK;
}

Test(late_library, is_there_for_all_threads_that_ask_for_it_at_once)
{
    struct wtw_late_library library =
        WTW_LATE_LIBRARY("libm.so.6", "counting", names, &maths);
    struct wtw_loop loop = {.body = load_each,
                            .context = &library,
                            .item_count = 1000,
                            .chunk_items = 1,
                            .thread_count = 4};
    struct wtw_error error;

    check_ok(wtw_loop_run(&loop, &error), &error);
    check(maths.floor(-0.5) == -1.0);
}
