/*
 * test_shingle_index.c - shingles of two texts, against comparing each with every other
 *
 * Texts are of numbered words, whose hashes are made here.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/shingle_index.h"

#include <string.h>

enum { SHORT_MAX = 160, LONG_WORDS = 70000 };

struct text {
    uint64_t tokens[SHORT_MAX];
    size_t count;
};

static struct wtw_shingle_index shingle_index;

static uint64_t token_of(uint32_t word)
{
    struct random_input random = random_begin(word);

    return random_next(&random);
}

/* A text of the words that the letters stand for. */
static struct text say(const char *letters)
{
    struct text text = {.count = strlen(letters)};

    for (size_t i = 0; i < text.count; i++)
        text.tokens[i] = token_of((uint32_t)letters[i]);
    return text;
}

static void make(const struct text *text, uint32_t k)
{
    struct wtw_error error = {0};

    check_ok(wtw_shingle_index_make(&shingle_index, text->tokens, text->count, k, &error),
             &error);
}

static uint32_t count_shared(const struct text *text, uint32_t k)
{
    return wtw_shingle_index_shared(&shingle_index, text->tokens, text->count, k);
}

static void check_counts(const char *a, const char *b, uint32_t distinct, uint32_t shared)
{
    const struct text a_text = say(a);
    const struct text b_text = say(b);

    make(&a_text, 3);
    check_number(wtw_shingle_index_distinct(&shingle_index), distinct);
    check_number(count_shared(&b_text, 3), shared);
}

Test(shingle_index, counts_what_texts_share_in_any_order)
{
    check_counts("abcdefgh", "abcdefgh", 6, 6);
    check_counts("abcdefgh", "abcXefgh", 6, 3);
    check_counts("abcdefgh", "abcefgh", 6, 3);
    check_counts("abcdefgh", "efghYabcd", 6, 4);
    check_counts("abcdefgh", "hgfedcba", 6, 0);
    wtw_shingle_index_release(&shingle_index);
}

Test(shingle_index, a_shingle_counts_once_however_often_it_stands_in_either_text)
{
    check_counts("abcXabcYabc", "abc", 7, 1);
    check_counts("abc", "abcXabcYabc", 1, 1);
    check_counts("aaaaaa", "aaaaaaaaa", 1, 1);
    check_counts("abcdXabcd", "ZabcdYabcd", 5, 2);
    wtw_shingle_index_release(&shingle_index);
}

/* What follows abc in the second text follows its repeat in the first. */
Test(shingle_index, a_run_goes_on_where_a_repeat_does)
{
    check_counts("abcXabcdef", "abcdef", 7, 4);
    wtw_shingle_index_release(&shingle_index);
}

Test(shingle_index, fewer_tokens_than_k_make_one_shingle_of_all)
{
    check_counts("ab", "ab", 1, 1);
    check_counts("ab", "ac", 1, 0);
    check_counts("ab", "abc", 1, 0);
    check_counts("abc", "ab", 1, 0);
    check_counts("", "", 0, 0);
    check_counts("", "ab", 0, 0);
    check_counts("ab", "", 1, 0);
    wtw_shingle_index_release(&shingle_index);
}

Test(shingle_index, repeats_are_listed_with_where_they_stand_first)
{
    const struct text text = say("abcabcXbcaabc");

    make(&text, 3);
    check_number(shingle_index.repeat_count, 3);
    check_number(shingle_index.repeats[0].place, 3);
    check_number(shingle_index.repeats[0].first, 0);
    check_number(shingle_index.repeats[1].place, 7);
    check_number(shingle_index.repeats[1].first, 1);
    check_number(shingle_index.repeats[2].place, 10);
    check_number(shingle_index.repeats[2].first, 0);
    wtw_shingle_index_release(&shingle_index);
}

Test(shingle_index, a_shingle_is_found_where_it_stands_first_and_followed_from_there)
{
    const struct text text = say("XabcdeYabc");
    const struct text other = say("abcdef");

    make(&text, 2);
    check_number(wtw_shingle_index_find(&shingle_index, wtw_shingle_sum(other.tokens, 2)),
                 1 + 1);
    check_number(
        wtw_shingle_index_find(&shingle_index, wtw_shingle_sum(other.tokens + 4, 2)), 0);
    check_number(wtw_shingle_index_run(&shingle_index, 1, other.tokens, 5), 4);
    check_number(wtw_shingle_index_run(&shingle_index, 1, other.tokens, 3), 3);
    check_number(wtw_shingle_index_run(&shingle_index, 7, other.tokens, 5), 2);
    wtw_shingle_index_release(&shingle_index);
}

