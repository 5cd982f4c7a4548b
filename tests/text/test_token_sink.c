/*
 * test_token_sink.c - tokens hashed and spelled, one by one and in rows
 */
#include "check.h"
#include "naive_token_hash.h"

#include "text/ascii_scan.h"
#include "text/token_sink.h"
#include "text/tokens.h"

static const char lower[] = "a be see four fives sixteen-byte-long seventeen-bytes--x "
                            "and something much longer than any of these words of course";

/* One token of each length from 1 to 40, in no order of lengths. */
enum { LENGTHS = 40 };

static struct wtw_plain_tokens make_plain(uint16_t edges[2 * LENGTHS])
{
    for (uint16_t i = 0; i < LENGTHS; i++) {
        edges[2 * i] = (uint16_t)(i * 2);
        edges[2 * i + 1] = (uint16_t)(edges[2 * i] + 1 + i * 17 % LENGTHS);
    }
    return (struct wtw_plain_tokens){lower, 1000, LENGTHS, edges};
}

Test(token_sink, hashes_rows_of_tokens_of_all_lengths_in_their_order)
{
    uint16_t edges[2 * LENGTHS];
    const struct wtw_plain_tokens plain = make_plain(edges);
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;

    check_ok(wtw_tokens_new(&tokens, &error), &error);

    struct wtw_token_sink sink = {
        .kernel = wtw_text_kernel_best(), .tokens = tokens, .error = &error};

    check_ok(wtw_token_sink_give(&sink, "first and so on.", 5, (struct wtw_range){3, 9}),
             &error);
    check_ok(wtw_token_sink_give_plain(&sink, &plain), &error);
    check_number(wtw_tokens_count(tokens), 1 + LENGTHS);
    check(wtw_tokens_hashes(tokens)[0] == naive_token_hash("first", 5));
    check_number(wtw_tokens_ranges(tokens)[0].begin, 3);
    check_number(wtw_tokens_ranges(tokens)[0].end, 9);
    for (size_t i = 0; i < LENGTHS; i++) {
        struct wtw_range range = wtw_tokens_ranges(tokens)[1 + i];

        check_number(range.begin, 1000u + edges[2 * i]);
        check_number(range.end, 1000u + edges[2 * i + 1]);
        check(wtw_tokens_hashes(tokens)[1 + i] ==
              naive_token_hash(lower + edges[2 * i],
                               (size_t)(edges[2 * i + 1] - edges[2 * i])));
    }
    wtw_tokens_free(tokens);
}

Test(token_sink, spells_tokens_with_a_space_after_each)
{
    static const uint16_t edges[] = {0, 1, 5, 8};
    const struct wtw_plain_tokens plain = {lower, 0, 2, edges};
    struct wtw_error error = {0};
    struct wtw_buffer out = {0};
    struct wtw_token_sink sink = {.spelled = &out, .error = &error};

    check_ok(wtw_token_sink_give_plain(&sink, &plain), &error);
    check_ok(wtw_token_sink_give(&sink, "end of the line.", 3, (struct wtw_range){0, 3}),
             &error);
    check_bytes(out.items, out.count, "a see end ");
    wtw_buffer_release(&out);
}

Test(token_sink, hashes_alone_are_the_same_as_with_their_places)
{
    static const char text[] =
        "Rain fell on Tove, the \xE2\x80\x9Cold\xE2\x80\x9D mill \xE2\x80\x94 "
        "caf\xC3\xA9s "
        "\xE6\x96\xB0\xE8\x81\x9E 2024 donaudampfschifffahrtsgesellschaft \xFF end";
    struct wtw_error error = {0};
    struct wtw_tokens *with = NULL;
    struct wtw_tokens *without = NULL;

    check_ok(wtw_tokens_new(&with, &error), &error);
    check_ok(wtw_tokens_new(&without, &error), &error);
    check_ok(wtw_tokens_make(with, text, sizeof text - 1, &error), &error);
    check_ok(wtw_tokens_fill_story(without, text, sizeof text - 1, NULL, 0, true, &error),
             &error);
    check_number(wtw_tokens_count(with), 12);
    check_number(wtw_tokens_count(without), 12);
    check(memcmp(wtw_tokens_hashes(with), wtw_tokens_hashes(without),
                 12 * sizeof(uint64_t)) == 0);
    check_number(wtw_tokens_bad_bytes(without), 1);
    check_ok(wtw_tokens_make(without, text, sizeof text - 1, &error), &error);
    check_number(wtw_tokens_ranges(without)[11].end, sizeof text - 1);
    wtw_tokens_free(with);
    wtw_tokens_free(without);
}
