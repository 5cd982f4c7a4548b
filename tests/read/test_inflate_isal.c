/*
 * test_inflate_isal.c - ISA-L ends well only what zlib ends well, with the same bytes
 *
 * The damage is done by a generator of the test's own; zlib is called directly.
 */
#include "check.h"
#include "random_input.h"

#include "read/inflaters.h"
#include "temporary_files.h"

enum { TEXT_BYTES = 3000, ROUNDS = 4000 };

/* Whether zlib ends the member well, and what it makes of it. */
static bool zlib_ends_well(const unsigned char *packed, size_t count, unsigned char *out,
                           size_t *out_count)
{
    z_stream gzip = {.next_in = (unsigned char *)(uintptr_t)packed,
                     .avail_in = (unsigned)count,
                     .next_out = out,
                     .avail_out = 2 * TEXT_BYTES};
    int said = Z_OK;

    check(inflateInit2(&gzip, 31) == Z_OK);
    said = inflate(&gzip, Z_NO_FLUSH);
    inflateEnd(&gzip);
    *out_count = 2 * TEXT_BYTES - gzip.avail_out;
    return said == Z_STREAM_END;
}

static bool isal_ends_well(void *state, const unsigned char *packed, size_t count,
                           unsigned char *out, size_t *out_count)
{
    struct wtw_inflate_step step = {packed, count, out, 2 * TEXT_BYTES, NULL};
    enum wtw_inflate_said said = WTW_INFLATE_GOES_ON;

    wtw_inflater_isal.begin_member(state);
    for (int turn = 0; turn < 4 && said == WTW_INFLATE_GOES_ON; turn++)
        said = wtw_inflater_isal.inflate(state, &step);
    *out_count = 2 * TEXT_BYTES - step.out_bytes;
    return said == WTW_INFLATE_MEMBER_ENDS;
}

static size_t make_member(struct random_input *random, unsigned char *packed)
{
    char text[TEXT_BYTES];
    size_t count = random_below(random, TEXT_BYTES);

    for (size_t i = 0; i < count; i++)
        text[i] = i > 30 && random_below(random, 3)
                      ? text[i - 1 - random_below(random, 30)]
                      : (char)('a' + random_below(random, 26));
    return gzip_bytes(text, count, packed, 2 * TEXT_BYTES);
}

Test(inflate_isal, ends_well_what_zlib_ends_well_and_nothing_else)
{
    static unsigned char packed[2 * TEXT_BYTES];
    static unsigned char ours[2 * TEXT_BYTES];
    static unsigned char theirs[2 * TEXT_BYTES];
    struct random_input random = random_begin(11);
    struct wtw_error error = {0};
    void *state = NULL;
    size_t well = 0;

    check_ok(wtw_inflater_isal.make(&state, &error), &error);
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = make_member(&random, packed);
        size_t our_count = 0;
        size_t their_count = 0;

        if (round % 4 == 1)
            count = random_below(&random, (uint32_t)count);
        if (round % 4 > 1)
            packed[random_below(&random, round % 4 == 2 ? 30 : (uint32_t)count)] ^=
                (unsigned char)(1 << random_below(&random, 8));
        bool is_well = zlib_ends_well(packed, count, theirs, &their_count);

        cr_assert(isal_ends_well(state, packed, count, ours, &our_count) == is_well,
                  "round %d", round);
        well += is_well;
        if (is_well)
            check(our_count == their_count && memcmp(ours, theirs, our_count) == 0);
    }
    check(well >= ROUNDS / 4);
    wtw_inflater_isal.release(state);
}
