/*
 * writer_lock.h - one writer at a time for a database
 */
#ifndef WTW_STORE_WRITER_LOCK_H
#define WTW_STORE_WRITER_LOCK_H

#include "base/failure.h"

/*
 * wtw_writer_lock_take() takes the lock of the database at 'path' and puts what holds it
 * into 'out_lock', which wtw_writer_lock_release() gives back; so does the end of the
 * process, however it comes. Returns WTW_OK; WTW_IO where another holds it, in this process
 * or another, or the lock's file cannot be made; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_writer_lock_take(const char *path, int *out_lock,
                                                    struct wtw_error *error);

/* -1 stands for no lock, and is fine. */
void wtw_writer_lock_release(int lock);

#endif
