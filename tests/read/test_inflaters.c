/*
 * test_inflaters.c - each inflater keeps the promises of the door, whatever the portions
 *
 * Its input is packed by zlib's deflate, which is not what is tested, or written by hand.
 */
#include "check.h"

#include "base/faults.h"
#include "read/inflaters.h"
#include "temporary_files.h"

TestSuite(inflaters, .init = make_test_folder, .fini = remove_test_folder);

/* A member by hand: header, one stored block of "abc", CRC-32 and length. */
static const unsigned char by_hand[] = {0x1f, 0x8b, 8,    0,    0,    0,    0,   0,   0,
                                        0xff, 1,    3,    0,    0xfc, 0xff, 'a', 'b', 'c',
                                        0xc2, 0x41, 0x24, 0x35, 3,    0,    0,   0};

/* Inflates one member in portions; what was said last. */
static enum wtw_inflate_said inflate_all(const struct wtw_inflater *inflater, void *state,
                                         struct wtw_inflate_step *whole, size_t in_most,
                                         size_t out_most)
{
    enum wtw_inflate_said said = WTW_INFLATE_GOES_ON;
    size_t idle = 0;

    inflater->begin_member(state);
    while (said == WTW_INFLATE_GOES_ON && idle < 3) {
        size_t in_bytes = whole->in_bytes < in_most ? whole->in_bytes : in_most;
        size_t out_bytes = whole->out_bytes < out_most ? whole->out_bytes : out_most;
        struct wtw_inflate_step step = {whole->in, in_bytes, whole->out, out_bytes, NULL};

        said = inflater->inflate(state, &step);
        check_number(step.in - whole->in, in_bytes - step.in_bytes);
        check_number(step.out - whole->out, out_bytes - step.out_bytes);
        idle = step.in == whole->in && step.out == whole->out ? idle + 1 : 0;
        whole->in = step.in;
        whole->in_bytes -= in_bytes - step.in_bytes;
        whole->out = step.out;
        whole->out_bytes -= out_bytes - step.out_bytes;
        whole->broken = step.broken;
    }
    return said;
}

static void *make_state(const struct wtw_inflater *inflater)
{
    void *state = NULL;
    struct wtw_error error = {0};

    check_ok(inflater->make(&state, &error), &error);
    return state;
}

Test(inflaters, zlib_is_the_last_and_isal_the_first_where_it_was_built_in)
{
    size_t count = 0;
    const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);

#ifdef WTW_HAS_ISAL
    check_number(count, 2);
    check_string(inflaters[0]->name, "ISA-L");
#else
    check_number(count, 1);
#endif
    check_string(inflaters[count - 1]->name, "zlib");
}

Test(inflaters, each_inflates_a_member_written_by_hand_and_leaves_what_follows)
{
    size_t count = 0;
    const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);

    for (size_t i = 0; i < count; i++) {
        void *state = make_state(inflaters[i]);

        for (size_t most = 1; most <= 30; most++) {
            unsigned char in[sizeof by_hand + 2];
            unsigned char out[10];
            struct wtw_inflate_step whole = {in, sizeof in, out, sizeof out, NULL};

            memcpy(in, by_hand, sizeof by_hand);
            memcpy(in + sizeof by_hand, "xy", 2);
            check_number(inflate_all(inflaters[i], state, &whole, most, 1 + most % 4),
                         WTW_INFLATE_MEMBER_ENDS);
            check_number(whole.in_bytes, 2);
            check_number(whole.out_bytes, sizeof out - 3);
            check(memcmp(out, "abc", 3) == 0);
        }
        inflaters[i]->release(state);
        inflaters[i]->release(NULL);
    }
}

Test(inflaters, each_inflates_what_was_deflated_at_any_level)
{
    enum { TEXT_BYTES = 100000 };
    char *text = malloc(TEXT_BYTES);
    unsigned char *packed = malloc(2 * TEXT_BYTES);
    unsigned char *out = malloc(TEXT_BYTES);
    size_t count = 0;
    const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);

    for (size_t i = 0; i < TEXT_BYTES; i++)
        text[i] = (char)('a' + i * i % 23 % (1 + i / 9000));
    for (int level = 0; level <= 9; level++) {
        z_stream stream = {.next_in = (unsigned char *)text,
                           .avail_in = TEXT_BYTES,
                           .next_out = packed,
                           .avail_out = 2 * TEXT_BYTES};

        check(deflateInit2(&stream, level, Z_DEFLATED, 31, 8,
                           level % 3 ? Z_DEFAULT_STRATEGY : Z_FIXED) == Z_OK);
        check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
        for (size_t i = 0; i < count; i++) {
            void *state = make_state(inflaters[i]);
            struct wtw_inflate_step whole = {packed, 2 * TEXT_BYTES - stream.avail_out,
                                             out, TEXT_BYTES, NULL};

            check_number(inflate_all(inflaters[i], state, &whole, 1000, 3000 - level),
                         WTW_INFLATE_MEMBER_ENDS);
            check_number(whole.in_bytes + whole.out_bytes, 0);
            check(memcmp(out, text, TEXT_BYTES) == 0);
            inflaters[i]->release(state);
        }
        deflateEnd(&stream);
    }
    free(text);
    free(packed);
    free(out);
}

Test(inflaters, each_says_what_is_broken)
{
    static const struct {
        size_t place;
        const char *words;
    } cases[] = {
        {0, WTW_INFLATE_NOT_GZIP},        /* the magic */
        {2, WTW_INFLATE_NOT_GZIP},        /* the method */
        {3, WTW_INFLATE_NOT_GZIP},        /* a flag that must be zero */
        {11, WTW_INFLATE_CORRUPT},        /* a stored block's length twice */
        {18, WTW_INFLATE_WRONG_CHECKSUM}, /* the checksum */
        {23, WTW_INFLATE_WRONG_CHECKSUM}, /* the length */
    };
    size_t count = 0;
    const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);

    for (size_t i = 0; i < count; i++) {
        void *state = make_state(inflaters[i]);

        for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
            unsigned char in[sizeof by_hand];
            unsigned char out[10];
            struct wtw_inflate_step whole = {in, sizeof in, out, sizeof out, NULL};

            memcpy(in, by_hand, sizeof by_hand);
            in[cases[k].place] ^= 0x80;
            check_number(inflate_all(inflaters[i], state, &whole, 100, 100),
                         WTW_INFLATE_IS_BROKEN);
            check_string(whole.broken, cases[k].words);
        }
        inflaters[i]->release(state);
    }
}

#ifdef WTW_FAULTS
Test(inflaters, each_fails_with_words_where_there_is_no_memory)
{
    size_t count = 0;
    const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);

    for (size_t i = 0; i < count; i++) {
        void *state = NULL;
        struct wtw_error error = {0};
        uint64_t nth = 0;
        enum wtw_status status = WTW_NO_MEMORY;

        while (status != WTW_OK) {
            wtw_fault_plan(WTW_FAULT_ALLOCATION, ++nth);
            status = inflaters[i]->make(&state, &error);
            wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
            if (status != WTW_OK) {
                check_status(status, WTW_NO_MEMORY);
                check(error.words[0] && !state);
            }
        }
        check(nth > 2);
        inflaters[i]->release(state);
    }
}
#endif
