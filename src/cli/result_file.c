/*
 * result_file.c - where a command's data goes
 */
#include "cli/result_file.h"

#include "base/failure.h"
#include "cli/stop_signal.h"

enum wtw_status wtw_result_open(struct wtw_whole_file *file, const char *path,
                                struct wtw_error *error)
{
    WTW_TRY(wtw_whole_file_open(file, path ? path : "-", error));
    wtw_stop_remember(file->temporary);
    return WTW_OK;
}

enum wtw_status wtw_result_commit(struct wtw_whole_file *file, struct wtw_error *error)
{
    wtw_stop_forget(file->temporary);
    return wtw_whole_file_commit(file, error);
}

void wtw_result_abandon(struct wtw_whole_file *file)
{
    wtw_stop_forget(file->temporary);
    wtw_whole_file_abandon(file);
}
