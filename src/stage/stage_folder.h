/*
 * stage_folder.h - where files stand that do not outlive the run
 */
#ifndef WTW_STAGE_STAGE_FOLDER_H
#define WTW_STAGE_STAGE_FOLDER_H

#include "base/failure.h"

enum { WTW_STAGE_PATH_BYTES = 320 };

/* Zero-initialised is no folder yet. It owns nothing. */
struct wtw_stage_folder {
    char path[WTW_STAGE_PATH_BYTES];
    bool is_private; /* its files have no names, and are gone with the process */
};

/* wtw_stage_folder_use() has private files stand in the folder 'path'. Returns WTW_OK, or
 * WTW_IO with words that name it and the remedy. */
WTW_MUST_CHECK enum wtw_status wtw_stage_folder_use(struct wtw_stage_folder *folder,
                                                    const char *path,
                                                    struct wtw_error *error);

/* wtw_stage_fail() makes a WTW_IO failure of errno: "cannot DOING in FOLDER: why", with
 * the remedy. */
enum wtw_status wtw_stage_fail(struct wtw_error *error, const char *doing,
                               const char *folder);

#endif
