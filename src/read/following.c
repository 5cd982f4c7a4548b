/*
 * following.c - waits for a file to grow
 *
 * It looks at the file's size some times a second. (The kernel's notices of changes were
 * rejected: they do not come from network file systems, and a feed that is a fifth of a
 * second late is not late.)
 */
#include "read/following.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOOKS_A_SECOND = 5 };

static void rest(void)
{
    const struct timespec time = {.tv_nsec = 1000000000L / LOOKS_A_SECOND};

    nanosleep(&time, NULL); /* a signal may cut it short */
}

enum wtw_growth wtw_growth_wait(const struct wtw_waiter *waiter, const char *path,
                                uint64_t byte_count, uint64_t inode)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct stat status;

    while (waiter->keep_waiting(waiter->context)) {
        int code = is_stdin ? fstat(STDIN_FILENO, &status) : stat(path, &status);

        if (code == 0) {
            if ((uint64_t)status.st_ino != inode || (uint64_t)status.st_size < byte_count)
                return WTW_GROWTH_REPLACED;
            if ((uint64_t)status.st_size > byte_count)
                return WTW_GROWTH_MORE;
        }
        rest();
    }
    return WTW_GROWTH_STOPPED;
}
