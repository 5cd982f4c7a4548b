/*
 * cutter.c - cuts the bytes of an input into records, as its format finds them
 *
 * What is a record and what is not must not depend on how the bytes came in portions. A
 * record that outgrows the ceiling is dropped as it comes, so that no input fills memory;
 * it is given up before its end only when it is two bytes over the ceiling, since one of
 * them may be the carriage return of a line.
 */
#include "read/cutter.h"

#include "base/memory.h"
#include "read/rejects.h"

#include <string.h>

static struct wtw_span open_part(const struct wtw_batch *batch)
{
    size_t count = batch->bytes.count - batch->open;

    return (struct wtw_span){count ? batch->bytes.items + batch->open : "", count};
}

bool wtw_cutter_has_work(const struct wtw_cutter *cutter, const struct wtw_batch *batch)
{
    return cutter->format && !cutter->is_starved && batch->open < batch->bytes.count;
}

/* How many of the first 'count' open bytes belong to lines that end in them. */
static size_t count_to_line(const char *open, size_t count)
{
    while (count && open[count - 1] != '\n')
        count--;
    return count;
}

/* The first 'count' open bytes are done with: notes where the line then begins. */
static void pass_lines(struct wtw_cutter *cutter, const char *open, size_t count)
{
    size_t ended = count_to_line(open, count);

    if (ended)
        cutter->line_offset = cutter->offset + ended;
}

/* Where in its line the open byte 'at' is, from 1; 0 at its begin. */
static uint32_t column_of(const struct wtw_cutter *cutter, const char *open, size_t at)
{
    size_t ended = count_to_line(open, at);
    uint64_t begin = ended ? cutter->offset + ended : cutter->line_offset;
    uint64_t column = cutter->offset + at - begin;

    return column && column < UINT32_MAX ? (uint32_t)column + 1 : 0;
}

/* ------------------------------------------------------------------ rejects */

static void reject_length(const struct wtw_cutter *cutter, uint64_t offset, uint64_t line)
{
    const struct wtw_spot spot = {cutter->name, line, 0, offset};
    struct wtw_error error = {0};

    cutter->counts->records++;
    wtw_fail_at(&error, WTW_TOO_LARGE, &spot,
                "the article is longer than the ceiling of %llu bytes (--max-record)",
                (unsigned long long)cutter->max_record_bytes);
    wtw_reject(cutter->listener, WTW_REJECT_TOO_LONG, &error);
}

/* 'is_all': nothing comes after. */
static void reject_rest(struct wtw_cutter *cutter, const struct wtw_cut *cut, bool is_all)
{
    const struct wtw_spot spot = {cutter->name, cutter->line + cut->lines_before, 0,
                                  cutter->offset + cut->begin};
    struct wtw_error error = {0};

    cutter->is_broken = true;
    wtw_fail_at(&error, WTW_BAD_INPUT, &spot, "%s%s", cut->problem,
                is_all ? "" : "; what comes after it in this input is not read");
    wtw_reject(cutter->listener, WTW_REJECT_MALFORMED, &error);
}

/* ------------------------------------------------------------------ dropping */

/* What of the open bytes belongs to a record that is dropped; where its end is among them,
 * the skipping ends. */
static size_t count_dropped(struct wtw_cutter *cutter, struct wtw_span open)
{
    struct wtw_cut cut = {0};
    enum wtw_found found = WTW_FOUND_NOTHING;

    if (cutter->is_broken)
        return open.count;
    found = cutter->format->find(&cutter->search, open, false, &cut);
    if (found == WTW_FOUND_NOTHING) {
        pass_lines(cutter, open.items, cutter->search.searched);
        return cutter->search.searched;
    }
    cutter->is_skipping = false;
    cutter->line += cut.lines;
    cutter->search.lines = 0;
    if (found == WTW_FOUND_BREAK)
        reject_rest(cutter, &cut, cut.begin == open.count);
    pass_lines(cutter, open.items, cut.next);
    return cut.next;
}

/* Takes the first bytes out of the open part, in which what is behind them moves up. */
static void drop(struct wtw_cutter *cutter, struct wtw_batch *batch)
{
    struct wtw_span open = open_part(batch);
    size_t dropped = count_dropped(cutter, open);
    char *bytes = batch->bytes.items + batch->open;

    memmove(bytes, bytes + dropped, open.count - dropped);
    batch->bytes.count -= dropped;
    cutter->offset += dropped;
    cutter->search.searched = 0;
}

