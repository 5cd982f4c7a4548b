/*
 * store_failure.h - what went wrong in the database, in words that say what to do
 */
#ifndef WTW_STORE_STORE_FAILURE_H
#define WTW_STORE_STORE_FAILURE_H

#include "base/failure.h"

struct sqlite3;

/*
 * wtw_store_fail() fills 'error', unless it is NULL, for SQLite's result 'code', which came
 * up while 'doing' (a verb and its object) with the database at 'path', and returns the
 * status that goes with it, never WTW_OK. 'handle' knows more of the last call that failed;
 * it may be NULL.
 */
enum wtw_status wtw_store_fail(struct sqlite3 *handle, int code, const char *path,
                               const char *doing, struct wtw_error *error);

#endif
