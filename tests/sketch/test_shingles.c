/*
 * test_shingles.c - the set of an article's shingles
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

#include "base/faults.h"
#include "sketch/shingles.h"

enum { TOKENS_MAX = 3000 };

static struct wtw_shingles *new_shingles(void)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;

    check_ok(wtw_shingles_new(&shingles, &error), &error);
    return shingles;
}

static void make(struct wtw_shingles *shingles, const uint64_t *tokens, size_t count,
                 uint32_t k)
{
    struct wtw_error error = {0};

    check_ok(wtw_shingles_make(shingles, tokens, count, k, &error), &error);
}

/* Tokens from a small vocabulary, so that shingles repeat. */
static void fill_tokens(struct random_input *random, uint64_t *tokens, size_t count,
                        uint32_t vocabulary)
{
    for (size_t i = 0; i < count; i++)
        tokens[i] = known_token(random_below(random, vocabulary));
}

static bool is_among(const uint64_t *numbers, size_t count, uint64_t wanted)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == wanted)
            return true;
    return false;
}

static void check_known(uint32_t k, const uint64_t *wanted, size_t wanted_count)
{
    struct wtw_shingles *shingles = new_shingles();
    uint64_t tokens[20];

    for (size_t i = 0; i < 20; i++)
        tokens[i] = known_token(i);
    make(shingles, tokens, 20, k);
    check_number(wtw_shingles_count(shingles), wanted_count);
    for (size_t i = 0; i < wanted_count; i++)
        check(wtw_shingles_items(shingles)[i] == wanted[i]);
    wtw_shingles_free(shingles);
}

Test(shingles, hashes_are_those_of_scheme_1)
{
    check_number(WTW_SCHEME, KNOWN_SCHEME);
    check_known(1, known_shingles_1, sizeof known_shingles_1 / 8);
    check_known(3, known_shingles_3, sizeof known_shingles_3 / 8);
    check_known(5, known_shingles_5, sizeof known_shingles_5 / 8);
    check_known(16, known_shingles_16, sizeof known_shingles_16 / 8);
}

Test(shingles, fewer_tokens_than_k_make_one_shingle_of_all)
{
    struct wtw_shingles *shingles = new_shingles();
    uint64_t tokens[2] = {known_token(0), known_token(1)};

    for (uint32_t k = 2; k <= 16; k++) {
        make(shingles, tokens, 2, k);
        check_number(wtw_shingles_count(shingles), 1);
        check(wtw_shingles_items(shingles)[0] == known_short_shingle[0]);
    }
    wtw_shingles_free(shingles);
}

Test(shingles, no_tokens_make_an_empty_set)
{
    struct wtw_shingles *shingles = new_shingles();
    struct wtw_figures figures;
    size_t in_order = 77;

    check_number(wtw_shingles_count(shingles), 0);
    make(shingles, NULL, 0, 3);
    check_number(wtw_shingles_count(shingles), 0);
    wtw_shingles_in_order(shingles, &in_order);
    check_number(in_order, 0);
    wtw_shingles_compare(shingles, shingles, &figures);
    check_number(figures.shared, 0);
    wtw_shingles_free(shingles);
}

Test(shingles, k_is_from_1_to_16_and_the_set_is_empty_after_any_other)
{
    static const uint32_t wrong[] = {0, 17, 1000, UINT32_MAX};
    struct wtw_shingles *shingles = new_shingles();
    uint64_t tokens[20] = {1, 2, 3};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct wtw_error error = {0};

        make(shingles, tokens, 20, 3);
        check_status(wtw_shingles_make(shingles, tokens, 20, wrong[i], &error),
                     WTW_BAD_ARGUMENT);
        check_number(error.status, WTW_BAD_ARGUMENT);
        check(error.words[0] != '\0');
        check_number(wtw_shingles_count(shingles), 0);
        check_status(wtw_shingles_make(shingles, tokens, 20, wrong[i], NULL),
                     WTW_BAD_ARGUMENT);
    }
    wtw_shingles_free(shingles);
}

/* Checks a set against its definition: each shingle hashed alone, repeats sought one by
 * one. */
static void check_set(struct wtw_shingles *shingles, const uint64_t *tokens, size_t count,
                      uint32_t k)
{
    static uint64_t wanted[TOKENS_MAX];
    struct wtw_shingles *one = new_shingles();
    const uint64_t *in_order = NULL;
    size_t in_order_count = 0;
    size_t wanted_count = 0;

    make(shingles, tokens, count, k);
    in_order = wtw_shingles_in_order(shingles, &in_order_count);
    check_number(in_order_count, count < k ? 1 : count - k + 1);
    for (size_t i = 0; i < in_order_count; i++) {
        make(one, tokens + i, count < k ? count : k, k);
        check(in_order[i] == wtw_shingles_items(one)[0]);
        if (!is_among(wanted, wanted_count, in_order[i]))
            wanted[wanted_count++] = in_order[i];
    }
    check_number(wtw_shingles_count(shingles), wanted_count);
    check(memcmp(wtw_shingles_items(shingles), wanted, wanted_count * 8) == 0);
    wtw_shingles_free(one);
}

