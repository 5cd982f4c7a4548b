/*
 * reader_state.h - the inside of a reader, shared by the files that read and read again
 */
#ifndef WTW_READ_READER_STATE_H
#define WTW_READ_READER_STATE_H

#include "read/cutter.h"
#include "read/descriptors.h"
#include "read/reader.h"
#include "read/sources.h"
#include "read/spill.h"
#include "read/walk.h"

struct wtw_reader {
    struct wtw_reader_options options;
    struct wtw_field_finder finder;
    struct wtw_walk walk;
    bool is_walked;
    size_t met; /* inputs that were opened; while one is open, it is the last of them */
    bool is_open;
    bool has_ended;          /* the open input has no more bytes */
    bool is_file;            /* and is a plain one, which may grow */
    bool is_paused;          /* it has no more for now: the batch ends here */
    bool needs_spill;        /* the open input's text goes to the spill file */
    uint64_t spill_end;      /* where the next input's text will begin in it */
    uint64_t finished_bytes; /* sizes of the inputs before the open one */
    struct wtw_sources *sources;
    struct wtw_cutter cutter;
    struct wtw_batch own;    /* of wtw_reader_next_batch() */
    struct wtw_batch *batch; /* the last one: in its open part reading goes on */
    bool may_be_empty;       /* as may be a batch of wtw_reader_next_into() */
    uint64_t rejects;        /* told since the batch was begun */
    struct wtw_reject_listener listener; /* the caller's */
    struct wtw_spill spill;
    struct wtw_descriptors *descriptors;
};

#endif
