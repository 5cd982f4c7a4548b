/*
 * kept_records.h - records written back as they stood in their inputs
 */
#ifndef WTW_CLI_KEPT_RECORDS_H
#define WTW_CLI_KEPT_RECORDS_H

#include "cli/session.h"
#include "write/out.h"

/* How records of a container make a corpus again. */
enum wtw_joining {
    WTW_JOINED_LINES, /* one behind the other, each with the end of a line */
    WTW_JOINED_ROWS,  /* the same under the header of their inputs */
    WTW_JOINED_ARRAY, /* as the elements of one array */
    WTW_JOINED_NAMES, /* not at all: an input is one article, and its path is written */
    WTW_JOINED_NEVER  /* not at all, and there is no path to write */
};

/*
 * wtw_joining_find() tells how the records of all inputs of a session that was read are
 * joined. Returns WTW_OK, or WTW_BAD_ARGUMENT with words that say what to do, where inputs
 * of several kinds would have to share an output, or there is no way.
 */
WTW_MUST_CHECK enum wtw_status wtw_joining_find(const struct wtw_session *session,
                                                enum wtw_joining *out_joining,
                                                struct wtw_error *error);

/*
 * wtw_record_read() reads the record of article 'number' again into 'bytes', with the
 * carriage return that its line may end with; a newline is not there.
 */
WTW_MUST_CHECK enum wtw_status wtw_record_read(const struct wtw_session *session,
                                               uint32_t number, struct wtw_buffer *bytes,
                                               struct wtw_error *error);

/* What is kept, on its way out. 'bytes' is owned; the rest is borrowed. */
struct wtw_kept {
    const struct wtw_session *session;
    enum wtw_joining joining;
    struct wtw_out *out;
    struct wtw_buffer bytes;
    uint64_t count; /* of what was written */
};

/*
 * wtw_kept_put() writes article 'number' behind those before it, as its joining has it.
 * Returns WTW_OK; WTW_BAD_INPUT for a path with a line's end in it; or as
 * wtw_reader_reread(). wtw_kept_finish() writes what comes after the last.
 */
WTW_MUST_CHECK enum wtw_status wtw_kept_put(struct wtw_kept *kept, uint32_t number,
                                            struct wtw_error *error);
void wtw_kept_finish(struct wtw_kept *kept);

#endif
