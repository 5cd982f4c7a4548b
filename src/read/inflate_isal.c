/*
 * inflate_isal.c - gzip by ISA-L, and by zlib what is not worth being fast
 *
 * A member's header is read by zlib, which checks all of it, where ISA-L lets some mistakes
 * pass; then ISA-L inflates and sums up, and the eight bytes behind are compared here.
 *
 * Of broken data ISA-L gives some bytes more or fewer than zlib and notices it at another
 * place. So what it calls broken has to be inflated again by zlib, which stream.c does.
 */
#include "read/inflaters.h"

#include "base/memory.h"

#include <isa-l/igzip_lib.h>
#include <string.h>

enum part { PART_HEADER, PART_DATA, PART_TRAILER };

/* CRC-32 and length of what was inflated, little-endian. */
enum { TRAILER_BYTES = 8 };

struct isal_state {
    struct inflate_state gzip;
    void *zlib;
    enum part part;
    unsigned char trailer[TRAILER_BYTES];
    size_t trailer_bytes;
};

static void release(void *state)
{
    struct isal_state *isal = state;

    if (isal)
        wtw_inflater_zlib.release(isal->zlib);
    wtw_release_items(isal);
}

static enum wtw_status make(void **out_state, struct wtw_error *error)
{
    struct isal_state *isal = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&isal, 1, error));
    status = wtw_inflater_zlib.make(&isal->zlib, error);
    if (status != WTW_OK) {
        wtw_release_items(isal);
        return status;
    }
    isal_inflate_init(&isal->gzip);
    *out_state = isal;
    return WTW_OK;
}

static void begin_member(void *state)
{
    struct isal_state *isal = state;

    wtw_inflater_zlib.begin_member(isal->zlib);
    isal_inflate_reset(&isal->gzip);
    isal->gzip.crc_flag = ISAL_GZIP_NO_HDR;
    isal->part = PART_HEADER;
    isal->trailer_bytes = 0;
}

static enum wtw_inflate_said read_header(struct isal_state *isal,
                                         struct wtw_inflate_step *step)
{
    bool has_ended = false;
    enum wtw_inflate_said said = wtw_zlib_read_header(isal->zlib, step, &has_ended);

    if (has_ended)
        isal->part = PART_DATA;
    return said;
}

static uint32_t at_most_uint32(size_t count)
{
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* Whole bytes that ISA-L took in but did not use belong to the trailer. */
static void take_back(struct isal_state *isal)
{
    uint64_t bits = isal->gzip.read_in >> (isal->gzip.read_in_length % 8);

    isal->part = PART_TRAILER;
    for (int32_t left = isal->gzip.read_in_length / 8; left > 0; left--) {
        isal->trailer[isal->trailer_bytes++] = (unsigned char)bits;
        bits >>= 8;
    }
}

static enum wtw_inflate_said inflate_data(struct isal_state *isal,
                                          struct wtw_inflate_step *step)
{
    struct inflate_state *gzip = &isal->gzip;
    uint32_t in_bytes = at_most_uint32(step->in_bytes);
    uint32_t out_bytes = at_most_uint32(step->out_bytes);
    int said = ISAL_DECOMP_OK;

    gzip->next_in = (uint8_t *)(uintptr_t)step->in;
    gzip->avail_in = in_bytes;
    gzip->next_out = step->out;
    gzip->avail_out = out_bytes;
    said = isal_inflate(gzip);
    step->in += in_bytes - gzip->avail_in;
    step->in_bytes -= in_bytes - gzip->avail_in;
    step->out += out_bytes - gzip->avail_out;
    step->out_bytes -= out_bytes - gzip->avail_out;
    if (said < 0) {
        step->broken = WTW_INFLATE_CORRUPT;
        return WTW_INFLATE_IS_BROKEN;
    }
    if (gzip->block_state == ISAL_BLOCK_FINISH)
        take_back(isal);
    return WTW_INFLATE_GOES_ON;
}

static uint32_t little_endian(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static enum wtw_inflate_said read_trailer(struct isal_state *isal,
                                          struct wtw_inflate_step *step)
{
    size_t count = TRAILER_BYTES - isal->trailer_bytes;

    if (count > step->in_bytes)
        count = step->in_bytes;
    memcpy(isal->trailer + isal->trailer_bytes, step->in, count);
    isal->trailer_bytes += count;
    step->in += count;
    step->in_bytes -= count;
    if (isal->trailer_bytes < TRAILER_BYTES)
        return WTW_INFLATE_GOES_ON;
    if (little_endian(isal->trailer) == isal->gzip.crc &&
        little_endian(isal->trailer + 4) == isal->gzip.total_out)
        return WTW_INFLATE_MEMBER_ENDS;
    step->broken = WTW_INFLATE_WRONG_CHECKSUM;
    return WTW_INFLATE_IS_BROKEN;
}

static enum wtw_inflate_said inflate_step(void *state, struct wtw_inflate_step *step)
{
    struct isal_state *isal = state;
    enum wtw_inflate_said said = WTW_INFLATE_GOES_ON;

    if (isal->part == PART_HEADER)
        said = read_header(isal, step);
    if (said == WTW_INFLATE_GOES_ON && isal->part == PART_DATA)
        said = inflate_data(isal, step);
    if (said == WTW_INFLATE_GOES_ON && isal->part == PART_TRAILER)
        said = read_trailer(isal, step);
    return said;
}

const struct wtw_inflater wtw_inflater_isal = {
    .name = "ISA-L",
    .make = make,
    .release = release,
    .begin_member = begin_member,
    .inflate = inflate_step,
};
