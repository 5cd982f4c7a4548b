/*
 * stream.h - the bytes of one input in order, decompressed
 */
#ifndef WTW_READ_STREAM_H
#define WTW_READ_STREAM_H

#include "read/inflaters.h"
#include "read/inputs.h"

#include <sys/types.h>

/* zstd.h stays out of this header. */
struct ZSTD_DCtx_s;

/* Reused for one input after the other. Zero-initialised is closed and ready. */
struct wtw_stream {
    int descriptor;
    const char *name; /* borrowed while open, for words */
    enum wtw_compression compression;
    uint64_t stored_offset; /* bytes taken from the descriptor so far */
    unsigned char *stored;  /* bytes read ahead lie in [stored_begin, stored_end) */
    size_t stored_begin;
    size_t stored_end;
    bool has_ended;     /* the descriptor has no more */
    bool is_inside;     /* within a gzip member or zstd frame */
    const char *broken; /* why compressed data cannot be read on; a constant */
    size_t zstd_wants;  /* bytes that zstd would like next */
    const struct wtw_inflater *preferred; /* for gzip; NULL: the fastest */
    const struct wtw_inflater *inflater;  /* at work, and its state */
    void *inflating;
    off_t file_begin; /* where the stream begins in its file; below 0 where it is none */
    uint64_t member_begin; /* in the stream, and how much of the member was given */
    uint64_t member_given;
    struct ZSTD_DCtx_s *zstd;
};

/*
 * wtw_stream_open() starts to read 'descriptor', borrowed until the stream is opened anew
 * or released, and recognises its compression by its first bytes. Returns WTW_OK, WTW_IO
 * or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_stream_open(struct wtw_stream *stream, int descriptor,
                                               const char *name, struct wtw_error *error);

/*
 * wtw_stream_read() puts the next bytes, at least one and at most 'room', into 'out'.
 * Returns WTW_OK; WTW_END after the last byte; WTW_BAD_INPUT where compressed data is
 * corrupt or ends early, after all that came before was given; WTW_IO; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_stream_read(struct wtw_stream *stream, char *out,
                                               size_t room, size_t *out_count,
                                               struct wtw_error *error);

/*
 * wtw_stream_has_more() says whether a read would not have to wait: bytes are there, or the
 * end is. wtw_stream_resume() goes on with a plain file that had ended and has grown.
 */
bool wtw_stream_has_more(const struct wtw_stream *stream);
void wtw_stream_resume(struct wtw_stream *stream);

void wtw_stream_release(struct wtw_stream *stream);

#endif
