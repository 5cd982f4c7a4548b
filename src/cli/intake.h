/*
 * intake.h - the inputs of a command: opened, read batch by batch, their rejects told
 */
#ifndef WTW_CLI_INTAKE_H
#define WTW_CLI_INTAKE_H

#include "cli/commands.h"
#include "cli/reject_report.h"

/* Must not be moved between open and release. */
struct wtw_intake {
    struct wtw_progress *progress; /* borrowed */
    struct wtw_reader *reader;     /* owned */
    struct wtw_rejects rejects;
    bool is_strict;
    bool follows; /* the last input, which may grow */
    /* What is read by wtw_intake_next(): rejects are held until it is their turn. */
    const struct wtw_batch *batch; /* NULL for none */
    uint64_t batch_number;
    bool is_behind; /* batches before it are not yet worked off */
};

/*
 * wtw_intake_open() checks that every named input is there before anything is read;
 * without any, it takes standard input, unless that is a terminal. 'rereads' says that
 * records will be read again. Returns WTW_OK, WTW_BAD_ARGUMENT, WTW_IO, WTW_NO_MEMORY;
 * release also after a failure.
 */
WTW_MUST_CHECK enum wtw_status wtw_intake_open(struct wtw_intake *intake,
                                               const struct wtw_settings *settings,
                                               struct wtw_progress *progress,
                                               bool rereads, struct wtw_error *error);
void wtw_intake_release(struct wtw_intake *intake);

/*
 * wtw_intake_next() is wtw_reader_next_into() with progress. Batches have growing
 * numbers; what is rejected of batch 'number' is held (reject_report.h) if records come
 * before it that are not worked off, as 'is_behind' says of those of batches before.
 */
WTW_MUST_CHECK enum wtw_status wtw_intake_next(
    struct wtw_intake *intake, struct wtw_batch *batch, uint64_t number, bool is_behind,
    const struct wtw_record **out_records, size_t *out_count, struct wtw_error *error);

/*
 * wtw_intake_close() ends the rejects' list and tells how the command is to end: done,
 * rejected under
 * --strict, or WTW_BAD_INPUT where nothing but rejects came in. 'article_count' is how
 * many articles did.
 */
WTW_MUST_CHECK enum wtw_status wtw_intake_close(struct wtw_intake *intake,
                                                uint64_t article_count,
                                                enum wtw_exit *out_exit,
                                                struct wtw_error *error);

/* wtw_reader_options_from() turns settings into a reader's options, for these paths. A feed
 * takes records as they come, and more of them at a time where they are there. */
struct wtw_reader_options wtw_reader_options_from(const struct wtw_settings *settings,
                                                  const char *const *paths,
                                                  size_t path_count);

/* wtw_input_check() returns WTW_IO with words unless 'path' is "-" or can be read. */
WTW_MUST_CHECK enum wtw_status wtw_input_check(const char *path, struct wtw_error *error);

#endif
