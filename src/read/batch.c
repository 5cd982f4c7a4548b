/*
 * batch.c - the memory in which records are put together
 *
 * The buffer moves when it grows, so records know their begin as a number until they are
 * handed out. The open part moves to the front only when it is no longer than what lies
 * before it: each byte is then moved at most once for each byte handed out.
 */
#include "read/batch.h"

#include "base/memory.h"

#include <string.h>

void wtw_batch_begin(struct wtw_batch *batch)
{
    size_t open_bytes = batch->bytes.count - batch->open;

    if (batch->open && open_bytes <= batch->open) {
        memcpy(batch->bytes.items, batch->bytes.items + batch->open, open_bytes);
        batch->bytes.count = open_bytes;
        batch->open = 0;
    }
    batch->begin = batch->open;
    batch->count = 0;
}

enum wtw_status wtw_batch_begin_other(struct wtw_batch *batch,
                                      const struct wtw_batch *last,
                                      struct wtw_error *error)
{
    size_t open_bytes = last->bytes.count - last->open;

    batch->begin = batch->open = batch->count = 0;
    batch->bytes.count = 0;
    if (!open_bytes)
        return WTW_OK;
    return wtw_buffer_append(&batch->bytes, last->bytes.items + last->open, open_bytes,
                             error);
}

void wtw_batch_release(struct wtw_batch *batch)
{
    wtw_buffer_release(&batch->bytes);
    wtw_release_items(batch->records);
    wtw_release_items(batch->starts);
    *batch = (struct wtw_batch){0};
}

size_t wtw_batch_used(const struct wtw_batch *batch)
{
    return batch->bytes.count - batch->begin;
}

enum wtw_status wtw_batch_add(struct wtw_batch *batch, size_t start,
                              const struct wtw_place *place, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&batch->records, &batch->record_capacity, batch->count + 1, error));
    WTW_TRY(WTW_GROW(&batch->starts, &batch->start_capacity, batch->count + 1, error));
    batch->records[batch->count].place = *place;
    batch->starts[batch->count] = start;
    batch->count++;
    return WTW_OK;
}

const struct wtw_record *wtw_batch_records(struct wtw_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        batch->records[i].bytes =
            batch->bytes.items ? batch->bytes.items + batch->starts[i] : "";
    return batch->records;
}
