/*
 * token_sink.c - where finished tokens go: hashed into wtw_tokens, or spelled out into a
 * buffer
 *
 * xxHash is compiled in (XXH_INLINE_ALL): nearly all tokens are under 17 bytes, where the
 * call costs more than the hash.
 */
#include "text/token_sink.h"

#include "base/memory.h"
#include "text/ascii_scan.h"

#define XXH_INLINE_ALL
#include <string.h>
#include <xxhash.h>

static enum wtw_status reserve_tokens(struct wtw_tokens *tokens, size_t more,
                                      struct wtw_error *error)
{
    size_t needed = tokens->count + more;

    WTW_TRY(WTW_GROW(&tokens->hashes, &tokens->hash_capacity, needed, error));
    return WTW_GROW(&tokens->ranges, &tokens->range_capacity, needed, error);
}

static enum wtw_status spell_token(struct wtw_token_sink *sink, const char *bytes,
                                   size_t count)
{
    WTW_TRY(wtw_buffer_reserve(sink->spelled, count + 1, sink->error));
    WTW_TRY(wtw_buffer_append(sink->spelled, bytes, count, sink->error));
    return wtw_buffer_append(sink->spelled, " ", 1, sink->error);
}

enum wtw_status wtw_token_sink_give(struct wtw_token_sink *sink, const char *bytes,
                                    size_t count, struct wtw_range range)
{
    struct wtw_tokens *tokens = sink->tokens;

    if (!tokens)
        return spell_token(sink, bytes, count);
    WTW_TRY(reserve_tokens(tokens, 1, sink->error));
    tokens->hashes[tokens->count] = XXH3_64bits(bytes, count);
    tokens->ranges[tokens->count++] = range;
    return WTW_OK;
}

static enum wtw_status spell_plain(struct wtw_token_sink *sink,
                                   const struct wtw_plain_tokens *plain)
{
    for (size_t i = 0; i < plain->count; i++)
        WTW_TRY(spell_token(sink, plain->lower + plain->begins[i],
                            (size_t)(plain->ends[i] - plain->begins[i])));
    return WTW_OK;
}

/*
 * XXH3 has three ways for short inputs: up to 3, 8 and 16 bytes. Words take them in no
 * order that a processor could foresee. This lists the tokens by the way they take,
 * without a branch, to 'out_order'.
 */
static void order_by_length(const uint16_t *restrict begins,
                            const uint16_t *restrict ends, size_t count,
                            uint16_t *restrict out_order)
{
    uint16_t middle[WTW_SCAN_RUNS];
    uint16_t longer[WTW_SCAN_RUNS];
    size_t short_count = 0;
    size_t middle_count = 0;
    size_t longer_count = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned bytes = (unsigned)ends[i] - begins[i];

        out_order[short_count] = middle[middle_count] = longer[longer_count] =
            (uint16_t)i;
        short_count += bytes <= 3;
        middle_count += bytes - 4 <= 4;
        longer_count += bytes > 8;
    }
    memcpy(out_order + short_count, middle, middle_count * sizeof *middle);
    memcpy(out_order + short_count + middle_count, longer, longer_count * sizeof *longer);
}

/* Parameters are spelled out and restrict, so that no store makes the loops read them
 * again. */
static void hash_plain(const char *restrict lower, const uint16_t *restrict begins,
                       const uint16_t *restrict ends, size_t count,
                       uint64_t *restrict out_hashes)
{
    uint16_t order[WTW_SCAN_RUNS];

    order_by_length(begins, ends, count, order);
    for (size_t i = 0; i < count; i++) {
        size_t token = order[i];
        size_t begin = begins[token];

        out_hashes[token] = XXH3_64bits(lower + begin, ends[token] - begin);
    }
}

static void place_plain(const struct wtw_plain_tokens *plain,
                        struct wtw_range *restrict out_ranges)
{
    const uint16_t *restrict begins = plain->begins;
    const uint16_t *restrict ends = plain->ends;
    uint32_t offset = plain->offset;

    for (size_t i = 0, count = plain->count; i < count; i++)
        out_ranges[i] = (struct wtw_range){offset + begins[i], offset + ends[i]};
}

enum wtw_status wtw_token_sink_give_plain(struct wtw_token_sink *sink,
                                          const struct wtw_plain_tokens *plain)
{
    struct wtw_tokens *tokens = sink->tokens;

    if (!tokens)
        return spell_plain(sink, plain);
    WTW_TRY(reserve_tokens(tokens, plain->count, sink->error));
    place_plain(plain, tokens->ranges + tokens->count);
    hash_plain(plain->lower, plain->begins, plain->ends, plain->count,
               tokens->hashes + tokens->count);
    tokens->count += plain->count;
    return WTW_OK;
}
