/*
 * jsonl.h - cuts lines into records
 */
#ifndef WTW_READ_JSONL_H
#define WTW_READ_JSONL_H

#include "read/batch.h"
#include "read/inputs.h"

/* Where the cutting of one input stands. */
struct wtw_cutter {
    const char *name; /* of the input, borrowed */
    uint32_t input;
    uint64_t max_record_bytes;
    uint64_t offset;  /* of the batch's open part in the input's text */
    uint64_t line;    /* number of the line that begins there, from 1 */
    size_t searched;  /* so many bytes of the open part hold no line end */
    bool is_skipping; /* inside a line that is too long, which is dropped */
    struct wtw_input *counts;
    const struct wtw_reject_listener *listener;
};

/* wtw_cutter_has_work() says whether bytes are there that were not searched for lines. */
bool wtw_cutter_has_work(const struct wtw_cutter *cutter, const struct wtw_batch *batch);

/*
 * wtw_cutter_skip() drops what belongs to a line that is too long from 'new_bytes' bytes
 * that were just appended to the batch.
 */
void wtw_cutter_skip(struct wtw_cutter *cutter, struct wtw_batch *batch);

/*
 * wtw_cutter_cut() makes records of the lines in the batch's open part until it has
 * 'batch_records'. Lines of white space are passed over, lines over max_record_bytes
 * rejected. wtw_cutter_finish() makes a record of a last line that has no end. Both
 * return WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_cutter_cut(struct wtw_cutter *cutter,
                                              struct wtw_batch *batch,
                                              size_t batch_records,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_cutter_finish(struct wtw_cutter *cutter,
                                                 struct wtw_batch *batch,
                                                 struct wtw_error *error);

/* wtw_cutter_reject_length() tells the listener of a record at the open part that is too
 * long. */
void wtw_cutter_reject_length(const struct wtw_cutter *cutter);

#endif
