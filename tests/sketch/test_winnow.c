/*
 * test_winnow.c - keys by which two texts that share a passage find each other
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

#include "base/faults.h"
#include "sketch/shingles.h"
#include "sketch/winnow.h"

enum { TOKENS_MAX = 100000 };

static void append(const uint64_t *tokens, size_t count, uint32_t k,
                   struct wtw_winnow_keys *keys)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    const uint64_t *in_order = NULL;
    size_t in_order_count = 0;

    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, tokens, count, k, &error), &error);
    in_order = wtw_shingles_in_order(shingles, &in_order_count);
    check_ok(wtw_winnow_append(wtw_kernel_best(), in_order, in_order_count, keys, &error),
             &error);
    wtw_shingles_free(shingles);
}

static void check_keys(const uint64_t *tokens, size_t count, const uint32_t *wanted,
                       size_t wanted_count)
{
    struct wtw_winnow_keys keys = {0};

    append(tokens, count, 3, &keys);
    check_number(keys.count, wanted_count);
    check(memcmp(keys.items, wanted, wanted_count * sizeof wanted[0]) == 0);
    wtw_winnow_keys_release(&keys);
}

Test(winnow, keys_are_those_of_scheme_1)
{
    uint64_t tokens[400];

    check_number(WTW_SCHEME, KNOWN_SCHEME);
    check_number(WTW_WINNOW_WINDOW, 24);
    for (size_t i = 0; i < 400; i++)
        tokens[i] = known_token(i);
    check_keys(tokens, 8, known_keys_of_8_tokens, sizeof known_keys_of_8_tokens / 4);
    check_keys(tokens, 31, known_keys_of_31_tokens, sizeof known_keys_of_31_tokens / 4);
    check_keys(tokens, 400, known_keys_of_400_tokens,
               sizeof known_keys_of_400_tokens / 4);
    for (size_t i = 0; i < 200; i++)
        tokens[i] = known_token(i % 40);
    check_keys(tokens, 200, known_keys_of_repeats, sizeof known_keys_of_repeats / 4);
    for (size_t i = 0; i < 200; i++)
        tokens[i] = known_token(i % 10);
    check_keys(tokens, 200, known_keys_of_ties, sizeof known_keys_of_ties / 4);
}

Test(winnow, a_text_of_five_shingles_or_fewer_has_no_keys_and_of_six_one)
{
    uint64_t shingles[6] = {1, 2, 3, 4, 5, 6};
    struct wtw_error error = {0};
    struct wtw_winnow_keys keys = {0};

    check_ok(wtw_winnow_append(wtw_kernel_best(), NULL, 0, &keys, &error), &error);
    for (size_t count = 1; count <= 5; count++)
        check_ok(wtw_winnow_append(wtw_kernel_best(), shingles, count, &keys, &error),
                 &error);
    check_number(keys.count, 0);
    check_ok(wtw_winnow_append(wtw_kernel_best(), shingles, 6, &keys, &error), &error);
    check_number(keys.count, 1);
    wtw_winnow_keys_release(&keys);
}

Test(winnow, keys_are_appended_to_those_of_earlier_texts)
{
    uint64_t tokens[400];
    struct wtw_winnow_keys keys = {0};

    for (size_t i = 0; i < 400; i++)
        tokens[i] = known_token(i);
    append(tokens, 8, 3, &keys);
    append(tokens, 400, 3, &keys);
    check_number(keys.count, 1 + sizeof known_keys_of_400_tokens / 4);
    check_number(keys.items[0], known_keys_of_8_tokens[0]);
    check(memcmp(keys.items + 1, known_keys_of_400_tokens,
                 sizeof known_keys_of_400_tokens) == 0);
    wtw_winnow_keys_release(&keys);
    check_number(keys.count, 0);
    check(keys.items == NULL);
}

static bool share_a_key(const struct wtw_winnow_keys *a, const struct wtw_winnow_keys *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (a->items[i] == b->items[j])
                return true;
    return false;
}

static void fill_tokens(struct random_input *random, uint64_t *tokens, size_t count,
                        uint32_t vocabulary)
{
    for (size_t i = 0; i < count; i++)
        tokens[i] = known_token(random_below(random, vocabulary));
}

Test(winnow, any_shared_run_of_window_and_k_and_4_tokens_yields_a_common_key)
{
    static const uint32_t sizes[] = {1, 2, 3, 5, 16};
    struct random_input random = random_begin(30);

    for (int round = 0; round < 5000; round++) {
        uint32_t k = sizes[round % 5];
        uint32_t run = WTW_WINNOW_WINDOW + k + 4;
        uint32_t vocabulary = random_chance(&random, .3) ? 3 : 5000;
        uint32_t a_count = random_between(&random, run, 300);
        uint32_t b_count = random_between(&random, run, 300);
        uint32_t a_place = random_below(&random, a_count - run + 1);
        uint32_t b_place = random_below(&random, b_count - run + 1);
        struct wtw_winnow_keys a_keys = {0};
        struct wtw_winnow_keys b_keys = {0};
        uint64_t a[300];
        uint64_t b[300];

        fill_tokens(&random, a, a_count, vocabulary);
        random_fill(&random, b, b_count);
        memcpy(b + b_place, a + a_place, run * sizeof a[0]);
        append(a, a_count, k, &a_keys);
        append(b, b_count, k, &b_keys);
        check(share_a_key(&a_keys, &b_keys));
        wtw_winnow_keys_release(&a_keys);
        wtw_winnow_keys_release(&b_keys);
    }
}

/*
 * A run of 24 tokens has m = 17 hashes. If either text keeps any of them it keeps the
 * least, and does so where at least d = 24 - 17 neighbours outside of the run are greater,
 * counted from both its ends: of the first d + 1 of them one at most is less. Where a
 * neighbour is greater with probability q that is (d + 1) q^d - d q^(d + 1). For the least
 * of m hashes q^m is uniform, which makes .907 for one text. In the other the same q
 * applies, but other neighbours: the mean of the square is .839.
 */
