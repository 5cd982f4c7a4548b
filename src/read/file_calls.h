/*
 * file_calls.h - the system calls on files: repeated when interrupted, with words when
 * they fail
 *
 * Every read and write of this room goes through here, so that a test can make each one
 * fail.
 */
#ifndef WTW_READ_FILE_CALLS_H
#define WTW_READ_FILE_CALLS_H

#include "base/failure.h"

/*
 * wtw_file_fail() makes a WTW_IO failure "cannot DOING: what errno says" about the input
 * 'name'. For where no offset is known, 'byte_offset' is UINT64_MAX.
 */
enum wtw_status wtw_file_fail(struct wtw_error *error, const char *name,
                              uint64_t byte_offset, const char *doing);

/* wtw_file_open() opens 'name' for reading and gives its descriptor to the caller. WTW_OK
 * or WTW_IO. */
WTW_MUST_CHECK enum wtw_status wtw_file_open(const char *name, int *out_descriptor,
                                             struct wtw_error *error);

/*
 * wtw_file_read() reads what is there next, at least one byte and at most 'room', into
 * 'out';
 * '*out_count' is 0 only at the end. 'name' and 'byte_offset' are for the words. WTW_OK
 * or WTW_IO.
 */
WTW_MUST_CHECK enum wtw_status wtw_file_read(int descriptor, void *out, size_t room,
                                             const char *name, uint64_t byte_offset,
                                             size_t *out_count, struct wtw_error *error);

/*
 * wtw_file_read_at() reads 'count' bytes from 'offset'; fewer, as '*out_count' says, only
 * where the file ends before. wtw_file_write_at() writes all 'count' bytes. On failure
 * both return WTW_IO and leave the cause in errno: the caller knows the words.
 */
WTW_MUST_CHECK enum wtw_status wtw_file_read_at(int descriptor, void *out, size_t count,
                                                uint64_t offset, size_t *out_count);
WTW_MUST_CHECK enum wtw_status wtw_file_write_at(int descriptor, const void *bytes,
                                                 size_t count, uint64_t offset);

#endif
