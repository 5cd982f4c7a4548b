/*
 * result_file.h - where a command's data goes
 */
#ifndef WTW_CLI_RESULT_FILE_H
#define WTW_CLI_RESULT_FILE_H

#include "cli/settings.h"
#include "write/page.h"
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

/* wtw_result_format() is the format asked for, or else the table at a terminal and
 * 'otherwise' elsewhere. */
enum wtw_format wtw_result_format(const struct wtw_settings *settings,
                                  const struct wtw_whole_file *file,
                                  enum wtw_format otherwise);

#endif
