/*
 * whole_file.c - a file that appears complete or not at all
 *
 * mkstemp makes files that only their owner may read; the wanted mode is that of the file
 * to be replaced, or what the umask leaves of rw-rw-rw-. No fsync: a result can be
 * computed again, and a sync would cost more than most runs.
 */
#include "write/whole_file.h"

#include "base/faults.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *wtw_whole_file_name(const struct wtw_whole_file *file)
{
    return strcmp(file->path, "-") == 0 ? "standard output" : file->path;
}

static enum wtw_status fail_to(const char *verb, const char *path,
                               struct wtw_error *error)
{
    return wtw_fail(error, WTW_IO, "cannot %s %s: %s", verb, path, strerror(errno));
}

static mode_t mode_for(const char *path)
{
    struct stat status;
    mode_t mask = 0;

    if (stat(path, &status) == 0)
        return status.st_mode & 07777;
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static enum wtw_status open_temporary(struct wtw_whole_file *file, int *out_descriptor,
                                      struct wtw_error *error)
{
    static const char suffix[] = ".XXXXXX";
    size_t path_bytes = strlen(file->path);
    int descriptor = -1;

    WTW_TRY(WTW_ALLOCATE(&file->temporary, path_bytes + sizeof suffix, error));
    memcpy(file->temporary, file->path, path_bytes);
    memcpy(file->temporary + path_bytes, suffix, sizeof suffix);
    if (!wtw_fault_is_due(WTW_FAULT_WRITE))
        descriptor = mkstemp(file->temporary);
    else
        errno = EIO;
    if (descriptor < 0) {
        wtw_release_items(file->temporary);
        file->temporary = NULL;
        return fail_to("create", file->path, error);
    }
    /* Where the mode cannot be set the file is merely more private. */
    (void)!fchmod(descriptor, mode_for(file->path));
    *out_descriptor = descriptor;
    return WTW_OK;
}

static bool is_written_directly(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static enum wtw_status open_descriptor(struct wtw_whole_file *file, int *out_descriptor,
                                       struct wtw_error *error)
{
    if (strcmp(file->path, "-") == 0) {
        *out_descriptor = STDOUT_FILENO;
        return WTW_OK;
    }
    if (is_written_directly(file->path)) {
        *out_descriptor = open(file->path, O_WRONLY | O_CLOEXEC);
        if (*out_descriptor < 0)
            return fail_to("write to", file->path, error);
    } else {
        WTW_TRY(open_temporary(file, out_descriptor, error));
    }
    file->owns_descriptor = true;
    return WTW_OK;
}

enum wtw_status wtw_whole_file_open(struct wtw_whole_file *file, const char *path,
                                    struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    int descriptor = -1;

    *file = (struct wtw_whole_file){.path = path};
    WTW_TRY(open_descriptor(file, &descriptor, error));
    status = wtw_out_init(&file->out, descriptor, error);
    if (status != WTW_OK) {
        file->out.descriptor = descriptor;
        wtw_whole_file_abandon(file);
    }
    return status;
}

/* Network file systems tell of a full disk only here. */
static enum wtw_status close_descriptor(struct wtw_whole_file *file,
                                        struct wtw_error *error)
{
    bool failed = false;

    if (!file->owns_descriptor)
        return WTW_OK;
    file->owns_descriptor = false;
    failed = close(file->out.descriptor) != 0;
    if (wtw_fault_is_due(WTW_FAULT_WRITE)) {
        failed = true;
        errno = EIO;
    }
    return failed ? fail_to("write", file->path, error) : WTW_OK;
}

static enum wtw_status give_name(struct wtw_whole_file *file, struct wtw_error *error)
{
    if (!file->temporary)
        return WTW_OK;
    if (rename(file->temporary, file->path) != 0)
        return fail_to("rename to", file->path, error);
    wtw_release_items(file->temporary);
    file->temporary = NULL;
    return WTW_OK;
}

enum wtw_status wtw_whole_file_commit(struct wtw_whole_file *file,
                                      struct wtw_error *error)
{
    enum wtw_status status = wtw_out_flush(&file->out, wtw_whole_file_name(file), error);

    if (status == WTW_OK)
        status = close_descriptor(file, error);
    if (status == WTW_OK)
        status = give_name(file, error);
    wtw_whole_file_abandon(file);
    return status;
}

void wtw_whole_file_abandon(struct wtw_whole_file *file)
{
    if (file->owns_descriptor)
        close(file->out.descriptor);
    if (file->temporary)
        unlink(file->temporary);
    wtw_release_items(file->temporary);
    wtw_out_release(&file->out);
    *file = (struct wtw_whole_file){.path = file->path};
}
