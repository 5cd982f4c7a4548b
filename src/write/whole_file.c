/*
 * whole_file.c - a file that appears complete or not at all
 *
 * mkstemp makes files that only their owner may read; the wanted mode is that of the file
 * to be replaced, or what the umask leaves of rw-rw-rw-. No fsync: a result can be
 * computed again, and a sync would cost more than most runs.
 *
 * A rename would put the file in the place of a link, so it is the file behind the link
 * that is replaced. Behind /dev/stdout stands what somebody has opened, a file perhaps, to
 * be added to: that is no name for a new one, but the descriptor's.
 */
/* realpath() is of the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700

#include "write/whole_file.h"

#include "base/faults.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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

static bool is_link(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
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

/* A copy of 'first', and 'second' behind it. */
static enum wtw_status join_words(const char *first, const char *second, char **out,
                                  struct wtw_error *error)
{
    size_t first_bytes = strlen(first);
    size_t second_bytes = strlen(second) + 1;

    WTW_TRY(WTW_ALLOCATE(out, first_bytes + second_bytes, error));
    memcpy(*out, first, first_bytes);
    memcpy(*out + first_bytes, second, second_bytes);
    return WTW_OK;
}

/* A link that leads nowhere gives way to the file. */
static enum wtw_status name_temporary(struct wtw_whole_file *file,
                                      struct wtw_error *error)
{
    char behind[PATH_MAX];

    if (is_link(file->path) && realpath(file->path, behind))
        WTW_TRY(join_words(behind, "", &file->target, error));
    return join_words(file->target ? file->target : file->path, ".XXXXXX",
                      &file->temporary, error);
}

static enum wtw_status open_temporary(struct wtw_whole_file *file, int *out_descriptor,
                                      struct wtw_error *error)
{
    int descriptor = -1;

    WTW_TRY(name_temporary(file, error));
    if (!wtw_fault_is_due(WTW_FAULT_WRITE))
        descriptor = mkstemp(file->temporary);
    else
        errno = EIO;
    if (descriptor < 0)
        return fail_to("create", file->path, error);
    /* Where the mode cannot be set the file is merely more private. */
    (void)!fchmod(descriptor, mode_for(file->path));
    *out_descriptor = descriptor;
    return WTW_OK;
}

/* The open descriptor that 'path' is the name of; -1 where it is none. */
static int named_descriptor(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};

    if (strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t count = strlen(folders[i]);
        const char *digits = path + count;

        if (strncmp(path, folders[i], count) == 0 && *digits && strlen(digits) < 8 &&
            !digits[strspn(digits, "0123456789")])
            return (int)strtol(digits, NULL, 10);
    }
    return -1;
}

static bool is_written_directly(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

bool wtw_whole_file_replaces(const char *path)
{
    return strcmp(path, "-") != 0 && named_descriptor(path) < 0 &&
           !is_written_directly(path);
}

static enum wtw_status open_descriptor(struct wtw_whole_file *file, int *out_descriptor,
                                       struct wtw_error *error)
{
    int named = named_descriptor(file->path);

    if (strcmp(file->path, "-") == 0) {
        *out_descriptor = STDOUT_FILENO;
        return WTW_OK;
    }
    if (named >= 0)
        *out_descriptor = fcntl(named, F_DUPFD_CLOEXEC, 0);
    else if (is_written_directly(file->path))
        *out_descriptor = open(file->path, O_WRONLY | O_CLOEXEC);
    else
        WTW_TRY(open_temporary(file, out_descriptor, error));
    if (*out_descriptor < 0)
        return fail_to("write to", file->path, error);
    file->owns_descriptor = true;
    return WTW_OK;
}

static void release_names(struct wtw_whole_file *file)
{
    wtw_release_items(file->temporary);
    wtw_release_items(file->target);
    file->temporary = file->target = NULL;
}

enum wtw_status wtw_whole_file_open(struct wtw_whole_file *file, const char *path,
                                    struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    int descriptor = -1;

    *file = (struct wtw_whole_file){.path = path};
    status = open_descriptor(file, &descriptor, error);
    if (status != WTW_OK) {
        release_names(file);
        return status;
    }
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
    if (rename(file->temporary, file->target ? file->target : file->path) != 0)
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
    release_names(file);
    wtw_out_release(&file->out);
    *file = (struct wtw_whole_file){.path = file->path};
}
