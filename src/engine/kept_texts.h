/*
 * kept_texts.h - copies of all texts, for callers that cannot give them again
 */
#ifndef WTW_ENGINE_KEPT_TEXTS_H
#define WTW_ENGINE_KEPT_TEXTS_H

#include "base/failure.h"

/* Zero-initialised is empty; ended by wtw_kept_texts_release(). */
struct wtw_kept_texts {
    struct wtw_buffer bytes; /* all texts, one after the other */
    size_t *ends;
    size_t count;
    size_t capacity;
};

/* Makes room for 'texts' more of 'bytes' in all, so that as many appends cannot fail. */
WTW_MUST_CHECK enum wtw_status wtw_kept_texts_reserve(struct wtw_kept_texts *kept,
                                                      size_t texts, size_t bytes,
                                                      struct wtw_error *error);
void wtw_kept_texts_append(struct wtw_kept_texts *kept, const char *text,
                           size_t text_bytes);

/* A fetch function for struct wtw_text_source; its context is the struct wtw_kept_texts.
 */
enum wtw_status wtw_kept_texts_fetch(void *context, uint32_t number,
                                     struct wtw_buffer *out_text,
                                     struct wtw_error *error);

void wtw_kept_texts_release(struct wtw_kept_texts *kept);

#endif
