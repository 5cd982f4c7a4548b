/*
 * stream.c - the bytes of one input in order, decompressed
 *
 * Plain bytes go straight from the system into the caller's memory. Compressed ones pass
 * through one buffer of stored bytes and are inflated straight into the caller's memory,
 * so however far they expand, only the room of one call is filled. A gzip file may have
 * several members and zeros behind the last (tapes pad); a zstd file may have several
 * frames, skippable ones too.
 *
 * Data that breaks off is common: a download that stopped, a disk that was full. All that
 * could be decompressed is given first, the break after it. zstd loses what it holds back
 * when a call fails, so it is fed in the portions that it asks for: then a broken block
 * takes no whole one with it. Of gzip, zlib decides what is broken and how far it goes,
 * whichever inflater was at work: the broken member is inflated once more, by zlib.
 */
#include "read/stream.h"

#include "base/faults.h"
#include "base/memory.h"
#include "read/file_calls.h"

#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

/* Enough to make system calls cheap, small enough to stay in the cache. */
enum { STORED_BYTES = 131072 };

/* The longest magic. */
enum { MAGIC_BYTES = 4 };

/* ------------------------------------------------------------------ stored bytes */

static size_t stored_count(const struct wtw_stream *stream)
{
    return stream->stored_end - stream->stored_begin;
}

/* Reads more stored bytes behind those that are there. */
static enum wtw_status read_ahead(struct wtw_stream *stream, struct wtw_error *error)
{
    size_t count = 0;

    if (stream->stored_begin == stream->stored_end)
        stream->stored_begin = stream->stored_end = 0;
    WTW_TRY(wtw_file_read(stream->descriptor, stream->stored + stream->stored_end,
                          STORED_BYTES - stream->stored_end, stream->name,
                          stream->stored_offset, &count, error));
    stream->stored_end += count;
    stream->stored_offset += count;
    stream->has_ended = count == 0;
    return WTW_OK;
}

static bool is_zstd_magic(const unsigned char *bytes)
{
    return memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0 ||
           (bytes[0] >> 4 == 5 && memcmp(bytes + 1, "\x2a\x4d\x18", 3) == 0);
}

/* Only these may begin a magic; no other input is waited for. */
static bool may_be_compressed(unsigned char first)
{
    return first == 0x1f || first == 0x28 || first >> 4 == 5;
}

static enum wtw_status recognise(struct wtw_stream *stream, struct wtw_error *error)
{
    const unsigned char *bytes = stream->stored;

    do {
        WTW_TRY(read_ahead(stream, error));
    } while (!stream->has_ended && may_be_compressed(bytes[0]) &&
             stored_count(stream) < MAGIC_BYTES);
    stream->compression = WTW_COMPRESSION_NONE;
    if (stored_count(stream) >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0)
        stream->compression = WTW_COMPRESSION_GZIP;
    else if (stored_count(stream) >= MAGIC_BYTES && is_zstd_magic(bytes))
        stream->compression = WTW_COMPRESSION_ZSTD;
    return WTW_OK;
}

static enum wtw_status fail_broken(const struct wtw_stream *stream,
                                   struct wtw_error *error)
{
    uint64_t offset = stream->stored_offset - stored_count(stream);
    const struct wtw_spot spot = {.input = stream->name, .byte_offset = offset};

    return wtw_fail_at(
        error, WTW_BAD_INPUT, &spot,
        "the %s data breaks off at byte %llu: %s; whole articles before it count",
        wtw_compression_name(stream->compression), (unsigned long long)offset,
        stream->broken);
}

/* Reads ahead if all that was there is used up. */
static enum wtw_status supply(struct wtw_stream *stream, struct wtw_error *error)
{
    if (stored_count(stream) || stream->has_ended)
        return WTW_OK;
    return read_ahead(stream, error);
}

/*
 * To be called when nothing came out: decompressors hold bytes back, so the end of the
 * stored bytes alone does not say that all was given.
 */
static void notice_early_end(struct wtw_stream *stream)
{
    if (stream->is_inside && stream->has_ended && !stored_count(stream) &&
        !stream->broken)
        stream->broken = "the file ends too early";
}

/* ------------------------------------------------------------------ gzip */

/* Takes up an inflater; one that is already taken up keeps its state. */
static enum wtw_status take_up(struct wtw_stream *stream,
                               const struct wtw_inflater *inflater,
                               struct wtw_error *error)
{
    if (stream->inflater == inflater)
        return WTW_OK;
    if (stream->inflater)
        stream->inflater->release(stream->inflating);
    stream->inflater = NULL;
    stream->inflating = NULL;
    WTW_TRY(inflater->make(&stream->inflating, error));
    stream->inflater = inflater;
    return WTW_OK;
}

