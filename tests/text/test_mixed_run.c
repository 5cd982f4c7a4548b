/*
 * test_mixed_run.c - how far a run is read, and where its tokens stand
 */
#include "check.h"

#include "text/mixed_run.h"
#include "text/token_oracle.h"

#include <stdlib.h>

/* What one run gave: its tokens, each followed by a space, and where it ended. */
static void check_run(const char *text, size_t text_bytes, size_t begin,
                      const char *wanted, size_t wanted_end)
{
    struct wtw_error error = {0};
    struct wtw_buffer out = {0};
    struct wtw_token_sink sink = {.spelled = &out, .error = &error};
    size_t end = 0;

    check_ok(wtw_mixed_run_split(&sink, text, text_bytes, begin, &end), &error);
    cr_assert(out.count == strlen(wanted) &&
                  memcmp(out.items ? out.items : "", wanted, out.count) == 0,
              "got \"%.*s\", wanted \"%s\"", (int)out.count, out.items, wanted);
    check_number(end, wanted_end);
    wtw_buffer_release(&out);
}

#define check_text(text, begin, wanted, wanted_end)                                      \
    check_run((text), sizeof(text) - 1, (begin), (wanted), (wanted_end))

Test(mixed_run, ends_before_ascii_that_is_no_letter)
{
    check_text("caf\u00E9, noir", 0, "caf\u00E9 ", 5);
    check_text("le caf\u00E9", 3, "caf\u00E9 ", 8);
    check_text("\u201Cso\u201D he", 0, "so ", 8);
    check_text("\xFF", 0, "", 1);
}

Test(mixed_run, goes_on_over_the_line_break_after_a_soft_hyphen)
{
    check_text("re\u00AD\nturn now", 0, "return ", 9);
    check_text("re\u00AD\r\nturn", 0, "return ", 10);
    check_text("re\u00AD\n", 0, "re ", 4);
    check_text("re\u00AD\rturn", 0, "re ", 4);
    check_text("re\u00AD\r", 0, "re ", 4);
    check_text("re\u00AD", 0, "re ", 4);
    check_text("a\u00AD\nb\u00AD\nc.", 0, "abc ", 9);
    check_text("\u00E9\nb", 0, "\u00E9 ", 2);
}

Test(mixed_run, gives_ranges_without_what_was_left_out_at_the_edges)
{
    static const char text[] = "\u00ADo\u00ADk\u00AD\u5317\u200B\u4EAC\u200B";
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    size_t end = 0;

    check_ok(wtw_tokens_new(&tokens, &error), &error);

    struct wtw_token_sink sink = {.tokens = tokens, .error = &error};

    check_ok(wtw_mixed_run_split(&sink, text, sizeof text - 1, 0, &end), &error);
    check_number(wtw_tokens_count(tokens), 2);
    check_number(wtw_tokens_ranges(tokens)[0].begin, 2);
    check_number(wtw_tokens_ranges(tokens)[0].end, 6);
    check_number(wtw_tokens_ranges(tokens)[1].begin, 8);
    check_number(wtw_tokens_ranges(tokens)[1].end, 17);
    wtw_tokens_free(tokens);
}

Test(mixed_run, counts_bad_bytes_in_the_sink)
{
    struct wtw_buffer out = {0};
    struct wtw_token_sink sink = {.spelled = &out};
    size_t end = 0;

    check_ok(wtw_mixed_run_split(&sink, "a\xE2\x80z\xFF", 5, 0, &end),
             &(struct wtw_error){0});
    check_number(sink.bad_bytes, 3);
    check_bytes(out.items, out.count, "a z ");
    wtw_buffer_release(&out);
}

/* A run of one letter and any number of marks has to stay bounded too. */
Test(mixed_run, cuts_pieces_of_any_script_after_128_characters)
{
    static const char *const bases[] = {"\u00E9", "\u5317"};

    for (size_t i = 0; i < 2; i++) {
        struct wtw_error error = {0};
        struct wtw_buffer text = {0};
        struct wtw_tokens *tokens = NULL;

        check_ok(wtw_buffer_append(&text, bases[i], strlen(bases[i]), &error), &error);
        for (int j = 0; j < 1000; j++)
            check_ok(wtw_buffer_append(&text, "\u0316", 2, &error), &error);
        check_ok(wtw_tokens_new(&tokens, &error), &error);
        check_ok(wtw_tokens_make(tokens, text.items, text.count, &error), &error);
        /* 1001 characters are 8 pieces: 8 words, or 7 pairs of neighbours */
        check_number(wtw_tokens_count(tokens), i == 0 ? 8 : 7);
        wtw_tokens_free(tokens);
        wtw_buffer_release(&text);
    }
}