Test(shingles, each_stands_once_in_order_of_first_occurrence)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(1);
    struct wtw_shingles *shingles = new_shingles();

    for (int round = 0; round < 300; round++) {
        uint32_t count = random_below(&random, round < 290 ? 300 : TOKENS_MAX) + 1;

        fill_tokens(&random, tokens, count, random_between(&random, 1, 8));
        check_set(shingles, tokens, count, random_between(&random, 1, 4));
        fill_tokens(&random, tokens, count, 5000);
        check_set(shingles, tokens, count, random_between(&random, 1, 4));
    }
    wtw_shingles_free(shingles);
}

Test(shingles, texts_around_1024_and_2048_shingles_are_no_different)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(2);
    struct wtw_shingles *shingles = new_shingles();

    for (uint32_t more = 0; more <= 6; more++) {
        fill_tokens(&random, tokens, 1023 + more, 20);
        check_set(shingles, tokens, 1023 + more, 3);
        fill_tokens(&random, tokens, 2047 + more, 20);
        check_set(shingles, tokens, 2047 + more, 3);
    }
    wtw_shingles_free(shingles);
}

Test(shingles, a_set_filled_without_an_index_is_compared_with_one_that_has_one)
{
    static uint64_t tokens[2 * TOKENS_MAX];
    struct random_input random = random_begin(4);
    struct wtw_shingles *indexed = new_shingles();
    struct wtw_shingles *other = new_shingles();

    for (int round = 0; round < 100; round++) {
        struct wtw_error error = {0};
        size_t count = random_between(&random, 5, TOKENS_MAX);
        size_t shift = random_below(&random, (uint32_t)count - 2);

        random_fill(&random, tokens, count + shift);
        check_ok(wtw_shingles_fill(indexed, wtw_kernel_best(), tokens, count, 3, &error),
                 &error);
        check_ok(
            wtw_shingles_fill(other, wtw_kernel_best(), tokens + shift, count, 3, &error),
            &error);
        check_number(wtw_shingles_count(indexed), count - 2);
        check_number(wtw_shingles_count_shared(indexed, other), count - 2 - shift);
    }
    wtw_shingles_free(indexed);
    wtw_shingles_free(other);
}

Test(shingles, no_hash_is_0_so_a_set_can_hold_tokens_of_hash_0)
{
    struct wtw_shingles *shingles = new_shingles();
    uint64_t tokens[5] = {0, 0, 0, 0, 0};

    make(shingles, tokens, 5, 3);
    check_number(wtw_shingles_count(shingles), 1);
    check(wtw_shingles_items(shingles)[0] == 1);
    wtw_shingles_free(shingles);
}

Test(shingles, the_order_of_tokens_counts)
{
    struct wtw_shingles *forward = new_shingles();
    struct wtw_shingles *backward = new_shingles();
    struct wtw_figures figures;
    uint64_t tokens[3] = {known_token(0), known_token(1), known_token(2)};
    uint64_t reversed[3] = {tokens[2], tokens[1], tokens[0]};

    make(forward, tokens, 3, 3);
    make(backward, reversed, 3, 3);
    wtw_shingles_compare(forward, backward, &figures);
    check_number(figures.shared, 0);
    wtw_shingles_free(forward);
    wtw_shingles_free(backward);
}

Test(shingles, a_set_can_be_made_anew_larger_and_smaller)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(3);
    struct wtw_shingles *used = new_shingles();

    for (int round = 0; round < 100; round++) {
        struct wtw_figures figures;
        size_t count = random_chance(&random, .5) ? random_below(&random, 20)
                                                  : random_below(&random, TOKENS_MAX);
        struct wtw_shingles *fresh = new_shingles();

        fill_tokens(&random, tokens, count, 200);
        make(used, tokens, count, 3);
        make(fresh, tokens, count, 3);
        check_number(wtw_shingles_count(used), wtw_shingles_count(fresh));
        for (size_t i = 0; i < wtw_shingles_count(fresh); i++)
            check(wtw_shingles_items(used)[i] == wtw_shingles_items(fresh)[i]);
        wtw_shingles_compare(used, fresh, &figures);
        check_number(figures.shared, wtw_shingles_count(fresh));
        wtw_shingles_free(fresh);
    }
    wtw_shingles_free(used);
}

Test(shingles, freeing_null_is_fine)
{
    wtw_shingles_free(NULL);
}

#ifdef WTW_FAULTS

Test(shingles, a_failed_allocation_leaves_an_empty_usable_set)
{
    static uint64_t tokens[TOKENS_MAX];
    uint64_t nth = 1;
    bool failed = true;

    for (size_t i = 0; i < TOKENS_MAX; i++)
        tokens[i] = known_token(i);
    for (nth = 1; failed; nth++) {
        struct wtw_shingles *shingles = new_shingles();
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        make(shingles, tokens, 10, 3);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_shingles_make(shingles, tokens, TOKENS_MAX, 3, &error);
        failed = status != WTW_OK;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check_number(wtw_shingles_count(shingles), 0);
        }
        make(shingles, tokens, 20, 3);
        check_number(wtw_shingles_count(shingles), 18);
        check(wtw_shingles_items(shingles)[17] == known_shingles_3[17]);
        wtw_shingles_free(shingles);
    }
    check(nth > 3);
}

#endif