/* zlib has the last word on what is broken, which takes reading it again; what cannot be
 * read again is inflated by zlib from the beginning. */
static enum wtw_status prepare_gzip(struct wtw_stream *stream, struct wtw_error *error)
{
    const struct wtw_inflater *inflater = stream->preferred;
    size_t count = 0;
    struct stat status;

    if (!inflater)
        inflater = wtw_inflaters(&count)[0];
    stream->file_begin = -1;
    if (fstat(stream->descriptor, &status) == 0 && S_ISREG(status.st_mode))
        stream->file_begin =
            lseek(stream->descriptor, 0, SEEK_CUR) - (off_t)stream->stored_offset;
    if (stream->file_begin < 0)
        inflater = &wtw_inflater_zlib;
    return take_up(stream, inflater, error);
}

/* Between members: drops padding, and begins the next member if bytes are left. */
static void begin_member(struct wtw_stream *stream)
{
    while (stored_count(stream) && !stream->stored[stream->stored_begin])
        stream->stored_begin++;
    if (!stored_count(stream))
        return;
    stream->member_begin = stream->stored_offset - stored_count(stream);
    stream->member_given = 0;
    stream->inflater->begin_member(stream->inflating);
    stream->is_inside = true;
}

/* One call of the inflater; what it says is noted in the stream. */
static enum wtw_status inflate_some(struct wtw_stream *stream,
                                    struct wtw_inflate_step *step,
                                    struct wtw_error *error)
{
    enum wtw_inflate_said said = WTW_INFLATE_GOES_ON;

    step->in = stream->stored + stream->stored_begin;
    step->in_bytes = stored_count(stream);
    said = stream->inflater->inflate(stream->inflating, step);
    stream->stored_begin = stream->stored_end - step->in_bytes;
    if (said == WTW_INFLATE_NO_MEMORY)
        return wtw_fail(error, WTW_NO_MEMORY, "no memory left to read gzip");
    if (said == WTW_INFLATE_MEMBER_ENDS)
        stream->is_inside = false;
    if (said == WTW_INFLATE_IS_BROKEN)
        stream->broken = step->broken;
    return WTW_OK;
}

/* Back to where the member begins; the portions that are read stay the same. */
static enum wtw_status go_back(struct wtw_stream *stream, struct wtw_error *error)
{
    uint64_t skipped = stream->member_begin % STORED_BYTES;
    off_t place = stream->file_begin + (off_t)(stream->member_begin - skipped);

    if (lseek(stream->descriptor, place, SEEK_SET) < 0)
        return wtw_file_fail(error, stream->name, stream->member_begin, "read it again");
    stream->stored_begin = stream->stored_end = 0;
    stream->stored_offset = stream->member_begin - skipped;
    WTW_TRY(read_ahead(stream, error));
    stream->stored_begin = skipped < stream->stored_end ? skipped : stream->stored_end;
    return WTW_OK;
}

/* Inflates what was given before; it may break off within. */
static enum wtw_status skip_given(struct wtw_stream *stream, struct wtw_error *error)
{
    unsigned char scrap[4096];
    uint64_t left = stream->member_given;

    while (left && stream->is_inside && !stream->broken) {
        size_t asked = left < sizeof scrap ? (size_t)left : sizeof scrap;
        struct wtw_inflate_step step = {.out = scrap, .out_bytes = asked};

        WTW_TRY(supply(stream, error));
        WTW_TRY(inflate_some(stream, &step, error));
        left -= asked - step.out_bytes;
        if (step.out_bytes == asked)
            notice_early_end(stream);
    }
    return WTW_OK;
}

/* Inflates the broken member again by zlib, up to where its bytes were given, and stays
 * with zlib for the rest of the input. */
static enum wtw_status ask_zlib(struct wtw_stream *stream, struct wtw_error *error)
{
    WTW_TRY(take_up(stream, &wtw_inflater_zlib, error));
    WTW_TRY(go_back(stream, error));
    stream->inflater->begin_member(stream->inflating);
    stream->is_inside = true;
    stream->broken = NULL;
    return skip_given(stream, error);
}

static enum wtw_status read_gzip(struct wtw_stream *stream, char *out, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    struct wtw_inflate_step step = {.out = (unsigned char *)out, .out_bytes = room};

    while (step.out_bytes == room && !stream->broken) {
        WTW_TRY(supply(stream, error));
        if (!stream->is_inside)
            begin_member(stream);
        if (stream->is_inside)
            WTW_TRY(inflate_some(stream, &step, error));
        else if (stream->has_ended)
            return WTW_END;
        if (step.out_bytes == room)
            notice_early_end(stream);
        if (stream->broken && stream->inflater != &wtw_inflater_zlib) {
            step =
                (struct wtw_inflate_step){.out = (unsigned char *)out, .out_bytes = room};
            WTW_TRY(ask_zlib(stream, error));
        }
    }
    if (step.out_bytes == room)
        return fail_broken(stream, error);
    *out_count = room - step.out_bytes;
    stream->member_given += *out_count;
    return WTW_OK;
}

