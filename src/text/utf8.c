/*
 * utf8.c - the rare part of decoding: four-byte characters, and how far a bad sequence
 * reaches
 *
 * What may follow a lead byte is a table, after "Well-Formed UTF-8 Byte Sequences" in
 * chapter 3.9 of the Unicode Standard: only the second byte has narrower limits
 * than 80..BF, and these limits are what keeps out overlong forms, surrogates and values
 * over U+10FFFF.
 */
#include "text/utf8.h"

struct lead_range {
    uint8_t last; /* the range ends with this lead byte; it begins after the row before */
    uint8_t byte_count;   /* of a well-formed sequence, 0 where none begins so */
    uint8_t second_first; /* limits of the second byte */
    uint8_t second_last;
};

static const struct lead_range lead_ranges[] = {
    {0x7F, 1, 0x00, 0x00}, {0xC1, 0, 0x00, 0x00}, {0xDF, 2, 0x80, 0xBF},
    {0xE0, 3, 0xA0, 0xBF}, {0xEC, 3, 0x80, 0xBF}, {0xED, 3, 0x80, 0x9F},
    {0xEF, 3, 0x80, 0xBF}, {0xF0, 4, 0x90, 0xBF}, {0xF3, 4, 0x80, 0xBF},
    {0xF4, 4, 0x80, 0x8F}, {0xFF, 0, 0x00, 0x00},
};

static const struct lead_range *find_lead_range(unsigned char lead)
{
    const struct lead_range *range = lead_ranges;

    while (lead > range->last)
        range++;
    return range;
}

/* How many of the bytes fit the lead's range: the maximal subpart, or all of a good
 * sequence. */
static size_t count_fitting(const struct lead_range *range, const unsigned char *text,
                            size_t text_bytes)
{
    size_t count = 1;

    if (range->byte_count < 2 || text_bytes < 2 || text[1] < range->second_first ||
        text[1] > range->second_last)
        return 1;
    for (count = 2; count < range->byte_count && count < text_bytes; count++)
        if (!wtw_utf8_is_continuation(text[count]))
            break;
    return count;
}

size_t wtw_utf8_decode_rest(const unsigned char *text, size_t text_bytes,
                            uint32_t *out_code_point)
{
    const struct lead_range *range = find_lead_range(text[0]);
    size_t fitting = count_fitting(range, text, text_bytes);
    uint32_t code_point = text[0] & (0x7Fu >> range->byte_count);

    if (fitting != range->byte_count) {
        *out_code_point = WTW_UTF8_BAD;
        return fitting;
    }
    for (size_t i = 1; i < fitting; i++)
        code_point = code_point << 6 | (text[i] & 0x3Fu);
    *out_code_point = code_point;
    return fitting;
}
