/*
 * inflate_zlib.c - gzip by zlib
 */
#include "read/inflaters.h"

#include "base/memory.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

/* 32 KiB of window and a gzip header: zlib's 15 + 16. */
enum { GZIP_WINDOW = 31 };

static void *allocate_for_zlib(void *context, unsigned count, unsigned item_bytes)
{
    void *memory = NULL;

    (void)context;
    if (wtw_allocate_items(&memory, count, item_bytes, NULL) != WTW_OK)
        return NULL;
    return memory;
}

static void free_for_zlib(void *context, void *memory)
{
    (void)context;
    wtw_release_items(memory);
}

static enum wtw_status make(void **out_state, struct wtw_error *error)
{
    z_stream *gzip = NULL;

    WTW_TRY(WTW_ALLOCATE(&gzip, 1, error));
    gzip->zalloc = allocate_for_zlib;
    gzip->zfree = free_for_zlib;
    if (inflateInit2(gzip, GZIP_WINDOW) != Z_OK) {
        wtw_release_items(gzip);
        return wtw_fail(error, WTW_NO_MEMORY, "no memory left to read gzip");
    }
    *out_state = gzip;
    return WTW_OK;
}

static void release(void *state)
{
    if (state)
        inflateEnd(state);
    wtw_release_items(state);
}

static void begin_member(void *state)
{
    inflateReset(state);
}

static bool begins(const char *words, const char *with)
{
    return strncmp(words, with, strlen(with)) == 0;
}

/* zlib has seventeen ways to say three things. */
static const char *words_of(const char *said)
{
    if (!said)
        return WTW_INFLATE_CORRUPT;
    if (begins(said, "incorrect header") || begins(said, "unknown") ||
        begins(said, "header crc"))
        return WTW_INFLATE_NOT_GZIP;
    if (begins(said, "incorrect"))
        return WTW_INFLATE_WRONG_CHECKSUM;
    return WTW_INFLATE_CORRUPT;
}

static unsigned at_most_unsigned(size_t count)
{
    return count < UINT_MAX ? (unsigned)count : UINT_MAX;
}

static enum wtw_inflate_said inflate_until(z_stream *gzip, int flush,
                                           struct wtw_inflate_step *step)
{
    unsigned in_bytes = at_most_unsigned(step->in_bytes);
    unsigned out_bytes = at_most_unsigned(step->out_bytes);
    int said = Z_OK;

    gzip->next_in = (unsigned char *)(uintptr_t)step->in;
    gzip->avail_in = in_bytes;
    gzip->next_out = step->out;
    gzip->avail_out = out_bytes;
    said = inflate(gzip, flush);
    step->in += in_bytes - gzip->avail_in;
    step->in_bytes -= in_bytes - gzip->avail_in;
    step->out += out_bytes - gzip->avail_out;
    step->out_bytes -= out_bytes - gzip->avail_out;
    if (said == Z_MEM_ERROR)
        return WTW_INFLATE_NO_MEMORY;
    if (said == Z_STREAM_END)
        return WTW_INFLATE_MEMBER_ENDS;
    if (said == Z_OK || said == Z_BUF_ERROR)
        return WTW_INFLATE_GOES_ON;
    step->broken = words_of(gzip->msg);
    return WTW_INFLATE_IS_BROKEN;
}

static enum wtw_inflate_said inflate_step(void *state, struct wtw_inflate_step *step)
{
    return inflate_until(state, Z_NO_FLUSH, step);
}

/* Z_BLOCK stops before the first block, and says so by 128. */
enum wtw_inflate_said wtw_zlib_read_header(void *state, struct wtw_inflate_step *step,
                                           bool *out_has_ended)
{
    z_stream *gzip = state;
    enum wtw_inflate_said said = inflate_until(gzip, Z_BLOCK, step);

    *out_has_ended = said == WTW_INFLATE_GOES_ON && (gzip->data_type & 128);
    return said;
}

const struct wtw_inflater wtw_inflater_zlib = {
    .name = "zlib",
    .make = make,
    .release = release,
    .begin_member = begin_member,
    .inflate = inflate_step,
};
