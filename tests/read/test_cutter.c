/*
 * test_cutter.c - records are the same however their bytes come, and none outgrows its ceiling
 */
#include "cut_runs.h"

#include "base/faults.h"
#include "read/jsonl.h"
#include "read/text_file.h"

/*
 * A format for tests: records stand in (parentheses), {braces} hold the preamble, and at
 * an exclamation mark it cannot go on. All else is passed over.
 */
static size_t find_byte(struct wtw_search *search, struct wtw_span open, char wanted)
{
    while (search->searched < open.count && open.items[search->searched] != wanted)
        search->lines += open.items[search->searched++] == '\n';
    return search->searched;
}

static enum wtw_found find_brackets(struct wtw_search *search, struct wtw_span open,
                                    bool is_all, struct wtw_cut *out_cut)
{
    char first = open.count && !search->searched && !search->state ? open.items[0] : 0;
    size_t end = 0;

    (void)is_all;
    if (first == '(' || first == '{')
        search->state = (uint32_t)first;
    if (!search->state && first) {
        *out_cut = (struct wtw_cut){
            .next = 1, .lines = first == '\n', .problem = "an exclamation mark"};
        return first == '!' ? WTW_FOUND_BREAK : WTW_FOUND_PASSAGE;
    }
    end = find_byte(search, open, search->state == '(' ? ')' : '}');
    if (end >= open.count)
        return WTW_FOUND_NOTHING;
    *out_cut =
        (struct wtw_cut){.begin = 1, .end = end, .next = end + 1, .lines = search->lines};
    first = (char)search->state;
    search->state = 0;
    return first == '(' ? WTW_FOUND_RECORD : WTW_FOUND_PREAMBLE;
}

static const struct wtw_format brackets = {.name = "brackets", .find = find_brackets};

Test(cutter, takes_what_the_format_finds_and_passes_the_rest)
{
    check_cut(&brackets, "a (b) c(d\ne)\n(f)g", 100, 0, "1@3:b;1@8:d\ne;3@14:f;");
    check_cut(&brackets, "(whole) (open", 100, 0, "1@1:whole;");
    check_cut(&brackets, "", 100, 0, "");
}

Test(cutter, keeps_the_preamble_of_an_input)
{
    check_cut(&brackets, "{head\n}(a)(b)", 100, 0, "2@8:a;2@11:b;|head\n");
}

Test(cutter, tells_where_a_format_cannot_go_on_and_drops_the_rest)
{
    check_cut(&brackets, "(a)\n!(b)(c)", 100, 1, "1@1:a;");
    check_number(told_reason, WTW_REJECT_MALFORMED);
    check_number(told[0].line, 2);
    check_number(told[0].byte_offset, 4);
    check_string(told[0].words,
                 "an exclamation mark; what comes after it in this input is not read");
}

Test(cutter, finds_the_end_of_a_record_whose_begin_was_dropped)
{
    check_cut(&brackets, "(a)(bbbb\nbbbbbbbbbbbbb\nbbbbbbbbbb)(c)", 5, 1,
              "1@1:a;3@35:c;");
    check_number(told_reason, WTW_REJECT_TOO_LONG);
}

Test(cutter, makes_one_record_of_an_input_that_is_whole)
{
    check_cut(&wtw_text_format, "one\ntwo\n", 100, 0, "1@0:one\ntwo\n;");
    check_cut(&wtw_text_format, "", 100, 0, "1@0:;");
    check_cut(&wtw_text_format, "123456", 5, 1, "");
}

Test(cutter, drops_lines_over_the_ceiling_and_goes_on)
{
    check_cut(&wtw_jsonl_format, "12345\n123456\n12345\r\n123456\r\n1\n", 5, 2,
              "1@0:12345;3@13:12345;5@28:1;");
    check_cut(&wtw_jsonl_format, "1234567\n12\n12345678901234567890\n34", 5, 2,
              "2@8:12;4@32:34;");
    check_cut(&wtw_jsonl_format, "12\n12345678901234567890", 5, 1, "1@0:12;");
    check_cut(&wtw_jsonl_format, "123456", 5, 1, "");
    check_cut(&wtw_jsonl_format, "12345\r", 5, 0, "1@0:12345;");
    check_cut(&wtw_jsonl_format, "12345\r6\n1", 5, 1, "2@8:1;");
    check_cut(&wtw_jsonl_format, "          \n1", 5, 1, "2@11:1;");
}

Test(cutter, names_the_line_that_is_too_long)
{
    cut_text(&wtw_jsonl_format, "1\n\n1234567890\n", 3, 10, 5);
    check_number(told_count, 1);
    check_string(told[0].input, "in");
    check_number(told[0].line, 3);
    check_number(told[0].byte_offset, 3);
    check(strstr(told[0].words, "5 bytes (--max-record)") != NULL);
}

Test(cutter, holds_no_more_than_the_ceiling_and_a_piece)
{
    const struct wtw_reject_listener listener = {NULL, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in",
                                .format = &wtw_jsonl_format,
                                .max_record_bytes = 1000,
                                .line = 1,
                                .counts = &counts,
                                .listener = &listener};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};
    static char piece[512];

    for (int i = 0; i < 100000; i++) {
        check_ok(wtw_buffer_append(&batch.bytes, piece, sizeof piece, &error), &error);
        wtw_cutter_feed(&cutter, &batch);
        check_ok(wtw_cutter_cut(&cutter, &batch, 10, &error), &error);
    }
    check(cutter.is_skipping);
    check_number(counts.records, 1);
    check(batch.bytes.capacity < 4096);
    wtw_batch_release(&batch);
}

Test(cutter, stops_counting_lines_where_a_place_cannot_hold_them)
{
    const struct wtw_reject_listener listener = {NULL, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in",
                                .format = &wtw_jsonl_format,
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

#ifdef WTW_FAULTS
Test(cutter, tells_of_a_record_and_a_preamble_that_find_no_memory)
{
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {
        .format = &brackets, .max_record_bytes = 100, .line = 1, .counts = &counts};
    struct wtw_batch batch = {0};
    struct wtw_error error = {0};

    check_ok(wtw_buffer_append(&batch.bytes, "{h}(a)", 6, &error), &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_cutter_cut(&cutter, &batch, 10, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    cutter.search = (struct wtw_search){0};
    check_ok(wtw_cutter_cut(&cutter, &batch, 0, &error), &error);
    batch.open = 3;
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_cutter_cut(&cutter, &batch, 10, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_batch_release(&batch);
}
#endif
