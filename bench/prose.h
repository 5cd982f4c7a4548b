/*
 * prose.h - sentences, paragraphs and headlines of words that mean nothing
 */
#ifndef WTW_BENCH_PROSE_H
#define WTW_BENCH_PROSE_H

#include "word_model.h"

/*
 * wtw_prose_write() appends about 'word_count' words (characters in Chinese) in
 * paragraphs with an empty line between them; no sentence has fewer than six, so that
 * there may be a few words more. Quotes and dashes are typographic ones, or ASCII where
 * 'is_plain'. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_prose_write(const struct wtw_word_model *model,
                                               struct wtw_random *random,
                                               uint32_t word_count, bool is_plain,
                                               struct wtw_buffer *out,
                                               struct wtw_error *error);

/* wtw_headline_write() appends 'word_count' words with a capital first one and no full
 * stop. Returns as wtw_prose_write(). */
WTW_MUST_CHECK enum wtw_status wtw_headline_write(const struct wtw_word_model *model,
                                                  struct wtw_random *random,
                                                  uint32_t word_count,
                                                  struct wtw_buffer *out,
                                                  struct wtw_error *error);

#endif
