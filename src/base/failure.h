/*
 * failure.h - how a failure gets its words
 *
 * The words are made once, where the cause is first known; callers above pass them on
 * with WTW_TRY.
 */
#ifndef WTW_BASE_FAILURE_H
#define WTW_BASE_FAILURE_H

#include "wiretwin.h"

/* Passes a failure on to the caller. */
#define WTW_TRY(call)                                                                    \
    do {                                                                                 \
        enum wtw_status wtw_try_status = (call);                                         \
        if (wtw_try_status != WTW_OK)                                                    \
            return wtw_try_status;                                                       \
    } while (0)

/* Where in an input something is; zero line or column and a NULL input mean unknown. */
struct wtw_spot {
    const char *input;
    uint64_t line;
    uint64_t column;
    uint64_t byte_offset;
};

/*
 * wtw_fail() fills 'error', unless it is NULL, with 'status' and words formatted as by
 * printf, without a place, and returns 'status'. wtw_fail_at() also sets the place. Words
 * that are too long are cut.
 */
enum wtw_status wtw_fail(struct wtw_error *error, enum wtw_status status,
                         const char *format, ...) __attribute__((format(printf, 3, 4)));
enum wtw_status wtw_fail_at(struct wtw_error *error, enum wtw_status status,
                            const struct wtw_spot *spot, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* wtw_cause_words() is what the system calls 'cause', an errno; unlike strerror() it can be
 * asked by several threads. */
struct wtw_cause_words {
    char items[128];
};
struct wtw_cause_words wtw_cause_words(int cause);

/* wtw_fail_memory() is the failure of an allocation of 'bytes'. */
enum wtw_status wtw_fail_memory(struct wtw_error *error, size_t bytes);

#endif
