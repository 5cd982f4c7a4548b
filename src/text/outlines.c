/*
 * outlines.c - where the boilerplate of many texts lies, in few bytes each
 *
 * A part is two numbers: how far it begins behind the one before, and its bytes less one,
 * seven bits to a byte, the least first, the top bit set where more follow. A single number
 * is no part: it says that they were not put down.
 */
#include "text/outlines.h"

#include "base/memory.h"
#include "base/sizes.h"

#include <string.h>

/* Of so many texts it is known where the first begins; the others are found by counting. */
enum { TEXTS_TOGETHER = 16 };

static const struct wtw_outline not_put_down = {.count = 1, .bytes = {0}};

/* False where there is no room for it. */
static bool put(struct wtw_outline *outline, uint32_t number)
{
    for (; outline->count < WTW_OUTLINE_MAX_BYTES; number >>= 7) {
        bool has_more = number >= 0x80;

        outline->bytes[outline->count++] =
            (uint8_t)((number & 0x7F) | (has_more ? 0x80 : 0));
        if (!has_more)
            return true;
    }
    return false;
}

/* Bytes that wtw_outline_make() made never end inside of a number. */
static uint32_t take(const uint8_t **bytes)
{
    uint32_t number = 0;
    unsigned shift = 0;

    for (; **bytes & 0x80; shift += 7)
        number |= (uint32_t)(*(*bytes)++ & 0x7F) << shift;
    return number | (uint32_t) * (*bytes)++ << shift;
}

struct wtw_outline wtw_outline_make(const struct wtw_boilerplate_part *parts,
                                    size_t count)
{
    struct wtw_outline outline = {.count = 0};
    uint32_t end = 0;

    for (size_t i = 0; i < count; i++) {
        if (!put(&outline, parts[i].begin - end) ||
            !put(&outline, parts[i].end - parts[i].begin - 1))
            return not_put_down;
        end = parts[i].end;
    }
    return outline;
}

enum wtw_status wtw_outlines_reserve(struct wtw_outlines *outlines, size_t texts,
                                     struct wtw_error *error)
{
    size_t needed = 0;
    size_t most = 0;

    if (!wtw_size_add(outlines->count, texts, &needed) ||
        !wtw_size_multiply(texts, WTW_OUTLINE_MAX_BYTES, &most) ||
        !wtw_size_add(outlines->byte_count, most, &most))
        return wtw_fail_memory(error, SIZE_MAX);
    WTW_TRY(WTW_GROW(&outlines->counts, &outlines->capacity, needed, error));
    WTW_TRY(WTW_GROW(&outlines->begins, &outlines->begin_capacity,
                     needed / TEXTS_TOGETHER + 1, error));
    return WTW_GROW(&outlines->bytes, &outlines->byte_capacity, most, error);
}

void wtw_outlines_append(struct wtw_outlines *outlines, const struct wtw_outline *outline)
{
    if (outlines->count % TEXTS_TOGETHER == 0)
        outlines->begins[outlines->count / TEXTS_TOGETHER] = outlines->byte_count;
    outlines->counts[outlines->count++] = outline->count;
    memcpy(outlines->bytes + outlines->byte_count, outline->bytes, outline->count);
    outlines->byte_count += outline->count;
}

static const uint8_t *bytes_of(const struct wtw_outlines *outlines, size_t i)
{
    size_t together = i / TEXTS_TOGETHER;
    const uint8_t *bytes = outlines->bytes + outlines->begins[together];

    for (size_t before = together * TEXTS_TOGETHER; before < i; before++)
        bytes += outlines->counts[before];
    return bytes;
}

bool wtw_outlines_parts(const struct wtw_outlines *outlines, size_t i, size_t text_bytes,
                        struct wtw_boilerplate_part *out_parts, size_t *out_count)
{
    const uint8_t *at = bytes_of(outlines, i);
    const uint8_t *end = at + outlines->counts[i];
    uint64_t place = 0;
    size_t count = 0;

    if (outlines->counts[i] == not_put_down.count)
        return false;
    while (at < end) {
        uint64_t begin = place + take(&at);

        place = begin + take(&at) + 1;
        if (place > text_bytes)
            return false;
        out_parts[count++] =
            (struct wtw_boilerplate_part){(uint32_t)begin, (uint32_t)place, 0};
    }
    *out_count = count;
    return true;
}

uint64_t wtw_outlines_bytes(const struct wtw_outlines *outlines)
{
    return outlines->byte_count + outlines->count +
           outlines->count / TEXTS_TOGETHER * sizeof outlines->begins[0];
}

void wtw_outlines_release(struct wtw_outlines *outlines)
{
    wtw_release_items(outlines->bytes);
    wtw_release_items(outlines->counts);
    wtw_release_items(outlines->begins);
    *outlines = (struct wtw_outlines){0};
}
