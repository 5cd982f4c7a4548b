/*
 * stage_folder.c - a folder for files that do not outlive the run
 *
 * A file has a name only while it is written: who reads it holds it open and removes the
 * name (sorted_runs.c). So a run that is killed leaves at most one unfinished file.
 */
#include "stage/stage_folder.h"

#include "base/faults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum wtw_status wtw_stage_fail(struct wtw_error *error, const char *doing,
                               const char *folder)
{
    int cause = errno;
    char words[128] = "";

    if (strerror_r(cause, words, sizeof words) != 0)
        snprintf(words, sizeof words, "error %d", cause);
    return wtw_fail(
        error, WTW_IO,
        "cannot %s in %s: %s; set TMPDIR to a folder with more room, or allow "
        "more memory",
        doing, folder, words);
}

enum wtw_status wtw_stage_folder_make(struct wtw_stage_folder *folder, const char *parent,
                                      struct wtw_error *error)
{
    static const char name[] = "wiretwin-XXXXXX";
    char path[sizeof folder->path];
    int length = snprintf(path, sizeof path, "%s/%s", parent, name);

    /* The names of files come behind it. */
    if (length < 0 || (size_t)length > sizeof path - 64)
        errno = ENAMETOOLONG;
    else if (wtw_fault_is_due(WTW_FAULT_WRITE))
        errno = EACCES;
    else if (mkdtemp(path)) {
        memcpy(folder->path, path, sizeof path);
        folder->is_private = true;
        return WTW_OK;
    }
    return wtw_stage_fail(error, "make a folder for temporary files", parent);
}

void wtw_stage_folder_release(struct wtw_stage_folder *folder)
{
    if (folder->path[0])
        rmdir(folder->path);
    folder->path[0] = '\0';
}
