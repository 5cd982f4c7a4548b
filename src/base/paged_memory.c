/*
 * paged_memory.c - one block of memory that grows, and that may lie in a temporary file
 *
 * Some columns grow with the articles, are used from front to back or now and then
 * anywhere, and are read through plain pointers in many places. In a mapping of a file
 * they can stay as they are: its pages are the file's own, so that a limit on the process
 * (a control group, a small machine) makes the system write them out and drop them, where
 * pages of the heap could only be swapped. What the process itself is seen to hold is
 * bounded by resting: pages that have gone out of the mapping stay in the system's cache
 * as long as there is room, and come back for half a microsecond each.
 *
 * The room on the disk is claimed before it is mapped: a full disk is a failure with words
 * and not a signal in the middle of a loop.
 */
#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise() */
#endif
#include "base/paged_memory.h"

#include "base/faults.h"
#include "base/memory.h"
#include "base/nameless_file.h"
#include "base/sizes.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file of less is not worth its calls. Who reads one page is given its neighbours, 64 KB
 * in all, so a rest after so many touches leaves 32 MB at most. */
enum { BYTES_MIN = 1 << 20, TOUCHES = 1 << 9 };

static enum wtw_status fail(const struct wtw_paged *paged, int cause,
                            struct wtw_error *error)
{
    return wtw_fail(error, WTW_IO,
                    "cannot keep a temporary file in %s: %s; set TMPDIR to a folder with "
                    "more room, or allow more memory",
                    paged->folder, wtw_cause_words(cause).items);
}

static enum wtw_status make_file(struct wtw_paged *paged, struct wtw_error *error)
{
    int descriptor = -1;

    if (!paged->touches)
        WTW_TRY(WTW_ALLOCATE(&paged->touches, 1, error));
    descriptor = wtw_nameless_file(paged->folder);
    if (descriptor < 0)
        return fail(paged, errno, error);
    paged->descriptor_plus_one = descriptor + 1;
    return WTW_OK;
}

static enum wtw_status grow_file(struct wtw_paged *paged, size_t bytes,
                                 struct wtw_error *error)
{
    void *memory = MAP_FAILED;
    int cause = ENOSPC;

    if (!paged->descriptor_plus_one)
        WTW_TRY(make_file(paged, error));
    if (!wtw_fault_is_due(WTW_FAULT_WRITE))
        cause = posix_fallocate(paged->descriptor_plus_one - 1, 0, (off_t)bytes);
    if (cause)
        return fail(paged, cause, error);
    if (wtw_fault_is_due(WTW_FAULT_ALLOCATION))
        errno = ENOMEM;
    else
        memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED,
                      paged->descriptor_plus_one - 1, 0);
    if (memory == MAP_FAILED)
        return wtw_fail_memory(error, bytes);
    if (paged->memory)
        munmap(paged->memory, paged->bytes);
    paged->memory = memory;
    paged->bytes = bytes;
    return WTW_OK;
}

enum wtw_status wtw_paged_reserve(struct wtw_paged *paged, size_t bytes,
                                  struct wtw_error *error)
{
    size_t grown = 0;

    if (bytes <= paged->bytes)
        return WTW_OK;
    grown = wtw_grown_capacity(paged->bytes, bytes);
    if (!paged->folder) {
        WTW_TRY(wtw_resize_items(&paged->memory, grown, 1, error));
        paged->bytes = grown;
        return WTW_OK;
    }
    return grow_file(paged, grown < BYTES_MIN ? BYTES_MIN : grown, error);
}

/* Advice that is not taken leaves the process larger, and changes nothing else. */
void wtw_paged_rest(const struct wtw_paged *paged)
{
#ifdef MADV_DONTNEED
    if (paged->descriptor_plus_one && paged->memory)
        (void)madvise(paged->memory, paged->bytes, MADV_DONTNEED);
#else
    (void)paged;
#endif
}

void wtw_paged_touch(const struct wtw_paged *paged)
{
    if (paged->touches &&
        __atomic_add_fetch(paged->touches, 1, __ATOMIC_RELAXED) % TOUCHES == 0)
        wtw_paged_rest(paged);
}

/* A page that comes into the process for one look costs ten times as much as a call. Where
 * the call fails there is still the page. */
void wtw_paged_copy(const struct wtw_paged *paged, size_t offset, void *out, size_t bytes)
{
    if (paged->descriptor_plus_one && pread(paged->descriptor_plus_one - 1, out, bytes,
                                            (off_t)offset) == (ssize_t)bytes)
        return;
    memcpy(out, (const char *)paged->memory + offset, bytes);
}

void wtw_paged_release(struct wtw_paged *paged)
{
    if (paged->descriptor_plus_one) {
        if (paged->memory)
            munmap(paged->memory, paged->bytes);
        close(paged->descriptor_plus_one - 1);
    } else {
        wtw_release_items(paged->memory);
    }
    wtw_release_items(paged->touches);
    *paged = (struct wtw_paged){.folder = paged->folder};
}
