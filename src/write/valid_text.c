/*
 * valid_text.c - text that is valid UTF-8, whatever it was
 */
#include "write/valid_text.h"

#include "base/failure.h"
#include "write/utf8_step.h"

static size_t valid_run(struct wtw_span text, size_t begin)
{
    size_t end = begin;

    while (end < text.count) {
        uint32_t code = 0;
        size_t length = wtw_utf8_step(text.items + end, text.count - end, &code);

        if (code == WTW_UTF8_BAD)
            break;
        end += length;
    }
    return end - begin;
}

enum wtw_status wtw_valid_text(struct wtw_span text, struct wtw_buffer *scratch,
                               struct wtw_span *out_text, struct wtw_error *error)
{
    size_t run = valid_run(text, 0);

    if (run == text.count) {
        *out_text = text;
        return WTW_OK;
    }
    scratch->count = 0;
    for (size_t at = 0; at < text.count; at += run + 1) {
        run = valid_run(text, at);
        WTW_TRY(wtw_buffer_append(scratch, text.items + at, run, error));
        if (at + run < text.count)
            WTW_TRY(wtw_buffer_append(scratch, "\xef\xbf\xbd", 3, error));
    }
    *out_text = (struct wtw_span){scratch->items, scratch->count};
    return WTW_OK;
}
