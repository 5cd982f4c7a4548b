/*
 * packer.c - bytes on their way into gzip or zstd
 *
 * Both at the level that their own command takes by default. No name and no time are in a
 * gzip header, so that equal results are equal files; zstd has a checksum, as gzip has.
 */
/* Makes zlib take constant bytes. */
#define ZLIB_CONST

#include "write/packer.h"

#include "base/failure.h"
#include "base/memory.h"

#include <limits.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

enum {
    PACKED_BYTES = 65536,
    GZIP_WINDOW = 31, /* 32 KiB of window and a gzip header: zlib's 15 + 16 */
    GZIP_MEMORY = 8   /* zlib's own default */
};

struct wtw_packer {
    enum wtw_packing packing;
    z_stream gzip;
    bool has_gzip;
    ZSTD_CCtx *zstd; /* owned */
    char packed[PACKED_BYTES];
};

static void *allocate_for_zlib(void *context, unsigned count, unsigned item_bytes)
{
    void *memory = NULL;

    (void)context;
    return wtw_allocate_items(&memory, count, item_bytes, NULL) == WTW_OK ? memory : NULL;
}

static void free_for_zlib(void *context, void *memory)
{
    (void)context;
    wtw_release_items(memory);
}

static bool begin_gzip(struct wtw_packer *packer)
{
    packer->gzip.zalloc = allocate_for_zlib;
    packer->gzip.zfree = free_for_zlib;
    packer->has_gzip = deflateInit2(&packer->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                    GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    return packer->has_gzip;
}

static bool begin_zstd(struct wtw_packer *packer)
{
    packer->zstd = ZSTD_createCCtx();
    return packer->zstd &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(packer->zstd, ZSTD_c_checksumFlag, 1));
}

enum wtw_status wtw_packer_new(enum wtw_packing packing, struct wtw_packer **out_packer,
                               struct wtw_error *error)
{
    struct wtw_packer *packer = NULL;

    if (packing == WTW_PACKING_NONE) {
        *out_packer = NULL;
        return WTW_OK;
    }
    WTW_TRY(WTW_ALLOCATE(&packer, 1, error));
    packer->packing = packing;
    if (packing == WTW_PACKING_GZIP ? !begin_gzip(packer) : !begin_zstd(packer)) {
        wtw_packer_free(packer);
        return wtw_fail(error, WTW_NO_MEMORY, "no memory left to pack the output");
    }
    *out_packer = packer;
    return WTW_OK;
}

void wtw_packer_free(struct wtw_packer *packer)
{
    if (!packer)
        return;
    if (packer->has_gzip)
        deflateEnd(&packer->gzip);
    ZSTD_freeCCtx(packer->zstd);
    wtw_release_items(packer);
}

/* 'count' is below UINT_MAX. */
static bool put_gzip(struct wtw_packer *packer, const char *bytes, size_t count,
                     bool is_last, const struct wtw_packer_sink *sink)
{
    z_stream *gzip = &packer->gzip;
    int status = Z_OK;

    gzip->next_in = (const Bytef *)bytes;
    gzip->avail_in = (uInt)count;
    do {
        gzip->next_out = (Bytef *)packer->packed;
        gzip->avail_out = PACKED_BYTES;
        status = deflate(gzip, is_last ? Z_FINISH : Z_NO_FLUSH);
        if (status == Z_STREAM_ERROR)
            return false;
        sink->take(sink->context, packer->packed, PACKED_BYTES - gzip->avail_out);
    } while (!gzip->avail_out);
    return true;
}

static bool put_zstd(struct wtw_packer *packer, const char *bytes, size_t count,
                     bool is_last, const struct wtw_packer_sink *sink)
{
    ZSTD_inBuffer in = {bytes, count, 0};
    size_t left = 0;

    do {
        ZSTD_outBuffer out = {packer->packed, PACKED_BYTES, 0};

        left = ZSTD_compressStream2(packer->zstd, &out, &in,
                                    is_last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return false;
        sink->take(sink->context, packer->packed, out.pos);
    } while (is_last ? left : in.pos < in.size);
    return true;
}

bool wtw_packer_put(struct wtw_packer *packer, const char *bytes, size_t count,
                    bool is_last, const struct wtw_packer_sink *sink)
{
    enum { MOST_AT_A_TIME = INT_MAX };

    if (packer->packing == WTW_PACKING_ZSTD)
        return put_zstd(packer, bytes, count, is_last, sink);
    for (; count > MOST_AT_A_TIME; bytes += MOST_AT_A_TIME, count -= MOST_AT_A_TIME) {
        if (!put_gzip(packer, bytes, MOST_AT_A_TIME, false, sink))
            return false;
    }
    return put_gzip(packer, bytes, count, is_last, sink);
}

enum wtw_packing wtw_packing_by_name(const char *name)
{
    const char *ending = strrchr(name, '.');

    if (ending && strcasecmp(ending, ".gz") == 0)
        return WTW_PACKING_GZIP;
    if (ending && strcasecmp(ending, ".zst") == 0)
        return WTW_PACKING_ZSTD;
    return WTW_PACKING_NONE;
}
