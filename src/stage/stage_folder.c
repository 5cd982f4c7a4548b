/*
 * stage_folder.c - where files stand that do not outlive the run, and what is said when
 * they cannot
 */
#include "stage/stage_folder.h"

#include "base/faults.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum wtw_status wtw_stage_fail(struct wtw_error *error, const char *doing,
                               const char *folder)
{
    return wtw_fail(
        error, WTW_IO,
        "cannot %s in %s: %s; set TMPDIR to a folder with more room, or allow "
        "more memory",
        doing, folder, wtw_cause_words(errno).items);
}

enum wtw_status wtw_stage_folder_use(struct wtw_stage_folder *folder, const char *path,
                                     struct wtw_error *error)
{
    size_t bytes = strlen(path) + 1;
    bool may_write = false;

    /* The names of files come behind it. */
    if (bytes > sizeof folder->path - 64)
        errno = ENAMETOOLONG;
    else if (wtw_fault_is_due(WTW_FAULT_WRITE))
        errno = EACCES;
    else
        may_write = access(path, W_OK | X_OK) == 0;
    if (!may_write)
        return wtw_stage_fail(error, "keep temporary files", path);
    memcpy(folder->path, path, bytes);
    folder->is_private = true;
    return WTW_OK;
}
