/*
 * batch.h - the memory in which records are put together
 *
 * Bytes of inputs are appended at the end of one buffer; records are cut off its open
 * part, which is what no record has claimed yet. Records that were handed out lie before
 * it.
 */
#ifndef WTW_READ_BATCH_H
#define WTW_READ_BATCH_H

#include "base/failure.h"
#include "read/reader.h"

/* Zero-initialised is empty and ready; ended by wtw_batch_release(). */
struct wtw_batch {
    struct wtw_buffer bytes;
    size_t begin; /* where the bytes of this batch begin */
    size_t open;  /* where the open part begins; it ends at bytes.count */
    size_t count; /* records in this batch */
    struct wtw_record *records;
    size_t record_capacity;
    size_t *starts; /* where each record begins in 'bytes' */
    size_t start_capacity;
};

/* wtw_batch_begin() forgets the records, and keeps the open part. */
void wtw_batch_begin(struct wtw_batch *batch);

/* wtw_batch_begin_other() begins 'batch' with the open part of 'last', whose records stay.
 * Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_batch_begin_other(struct wtw_batch *batch,
                                                     const struct wtw_batch *last,
                                                     struct wtw_error *error);
void wtw_batch_release(struct wtw_batch *batch);

/* wtw_batch_used() is the size of this batch's bytes, the open part included. */
size_t wtw_batch_used(const struct wtw_batch *batch);

/*
 * wtw_batch_add() makes a record of the bytes from 'start' on, as 'place' says. Returns
 * WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_batch_add(struct wtw_batch *batch, size_t start,
                                             const struct wtw_place *place,
                                             struct wtw_error *error);

/* wtw_batch_records() gives the records with their bytes, borrowed until the next change.
 */
const struct wtw_record *wtw_batch_records(struct wtw_batch *batch);

#endif