static double chance_of_a_common_key(double m, double window)
{
    double d = window - m;

    return m * ((d + 1) * (d + 1) / (m + 2 * d) - 2 * d * (d + 1) / (m + 2 * d + 1) +
                d * d / (m + 2 * d + 2));
}

static double share_found(uint32_t run)
{
    struct random_input random = random_begin(33);
    int found = 0;

    for (int round = 0; round < 4000; round++) {
        struct wtw_winnow_keys a_keys = {0};
        struct wtw_winnow_keys b_keys = {0};
        uint64_t tokens[800];

        random_fill(&random, tokens, 800);
        memcpy(tokens + 600, tokens + random_between(&random, 30, 330),
               run * sizeof tokens[0]);
        append(tokens, 400, 3, &a_keys);
        append(tokens + 400, 400, 3, &b_keys);
        found += share_a_key(&a_keys, &b_keys);
        wtw_winnow_keys_release(&a_keys);
        wtw_winnow_keys_release(&b_keys);
    }
    return found / 4000.;
}

Test(winnow, five_of_six_passages_of_24_tokens_share_a_key)
{
    check_real(chance_of_a_common_key(17, 24), .839, .001);
    check_real(share_found(24), .839, .02);
}

Test(winnow, passages_of_8_to_31_tokens_share_a_key_as_often_as_they_should)
{
    for (uint32_t run = 8; run <= 31; run += 4)
        check_real(share_found(run), chance_of_a_common_key(run - 7, 24), .025);
    check_real(share_found(31), 1, 0);
}

/* Bit 31 is that of sampled keys; the 31 below it are all in use. */
Test(winnow, the_highest_bit_of_a_key_is_0_and_no_other)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(34);
    struct wtw_winnow_keys keys = {0};
    uint32_t set = 0;
    uint32_t clear = 0;

    random_fill(&random, tokens, TOKENS_MAX);
    append(tokens, TOKENS_MAX, 3, &keys);
    for (size_t i = 0; i < keys.count; i++) {
        set |= keys.items[i];
        clear |= ~keys.items[i];
    }
    check_number(set, 0x7fffffff);
    check_number(clear, 0xffffffff);
    wtw_winnow_keys_release(&keys);
}

Test(winnow, unlike_texts_share_no_key)
{
    struct random_input random = random_begin(31);

    for (int round = 0; round < 500; round++) {
        struct wtw_winnow_keys a_keys = {0};
        struct wtw_winnow_keys b_keys = {0};
        uint64_t tokens[800];

        random_fill(&random, tokens, 800);
        append(tokens, 400, 3, &a_keys);
        append(tokens + 400, 400, 3, &b_keys);
        check(!share_a_key(&a_keys, &b_keys));
        wtw_winnow_keys_release(&a_keys);
        wtw_winnow_keys_release(&b_keys);
    }
}

/* The first window keeps one hash, each further one a new one in 2 of w + 1 cases. */
Test(winnow, about_2_in_window_plus_1_of_the_hashes_are_kept)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(32);
    struct wtw_winnow_keys keys = {0};

    random_fill(&random, tokens, TOKENS_MAX);
    append(tokens, TOKENS_MAX, 3, &keys);
    check_real((double)keys.count / TOKENS_MAX, 2.0 / (WTW_WINNOW_WINDOW + 1), .0015);
    wtw_winnow_keys_release(&keys);
    for (int round = 0; round < 2000; round++)
        append(tokens + round * 40, 400, 3, &keys);
    check_real((double)keys.count / 2000, 1 + (393 - 24) * 2.0 / 25, .2);
    wtw_winnow_keys_release(&keys);
}

#ifdef WTW_FAULTS

Test(winnow, a_failed_allocation_leaves_the_list_as_it_was)
{
    uint64_t tokens[400];
    bool failed = true;
    uint64_t nth = 1;

    for (size_t i = 0; i < 400; i++)
        tokens[i] = known_token(i);
    for (nth = 1; failed; nth++) {
        struct wtw_winnow_keys keys = {0};
        enum wtw_status status = WTW_OK;

        append(tokens, 31, 3, &keys);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_winnow_append(wtw_kernel_best(), tokens, 400, &keys, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check_number(keys.count, sizeof known_keys_of_31_tokens / 4);
        }
        check(memcmp(keys.items, known_keys_of_31_tokens,
                     sizeof known_keys_of_31_tokens) == 0);
        wtw_winnow_keys_release(&keys);
    }
    check(nth > 2);
}

#endif