/* Dense characters as they stand in text and as they fold: of three bytes, of four, a
 * radical that folds to another, and one with a mark on it. */
static const struct {
    const char *written;
    const char *folded;
} dense[] = {{"\u5317", "\u5317"},
             {"\u4EAC", "\u4EAC"},
             {"\U00020000", "\U00020000"},
             {"\u2F00", "\u4E00"},
             {"\u304B\u3099", "\u304C"}};

/* Character i of a run that takes them in no short period. */
static size_t pick_dense(size_t i)
{
    return (i * i / 7 + i) % (sizeof dense / sizeof *dense);
}

static void append(struct wtw_buffer *buffer, const char *words)
{
    struct wtw_error error = {0};

    check_ok(wtw_buffer_append(buffer, words, strlen(words), &error), &error);
}

Test(mixed_run, gives_each_two_neighbours_of_a_long_dense_run)
{
    enum { LENGTH = 300 };
    struct wtw_buffer text = {0};
    struct wtw_buffer wanted = {0};

    for (size_t i = 0; i < LENGTH; i++) {
        append(&text, dense[pick_dense(i)].written);
        if (i == 0)
            continue;
        append(&wanted, dense[pick_dense(i - 1)].folded);
        append(&wanted, dense[pick_dense(i)].folded);
        append(&wanted, " ");
    }
    check_ok(wtw_buffer_append(&wanted, "", 1, &(struct wtw_error){0}),
             &(struct wtw_error){0});
    check_run(text.items, text.count, 0, wanted.items, text.count);
    wtw_buffer_release(&text);
    wtw_buffer_release(&wanted);
}

Test(mixed_run, has_the_same_tokens_and_places_hashed_as_spelled)
{
    static const char text[] = "\u5317\u4EAC\u5E02 \U00020000\u5317\u4EAC";
    static const char *const spelled[] = {"\u5317\u4EAC", "\u4EAC\u5E02"};
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    size_t end = 0;

    check_ok(wtw_tokens_new(&tokens, &error), &error);

    struct wtw_token_sink sink = {.tokens = tokens, .error = &error};

    check_ok(wtw_mixed_run_split(&sink, text, sizeof text - 1, 0, &end), &error);
    check_number(end, 9);
    check_number(wtw_tokens_count(tokens), 2);
    for (size_t i = 0; i < 2; i++) {
        check(wtw_tokens_hashes(tokens)[i] == naive_token_hash(spelled[i], 6));
        check_number(wtw_tokens_ranges(tokens)[i].begin, 3 * i);
        check_number(wtw_tokens_ranges(tokens)[i].end, 3 * i + 6);
    }
    wtw_tokens_free(tokens);
}

/* Kana that a mark makes another, what folds, what cannot be seen, what separates, words. */
Test(mixed_run,
     of_rows_of_any_length_are_those_of_an_oracle_whatever_stands_at_their_ends)
{
    static const int32_t ends[] = {' ',    0x3002, 0x3099, 0xFF76,  0x200B, 0xAD,
                                   0x304B, '7',    0xE9,   0x1F600, 0x0E33, -1};
    enum { ENDS = sizeof ends / sizeof ends[0] };
    static struct oracle oracle;
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_buffer text = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    for (uint64_t round = 0; round < 140 * ENDS; round++) {
        oracle_begin(&oracle, &text);
        oracle_add(&oracle, &text, ends[round * 7 % ENDS]);
        for (uint64_t i = 0; i < round / ENDS; i++)
            oracle_add(&oracle, &text, 0x304B + (int32_t)(i % 20));
        oracle_add(&oracle, &text, ends[round % ENDS]);
        oracle_add(&oracle, &text, 0x4E00);
        oracle_split(&oracle);
        compare_with_oracle(&oracle, &text, tokens, round);
    }
    wtw_buffer_release(&text);
    wtw_buffer_release(&oracle.spelled);
    wtw_tokens_free(tokens);
}
