/*
 * spill.h - a temporary file that keeps what cannot be read twice
 */
#ifndef WTW_READ_SPILL_H
#define WTW_READ_SPILL_H

#include "base/failure.h"

/* One file for all inputs of a reader, without a name. Ended by wtw_spill_release(). */
struct wtw_spill {
    int descriptor; /* -1 until it is needed */
    char folder[256];
};

void wtw_spill_init(struct wtw_spill *out_spill);
void wtw_spill_release(struct wtw_spill *spill);

/*
 * wtw_spill_write() keeps 'count' bytes at 'offset'; the file is made at the first call.
 * What lies between is a hole and costs nothing. Returns WTW_OK, or WTW_IO with words
 * that name the folder and the remedy.
 */
WTW_MUST_CHECK enum wtw_status wtw_spill_write(struct wtw_spill *spill, const void *bytes,
                                               size_t count, uint64_t offset,
                                               struct wtw_error *error);

#endif