void wtw_cutter_feed(struct wtw_cutter *cutter, struct wtw_batch *batch)
{
    cutter->is_starved = false;
    if ((cutter->is_skipping || cutter->is_broken) && batch->open < batch->bytes.count)
        drop(cutter, batch);
}

/* Begins to drop a record whose end was not seen yet, if it is too long already. */
static void skip_if_too_long(struct wtw_cutter *cutter, struct wtw_batch *batch)
{
    cutter->is_starved = true;
    if (cutter->is_skipping || open_part(batch).count <= cutter->max_record_bytes + 1)
        return;
    reject_length(cutter, cutter->offset, cutter->line);
    cutter->is_skipping = true;
    drop(cutter, batch);
}

/* ------------------------------------------------------------------ records */

static enum wtw_status take_record(struct wtw_cutter *cutter, struct wtw_batch *batch,
                                   enum wtw_found found, const struct wtw_cut *cut,
                                   struct wtw_error *error)
{
    uint64_t line = cutter->line + cut->lines_before;
    uint64_t count = cut->end - cut->begin;
    struct wtw_place place = {.offset = cutter->offset + cut->begin,
                              .input = cutter->input};

    if (count > cutter->max_record_bytes) {
        reject_length(cutter, place.offset, line);
        return WTW_OK;
    }
    if (found == WTW_FOUND_PASSAGE)
        return WTW_OK;
    place.byte_count = (uint32_t)count;
    place.column = column_of(cutter, open_part(batch).items, cut->begin);
    place.line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
    WTW_TRY(wtw_batch_add(batch, batch->open + cut->begin, &place, error));
    cutter->counts->records++;
    return WTW_OK;
}

static enum wtw_status keep_preamble(struct wtw_cutter *cutter,
                                     const struct wtw_batch *batch,
                                     const struct wtw_cut *cut, struct wtw_error *error)
{
    return wtw_input_keep_preamble(
        cutter->counts,
        (struct wtw_span){open_part(batch).items + cut->begin, cut->end - cut->begin},
        error);
}

/* Does what was found, and passes it. */
static enum wtw_status take(struct wtw_cutter *cutter, struct wtw_batch *batch,
                            enum wtw_found found, const struct wtw_cut *cut,
                            struct wtw_error *error)
{
    size_t next = cut->next;

    if (found == WTW_FOUND_RECORD || found == WTW_FOUND_PASSAGE)
        WTW_TRY(take_record(cutter, batch, found, cut, error));
    else if (found == WTW_FOUND_PREAMBLE)
        WTW_TRY(keep_preamble(cutter, batch, cut, error));
    else if (found == WTW_FOUND_BREAK) {
        reject_rest(cutter, cut, cut->begin == open_part(batch).count);
        next = batch->bytes.count - batch->open;
    }
    if (cut->lines)
        pass_lines(cutter, open_part(batch).items, cut->next);
    batch->open += next;
    cutter->offset += next;
    cutter->line += cut->lines;
    cutter->search.searched = 0;
    cutter->search.lines = 0;
    return WTW_OK;
}

enum wtw_status wtw_cutter_cut(struct wtw_cutter *cutter, struct wtw_batch *batch,
                               size_t batch_records, struct wtw_error *error)
{
    while (batch->count < batch_records && wtw_cutter_has_work(cutter, batch)) {
        struct wtw_cut cut = {0};
        enum wtw_found found =
            cutter->format->find(&cutter->search, open_part(batch), false, &cut);

        if (found == WTW_FOUND_NOTHING)
            skip_if_too_long(cutter, batch);
        else
            WTW_TRY(take(cutter, batch, found, &cut, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_cutter_finish(struct wtw_cutter *cutter, struct wtw_batch *batch,
                                  size_t batch_records, struct wtw_error *error)
{
    enum wtw_found found = WTW_FOUND_PASSAGE;

    while (found != WTW_FOUND_NOTHING && batch->count < batch_records) {
        struct wtw_cut cut = {0};

        if (cutter->is_skipping || cutter->is_broken)
            break;
        found = cutter->format->find(&cutter->search, open_part(batch), true, &cut);
        if (found != WTW_FOUND_NOTHING)
            WTW_TRY(take(cutter, batch, found, &cut, error));
    }
    return WTW_OK;
}
