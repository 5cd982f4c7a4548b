/*
 * whole_file.h - a file that appears complete or not at all
 *
 * The bytes go to a temporary name beside the wanted one and are renamed at the end, so
 * that no reader ever takes half a result for a whole one. A link stays, and leads to the
 * new file. What already exists and is not a regular file (a terminal, a pipe, /dev/full) is
 * written to directly, and so is what is open already: "-" and /dev/stdout are standard
 * output, whatever that is, and /dev/fd/3 is descriptor 3.
 */
#ifndef WTW_WRITE_WHOLE_FILE_H
#define WTW_WRITE_WHOLE_FILE_H

#include "write/out.h"

struct wtw_whole_file {
    struct wtw_out out;
    const char *path; /* borrowed */
    char *target;     /* owned; the file behind 'path', where that is a link, or NULL */
    char *temporary;  /* owned; NULL where 'path' is written directly */
    bool owns_descriptor;
};

/* wtw_whole_file_replaces() says whether 'path' is the name of a file, there or not yet, in
 * whose place a new one would be put, and not something that is written to directly. */
bool wtw_whole_file_replaces(const char *path);

/*
 * wtw_whole_file_open() starts to write 'path', borrowed until commit or abandon. Returns
 * WTW_OK, WTW_IO, WTW_NO_MEMORY; after a failure there is nothing to release.
 */
WTW_MUST_CHECK enum wtw_status wtw_whole_file_open(struct wtw_whole_file *file,
                                                   const char *path,
                                                   struct wtw_error *error);

/*
 * wtw_whole_file_commit() writes what is left, gives the file its name and releases
 * everything; on failure the temporary file is removed. Returns as wtw_out_flush(), or
 * WTW_IO.
 */
WTW_MUST_CHECK enum wtw_status wtw_whole_file_commit(struct wtw_whole_file *file,
                                                     struct wtw_error *error);

/* wtw_whole_file_abandon() removes the temporary file and releases everything; fine on
 * zeroes. */
void wtw_whole_file_abandon(struct wtw_whole_file *file);

/* The name for messages: the path, or "standard output". */
const char *wtw_whole_file_name(const struct wtw_whole_file *file);

#endif
