/*
 * test_signature.c - MinHash signatures
 *
 * The laws of estimation are held against sets whose Jaccard is known because the test
 * made them so. All seeds are fixed, so a law that holds once holds always; its margins
 * are those of the theory, wide enough that other seeds would pass as well.
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

#include "sketch/signature.h"

#include <math.h>

enum { SLOTS = 128, SET_MAX = 20000 };

static void sign(const uint64_t *shingles, size_t count, uint64_t seed,
                 uint32_t slot_count, uint32_t *out_slots)
{
    struct wtw_error error = {0};

    check_ok(
        wtw_signature_make(shingles, count, seed, NULL, out_slots, slot_count, &error),
        &error);
}

/* The 3-token shingles of known tokens 0 to count + 1. */
static void fill_known(uint64_t *out_shingles, size_t count)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    static uint64_t tokens[5000];

    for (size_t i = 0; i < count + 2; i++)
        tokens[i] = known_token(i);
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, tokens, count + 2, 3, &error), &error);
    check_number(wtw_shingles_count(shingles), count);
    memcpy(out_shingles, wtw_shingles_items(shingles), count * sizeof out_shingles[0]);
    wtw_shingles_free(shingles);
}

static uint64_t fold_signature(const uint64_t *shingles, size_t count, uint64_t seed,
                               uint32_t slot_count)
{
    uint32_t slots[1024];
    uint64_t fold = 0;

    sign(shingles, count, seed, slot_count, slots);
    for (uint32_t i = 0; i < slot_count; i++)
        fold = known_fold(fold, slots[i]);
    return fold;
}

Test(signature, slots_are_those_of_scheme_1)
{
    static uint64_t shingles[4998];
    uint32_t slots[16];
    uint32_t slot_count = 16;

    check_number(WTW_SCHEME, KNOWN_SCHEME);
    fill_known(shingles, 5);
    sign(shingles, 5, 0, 16, slots);
    check(memcmp(slots, known_signature_of_5_seed_0, sizeof slots) == 0);
    sign(shingles, 5, 42, 16, slots);
    check(memcmp(slots, known_signature_of_5_seed_42, sizeof slots) == 0);
    fill_known(shingles, 40);
    sign(shingles, 40, 0, 16, slots);
    check(memcmp(slots, known_signature_of_40_seed_0, sizeof slots) == 0);
    for (size_t i = 0; i < 7; i++, slot_count *= 2) {
        fill_known(shingles, 40);
        check(fold_signature(shingles, 40, UINT64_MAX, slot_count) ==
              known_folds_of_40[i]);
        fill_known(shingles, 4998);
        check(fold_signature(shingles, 4998, 7, slot_count) == known_folds_of_4998[i]);
    }
}

Test(signature, slot_counts_are_powers_of_two_from_16_to_1024)
{
    static const uint32_t wrong[] = {0, 1, 8, 15, 17, 24, 100, 127, 129, 2048, 1u << 31};
    uint64_t shingle = 7;
    uint32_t slot_count = 0;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint32_t slots[1] = {77};
        struct wtw_error error = {0};

        check(!wtw_slot_count_is_valid(wrong[i]));
        check_status(wtw_signature_make(&shingle, 1, 0, NULL, slots, wrong[i], &error),
                     WTW_BAD_ARGUMENT);
        check(error.words[0] != '\0');
        check_number(slots[0], 77);
    }
    for (slot_count = 16; slot_count <= 1024; slot_count *= 2)
        check(wtw_slot_count_is_valid(slot_count));
}

Test(signature, an_empty_set_is_too_short_and_an_unknown_kernel_refused)
{
    uint64_t shingle = 7;
    uint32_t slots[16] = {77};

    check_status(wtw_signature_make(NULL, 0, 0, NULL, slots, 16, NULL), WTW_TOO_SHORT);
    check_status(wtw_signature_make(&shingle, 1, 0, "abacus", slots, 16, NULL),
                 WTW_BAD_ARGUMENT);
    check_number(slots[0], 77);
}

Test(signature, the_order_of_shingles_does_not_matter)
{
    struct random_input random = random_begin(10);
    uint64_t shingles[500];
    uint32_t before[SLOTS];
    uint32_t after[SLOTS];

    for (int round = 0; round < 200; round++) {
        size_t count = random_below(&random, 500) + 1;

        random_fill(&random, shingles, count);
        sign(shingles, count, (uint64_t)round, SLOTS, before);
        random_shuffle(&random, shingles, count);
        sign(shingles, count, (uint64_t)round, SLOTS, after);
        check(memcmp(before, after, sizeof before) == 0);
        check(wtw_signature_estimate(before, after, SLOTS) == 1);
    }
}

