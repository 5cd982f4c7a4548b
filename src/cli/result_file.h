/*
 * result_file.h - where a command's data goes
 */
#ifndef WTW_CLI_RESULT_FILE_H
#define WTW_CLI_RESULT_FILE_H

#include "write/whole_file.h"

/*
 * wtw_result_open() starts to write 'path', NULL for standard output; a signal from now
 * on removes what is unfinished. wtw_result_commit() and wtw_result_abandon() end that,
 * as in whole_file.h.
 */
WTW_MUST_CHECK enum wtw_status wtw_result_open(struct wtw_whole_file *file,
                                               const char *path, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_result_commit(struct wtw_whole_file *file,
                                                 struct wtw_error *error);
void wtw_result_abandon(struct wtw_whole_file *file);

#endif
