/*
 * line_output.c - write(2) of a megabyte at a time, every failure named
 */
#include "line_output.h"

#include "base/failure.h"
#include "base/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Large enough that the system calls do not show in a profile, small enough for the
 * second cache. */
enum { FLUSH_BYTES = 256 * 1024 };

enum wtw_status wtw_line_output_open(struct wtw_line_output *out_output, const char *path,
                                     struct wtw_error *error)
{
    bool is_standard = !path || strcmp(path, "-") == 0;
    int descriptor =
        is_standard ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (descriptor < 0)
        return wtw_fail(error, WTW_IO, "cannot write %s: %s", path, strerror(errno));
    *out_output = (struct wtw_line_output){.name = is_standard ? "standard output" : path,
                                           .descriptor = descriptor};
    return WTW_OK;
}

static enum wtw_status write_all(struct wtw_line_output *output, struct wtw_error *error)
{
    size_t done = 0;

    while (done < output->buffer.count) {
        ssize_t written = -1;

        if (wtw_fault_is_due(WTW_FAULT_WRITE))
            errno = ENOSPC;
        else
            written = write(output->descriptor, output->buffer.items + done,
                            output->buffer.count - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return wtw_fail(error, WTW_IO, "cannot write to %s: %s", output->name,
                            strerror(errno));
        done += (size_t)written;
    }
    output->buffer.count = 0;
    return WTW_OK;
}

enum wtw_status wtw_line_output_pass(struct wtw_line_output *output,
                                     struct wtw_error *error)
{
    return output->buffer.count < FLUSH_BYTES ? WTW_OK : write_all(output, error);
}

enum wtw_status wtw_line_output_finish(struct wtw_line_output *output,
                                       struct wtw_error *error)
{
    if (!output->name)
        return WTW_OK;
    WTW_TRY(write_all(output, error));
    int failed = close(output->descriptor);
    const char *name = output->name;

    output->name = NULL;
    if (failed)
        return wtw_fail(error, WTW_IO, "cannot close %s: %s", name, strerror(errno));
    return WTW_OK;
}

void wtw_line_output_release(struct wtw_line_output *output)
{
    if (output->name)
        (void)close(output->descriptor);
    output->name = NULL;
    wtw_buffer_release(&output->buffer);
}
