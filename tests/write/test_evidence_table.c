/*
 * test_evidence_table.c - which passages are quotations; changed facts, for people
 */
#include "capture.h"
#include "write/evidence.h"

Test(evidence_table, takes_passages_that_begin_in_a_quotation_for_one)
{
    static const struct wtw_aligned parts[] = {
        {.a_token = 10,
         .a_count = 20,
         .b_token = 50,
         .b_count = 22,
         .is_quotation = true},
        {.a_token = 40, .a_count = 20, .b_token = 80, .b_count = 20},
        {.a_token = 70, .a_count = 9, .b_token = 10, .b_count = 9, .is_quotation = true},
    };
    static const struct {
        struct wtw_passage passage;
        bool is_quotation;
    } rows[] = {
        {{.a_token = 0, .b_token = 50, .token_count = 9}, false},   /* before all */
        {{.a_token = 10, .b_token = 50, .token_count = 9}, true},   /* its first tokens */
        {{.a_token = 11, .b_token = 49, .token_count = 9}, false},  /* elsewhere in b */
        {{.a_token = 20, .b_token = 71, .token_count = 9}, true},   /* its last in b */
        {{.a_token = 29, .b_token = 72, .token_count = 9}, false},  /* one behind it */
        {{.a_token = 30, .b_token = 60, .token_count = 9}, false},  /* likewise in a */
        {{.a_token = 45, .b_token = 85, .token_count = 9}, false},  /* no quotation */
        {{.a_token = 70, .b_token = 10, .token_count = 9}, true},   /* b goes back */
        {{.a_token = 700, .b_token = 10, .token_count = 9}, false}, /* behind all */
    };
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct wtw_passage passages[COUNT];
    bool are_quotations[COUNT];

    for (size_t i = 0; i < COUNT; i++)
        passages[i] = rows[i].passage;
    wtw_quotations_mark(passages, COUNT, parts, 3, are_quotations);
    for (size_t i = 0; i < COUNT; i++)
        cr_assert(are_quotations[i] == rows[i].is_quotation, "passage %zu", i);
    wtw_quotations_mark(passages, 1, NULL, 0, are_quotations);
    check(!are_quotations[0]);
}

static struct wtw_range range_in(const char *text, const char *words)
{
    const char *found = strstr(text, words);
    uint32_t begin = (uint32_t)(found - text);

    return (struct wtw_range){begin, begin + (uint32_t)strlen(words)};
}

/* One change of 'a_words' in one text to 'b_words' in the other; "" is nothing. */
static void check_change(const char *a, const char *a_words, const char *b,
                         const char *b_words, size_t width, const char *wanted)
{
    struct wtw_change change = {range_in(a, a_words), range_in(b, b_words), true, false};
    struct wtw_evidence evidence = {
        .texts = {text_of(a), text_of(b)}, .changes = &change, .change_count = 1};
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = width};

    capture_begin(&capture);
    wtw_changes_table(&page, 2, &evidence);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(evidence_table, shows_what_stands_in_the_place_of_what)
{
    check_change("with 12 aboard", "12", "with 15 aboard", "15", 40, "  12 -> 15\n");
    check_change("with 12 aboard", "12", "with aboard", "", 40, "  12 -> (nothing)\n");
    check_change("on\nMonday", "on\nMonday", "Tuesday", "Tuesday", 40,
                 "  on Monday -> Tuesday\n");
}

Test(evidence_table, shows_numbers_whole)
{
    check_change("at 0.914 marks", "914", "at 0.911 marks", "911", 40,
                 "  0.914 -> 0.911\n");
    check_change("1,204,917.5", "204", "1,209,917.5", "209", 40,
                 "  1,204,917.5 -> 1,209,917.5\n");
    check_change("in 2031, 7 of", "7", "in 2031. 8 of", "8", 40, "  7 -> 8\n");
    check_change("2031.", "2031", ".5", "5", 40, "  2031 -> 5\n");
}

/* Of 40 columns 2 are indented and 4 are the arrow's: 17 for each, or what is left. */
Test(evidence_table, gives_each_side_half_of_the_line_or_what_the_other_leaves)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

    check_change(letters, letters, "0123456789", "0123456789", 40,
                 "  abcdefghijk\xe2\x80\xa6opqrstuvwxyz -> 0123456789\n");
    check_change(letters, letters, letters, letters, 40,
                 "  abcdefgh\xe2\x80\xa6stuvwxyz -> abcdefgh\xe2\x80\xa6stuvwxyz\n");
}

Test(evidence_table, counts_changes_from_the_eleventh_on)
{
    struct wtw_change changes[12];
    struct wtw_evidence evidence = {
        .texts = {text_of("1"), text_of("2")}, .changes = changes, .change_count = 12};
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 40};

    for (size_t i = 0; i < 12; i++)
        changes[i] = (struct wtw_change){{0, 1}, {0, 1}, true, false};
    capture_begin(&capture);
    wtw_changes_table(&page, 0, &evidence);
    evidence.change_count = 10;
    wtw_changes_table(&page, 0, &evidence);
    capture_end(&capture);
    check_string(capture.bytes,
                 "1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n"
                 "1 -> 2\n1 -> 2\nand 2 more\n"
                 "1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n1 -> 2\n"
                 "1 -> 2\n1 -> 2\n");
    capture_release(&capture);
}
