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
 * wtw_tokens_make_hashes() is wtw_tokens_make() without the ranges, which only passages
 * have a use for: wtw_tokens_ranges() must not be asked for afterwards.
 */
WTW_MUST_CHECK enum wtw_status wtw_tokens_make_hashes(struct wtw_tokens *tokens,
                                                      const char *text, size_t text_bytes,
                                                      struct wtw_error *error);

#endif
