/*
 * packed_text.c - texts by zstd, as the database keeps them
 *
 * Each text is a frame of its own with a checksum, so that one can be had without its
 * neighbours, deleted without a trace, and unpacked by people with the zstd command.
 */
#include "store/packed_text.h"

#include <zstd.h>
#include <zstd_errors.h>

/* An article is too short for higher levels to find more in it: those of corpus/ pack to .60
 * of their bytes at level 1 as at level 3. */
enum { PACKING_LEVEL = 1 };

/* A block of zstd, of 128 KB at most, takes three bytes at least: no frame holds more for each
 * of its bytes, so that one that is damaged does not ask for all memory. */
#define TEXT_BYTES_OF_A_BYTE (UINT64_C(1) << 16)

static enum wtw_status fail(size_t result, struct wtw_error *error)
{
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
        return wtw_fail(error, WTW_NO_MEMORY, "zstd has not enough memory for a text");
    return wtw_fail(error, WTW_BAD_INPUT, "a text that was packed by zstd is damaged: %s",
                    ZSTD_getErrorName(result));
}

/* Gives zero, or zstd's failure. */
static size_t prepare(struct wtw_text_packer *packer)
{
    size_t result = 0;

    if (packer->packing)
        return 0;
    packer->packing = ZSTD_createCCtx();
    if (!packer->packing)
        return (size_t)-ZSTD_error_memory_allocation;
    result =
        ZSTD_CCtx_setParameter(packer->packing, ZSTD_c_compressionLevel, PACKING_LEVEL);
    if (!ZSTD_isError(result))
        result = ZSTD_CCtx_setParameter(packer->packing, ZSTD_c_checksumFlag, 1);
    return ZSTD_isError(result) ? result : 0;
}

void wtw_text_packer_release(struct wtw_text_packer *packer)
{
    ZSTD_freeCCtx(packer->packing);
    ZSTD_freeDCtx(packer->unpacking);
    *packer = (struct wtw_text_packer){0};
}

enum wtw_status wtw_text_pack(struct wtw_text_packer *packer, const char *text,
                              size_t text_bytes, struct wtw_buffer *out,
                              struct wtw_error *error)
{
    size_t packed = 0;

    out->count = 0;
    WTW_TRY(wtw_buffer_reserve(out, ZSTD_compressBound(text_bytes), error));
    packed = prepare(packer);
    if (!ZSTD_isError(packed))
        packed =
            ZSTD_compress2(packer->packing, out->items, out->capacity, text, text_bytes);
    if (ZSTD_isError(packed))
        return fail(packed, error);
    out->count = packed;
    return WTW_OK;
}

enum wtw_status wtw_text_unpack(struct wtw_text_packer *packer, const void *packed,
                                size_t packed_bytes, size_t text_bytes,
                                struct wtw_buffer *out, struct wtw_error *error)
{
    const uint64_t said = ZSTD_getFrameContentSize(packed, packed_bytes);
    size_t unpacked = 0;

    out->count = 0;
    if (text_bytes == WTW_TEXT_BYTES_UNKNOWN &&
        said / TEXT_BYTES_OF_A_BYTE <= packed_bytes)
        text_bytes = (size_t)said;
    if (said != text_bytes)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "a text that was packed by zstd has not the length it had");
    WTW_TRY(wtw_buffer_reserve(out, text_bytes + 1, error));
    if (!packer->unpacking)
        packer->unpacking = ZSTD_createDCtx();
    if (!packer->unpacking)
        return fail((size_t)-ZSTD_error_memory_allocation, error);
    unpacked = ZSTD_decompressDCtx(packer->unpacking, out->items, text_bytes, packed,
                                   packed_bytes);
    if (ZSTD_isError(unpacked))
        return fail(unpacked, error);
    out->count = unpacked;
    return WTW_OK;
}
