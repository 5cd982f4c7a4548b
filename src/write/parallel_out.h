/*
 * parallel_out.h - items that are made into bytes on all threads, and written in order
 */
#ifndef WTW_WRITE_PARALLEL_OUT_H
#define WTW_WRITE_PARALLEL_OUT_H

#include "write/out.h"

struct wtw_parallel_out {
    /* Puts item 'item' into 'out', as worker 'worker', below thread_count. Called on several
     * threads at once, in no order, but never for two items as one worker. What it returns
     * other than WTW_OK ends all. */
    enum wtw_status (*make)(void *context, uint32_t worker, size_t item,
                            struct wtw_out *out, struct wtw_error *error);
    /* About how much an item is, against others: 1 for some hundred bytes. NULL: each 1. */
    size_t (*weight_of)(const void *context, size_t item);
    /* Called now and then, on the calling thread, with how many are written. NULL: not. */
    void (*tell)(void *context, size_t done);
    void *context;
    size_t item_begin;
    size_t item_end;
    uint32_t thread_count; /* 1 or more */
};

/*
 * wtw_parallel_out_run() writes items [item_begin, item_end) to 'out', the same bytes as if they had been put
 * there one by one. A few thousand units of weight are in memory at a time, and an item
 * whole, whatever it weighs. It ends early where 'out' has failed, which is not told here.
 * Returns WTW_OK, WTW_NO_MEMORY, or the first failure of an item, in their order.
 */
WTW_MUST_CHECK enum wtw_status wtw_parallel_out_run(const struct wtw_parallel_out *items,
                                                    struct wtw_out *out,
                                                    struct wtw_error *error);

#endif