/* ------------------------------------------------------------------ against comparing all */

static bool stands_in(const struct text *text, size_t end, const uint64_t *shingle,
                      size_t width)
{
    for (size_t i = 0; i < end; i++)
        if (memcmp(text->tokens + i, shingle, width * sizeof shingle[0]) == 0)
            return true;
    return false;
}

static size_t width_of(const struct text *text, uint32_t k)
{
    return text->count < k ? text->count : k;
}

static size_t shingles_of(const struct text *text, uint32_t k)
{
    return text->count ? text->count - width_of(text, k) + 1 : 0;
}

static void check_pair(const struct text *a, const struct text *b, uint32_t k)
{
    size_t width = width_of(a, k);
    uint32_t distinct = 0;
    uint32_t shared = 0;

    for (size_t i = 0; i < shingles_of(a, k); i++) {
        bool is_first = !stands_in(a, i, a->tokens + i, width);

        distinct += is_first;
        shared += is_first && width_of(b, k) == width &&
                  stands_in(b, shingles_of(b, k), a->tokens + i, width);
    }
    make(a, k);
    check_number(wtw_shingle_index_distinct(&shingle_index), distinct);
    check_number(count_shared(b, k), shared);
}

/* b is parts of a in any order with words replaced, or words at random. */
static void say_random_texts(struct random_input *random, struct text *a, struct text *b)
{
    uint32_t vocabulary = random_between(random, 2, 300);
    double edits = random_real(random) * .5;
    uint32_t place = 0;

    a->count = random_below(random, SHORT_MAX);
    b->count = random_below(random, SHORT_MAX);
    for (size_t i = 0; i < a->count; i++)
        a->tokens[i] = token_of(random_below(random, vocabulary));
    for (size_t i = 0; i < b->count; i++) {
        bool is_copied = a->count && !random_chance(random, edits);

        if (is_copied && random_chance(random, .05))
            place = random_below(random, (uint32_t)a->count);
        b->tokens[i] = is_copied ? a->tokens[place++ % a->count]
                                 : token_of(random_below(random, vocabulary));
    }
}

Test(shingle_index, counts_are_those_of_comparing_every_shingle_with_every_other)
{
    struct random_input random = random_begin(560);
    struct text a;
    struct text b;

    for (int round = 0; round < 4000; round++) {
        say_random_texts(&random, &a, &b);
        check_pair(&a, &b, random_between(&random, 1, 5));
    }
    wtw_shingle_index_release(&shingle_index);
}

/* More words than 16 bits can number; the second text lacks each thousandth. */
Test(shingle_index, texts_may_be_of_any_length)
{
    static uint64_t a[LONG_WORDS];
    static uint64_t b[LONG_WORDS];
    struct wtw_error error = {0};
    size_t b_count = 0;

    for (uint32_t i = 0; i < LONG_WORDS; i++) {
        a[i] = token_of(i);
        if (i % 1000 != 500)
            b[b_count++] = a[i];
    }
    check_ok(wtw_shingle_index_make(&shingle_index, a, LONG_WORDS, 3, &error), &error);
    check_number(wtw_shingle_index_distinct(&shingle_index), LONG_WORDS - 2);
    check_number(wtw_shingle_index_shared(&shingle_index, b, b_count, 3),
                 LONG_WORDS - 2 - LONG_WORDS / 1000 * 3);
    wtw_shingle_index_release(&shingle_index);
}

#ifdef WTW_FAULTS

Test(shingle_index, a_failed_allocation_is_told_and_it_can_be_made_again)
{
    const struct text text = say("abcdefghabc");
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        enum wtw_status status = WTW_OK;

        check(nth < 20);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_shingle_index_make(&shingle_index, text.tokens, text.count, 3, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
        make(&text, 3);
        check_number(count_shared(&text, 3), 8);
        wtw_shingle_index_release(&shingle_index);
    }
}

#endif
