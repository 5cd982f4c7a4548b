/*
 * staging.h - keys and sketches go to files when they fill the memory that they may take
 */
#ifndef WTW_ENGINE_STAGING_H
#define WTW_ENGINE_STAGING_H

#include "engine/archive.h"

/* Ended by wtw_staging_release(). */
struct wtw_staging {
    struct wtw_staged_digests digests;
    const struct wtw_digest_plan *plan; /* borrowed */
    const char *parent;                 /* folder for the folder of the files; borrowed */
    uint64_t row_bytes; /* that rows of the archive may take; 0: no bound */
};

/*
 * wtw_staging_init() begins with no file and makes none before it has to. Of
 * 'memory_bytes', 0 for no bound, keys and sketches get a quarter, and later their join.
 */
void wtw_staging_init(struct wtw_staging *staging, const struct wtw_digest_plan *plan,
                      const char *parent, uint64_t memory_bytes);

/*
 * wtw_staging_relieve() moves the archive's rows to files if they take more than they may.
 * wtw_staging_finish() moves the rest, so that all are in one place, if some are there.
 * After a failure all is as it was. Return WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, WTW_IO, WTW_BAD_INPUT.
 */
WTW_MUST_CHECK enum wtw_status wtw_staging_relieve(struct wtw_staging *staging,
                                                   struct wtw_archive *archive,
                                                   struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_staging_finish(struct wtw_staging *staging,
                                                  struct wtw_archive *archive,
                                                  struct wtw_error *error);

/* wtw_staging_is_used() is true once something is in files. */
bool wtw_staging_is_used(const struct wtw_staging *staging);

void wtw_staging_release(struct wtw_staging *staging);

#endif
