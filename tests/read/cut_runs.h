/*
 * cut_runs.h - whole texts cut into records, in pieces and batches of every size
 */
#ifndef WTW_TESTS_CUT_RUNS_H
#define WTW_TESTS_CUT_RUNS_H

#include "check.h"

#include "base/memory.h"
#include "read/cutter.h"

#include <stdio.h>

static struct wtw_error told[8];
static size_t told_count;
static enum wtw_reject_reason told_reason;

static void note(void *context, enum wtw_reject_reason reason,
                 const struct wtw_error *error)
{
    (void)context;
    told_reason = reason;
    told[told_count++ % 8] = *error;
}

/* All records of a text, as "line@offset:bytes;" one after the other. */
struct cut {
    char list[4096];
    size_t used;
};

static void take_records(struct cut *cut, struct wtw_batch *batch)
{
    const struct wtw_record *records = wtw_batch_records(batch);

    for (size_t i = 0; i < batch->count; i++)
        cut->used += (size_t)snprintf(cut->list + cut->used, sizeof cut->list - cut->used,
                                      "%u@%llu:%.*s;", records[i].place.line,
                                      (unsigned long long)records[i].place.offset,
                                      (int)records[i].place.byte_count, records[i].bytes);
}

/* And the preamble, if there is one, as "|bytes". */
static void take_preamble(struct cut *cut, struct wtw_input *counts)
{
    if (!counts->preamble)
        return;
    snprintf(cut->list + cut->used, sizeof cut->list - cut->used, "|%.*s",
             (int)counts->preamble->count, counts->preamble->items);
    wtw_buffer_release(counts->preamble);
    wtw_release_items(counts->preamble);
}

/* Feeds 'text' in pieces of 'piece' bytes, with at most 'batch_records' records a batch.
 */
static struct cut cut_text(const struct wtw_format *format, const char *text,
                           size_t piece, size_t batch_records, uint64_t ceiling)
{
    const struct wtw_reject_listener listener = {note, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in",
                                .format = format,
                                .max_record_bytes = ceiling,
                                .line = 1,
                                .counts = &counts,
                                .listener = &listener};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};
    struct cut cut = {.used = 0};
    size_t left = strlen(text);

    told_count = 0;
    while (left || wtw_cutter_has_work(&cutter, &batch)) {
        wtw_batch_begin(&batch);
        if (!wtw_cutter_has_work(&cutter, &batch)) {
            size_t count = left < piece ? left : piece;

            check_ok(wtw_buffer_append(&batch.bytes, text, count, &error), &error);
            text += count;
            left -= count;
            wtw_cutter_feed(&cutter, &batch);
        }
        check_ok(wtw_cutter_cut(&cutter, &batch, batch_records, &error), &error);
        take_records(&cut, &batch);
    }
    do {
        wtw_batch_begin(&batch);
        check_ok(wtw_cutter_finish(&cutter, &batch, batch_records, &error), &error);
        take_records(&cut, &batch);
    } while (batch.count == batch_records);
    wtw_batch_release(&batch);
    take_preamble(&cut, &counts);
    return cut;
}

__attribute__((unused)) static void check_cut(const struct wtw_format *format,
                                              const char *text, uint64_t ceiling,
                                              size_t rejects, const char *wanted)
{
    for (size_t piece = 1; piece < 40; piece++) {
        for (size_t records = 1; records < 4; records++) {
            struct cut cut = cut_text(format, text, piece, records, ceiling);

            check_string(cut.list, wanted);
            check_number(told_count, rejects);
        }
    }
}

#endif
