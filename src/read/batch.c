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

/* Room that few records need is not kept for those that follow: more than this only if the last
 * batch filled half of it, as those of a feed do. */
enum { KEPT_BYTES = 8 << 20 };

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

enum wtw_status wtw_batch_begin_behind(struct wtw_batch *batch, struct wtw_batch *before,
                                       struct wtw_error *error)
{
    size_t open_bytes = before->bytes.count - before->open;

    if (batch == before) {
        wtw_batch_begin(batch);
        return WTW_OK;
    }
    if (batch->bytes.capacity > KEPT_BYTES &&
        batch->bytes.capacity / 2 > batch->bytes.count)
        wtw_buffer_release(&batch->bytes);
    batch->bytes.count = batch->begin = batch->open = batch->count = 0;
    if (open_bytes)
        WTW_TRY(wtw_buffer_append(&batch->bytes, before->bytes.items + before->open,
                                  open_bytes, error));
    before->bytes.count = before->open;
    return WTW_OK;
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
