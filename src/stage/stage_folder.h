/*
 * stage_folder.h - a folder for files that do not outlive the run
 */
#ifndef WTW_STAGE_STAGE_FOLDER_H
#define WTW_STAGE_STAGE_FOLDER_H

#include "base/failure.h"

enum { WTW_STAGE_PATH_BYTES = 320 };

/* Zero-initialised is no folder yet. Ended by wtw_stage_folder_release(). */
struct wtw_stage_folder {
    char path[WTW_STAGE_PATH_BYTES]; /* empty before it is made and after it is left */
    bool is_private; /* nobody finds its files once this process is gone */
};

/*
 * wtw_stage_folder_make() makes a private folder of a new name in 'parent'. Returns WTW_OK, or
 * WTW_IO with words that name the parent and the remedy. Release removes it; the files in
 * it have to be gone.
 */
WTW_MUST_CHECK enum wtw_status wtw_stage_folder_make(struct wtw_stage_folder *folder,
                                                     const char *parent,
                                                     struct wtw_error *error);
void wtw_stage_folder_release(struct wtw_stage_folder *folder);

/* wtw_stage_fail() makes a WTW_IO failure of errno: "cannot DOING in FOLDER: why", with
 * the remedy. */
enum wtw_status wtw_stage_fail(struct wtw_error *error, const char *doing,
                               const char *folder);

#endif