Test(signature, the_estimate_is_the_share_of_equal_slots)
{
    uint32_t a[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    uint32_t b[16] = {1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    check_real(wtw_signature_estimate(a, b, 16), .25, 0);
    check_real(wtw_signature_estimate(a, a, 16), 1, 0);
    check_real(wtw_signature_estimate(a + 4, b + 4, 8), 0, 0);
}

/* Two sets with 'shared' members in both and so many more in one of them. */
struct shape {
    uint32_t shared;
    uint32_t only_a;
    uint32_t only_b;
};

/* Errors of many estimates of one Jaccard, in standard errors of the theory. */
struct errors {
    double sum;
    double squares;
    uint32_t count;
    uint32_t beyond_4;
    double largest;
};

static double jaccard_of(const struct shape *shape)
{
    return (double)shape->shared / (shape->shared + shape->only_a + shape->only_b);
}

static void note_error(struct errors *errors, double off)
{
    errors->sum += off;
    errors->squares += off * off;
    errors->count++;
    errors->beyond_4 += fabs(off) > 4;
    errors->largest = fabs(off) > errors->largest ? fabs(off) : errors->largest;
}

static void estimate_pairs(const struct shape *shape, uint64_t seed, bool seed_moves,
                           uint32_t pairs, struct random_input *random,
                           struct errors *errors)
{
    static uint64_t members[SET_MAX];
    size_t a_count = shape->only_a + shape->shared;
    size_t b_count = shape->shared + shape->only_b;
    double jaccard = jaccard_of(shape);
    double sigma = sqrt(jaccard * (1 - jaccard) / SLOTS);
    uint32_t a[SLOTS];
    uint32_t b[SLOTS];

    random_fill(random, members, a_count + b_count);
    for (uint32_t i = 0; i < pairs; i++) {
        if (!seed_moves)
            random_fill(random, members, a_count + b_count);
        sign(members, a_count, seed_moves ? i : seed, SLOTS, a);
        sign(members + shape->only_a, b_count, seed_moves ? i : seed, SLOTS, b);
        note_error(errors, (wtw_signature_estimate(a, b, SLOTS) - jaccard) / sigma);
    }
}

static const struct shape shapes[] = {
    {1, 1, 0},       {1, 0, 1},       {1, 1, 1},       {2, 1, 0},      {2, 1, 1},
    {3, 0, 2},       {5, 5, 2},       {10, 1, 1},      {10, 0, 10},    {12, 30, 40},
    {40, 10, 10},    {100, 20, 5},    {100, 400, 0},   {150, 80, 90},  {300, 40, 35},
    {380, 10, 10},   {400, 3000, 20}, {1000, 100, 90}, {2000, 10, 10}, {3000, 1500, 1500},
    {200, 900, 900},
};

/*
 * Slots are drawn without replacement where the set is large, so the spread may be less
 * than that of independent slots, but never more.
 */
static void check_errors(const struct errors *errors, const struct shape *shape)
{
    double mean = errors->sum / errors->count;
    double spread = sqrt(errors->squares / errors->count);

    cr_assert(fabs(mean) < 4 / sqrt(errors->count), "%u+%u+%u: mean error %.3f sigma",
              shape->shared, shape->only_a, shape->only_b, mean);
    cr_assert(spread < 1.15, "%u+%u+%u: spread %.3f sigma", shape->shared, shape->only_a,
              shape->only_b, spread);
    cr_assert(errors->beyond_4 * 500 <= errors->count,
              "%u+%u+%u: %u of %u beyond 4 sigma", shape->shared, shape->only_a,
              shape->only_b, errors->beyond_4, errors->count);
    cr_assert(errors->largest < 6.5, "%u+%u+%u: one is off by %.2f sigma", shape->shared,
              shape->only_a, shape->only_b, errors->largest);
}

Test(signature, estimates_of_random_pairs_are_unbiased_and_within_4_sigma_at_every_length)
{
    struct random_input random = random_begin(11);

    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct errors errors = {0};
        bool is_large = shapes[i].shared + shapes[i].only_a > 500;

        estimate_pairs(&shapes[i], 0, false, is_large ? 300 : 1500, &random, &errors);
        check_errors(&errors, &shapes[i]);
    }
}

Test(signature, seeds_change_the_slots_but_not_the_mean_of_estimates)
{
    struct random_input random = random_begin(12);
    uint64_t shingles[200];
    uint32_t a[SLOTS];
    uint32_t b[SLOTS];

    random_fill(&random, shingles, 200);
    for (uint64_t seed = 0; seed < 50; seed++) {
        sign(shingles, 200, seed, SLOTS, a);
        sign(shingles, 200, seed + 1, SLOTS, b);
        check(wtw_signature_estimate(a, b, SLOTS) < .05);
    }
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct errors errors = {0};

        if (shapes[i].shared + shapes[i].only_a < 10 || shapes[i].shared > 500)
            continue;
        estimate_pairs(&shapes[i], 0, true, 400, &random, &errors);
        check_errors(&errors, &shapes[i]);
    }
}

Test(signature, sets_without_a_common_member_share_no_slot)
{
    struct random_input random = random_begin(13);
    uint64_t members[600];
    uint32_t a[SLOTS];
    uint32_t b[SLOTS];

    for (int round = 0; round < 500; round++) {
        size_t a_count = random_below(&random, 300) + 1;
        size_t b_count = random_below(&random, 300) + 1;

        random_fill(&random, members, a_count + b_count);
        sign(members, a_count, 0, SLOTS, a);
        sign(members + a_count, b_count, 0, SLOTS, b);
        check(wtw_signature_estimate(a, b, SLOTS) == 0);
    }
}

Test(signature, a_plan_holds_what_seed_and_slot_count_settle)
{
    struct wtw_signature_plan plan;
    uint32_t slot_bits = 4;

    for (uint32_t slot_count = 16; slot_count <= 1024; slot_count *= 2, slot_bits++) {
        wtw_signature_plan_make(slot_count, 5, &plan);
        check_number(plan.slot_count, slot_count);
        check_number(plan.slot_bits, slot_bits);
        check(plan.multipliers[0] == wtw_seed_multiplier(5));
        for (uint32_t slot = 0; slot < slot_count; slot++)
            check(plan.fill[slot] % 2 == 1);
    }
    for (uint64_t seed = 0; seed < 1000; seed++)
        check(wtw_seed_multiplier(seed) % 2 == 1);
    check(wtw_seed_multiplier(0) != wtw_seed_multiplier(1));
}
