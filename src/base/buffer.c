/*
 * buffer.c - bytes that grow, as wiretwin.h describes them
 */
#include "base/memory.h"
#include "base/sizes.h"

#include <string.h>

enum wtw_status wtw_buffer_reserve(struct wtw_buffer *buffer, size_t more,
                                   struct wtw_error *error)
{
    size_t needed = 0;

    if (!wtw_size_add(buffer->count, more, &needed))
        return wtw_fail(error, WTW_TOO_LARGE,
                        "a buffer of %zu bytes cannot take %zu more", buffer->count,
                        more);
    return WTW_GROW(&buffer->items, &buffer->capacity, needed, error);
}

enum wtw_status wtw_buffer_append(struct wtw_buffer *buffer, const void *bytes,
                                  size_t count, struct wtw_error *error)
{
    if (!count)
        return WTW_OK;
    WTW_TRY(wtw_buffer_reserve(buffer, count, error));
    memcpy(buffer->items + buffer->count, bytes, count);
    buffer->count += count;
    return WTW_OK;
}

void wtw_buffer_release(struct wtw_buffer *buffer)
{
    wtw_release_items(buffer->items);
    *buffer = (struct wtw_buffer){0};
}
