/*
 * test_story.c - tokens of what is left of a text without its boilerplate
 */
#include "check.h"
#include "naive_token_hash.h"
#include "random_input.h"

#include "base/faults.h"
#include "text/story.h"
#include "text/tokens.h"

#include <stdio.h>

/* The tokens' bytes, cut out of the text at their ranges and joined with '|', in a buffer
 * that the next call writes over. */
static const char *spell(const struct wtw_tokens *tokens, const char *text)
{
    static struct wtw_buffer out;
    struct wtw_error error = {0};

    out.count = 0;
    for (size_t i = 0; i < wtw_tokens_count(tokens); i++) {
        struct wtw_range range = wtw_tokens_ranges(tokens)[i];

        check_ok(wtw_buffer_append(&out, "|", i > 0, &error), &error);
        check_ok(
            wtw_buffer_append(&out, text + range.begin, range.end - range.begin, &error),
            &error);
    }
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    return out.items;
}

static struct wtw_tokens *new_tokens(void)
{
    struct wtw_tokens *tokens = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    return tokens;
}

enum { PARTS_MAX = 64 };

/* The parts of a text are what stands in brackets, these included. */
static size_t bracketed(const char *text, struct wtw_boilerplate_part *out_parts)
{
    size_t count = 0;

    for (uint32_t i = 0; text[i]; i++) {
        check(count < PARTS_MAX);
        if (text[i] == '[')
            out_parts[count].begin = i;
        if (text[i] == ']')
            out_parts[count++].end = i + 1;
    }
    return count;
}

static void check_story(const char *text, const char *wanted)
{
    struct wtw_boilerplate_part parts[PARTS_MAX] = {{0}};
    size_t count = bracketed(text, parts);
    struct wtw_tokens *tokens = new_tokens();
    struct wtw_error error = {0};

    check_ok(wtw_tokens_make_story(tokens, text, strlen(text), count ? parts : NULL,
                                   count, &error),
             &error);
    check_string(spell(tokens, text), wanted);
    wtw_tokens_free(tokens);
}

/* ------------------------------------------------------------------ with given parts */

#define REST "a b c d e f g h i j k l m n o p"
#define REST_TOKENS "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p"

Test(story, without_parts_is_the_whole_text)
{
    check_story("", "");
    check_story("it rose, by 3", "it|rose|by|3");
}

Test(story, leaves_parts_out_wherever_they_stand)
{
    check_story("[By Orr] it rose " REST, "it|rose|" REST_TOKENS);
    check_story("it rose " REST " [AP]", "it|rose|" REST_TOKENS);
    check_story("it [Photo: Orr] rose " REST, "it|rose|" REST_TOKENS);
    check_story("[By Orr][AP] it [x][y] rose " REST " [z]", "it|rose|" REST_TOKENS);
}

Test(story, goes_on_behind_a_part_with_a_token_of_its_own)
{
    check_story("harbour[x]board " REST, "harbour|board|" REST_TOKENS);
    check_story("\u5317\u4EAC[x]\u4E0A\u6D77 " REST,
                "\u5317\u4EAC|\u4E0A\u6D77|" REST_TOKENS);
}

