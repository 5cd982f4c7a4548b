/*
 * token_sink.h - where finished tokens go: hashed into wtw_tokens, or spelled out into a
 * buffer
 *
 * There is one tokeniser for both, so that wtw_normalise() shows what the engine really
 * compares.
 */
#ifndef WTW_TEXT_TOKEN_SINK_H
#define WTW_TEXT_TOKEN_SINK_H

#include "text/text_kernels.h"
#include "wiretwin.h"

/* Hashes and ranges are separate arrays, as nearly all readers want only the hashes. */
struct wtw_tokens {
    const struct wtw_text_kernel *kernel; /* that makes them */
    uint64_t *hashes;
    struct wtw_range *ranges;
    size_t count;
    size_t hash_capacity;
    size_t range_capacity;
    uint64_t bad_bytes;
};

/* One of 'tokens' and 'spelled' is NULL. Borrows all it points to. */
struct wtw_token_sink {
    const struct wtw_text_kernel *kernel;
    struct wtw_tokens *tokens;
    struct wtw_buffer *spelled; /* ends with a space after each token */
    bool has_no_use_for_ranges;
    uint64_t bad_bytes;
    struct wtw_error *error;
};

/*
 * wtw_token_sink_give() takes the token 'bytes', normalised, which stands at 'range' in
 * the text. WTW_TOKEN_HASH_WORD_BYTES can be read at 'bytes', whatever stands behind the
 * token. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_token_sink_give(struct wtw_token_sink *sink,
                                                   const char *bytes, size_t count,
                                                   struct wtw_range range);

/* wtw_token_sink_give_words() takes 'count' tokens of up to 8 bytes, each in one number,
 * little-endian and padded with zeros; otherwise as wtw_token_sink_give(). */
WTW_MUST_CHECK enum wtw_status wtw_token_sink_give_words(struct wtw_token_sink *sink,
                                                         const uint64_t *words,
                                                         const struct wtw_range *ranges,
                                                         size_t count);

/* Tokens of one chunk of text that need no folding any more: token i stands from
 * lower[edges[2 i]] to before lower[edges[2 i + 1]]. */
struct wtw_plain_tokens {
    const char *lower; /* the chunk in lower case */
    uint32_t offset;   /* of the chunk in the text */
    size_t count;
    const uint16_t *edges;
};

/* wtw_token_sink_give_plain() takes many tokens at once; otherwise as
 * wtw_token_sink_give(). */
WTW_MUST_CHECK enum wtw_status wtw_token_sink_give_plain(
    struct wtw_token_sink *sink, const struct wtw_plain_tokens *plain);

#endif
