/*
 * inputs.c - the inputs of a run, in the order in which they are read
 */
#include "read/inputs.h"

#include "base/memory.h"

#include <string.h>

enum wtw_status wtw_inputs_add(struct wtw_inputs *inputs, const char *name,
                               struct wtw_error *error)
{
    size_t count = strlen(name) + 1;
    char *copy = NULL;

    if (inputs->count == UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "more than %zu inputs", inputs->count);
    WTW_TRY(WTW_GROW(&inputs->items, &inputs->capacity, inputs->count + 1, error));
    WTW_TRY(WTW_ALLOCATE(&copy, count, error));
    memcpy(copy, name, count);
    inputs->items[inputs->count++] =
        (struct wtw_input){.name = copy, .by_name = wtw_container_by_name(name)};
    return WTW_OK;
}

void wtw_inputs_release(struct wtw_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        wtw_release_items(inputs->items[i].name);
        if (inputs->items[i].preamble)
            wtw_buffer_release(inputs->items[i].preamble);
        wtw_release_items(inputs->items[i].preamble);
    }
    wtw_release_items(inputs->items);
    *inputs = (struct wtw_inputs){0};
}

enum wtw_status wtw_input_keep_preamble(struct wtw_input *input, struct wtw_span bytes,
                                        struct wtw_error *error)
{
    if (!input->preamble)
        WTW_TRY(WTW_ALLOCATE(&input->preamble, 1, error));
    return wtw_buffer_append(input->preamble, bytes.items, bytes.count, error);
}

struct wtw_span wtw_input_preamble(const struct wtw_input *input)
{
    if (!input->preamble)
        return (struct wtw_span){NULL, 0};
    return (struct wtw_span){input->preamble->items, input->preamble->count};
}

const char *wtw_compression_name(enum wtw_compression compression)
{
    static const char *const names[] = {
        [WTW_COMPRESSION_NONE] = "none",
        [WTW_COMPRESSION_GZIP] = "gzip",
        [WTW_COMPRESSION_ZSTD] = "zstd",
    };

    return names[compression];
}
