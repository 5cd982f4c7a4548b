/*
 * walk.h - from the paths that were named to the files to read
 */
#ifndef WTW_READ_WALK_H
#define WTW_READ_WALK_H

#include "read/inputs.h"

/* What a walk found, beside the inputs. Zero-initialised with 'listener' set is ready. */
struct wtw_walk {
    struct wtw_reject_listener listener;
    struct wtw_inputs inputs;
    uint64_t skipped;      /* entries of folders that were passed over */
    char *skipped_example; /* the first of them; owned */
    uint64_t unreadable;   /* paths that were told to the listener */
    uint64_t total_bytes;  /* sizes of all regular files */
    bool has_pipe;         /* an input whose size is not known */
};

/*
 * wtw_walk_path() adds what 'path' leads to: itself, or for a folder the files below it
 * that hold articles by their names, folders in each other, in byte order of the names.
 * What cannot be reached is told to the listener. Returns WTW_OK, WTW_NO_MEMORY or
 * WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_walk_path(struct wtw_walk *walk, const char *path,
                                             struct wtw_error *error);
void wtw_walk_release(struct wtw_walk *walk);

#endif
