/*
 * path_words.h - what to say of a path that cannot be read or written
 */
#ifndef WTW_CLI_PATH_WORDS_H
#define WTW_CLI_PATH_WORDS_H

#include "wiretwin.h"

/* wtw_fail_to_read() is the failure to read 'path' for 'cause', an errno; where there is no
 * such file it names one beside it that was perhaps meant. */
enum wtw_status wtw_fail_to_read(const char *path, int cause, struct wtw_error *error);

/*
 * wtw_place_check() says early what would go wrong late: returns WTW_IO with words where
 * 'path' is a folder, or stands in one that is not there or may not be written in. NULL and
 * "-" are right.
 */
WTW_MUST_CHECK enum wtw_status wtw_place_check(const char *path, struct wtw_error *error);

/*
 * wtw_report_check() keeps a report of 'option' from the place of something else, as where its
 * name was forgotten and an input stands there: returns WTW_BAD_ARGUMENT with words where
 * 'path' would be replaced, is not empty and does not begin with 'beginning', as reports do.
 * NULL is right.
 */
WTW_MUST_CHECK enum wtw_status wtw_report_check(const char *option, const char *path,
                                                const char *beginning,
                                                struct wtw_error *error);

#endif
