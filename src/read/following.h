/*
 * following.h - waits for a file to grow
 */
#ifndef WTW_READ_FOLLOWING_H
#define WTW_READ_FOLLOWING_H

#include "base/failure.h"

/* Asked some times a second whether to go on waiting; NULL: nobody waits. */
struct wtw_waiter {
    bool (*keep_waiting)(void *context);
    void *context;
};

enum wtw_growth {
    WTW_GROWTH_MORE,     /* the file has more bytes than 'byte_count' */
    WTW_GROWTH_REPLACED, /* another file has its name, or it was cut: it begins anew */
    WTW_GROWTH_STOPPED   /* the waiter wants to go on without */
};

/*
 * wtw_growth_wait() waits until the file 'path' has more than the 'byte_count' bytes that
 * were read of it, is replaced by one of another inode than 'inode', as when a log is
 * rotated, or is cut. While it has no name, as for a moment then, it waits on. 'path' is
 * "-" for standard input, which cannot be replaced.
 */
enum wtw_growth wtw_growth_wait(const struct wtw_waiter *waiter, const char *path,
                                uint64_t byte_count, uint64_t inode);

#endif
