/*
 * normalise.c - a text's tokens in their normalised form, for people and tests to see
 */
#include "text/tokens.h"

#include "base/failure.h"

/* 'out' gets one space between tokens; what it held before is text of its own and stays
 * apart. */
enum wtw_status wtw_normalise(const char *text, size_t text_bytes, struct wtw_buffer *out,
                              struct wtw_error *error)
{
    struct wtw_token_sink sink = {
        .kernel = wtw_text_kernel_best(), .spelled = out, .error = error};
    size_t count_before = out->count;
    enum wtw_status status = wtw_tokens_split(&sink, text, text_bytes);

    if (status != WTW_OK)
        out->count = count_before;
    else if (out->count > count_before)
        out->count--; /* the space after the last token */
    return status;
}