/* ------------------------------------------------------------------ zstd */

static enum wtw_status prepare_zstd(struct wtw_stream *stream, struct wtw_error *error)
{
    if (!stream->zstd && !wtw_fault_is_due(WTW_FAULT_ALLOCATION))
        stream->zstd = ZSTD_createDCtx();
    if (!stream->zstd)
        return wtw_fail(error, WTW_NO_MEMORY, "no memory left to read zstd");
    stream->zstd_wants = ZSTD_initDStream(stream->zstd);
    return WTW_OK;
}

/* Decompresses one portion of the size that zstd asked for. */
static void decompress_some(struct wtw_stream *stream, ZSTD_outBuffer *out)
{
    size_t count = stored_count(stream);
    ZSTD_inBuffer in = {stream->stored + stream->stored_begin, 0, 0};
    size_t wants = 0;

    in.size = count < stream->zstd_wants ? count : stream->zstd_wants;
    wants = ZSTD_decompressStream(stream->zstd, out, &in);
    stream->stored_begin += in.pos;
    if (ZSTD_isError(wants)) {
        stream->broken = ZSTD_getErrorName(wants);
        return;
    }
    stream->is_inside = wants != 0;
    stream->zstd_wants = wants ? wants : ZSTD_initDStream(stream->zstd);
}

static enum wtw_status read_zstd(struct wtw_stream *stream, char *out, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    ZSTD_outBuffer target = {out, room, 0};

    while (!target.pos && !stream->broken) {
        WTW_TRY(supply(stream, error));
        if (!stored_count(stream) && !stream->is_inside)
            return WTW_END;
        decompress_some(stream, &target);
        if (!target.pos)
            notice_early_end(stream);
    }
    if (!target.pos)
        return fail_broken(stream, error);
    *out_count = target.pos;
    return WTW_OK;
}

/* ------------------------------------------------------------------ the door */

enum wtw_status wtw_stream_open(struct wtw_stream *stream, int descriptor,
                                const char *name, struct wtw_error *error)
{
    if (!stream->stored)
        WTW_TRY(WTW_ALLOCATE(&stream->stored, STORED_BYTES, error));
    stream->descriptor = descriptor;
    stream->name = name;
    stream->stored_offset = 0;
    stream->stored_begin = stream->stored_end = 0;
    stream->has_ended = stream->is_inside = false;
    stream->broken = NULL;
    WTW_TRY(recognise(stream, error));
    if (stream->compression == WTW_COMPRESSION_GZIP)
        return prepare_gzip(stream, error);
    if (stream->compression == WTW_COMPRESSION_ZSTD)
        return prepare_zstd(stream, error);
    return WTW_OK;
}

static enum wtw_status read_plain(struct wtw_stream *stream, char *out, size_t room,
                                  size_t *out_count, struct wtw_error *error)
{
    size_t count = stored_count(stream);

    if (count) {
        count = count < room ? count : room;
        memcpy(out, stream->stored + stream->stored_begin, count);
        stream->stored_begin += count;
        *out_count = count;
        return WTW_OK;
    }
    if (stream->has_ended)
        return WTW_END;
    WTW_TRY(wtw_file_read(stream->descriptor, out, room, stream->name,
                          stream->stored_offset, &count, error));
    stream->stored_offset += count;
    stream->has_ended = count == 0;
    *out_count = count;
    return count ? WTW_OK : WTW_END;
}

enum wtw_status wtw_stream_read(struct wtw_stream *stream, char *out, size_t room,
                                size_t *out_count, struct wtw_error *error)
{
    if (stream->compression == WTW_COMPRESSION_GZIP)
        return read_gzip(stream, out, room, out_count, error);
    if (stream->compression == WTW_COMPRESSION_ZSTD)
        return read_zstd(stream, out, room, out_count, error);
    return read_plain(stream, out, room, out_count, error);
}

bool wtw_stream_has_more(const struct wtw_stream *stream)
{
    struct pollfd wanted = {.fd = stream->descriptor, .events = POLLIN};

    return stored_count(stream) || stream->has_ended || poll(&wanted, 1, 0) != 0;
}

void wtw_stream_resume(struct wtw_stream *stream)
{
    stream->has_ended = false;
}

void wtw_stream_release(struct wtw_stream *stream)
{
    if (stream->inflater)
        stream->inflater->release(stream->inflating);
    ZSTD_freeDCtx(stream->zstd);
    wtw_release_items(stream->stored);
    *stream = (struct wtw_stream){0};
}
