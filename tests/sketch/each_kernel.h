/*
 * each_kernel.h - every kernel that runs on this machine, and memory whose end is guarded
 */
#ifndef WTW_TESTS_SKETCH_EACH_KERNEL_H
#define WTW_TESTS_SKETCH_EACH_KERNEL_H

#include "check.h"

#include "sketch/kernels.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Calls 'check_one' for every kernel that runs on this machine. */
static inline void for_each_kernel(void (*check_one)(const struct wtw_kernel *kernel))
{
    struct wtw_error error = {0};
    size_t tried = 0;

    for (size_t i = 0; i < wtw_kernel_count(); i++) {
        const struct wtw_kernel *kernel = NULL;

        if (!wtw_kernel_runs_here(i))
            continue;
        check_ok(wtw_kernel_find(wtw_kernel_name(i), &kernel, &error), &error);
        check_string(kernel->name, wtw_kernel_name(i));
        check_one(kernel);
        tried++;
    }
    check(tried >= 1);
}

/* Pages of which the last can be neither read nor written: who goes one byte too far ends
 * there. */
struct guarded {
    char *pages;
    size_t room_bytes; /* before the last page */
};

static inline struct guarded guarded_make(size_t room_bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct guarded guarded = {.room_bytes = (room_bytes + page - 1) / page * page};
    int zeros = open("/dev/zero", O_RDWR);

    check(zeros >= 0);
    guarded.pages = mmap(NULL, guarded.room_bytes + page, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE, zeros, 0);
    check(guarded.pages != MAP_FAILED);
    close(zeros);
    check_number(mprotect(guarded.pages + guarded.room_bytes, page, PROT_NONE), 0);
    return guarded;
}

/* Room for 'bytes' that ends where the last page begins. */
static inline void *guarded_end(const struct guarded *guarded, size_t bytes)
{
    check(bytes <= guarded->room_bytes);
    return guarded->pages + guarded->room_bytes - bytes;
}

/* The same with 'count' numbers in it. */
static inline uint64_t *guarded_copy(const struct guarded *guarded,
                                     const uint64_t *numbers, size_t count)
{
    uint64_t *copy = guarded_end(guarded, count * sizeof numbers[0]);

    if (count)
        memcpy(copy, numbers, count * sizeof numbers[0]);
    return copy;
}

static inline void guarded_release(struct guarded *guarded)
{
    munmap(guarded->pages, guarded->room_bytes + (size_t)sysconf(_SC_PAGESIZE));
    *guarded = (struct guarded){0};
}

#endif
