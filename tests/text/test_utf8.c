/*
 * test_utf8.c - decoding that never fails, against hand-worked sequences and a naive
 * decoder
 */
#include "check.h"

#include "text/utf8.h"

#include <stdio.h>

#define BAD WTW_UTF8_BAD

/* Up to eight characters that the bytes have to give, each with the bytes it takes. */
struct sequence {
    const char *bytes;
    size_t byte_count;
    size_t count;
    struct {
        uint32_t code_point;
        size_t byte_count;
    } characters[8];
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct sequence sequences[] = {
    {BYTES("A"), 1, {{'A', 1}}},
    {BYTES("\0"), 1, {{0, 1}}},
    {BYTES("\x7F"), 1, {{0x7F, 1}}},
    {BYTES("\xC2\x80"), 1, {{0x80, 2}}},
    {BYTES("\xC3\xA9"), 1, {{0xE9, 2}}},
    {BYTES("\xDF\xBF"), 1, {{0x7FF, 2}}},
    {BYTES("\xE0\xA0\x80"), 1, {{0x800, 3}}},
    {BYTES("\xE2\x80\x99"), 1, {{0x2019, 3}}},
    {BYTES("\xED\x9F\xBF"), 1, {{0xD7FF, 3}}},
    {BYTES("\xEE\x80\x80"), 1, {{0xE000, 3}}},
    {BYTES("\xEF\xBF\xBD"), 1, {{0xFFFD, 3}}},
    {BYTES("\xEF\xBF\xBF"), 1, {{0xFFFF, 3}}},
    {BYTES("\xF0\x90\x80\x80"), 1, {{0x10000, 4}}},
    {BYTES("\xF4\x8F\xBF\xBF"), 1, {{0x10FFFF, 4}}},
    /* bytes that begin nothing */
    {BYTES("\x80"), 1, {{BAD, 1}}},
    {BYTES("\xBF\xBF"), 2, {{BAD, 1}, {BAD, 1}}},
    {BYTES("\xFE\xFF"), 2, {{BAD, 1}, {BAD, 1}}},
    {BYTES("\xF8\x88\x80\x80\x80"),
     5,
     {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}},
    /* overlong forms */
    {BYTES("\xC0\xAF"), 2, {{BAD, 1}, {BAD, 1}}},
    {BYTES("\xC1\xBF"), 2, {{BAD, 1}, {BAD, 1}}},
    {BYTES("\xE0\x80\xAF"), 3, {{BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xE0\x9F\xBF"), 3, {{BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xF0\x80\x81\x82"), 4, {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xF0\x8F\xBF\xBF"), 4, {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}},
    /* surrogates, and beyond U+10FFFF */
    {BYTES("\xED\xA0\x80"), 3, {{BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xED\xBF\xBF"), 3, {{BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xF4\x90\x80\x80"), 4, {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}},
    {BYTES("\xF5\x80\x80\x80"), 4, {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}},
    /* cut short: one bad character for the longest beginning, and what follows is safe */
    {BYTES("\xC3"), 1, {{BAD, 1}}},
    {BYTES("\xC3.x"), 3, {{BAD, 1}, {'.', 1}, {'x', 1}}},
    {BYTES("\xE2\x80"), 1, {{BAD, 2}}},
    {BYTES("\xE2\x80|"), 2, {{BAD, 2}, {'|', 1}}},
    {BYTES("\xE2\xC3\xA9"), 2, {{BAD, 1}, {0xE9, 2}}},
    {BYTES("\xF0\x9F\x98"), 1, {{BAD, 3}}},
    {BYTES("\xF0\x9F\x98\xF0\x9F\x98\x80"), 2, {{BAD, 3}, {0x1F600, 4}}},
    {BYTES("\xF1\x80\xE1\x80\xC2\x41"), 4, {{BAD, 2}, {BAD, 2}, {BAD, 1}, {'A', 1}}},
};

Test(utf8, takes_bytes_as_worked_out_by_hand)
{
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        const struct sequence *sequence = &sequences[i];
        size_t offset = 0;

        for (size_t j = 0; j < sequence->count; j++) {
            uint32_t code_point = 0;
            size_t length =
                wtw_utf8_decode((const unsigned char *)sequence->bytes + offset,
                                sequence->byte_count - offset, &code_point);

            cr_assert(code_point == sequence->characters[j].code_point &&
                          length == sequence->characters[j].byte_count,
                      "sequence %zu, character %zu: got %x in %zu bytes", i, j,
                      code_point, length);
            offset += length;
        }
        check_number(offset, sequence->byte_count);
    }
}

static bool overlap(uint32_t low, uint32_t high, uint32_t first, uint32_t last)
{
    return low <= last && first <= high;
}

/* Whether a character of exactly 'byte_count' bytes lies between two numbers. */
static bool some_character_is_between(uint32_t low, uint32_t high, size_t byte_count)
{
    switch (byte_count) {
    case 1:
        return overlap(low, high, 0, 0x7F);
    case 2:
        return overlap(low, high, 0x80, 0x7FF);
    case 3:
        return overlap(low, high, 0x800, 0xD7FF) || overlap(low, high, 0xE000, 0xFFFF);
    default:
        return overlap(low, high, 0x10000, 0x10FFFF);
    }
}

/*
 * Whether 'count' bytes begin some well-formed sequence of 'byte_count' bytes: fill up
 * the missing bits with zeros and with ones, and see whether a character of that length
 * lies between.
 */
static bool is_beginning(const unsigned char *bytes, size_t count, size_t byte_count,
                         uint32_t *out_code_point)
{
    static const uint32_t lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t lead_mark[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    uint32_t low = bytes[0] & lead_bits[byte_count];
    uint32_t high = 0;

    if ((bytes[0] & ~lead_bits[byte_count]) != lead_mark[byte_count])
        return false;
    for (size_t i = 1; i < count; i++) {
        if (bytes[i] < 0x80 || bytes[i] > 0xBF)
            return false;
        low = low * 64 + bytes[i] - 0x80;
    }
    high = low;
    for (size_t i = count; i < byte_count; i++) {
        low = low * 64;
        high = high * 64 + 63;
    }
    *out_code_point = low;
    return some_character_is_between(low, high, byte_count);
}

static size_t decode_naively(const unsigned char *bytes, size_t count,
                             uint32_t *out_code_point)
{
    for (size_t length = count < 4 ? count : 4; length > 0; length--)
        for (size_t byte_count = length; byte_count <= 4; byte_count++)
            if (is_beginning(bytes, length, byte_count, out_code_point)) {
                if (length < byte_count)
                    *out_code_point = BAD;
                return length;
            }
    *out_code_point = BAD;
    return 1;
}

static uint64_t random_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void compare_decoders(const unsigned char *bytes, size_t count)
{
    uint32_t wanted = 0;
    uint32_t got = 0;
    size_t wanted_length = decode_naively(bytes, count, &wanted);
    size_t got_length = wtw_utf8_decode(bytes, count, &got);

    cr_assert(got == wanted && got_length == wanted_length,
              "%02x %02x %02x %02x, %zu bytes: got %x in %zu, wanted %x in %zu", bytes[0],
              bytes[1], bytes[2], bytes[3], count, got, got_length, wanted,
              wanted_length);
}

Test(utf8, agrees_with_a_naive_decoder_on_the_limits_of_every_byte)
{
    static const unsigned char corners[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                            0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xFF};
    enum { CORNERS = sizeof corners };

    for (unsigned lead = 0; lead < 256; lead++)
        for (unsigned i = 0; i < CORNERS * CORNERS * CORNERS; i++) {
            const unsigned char bytes[4] = {(unsigned char)lead, corners[i % CORNERS],
                                            corners[i / CORNERS % CORNERS],
                                            corners[i / CORNERS / CORNERS]};

            for (size_t count = 1; count <= 4; count++)
                compare_decoders(bytes, count);
        }
}

Test(utf8, agrees_with_a_naive_decoder_on_random_bytes)
{
    uint64_t state = 20210;

    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_number(&state);
        unsigned char bytes[4];

        for (int j = 0; j < 4; j++) /* mostly high bytes, as low ones end all stories */
            bytes[j] =
                (unsigned char)(bits >> (8 * j) | (bits >> (40 + j) & 3 ? 0x80 : 0));
        compare_decoders(bytes, 1 + i % 4);
    }
}

Test(utf8, encodes_what_it_decodes_for_all_of_unicode)
{
    for (uint32_t i = 0; i <= 0x10FFFF; i++) {
        char bytes[WTW_UTF8_MAX_BYTES];
        uint32_t back = 0;

        if (i >= 0xD800 && i <= 0xDFFF)
            continue;

        size_t length = wtw_utf8_encode(i, bytes);

        if (wtw_utf8_decode((const unsigned char *)bytes, length, &back) != length ||
            back != i)
            cr_assert(false, "U+%04X came back as %x", i, back);
    }
}
