/*
 * cutter.h - cuts the bytes of an input into records, as its format finds them
 */
#ifndef WTW_READ_CUTTER_H
#define WTW_READ_CUTTER_H

#include "read/batch.h"
#include "read/format.h"
#include "read/inputs.h"

/* Where the cutting of one input stands. */
struct wtw_cutter {
    const char *name;                /* of the input, borrowed */
    const struct wtw_format *format; /* NULL until it is known */
    uint32_t input;
    uint64_t max_record_bytes;
    uint64_t offset;      /* of the batch's open part in the input's text */
    uint64_t line;        /* number of the line that is there, from 1 */
    uint64_t line_offset; /* where that line begins */
    struct wtw_search search;
    bool is_starved;  /* the open bytes were searched without a find */
    bool is_skipping; /* inside a record that is too long, which is dropped */
    bool is_broken;   /* the format cannot go on: the rest of the input is dropped */
    struct wtw_input *counts;
    const struct wtw_reject_listener *listener;
};

/* wtw_cutter_has_work() says whether there are open bytes that were not searched. */
bool wtw_cutter_has_work(const struct wtw_cutter *cutter, const struct wtw_batch *batch);

/*
 * wtw_cutter_feed() has to be told of new bytes that were just appended to the batch: what
 * of them belongs to a record that is too long is dropped.
 */
void wtw_cutter_feed(struct wtw_cutter *cutter, struct wtw_batch *batch);

/*
 * wtw_cutter_cut() makes records of the batch's open part until it has 'batch_records' or
 * needs more bytes. Records over max_record_bytes are rejected, and what the format passes
 * over is passed. wtw_cutter_finish() does the same where no more bytes come, and leaves
 * none open unless the batch is full. Both return WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_cutter_cut(struct wtw_cutter *cutter,
                                              struct wtw_batch *batch,
                                              size_t batch_records,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_cutter_finish(struct wtw_cutter *cutter,
                                                 struct wtw_batch *batch,
                                                 size_t batch_records,
                                                 struct wtw_error *error);

#endif