/* Of these 62 bytes 31 are parts, and 15 or 16 tokens are left; of the last, 30 of 61. */
Test(story, that_is_nearly_all_boilerplate_is_the_text_after_all)
{
    check_story("[AAAAAAAAAAAAAAAAAAAAAAAAAAAA]a b c d e f g h i j k l m n o p",
                REST_TOKENS);
    check_story("[AAAAAAAAAAAAAAAAAAAAAAAAAAAAA]a b c d e f g h i j k l m n op",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAA|a|b|c|d|e|f|g|h|i|j|k|l|m|n|op");
    check_story("[AAAAAAAAAAAAAAAAAAAAAAAAAAAAA]a b c d e f g h i j k l m n o p",
                REST_TOKENS);
    check_story("[AAAAAAAAAAAAAAAAAAAAAAAAAAAA]a b c d e f g h i j k l m n op ",
                "a|b|c|d|e|f|g|h|i|j|k|l|m|n|op");
    check_story("[all of it]", "all|of|it");
    check_story("[all][of][it]", "all|of|it");
}

Test(story, counts_bad_bytes_of_what_is_taken)
{
    struct wtw_tokens *tokens = new_tokens();
    struct wtw_error error = {0};
    const char text[] = "\xFF[\xFF\xFF] " REST;
    const struct wtw_boilerplate_part part = {.begin = 1, .end = 5};
    const char list[] = "\xFF[\xFF\xFF]";

    check_ok(wtw_tokens_make_story(tokens, text, sizeof text - 1, &part, 1, &error),
             &error);
    check_number(wtw_tokens_bad_bytes(tokens), 1);
    check_ok(wtw_tokens_make_story(tokens, list, sizeof list - 1, &part, 1, &error),
             &error);
    check_number(wtw_tokens_bad_bytes(tokens), 3);
    wtw_tokens_free(tokens);
}

Test(story, of_a_text_of_4_gib_is_refused_whatever_its_parts)
{
    static const struct wtw_boilerplate_part part = {.begin = 1, .end = 5};
    struct wtw_tokens *tokens = new_tokens();
    struct wtw_error error = {0};

    check_ok(wtw_tokens_make(tokens, "it rose", 7, &error), &error);
    check_status(
        wtw_tokens_make_story(tokens, "", (size_t)UINT32_MAX + 1, &part, 1, &error),
        WTW_TOO_LARGE);
    check_number(wtw_tokens_count(tokens), 0);
    check_number(wtw_tokens_bad_bytes(tokens), 0);
    check(strlen(error.words) > 0);
    wtw_tokens_free(tokens);
}

/* ------------------------------------------------------------------ by construction */

enum { WORDS_MAX = 120, WORD_BYTES = 8 };

/* A text of which each word is known, and in which part it is. */
struct made {
    char text[WORDS_MAX * WORD_BYTES];
    size_t bytes;
    struct wtw_range ranges[WORDS_MAX];
    bool is_left_out[WORDS_MAX];
    uint32_t count;
    struct wtw_boilerplate_part parts[WORDS_MAX];
    size_t part_count;
    size_t part_bytes;
};

static void make_text(struct random_input *random, struct made *made)
{
    double changes = random_real(random) * .5;
    bool is_out = random_chance(random, .5);
    uint32_t begin = 0;

    *made = (struct made){.count = random_below(random, WORDS_MAX)};
    for (uint32_t i = 0; i < made->count; i++) {
        size_t word = (size_t)snprintf(made->text + made->bytes, WORD_BYTES, "w%u ",
                                       random_below(random, 10000));

        made->ranges[i] =
            (struct wtw_range){(uint32_t)made->bytes, (uint32_t)(made->bytes + word - 1)};
        made->is_left_out[i] = is_out;
        made->bytes += word;
        if (i + 1 < made->count && !random_chance(random, changes))
            continue;
        if (is_out)
            made->parts[made->part_count++] = (struct wtw_boilerplate_part){
                .begin = begin, .end = (uint32_t)made->bytes};
        made->part_bytes += is_out ? made->bytes - begin : 0;
        begin = (uint32_t)made->bytes;
        is_out = random_chance(random, .5);
    }
}

/* Checks the tokens and their places in the whole text. */
static void check_made(const struct made *made, const struct wtw_tokens *tokens)
{
    uint32_t left = 0;
    bool is_whole = false;
    size_t next = 0;

    for (uint32_t i = 0; i < made->count; i++)
        left += !made->is_left_out[i];
    is_whole = left < 16 && made->part_bytes >= made->bytes - made->part_bytes;
    check_number(wtw_tokens_count(tokens), is_whole ? made->count : left);
    for (uint32_t i = 0; i < made->count; i++) {
        struct wtw_range wanted = made->ranges[i];

        if (made->is_left_out[i] && !is_whole)
            continue;
        check_number(wtw_tokens_ranges(tokens)[next].begin, wanted.begin);
        check_number(wtw_tokens_ranges(tokens)[next].end, wanted.end);
        check(wtw_tokens_hashes(tokens)[next++] ==
              naive_token_hash(made->text + wanted.begin, wanted.end - wanted.begin));
    }
}

Test(story, tokens_and_ranges_are_those_that_were_written)
{
    static struct made made;
    struct random_input random = random_begin(220);
    struct wtw_tokens *tokens = new_tokens();
    struct wtw_error error = {0};

    for (int round = 0; round < 5000; round++) {
        make_text(&random, &made);
        check_ok(wtw_tokens_make_story(tokens, made.text, made.bytes, made.parts,
                                       made.part_count, &error),
                 &error);
        check_made(&made, tokens);
    }
    wtw_tokens_free(tokens);
}

/* Tokens without ranges, then with, of longer and shorter texts in any order. */
Test(story, ranges_may_be_left_out_and_asked_for_again)
{
    static struct made made;
    struct random_input random = random_begin(221);
    struct wtw_tokens *tokens = new_tokens();
    struct wtw_error error = {0};

    for (int round = 0; round < 2000; round++) {
        size_t count = 0;
        uint64_t first = 0;

        make_text(&random, &made);
        check_ok(wtw_tokens_fill_story(tokens, made.text, made.bytes, made.parts,
                                       made.part_count, true, &error),
                 &error);
        count = wtw_tokens_count(tokens);
        first = count ? wtw_tokens_hashes(tokens)[0] : 0;
        if (round % 3 == 0)
            continue;
        check_ok(wtw_tokens_make_story(tokens, made.text, made.bytes, made.parts,
                                       made.part_count, &error),
                 &error);
        check_number(wtw_tokens_count(tokens), count);
        check(!count || wtw_tokens_hashes(tokens)[0] == first);
        check_made(&made, tokens);
    }
    wtw_tokens_free(tokens);
}

/* ------------------------------------------------------------------ with parts found */

#define STORY                                                                            \
    "The harbour board of Vellmar agreed on Tuesday to widen the northern basin, which " \
    "has been too narrow for the new ferries since they were bought two years ago."
#define ARTICLE "By Jane Orr\n\n" STORY "\n\nhttps://news.example/ferries"
enum { STORY_WORDS = 29 };

static void make_story(struct wtw_story_text *story, const char *text,
                       bool keeps_boilerplate)
{
    struct wtw_error error = {0};

    check_ok(wtw_story_make(story, text, strlen(text), keeps_boilerplate, &error),
             &error);
}

Test(story, leaves_out_what_is_recognised_as_boilerplate)
{
    struct wtw_story_text story = {0};
    struct wtw_range first;

    make_story(&story, ARTICLE, false);
    check_number(wtw_tokens_count(story.tokens), STORY_WORDS);
    first = wtw_tokens_ranges(story.tokens)[0];
    check_number(first.begin, strlen("By Jane Orr\n\n"));
    check_number(first.end, strlen("By Jane Orr\n\nThe"));
    wtw_story_release(&story);
    check(!story.tokens && !story.boilerplate);
}

Test(story, keeps_boilerplate_on_request_and_looks_for_none)
{
    struct wtw_story_text story = {0};

    make_story(&story, ARTICLE, true);
    check_number(wtw_tokens_count(story.tokens), 3 + STORY_WORDS + 4);
    check_bytes(&ARTICLE[wtw_tokens_ranges(story.tokens)[0].begin], 2, "By");
    check(story.boilerplate == NULL);
    wtw_story_release(&story);
}

Test(story, can_be_made_of_one_text_after_another)
{
    struct wtw_story_text story = {0};

    for (int times = 0; times < 3; times++) {
        make_story(&story, ARTICLE, false);
        check_number(wtw_tokens_count(story.tokens), STORY_WORDS);
        make_story(&story, "", false);
        check_number(wtw_tokens_count(story.tokens), 0);
        make_story(&story, ARTICLE, true);
        check_number(wtw_tokens_count(story.tokens), 3 + STORY_WORDS + 4);
        make_story(&story, STORY, false);
        check_number(wtw_tokens_count(story.tokens), STORY_WORDS);
    }
    wtw_story_release(&story);
    wtw_story_release(&story);
}

Test(story, of_nothing_but_boilerplate_is_all_of_it)
{
    static const char links[] = "https://news.example/ferries\n\nhttps://news.example/x";
    struct wtw_story_text story = {0};

    make_story(&story, links, false);
    check_string(spell(story.tokens, links),
                 "https|news|example|ferries|https|news|example|x");
    check_number(wtw_boilerplate_count(story.boilerplate), 2);
    wtw_story_release(&story);
}

Test(story, without_ranges_has_the_same_tokens)
{
    struct wtw_story_text plain = {0};
    struct wtw_story_text story = {.has_no_use_for_ranges = true};

    for (int keeps = 0; keeps <= 1; keeps++) {
        make_story(&plain, ARTICLE, keeps);
        make_story(&story, ARTICLE, keeps);
        check_number(wtw_tokens_count(story.tokens), wtw_tokens_count(plain.tokens));
        check(memcmp(wtw_tokens_hashes(story.tokens), wtw_tokens_hashes(plain.tokens),
                     wtw_tokens_count(plain.tokens) * sizeof(uint64_t)) == 0);
    }
    wtw_story_release(&plain);
    wtw_story_release(&story);
}

#ifdef WTW_FAULTS

Test(story, a_failed_allocation_is_told_and_it_can_be_made_again)
{
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_story_text story = {0};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_story_make(&story, ARTICLE, strlen(ARTICLE), false, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check(strlen(error.words) > 0);
        }
        make_story(&story, ARTICLE, false);
        check_number(wtw_tokens_count(story.tokens), STORY_WORDS);
        wtw_story_release(&story);
    }
    check(nth > 4);
}

Test(story, tokens_are_none_after_a_failed_allocation)
{
    static const struct wtw_boilerplate_part part = {.begin = 0, .end = 11};
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_tokens *tokens = new_tokens();
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_tokens_make_story(tokens, ARTICLE, strlen(ARTICLE), &part, 1, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || status == WTW_NO_MEMORY);
        check_number(wtw_tokens_count(tokens), failed ? 0 : STORY_WORDS + 4);
        wtw_tokens_free(tokens);
    }
}

#endif
