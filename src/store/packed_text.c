/*
 * packed_text.c - texts by zstd, as the database keeps them
 *
 * Each text is a frame of its own with a checksum, so that one can be had without its
 * neighbours, deleted without a trace, and unpacked by people with the zstd command.
 *
 * An article repeats little of itself: what packs it is that some letters are more frequent
 * than others. Those of corpus/ pack to .605 of their bytes where repeats are looked for (level
 * 1; level 3 finds no more), and to .625 where they hardly are, in less than half the time. So
 * texts of an article's length are packed by their letters alone. A longer one has more that it
 * can repeat, and one that is nothing but repeats is none of people's writing, or a long one.
 * Rejected were a dictionary, made of some texts of the database (a tenth smaller, and as
 * slow as level 1), and texts packed several at a time, of which each that is compared would
 * have cost the unpacking of all.
 */
#include "store/packed_text.h"

#include <zstd.h>
#include <zstd_errors.h>

/* The level for texts of SHORT_BYTES and more; and how zstd is told for shorter ones to pass
 * over most places where a repeat could begin. */
enum { PACKING_LEVEL = 1, SHORT_BYTES = 8 << 10 };
enum { SHORT_LEVEL = -50, SHORT_HASH_BITS = 9, SHORT_REPEAT_BYTES = 7 };

/* Levels below zero leave letters as they are unless they are told to pack them (by what
 * zstd.h calls ZSTD_c_literalCompressionMode where it is linked statically). A zstd that does
 * not know this packs all by PACKING_LEVEL. */
enum { LETTERS = ZSTD_c_experimentalParam5, LETTERS_AS_LEVEL = 0, LETTERS_PACKED = 1 };

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

/* Tells zstd what kind of text comes. Gives zero, or zstd's failure. */
static size_t set_kind(struct ZSTD_CCtx_s *packing, bool is_short)
{
    const int settings[][2] = {
        {ZSTD_c_compressionLevel, is_short ? SHORT_LEVEL : PACKING_LEVEL},
        {ZSTD_c_hashLog, is_short ? SHORT_HASH_BITS : 0},
        {ZSTD_c_minMatch, is_short ? SHORT_REPEAT_BYTES : 0},
        {ZSTD_c_checksumFlag, 1},
    };
    size_t result = 0;

    for (size_t i = 0; i < sizeof settings / sizeof *settings && !result; i++) {
        result = ZSTD_CCtx_setParameter(packing, (ZSTD_cParameter)settings[i][0],
                                        settings[i][1]);
        result = ZSTD_isError(result) ? result : 0;
    }
    return result;
}

/* Gives zero, or zstd's failure. */
static size_t prepare(struct wtw_text_packer *packer, bool is_short)
{
    if (!packer->packing)
        packer->packing = ZSTD_createCCtx();
    if (!packer->packing)
        return (size_t)-ZSTD_error_memory_allocation;
    if (ZSTD_isError(
            ZSTD_CCtx_setParameter(packer->packing, (ZSTD_cParameter)LETTERS,
                                   is_short ? LETTERS_PACKED : LETTERS_AS_LEVEL)))
        is_short = false;
    return set_kind(packer->packing, is_short);
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

    WTW_TRY(wtw_buffer_reserve(out, ZSTD_compressBound(text_bytes), error));
    packed = prepare(packer, text_bytes < SHORT_BYTES);
    if (!ZSTD_isError(packed))
        packed = ZSTD_compress2(packer->packing, out->items + out->count,
                                out->capacity - out->count, text, text_bytes);
    if (ZSTD_isError(packed))
        return fail(packed, error);
    out->count += packed;
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
