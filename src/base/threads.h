/*
 * threads.h - one loop over all cores
 */
#ifndef WTW_BASE_THREADS_H
#define WTW_BASE_THREADS_H

#include "base/failure.h"

/* wtw_threads_available() is how many CPUs this process may run on, at least 1. */
uint32_t wtw_threads_available(void);

/*
 * A loop body: work on items [begin, end) of the whole as worker 'worker' (below
 * thread_count). What it returns other than WTW_OK ends the loop.
 */
struct wtw_loop {
    enum wtw_status (*body)(void *context, uint32_t worker, size_t begin, size_t end,
                            struct wtw_error *error);
    void *context;
    uint32_t thread_count; /* workers, 1 or more; the calling thread is worker 0 */
    size_t item_count;
    size_t chunk_items; /* items taken at a time, 1 or more */
};

/*
 * wtw_loop_run() runs the body over all items. Which worker gets which chunk is not
 * determined; results must not depend on it. Where several chunks fail, the failure of
 * the first chunk is returned, so that the words do not depend on the threads either;
 * later chunks may or may not have run. Threads that cannot be started are done without.
 */
WTW_MUST_CHECK enum wtw_status wtw_loop_run(const struct wtw_loop *loop,
                                            struct wtw_error *error);

#endif
