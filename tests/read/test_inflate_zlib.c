/*
 * test_inflate_zlib.c - the one thing that zlib does here beside inflating: read a header
 */
#include "check.h"

#include "read/inflaters.h"

/* A header with a name, "n", and with a checksum of its own: the lower half of the CRC-32
 * of the 12 bytes before it. */
static const unsigned char named[] = {0x1f, 0x8b, 8,    8 + 2, 0, 0,    0,
                                      0,    0,    0xff, 'n',   0, 0x97, 0xbe};

static enum wtw_inflate_said read_header(const unsigned char *bytes, size_t count,
                                         size_t most, size_t *out_used,
                                         bool *out_has_ended)
{
    enum wtw_inflate_said said = WTW_INFLATE_GOES_ON;
    unsigned char room[8];
    void *state = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_inflater_zlib.make(&state, &error), &error);
    wtw_inflater_zlib.begin_member(state);
    *out_used = 0;
    *out_has_ended = false;
    while (said == WTW_INFLATE_GOES_ON && !*out_has_ended && *out_used < count) {
        size_t portion = count - *out_used < most ? count - *out_used : most;
        struct wtw_inflate_step step = {bytes + *out_used, portion, room, sizeof room,
                                        NULL};

        said = wtw_zlib_read_header(state, &step, out_has_ended);
        check_number(step.out_bytes, sizeof room);
        *out_used += portion - step.in_bytes;
    }
    wtw_inflater_zlib.release(state);
    return said;
}

Test(inflate_zlib, a_header_is_read_to_its_end_and_no_further)
{
    unsigned char bytes[sizeof named + 3];

    memcpy(bytes, named, sizeof named);
    memcpy(bytes + sizeof named, "\x03\0x", 3); /* an empty block */
    for (size_t most = 1; most <= sizeof bytes; most++) {
        size_t used = 0;
        bool has_ended = false;

        check_number(read_header(bytes, sizeof bytes, most, &used, &has_ended),
                     WTW_INFLATE_GOES_ON);
        check(has_ended);
        check_number(used, sizeof named);
    }
}

Test(inflate_zlib, a_header_with_another_checksum_is_no_gzip_data)
{
    unsigned char bytes[sizeof named];
    size_t used = 0;
    bool has_ended = true;

    memcpy(bytes, named, sizeof named);
    bytes[10] = 'm';
    check_number(read_header(bytes, sizeof bytes, 100, &used, &has_ended),
                 WTW_INFLATE_IS_BROKEN);
    check(!has_ended);
}
