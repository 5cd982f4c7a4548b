/*
 * spill.c - a temporary file that keeps what cannot be read twice
 *
 * Verification and passages need texts again long after their bytes went by. A pipe
 * cannot be rewound, and compressed data only with a fresh start, so their text goes to a
 * file in $TMPDIR. The file is removed from its folder as soon as it is made: however the
 * run ends, the system frees it.
 */
#include "read/spill.h"

#include "base/nameless_file.h"
#include "read/file_calls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void wtw_spill_init(struct wtw_spill *out_spill)
{
    *out_spill = (struct wtw_spill){.descriptor = -1};
}

static enum wtw_status fail(const struct wtw_spill *spill, struct wtw_error *error)
{
    int cause = errno;

    return wtw_fail(
        error, WTW_IO,
        "cannot keep piped or compressed input in a temporary file in %s: %s; "
        "set TMPDIR to a folder with room for the unpacked text",
        spill->folder, wtw_cause_words(cause).items);
}

static enum wtw_status make_file(struct wtw_spill *spill, struct wtw_error *error)
{
    const char *folder = getenv("TMPDIR");

    if (!folder || !folder[0])
        folder = "/tmp";
    snprintf(spill->folder, sizeof spill->folder, "%s", folder);
    spill->descriptor = wtw_nameless_file(folder);
    return spill->descriptor < 0 ? fail(spill, error) : WTW_OK;
}

enum wtw_status wtw_spill_write(struct wtw_spill *spill, const void *bytes, size_t count,
                                uint64_t offset, struct wtw_error *error)
{
    if (spill->descriptor < 0)
        WTW_TRY(make_file(spill, error));
    if (wtw_file_write_at(spill->descriptor, bytes, count, offset) != WTW_OK)
        return fail(spill, error);
    return WTW_OK;
}

void wtw_spill_release(struct wtw_spill *spill)
{
    if (spill->descriptor >= 0)
        close(spill->descriptor);
    wtw_spill_init(spill);
}
