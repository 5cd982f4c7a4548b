/*
 * test_live_digest.c - digests as bytes: what comes back, and what is refused
 */
#include "check.h"

#include "base/faults.h"
#include "engine/live_digest.h"

enum { BANDS = 2, BYTES = 96 + 4 * (BANDS + 3) };

static const uint32_t band_keys[BANDS] = {0x01020304, UINT32_MAX};
static const uint32_t winnow_keys[] = {0x80000001, 7, 0x80000001, 5, 7};

static struct wtw_buffer put(void)
{
    static const struct wtw_digest digest = {.content_hash = 0x1122334455667788,
                                             .odd_sketch = {1, 2, 3, 4, 5, 6, 7, 8},
                                             .token_count = 400,
                                             .shingle_count = 398,
                                             .agency = 9};
    const struct wtw_archive_entry entry = {.digest = &digest,
                                            .band_keys = band_keys,
                                            .winnow_keys = winnow_keys,
                                            .winnow_count = 5};
    struct wtw_buffer bytes = {.items = NULL};
    struct wtw_error error = {0};

    check_ok(wtw_live_digest_put(&entry, BANDS, &bytes, &error), &error);
    return bytes;
}

Test(live_digest, bytes_are_little_endian_and_keys_once_each_in_order)
{
    struct wtw_buffer bytes = put();
    const unsigned char *got = (const unsigned char *)bytes.items;

    check_number(bytes.count, BYTES);
    check(memcmp(got, "\1\0\0\0\2\0\0\0\3\0\0\0", 12) == 0);
    check(memcmp(got + 12, "\x90\1\0\0\x8e\1\0\0\x09\0\0\0", 12) == 0);
    check(memcmp(got + 24, "\x88\x77\x66\x55\x44\x33\x22\x11", 8) == 0);
    check(memcmp(got + 32, "\1\0\0\0\0\0\0\0\2", 9) == 0);
    check(memcmp(got + 96, "\4\3\2\1\xff\xff\xff\xff", 8) == 0);
    check(memcmp(got + 104, "\5\0\0\0\7\0\0\0\1\0\0\x80", 12) == 0);
    wtw_buffer_release(&bytes);
}

Test(live_digest, what_was_put_comes_back)
{
    static const uint32_t keys[] = {5, 7, 0x80000001};
    struct wtw_buffer bytes = put();
    struct wtw_buffer scratch = {.items = NULL};
    struct wtw_live_facts facts;
    struct wtw_error error = {0};

    check_ok(
        wtw_live_digest_get(bytes.items, bytes.count, BANDS, &scratch, &facts, &error),
        &error);
    check(facts.content_hash == 0x1122334455667788);
    for (uint64_t i = 0; i < WTW_ODD_SKETCH_WORDS; i++)
        check_number(facts.odd_sketch[i], i + 1);
    check_number(facts.token_count, 400);
    check_number(facts.shingle_count, 398);
    check_number(facts.agency, 9);
    check(memcmp(facts.keys.band_keys, band_keys, sizeof band_keys) == 0);
    check_number(facts.keys.key_count, 3);
    check(memcmp(facts.keys.keys, keys, sizeof keys) == 0);
    wtw_buffer_release(&bytes);
    wtw_buffer_release(&scratch);
}

/* A byte put elsewhere than it was, and what is wrong then. */
Test(live_digest, what_is_no_digest_is_refused)
{
    static const struct {
        size_t place;
        char byte;
    } rows[] = {
        {0, 2},    /* another version */
        {4, 3},    /* another number of bands */
        {8, 2},    /* fewer keys than there are */
        {11, 127}, /* more keys than memory */
        {16, 0},   /* 256 shingles of 400 tokens is fine, but see the next */
        {104, 7},  /* a key twice */
        {104, 8},  /* keys out of order */
        {18, 1},   /* more shingles than tokens */
    };
    struct wtw_buffer scratch = {.items = NULL};
    struct wtw_live_facts facts;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_buffer bytes = put();
        bool is_fine = rows[i].place == 16;

        bytes.items[rows[i].place] = rows[i].byte;
        check_status(
            wtw_live_digest_get(bytes.items, bytes.count, BANDS, &scratch, &facts, NULL),
            is_fine ? WTW_OK : WTW_BAD_INPUT);
        wtw_buffer_release(&bytes);
    }
    wtw_buffer_release(&scratch);
}

Test(live_digest, one_of_another_length_is_refused)
{
    struct wtw_buffer bytes = put();
    struct wtw_buffer scratch = {.items = NULL};
    struct wtw_live_facts facts;
    struct wtw_error error = {0};

    check_ok(wtw_buffer_append(&bytes, "\0\0\0\0", 4, &error), &error);
    for (size_t count = 0; count <= bytes.count; count++)
        check_status(
            wtw_live_digest_get(bytes.items, count, BANDS, &scratch, &facts, NULL),
            count == BYTES ? WTW_OK : WTW_BAD_INPUT);
    wtw_buffer_release(&bytes);
    wtw_buffer_release(&scratch);
}
