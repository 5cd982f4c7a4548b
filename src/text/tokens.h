/*
 * tokens.h - one walk over a text that hands its tokens to a sink
 */
#ifndef WTW_TEXT_TOKENS_H
#define WTW_TEXT_TOKENS_H

#include "text/token_sink.h"

/*
 * wtw_tokens_split() gives all tokens of 'text' to 'sink', in order, and counts its bad
 * bytes there. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE from 4 GiB on.
 */
WTW_MUST_CHECK enum wtw_status wtw_tokens_split(struct wtw_token_sink *sink,
                                                const char *text, size_t text_bytes);

/*
 * wtw_tokens_fill_story() is wtw_tokens_make_story(), which see; with
 * 'has_no_use_for_ranges' it does without the ranges, which only passages need:
 * wtw_tokens_ranges() must not be asked for afterwards.
 */
WTW_MUST_CHECK enum wtw_status wtw_tokens_fill_story(
    struct wtw_tokens *tokens, const char *text, size_t text_bytes,
    const struct wtw_boilerplate_part *parts, size_t part_count,
    bool has_no_use_for_ranges, struct wtw_error *error);

#endif
