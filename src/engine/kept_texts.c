/*
 * kept_texts.c - copies of all texts, for callers that cannot give them again
 */
#include "engine/kept_texts.h"

#include "base/memory.h"
#include "base/sizes.h"

#include <string.h>

enum wtw_status wtw_kept_texts_reserve(struct wtw_kept_texts *kept, size_t texts,
                                       size_t bytes, struct wtw_error *error)
{
    size_t needed = 0;

    if (!wtw_size_add(kept->count, texts, &needed))
        return wtw_fail(error, WTW_TOO_LARGE, "the texts do not fit in memory");
    WTW_TRY(WTW_GROW(&kept->ends, &kept->capacity, needed, error));
    return wtw_buffer_reserve(&kept->bytes, bytes, error);
}

void wtw_kept_texts_append(struct wtw_kept_texts *kept, const char *text,
                           size_t text_bytes)
{
    if (text_bytes)
        memcpy(kept->bytes.items + kept->bytes.count, text, text_bytes);
    kept->bytes.count += text_bytes;
    kept->ends[kept->count++] = kept->bytes.count;
}

enum wtw_status wtw_kept_texts_fetch(void *context, uint32_t number,
                                     struct wtw_buffer *out_text, struct wtw_error *error)
{
    const struct wtw_kept_texts *kept = context;
    size_t begin = number ? kept->ends[number - 1] : 0;

    out_text->count = 0;
    return wtw_buffer_append(out_text,
                             kept->bytes.items ? kept->bytes.items + begin : NULL,
                             kept->ends[number] - begin, error);
}

void wtw_kept_texts_release(struct wtw_kept_texts *kept)
{
    wtw_buffer_release(&kept->bytes);
    wtw_release_items(kept->ends);
    *kept = (struct wtw_kept_texts){0};
}
