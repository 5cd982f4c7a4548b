/*
 * token_sink.c - where finished tokens go: hashed into wtw_tokens, or spelled out into a
 * buffer
 */
#include "text/token_sink.h"

#include "base/memory.h"
#include "text/token_hash.h"

static enum wtw_status reserve_tokens(const struct wtw_token_sink *sink, size_t more)
{
    struct wtw_tokens *tokens = sink->tokens;
    size_t needed = tokens->count + more;

    if (needed <= tokens->hash_capacity &&
        (sink->has_no_use_for_ranges || needed <= tokens->range_capacity))
        return WTW_OK;
    WTW_TRY(WTW_GROW(&tokens->hashes, &tokens->hash_capacity, needed, sink->error));
    if (sink->has_no_use_for_ranges)
        return WTW_OK;
    return WTW_GROW(&tokens->ranges, &tokens->range_capacity, needed, sink->error);
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
    WTW_TRY(reserve_tokens(sink, 1));
    if (!sink->has_no_use_for_ranges)
        tokens->ranges[tokens->count] = range;
    tokens->hashes[tokens->count++] = count <= WTW_TOKEN_HASH_WORD_BYTES
                                          ? wtw_token_hash_of_short(bytes, count)
                                          : wtw_token_hash(bytes, count);
    return WTW_OK;
}

static enum wtw_status spell_words(struct wtw_token_sink *sink, const uint64_t *words,
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char bytes[sizeof words[0]];
        size_t byte_count = 0;

        for (uint64_t rest = words[i]; rest; rest >>= 8)
            bytes[byte_count++] = (char)rest;
        WTW_TRY(spell_token(sink, bytes, byte_count));
    }
    return WTW_OK;
}

static void hash_words(const uint64_t *restrict words, size_t count,
                       uint64_t *restrict out_hashes)
{
    for (size_t i = 0; i < count; i++)
        out_hashes[i] = wtw_token_hash_of_words(words[i], 0);
}

enum wtw_status wtw_token_sink_give_words(struct wtw_token_sink *sink,
                                          const uint64_t *words,
                                          const struct wtw_range *ranges, size_t count)
{
    struct wtw_tokens *tokens = sink->tokens;

    if (!count)
        return WTW_OK;
    if (!tokens)
        return spell_words(sink, words, count);
    WTW_TRY(reserve_tokens(sink, count));
    if (!sink->has_no_use_for_ranges)
        memcpy(tokens->ranges + tokens->count, ranges, count * sizeof *ranges);
    hash_words(words, count, tokens->hashes + tokens->count);
    tokens->count += count;
    return WTW_OK;
}

static enum wtw_status spell_plain(struct wtw_token_sink *sink,
                                   const struct wtw_plain_tokens *plain)
{
    const uint16_t *edges = plain->edges;

    for (size_t i = 0; i < plain->count; i++, edges += 2)
        WTW_TRY(
            spell_token(sink, plain->lower + edges[0], (size_t)(edges[1] - edges[0])));
    return WTW_OK;
}

static void place_plain(uint32_t offset, const uint16_t *restrict edges, size_t count,
                        struct wtw_range *restrict out_ranges)
{
    for (size_t i = 0; i < count; i++)
        out_ranges[i] =
            (struct wtw_range){offset + edges[2 * i], offset + edges[2 * i + 1]};
}

enum wtw_status wtw_token_sink_give_plain(struct wtw_token_sink *sink,
                                          const struct wtw_plain_tokens *plain)
{
    struct wtw_tokens *tokens = sink->tokens;

    if (!tokens)
        return spell_plain(sink, plain);
    WTW_TRY(reserve_tokens(sink, plain->count));
    if (!sink->has_no_use_for_ranges)
        place_plain(plain->offset, plain->edges, plain->count,
                    tokens->ranges + tokens->count);
    sink->kernel->hash_tokens(plain->lower, plain->edges, plain->count,
                              tokens->hashes + tokens->count);
    tokens->count += plain->count;
    return WTW_OK;
}
