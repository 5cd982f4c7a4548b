/*
 * file_calls.c - the system calls on files: repeated when interrupted, with words when
 * they fail
 *
 * A call that a signal interrupted is made again; whether the run should end is asked
 * elsewhere.
 */
#include "read/file_calls.h"

#include "base/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum wtw_status wtw_file_fail(struct wtw_error *error, const char *name,
                              uint64_t byte_offset, const char *doing)
{
    const struct wtw_spot spot = {.input = name, .byte_offset = byte_offset};

    return wtw_fail_at(error, WTW_IO, &spot, "cannot %s: %s", doing,
                       wtw_cause_words(errno).items);
}

enum wtw_status wtw_file_open(const char *name, int *out_descriptor,
                              struct wtw_error *error)
{
    int descriptor = -1;

    do {
        descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return wtw_file_fail(error, name, UINT64_MAX, "open it");
    *out_descriptor = descriptor;
    return WTW_OK;
}

/* True, with errno set, when a test wants this call to fail. */
static bool has_planned_fault(enum wtw_fault_kind kind)
{
    if (!wtw_fault_is_due(kind))
        return false;
    errno = kind == WTW_FAULT_WRITE ? ENOSPC : EIO;
    return true;
}

enum wtw_status wtw_file_read(int descriptor, void *out, size_t room, const char *name,
                              uint64_t byte_offset, size_t *out_count,
                              struct wtw_error *error)
{
    ssize_t count = -1;

    do {
        if (has_planned_fault(WTW_FAULT_READ))
            break;
        count = read(descriptor, out, room);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return wtw_file_fail(error, name, byte_offset, "read it");
    *out_count = (size_t)count;
    return WTW_OK;
}

enum wtw_status wtw_file_read_at(int descriptor, void *out, size_t count, uint64_t offset,
                                 size_t *out_count)
{
    size_t done = 0;

    while (done < count) {
        ssize_t step = -1;

        if (!has_planned_fault(WTW_FAULT_READ))
            step = pread(descriptor, (char *)out + done, count - done,
                         (off_t)(offset + done));
        if (step == 0)
            break;
        if (step > 0)
            done += (size_t)step;
        else if (errno != EINTR)
            return WTW_IO;
    }
    *out_count = done;
    return WTW_OK;
}

enum wtw_status wtw_file_write_at(int descriptor, const void *bytes, size_t count,
                                  uint64_t offset)
{
    size_t done = 0;

    while (done < count) {
        ssize_t step = -1;

        if (!has_planned_fault(WTW_FAULT_WRITE))
            step = pwrite(descriptor, (const char *)bytes + done, count - done,
                          (off_t)(offset + done));
        if (step >= 0)
            done += (size_t)step;
        else if (errno != EINTR)
            return WTW_IO;
    }
    return WTW_OK;
}
