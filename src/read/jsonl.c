/*
 * jsonl.c - cuts lines into records
 *
 * A line ends at a newline; a carriage return before it is not part of the record.
 * Nothing else is looked at here: memchr() finds line ends at memory speed, and the
 * scanner sees each record later, on another core. A line that outgrows the ceiling is
 * dropped as it comes, so that no input fills memory.
 *
 * What is a record and what is not must not depend on how the bytes came in portions. A
 * line is given up early only when it is two bytes over the ceiling, since one of them
 * may be its carriage return.
 */
#include "read/jsonl.h"

#include "read/rejects.h"

#include <string.h>

bool wtw_cutter_has_work(const struct wtw_cutter *cutter, const struct wtw_batch *batch)
{
    return batch->open + cutter->searched < batch->bytes.count;
}

static bool is_white(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r')
            return false;
    }
    return true;
}

void wtw_cutter_reject_length(const struct wtw_cutter *cutter)
{
    const struct wtw_spot spot = {cutter->name, cutter->line, 0, cutter->offset};
    struct wtw_error error = {0};

    cutter->counts->records++;
    wtw_fail_at(&error, WTW_TOO_LARGE, &spot,
                "the article is longer than the ceiling of %llu bytes (--max-record)",
                (unsigned long long)cutter->max_record_bytes);
    wtw_reject(cutter->listener, WTW_REJECT_TOO_LONG, &error);
}

/* Drops 'count' bytes of the open part, which ends up past them. */
static void pass(struct wtw_cutter *cutter, struct wtw_batch *batch, size_t count)
{
    batch->open += count;
    cutter->offset += count;
    cutter->searched = 0;
}

/* Makes a record of the first 'count' bytes of the open part, a line without its newline.
 */
static enum wtw_status take_line(struct wtw_cutter *cutter, struct wtw_batch *batch,
                                 size_t count, struct wtw_error *error)
{
    const char *bytes = batch->bytes.items + batch->open;
    struct wtw_place place = {.offset = cutter->offset, .input = cutter->input};

    if (count && bytes[count - 1] == '\r')
        count--;
    if (count > cutter->max_record_bytes) {
        wtw_cutter_reject_length(cutter);
        return WTW_OK;
    }
    if (is_white(bytes, count))
        return WTW_OK;
    place.byte_count = (uint32_t)count;
    place.line = cutter->line < UINT32_MAX ? (uint32_t)cutter->line : UINT32_MAX;
    WTW_TRY(wtw_batch_add(batch, batch->open, &place, error));
    cutter->counts->records++;
    return WTW_OK;
}

void wtw_cutter_skip(struct wtw_cutter *cutter, struct wtw_batch *batch)
{
    char *bytes = batch->bytes.items + batch->open;
    size_t count = batch->bytes.count - batch->open;
    const char *newline = memchr(bytes, '\n', count);
    size_t dropped = newline ? (size_t)(newline - bytes) + 1 : count;

    memmove(bytes, bytes + dropped, count - dropped);
    batch->bytes.count -= dropped;
    cutter->offset += dropped;
    if (newline) {
        cutter->is_skipping = false;
        cutter->line++;
    }
}

/* Begins to drop a line whose end was not seen yet, if it is too long already. */
static void skip_if_too_long(struct wtw_cutter *cutter, struct wtw_batch *batch)
{
    if (cutter->searched <= cutter->max_record_bytes + 1)
        return;
    wtw_cutter_reject_length(cutter);
    cutter->is_skipping = true;
    cutter->searched = 0;
    wtw_cutter_skip(cutter, batch);
}

enum wtw_status wtw_cutter_cut(struct wtw_cutter *cutter, struct wtw_batch *batch,
                               size_t batch_records, struct wtw_error *error)
{
    while (batch->count < batch_records) {
        const char *begin = batch->bytes.items + batch->open;
        size_t count = batch->bytes.count - batch->open;
        const char *newline =
            count ? memchr(begin + cutter->searched, '\n', count - cutter->searched)
                  : NULL;

        if (!newline) {
            cutter->searched = count;
            skip_if_too_long(cutter, batch);
            return WTW_OK;
        }
        WTW_TRY(take_line(cutter, batch, (size_t)(newline - begin), error));
        pass(cutter, batch, (size_t)(newline - begin) + 1);
        cutter->line++;
    }
    return WTW_OK;
}

enum wtw_status wtw_cutter_finish(struct wtw_cutter *cutter, struct wtw_batch *batch,
                                  struct wtw_error *error)
{
    size_t count = batch->bytes.count - batch->open;

    if (!count)
        return WTW_OK;
    WTW_TRY(take_line(cutter, batch, count, error));
    pass(cutter, batch, count);
    return WTW_OK;
}
