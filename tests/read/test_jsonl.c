/*
 * test_jsonl.c - lines become the same records however their bytes come
 */
#include "check.h"

#include "base/faults.h"
#include "read/jsonl.h"

#include <stdio.h>
#include <stdlib.h>

static struct wtw_error told[8];
static size_t told_count;

static void note(void *context, enum wtw_reject_reason reason,
                 const struct wtw_error *error)
{
    (void)context;
    check_number(reason, WTW_REJECT_TOO_LONG);
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

/* Feeds 'text' in pieces of 'piece' bytes, with at most 'batch_records' records a batch.
 */
static struct cut cut_text(const char *text, size_t piece, size_t batch_records,
                           uint64_t ceiling)
{
    const struct wtw_reject_listener listener = {note, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in.jsonl",
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
            if (cutter.is_skipping)
                wtw_cutter_skip(&cutter, &batch);
        }
        check_ok(wtw_cutter_cut(&cutter, &batch, batch_records, &error), &error);
        take_records(&cut, &batch);
    }
    wtw_batch_begin(&batch);
    check_ok(wtw_cutter_finish(&cutter, &batch, &error), &error);
    take_records(&cut, &batch);
    wtw_batch_release(&batch);
    return cut;
}

static void check_cut(const char *text, uint64_t ceiling, size_t rejects,
                      const char *wanted)
{
    for (size_t piece = 1; piece < 40; piece++) {
        for (size_t records = 1; records < 4; records++) {
            struct cut cut = cut_text(text, piece, records, ceiling);

            check_string(cut.list, wanted);
            check_number(told_count, rejects);
        }
    }
}

Test(jsonl, cuts_lines_whatever_ends_them)
{
    check_cut("{1}\n{22}\r\n{3}", 100, 0, "1@0:{1};2@4:{22};3@10:{3};");
    check_cut("{1}\n", 100, 0, "1@0:{1};");
    check_cut("{1}\r\n", 100, 0, "1@0:{1};");
    check_cut("{1}\r", 100, 0, "1@0:{1};");
    check_cut("", 100, 0, "");
}

Test(jsonl, passes_over_lines_of_white_space_and_counts_them)
{
    check_cut("\n\r\n  \t \n{4}\n\n{6}\n \n", 100, 0, "4@8:{4};6@13:{6};");
    check_cut("   ", 100, 0, "");
}

Test(jsonl, keeps_white_space_around_a_record)
{
    check_cut("  {1} \n", 100, 0, "1@0:  {1} ;");
    check_cut("{1}\r\r\n", 100, 0, "1@0:{1}\r;");
}

Test(jsonl, drops_lines_over_the_ceiling_and_goes_on)
{
    check_cut("12345\n123456\n12345\r\n123456\r\n1\n", 5, 2,
              "1@0:12345;3@13:12345;5@28:1;");
    check_cut("1234567\n12\n12345678901234567890\n34", 5, 2, "2@8:12;4@32:34;");
    check_cut("12\n12345678901234567890", 5, 1, "1@0:12;");
    check_cut("123456", 5, 1, "");
    check_cut("12345\r", 5, 0, "1@0:12345;");
    check_cut("12345\r6\n1", 5, 1, "2@8:1;");
    check_cut("          \n1", 5, 1, "2@11:1;");
}

Test(jsonl, names_the_line_that_is_too_long)
{
    cut_text("1\n\n1234567890\n", 3, 10, 5);
    check_number(told_count, 1);
    check_string(told[0].input, "in.jsonl");
    check_number(told[0].line, 3);
    check_number(told[0].byte_offset, 3);
    check(strstr(told[0].words, "5 bytes (--max-record)") != NULL);
}

Test(jsonl, holds_no_more_than_the_ceiling_and_a_piece)
{
    const struct wtw_reject_listener listener = {NULL, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in.jsonl",
                                .max_record_bytes = 1000,
                                .line = 1,
                                .counts = &counts,
                                .listener = &listener};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};
    static char piece[512];

    for (int i = 0; i < 100000; i++) {
        check_ok(wtw_buffer_append(&batch.bytes, piece, sizeof piece, &error), &error);
        if (cutter.is_skipping)
            wtw_cutter_skip(&cutter, &batch);
        check_ok(wtw_cutter_cut(&cutter, &batch, 10, &error), &error);
    }
    check(cutter.is_skipping);
    check_number(counts.records, 1);
    check(batch.bytes.capacity < 4096);
    wtw_batch_release(&batch);
}

Test(jsonl, stops_counting_lines_where_a_place_cannot_hold_them)
{
    const struct wtw_reject_listener listener = {NULL, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in.jsonl",
                                .max_record_bytes = 1000,
                                .line = UINT32_MAX - UINT64_C(1),
                                .counts = &counts,
                                .listener = &listener};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};

    check_ok(wtw_buffer_append(&batch.bytes, "1\n2\n3\n", 6, &error), &error);
    check_ok(wtw_cutter_cut(&cutter, &batch, 10, &error), &error);
    check_number(wtw_batch_records(&batch)[0].place.line, UINT32_MAX - UINT64_C(1));
    check_number(wtw_batch_records(&batch)[1].place.line, UINT32_MAX);
    check_number(wtw_batch_records(&batch)[2].place.line, UINT32_MAX);
    wtw_batch_release(&batch);
}
