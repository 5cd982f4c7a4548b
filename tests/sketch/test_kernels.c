/*
 * test_kernels.c - the list of kernels, and each of them against plain arithmetic
 *
 * The arithmetic here is written from the definitions, without the library's helpers, in
 * the slowest way that is plain: expectations never come from another kernel.
 */
#include "random_input.h"
#include "sketch/each_kernel.h"
#include "sketch/known_answers.h"

#include "sketch/shingles.h"
#include "sketch/signature.h"
#include "sketch/winnow.h"

#include <stdlib.h>

enum { TOKENS_MAX = 1200 };

static uint64_t plain_rotate(uint64_t x, int bits)
{
    for (int i = 0; i < bits; i++)
        x = (x << 1) + (x >> 63);
    return x;
}

static uint64_t plain_shingle(const uint64_t *tokens, uint32_t width)
{
    uint64_t hash = tokens[0];

    for (uint32_t i = 1; i < width; i++)
        hash = plain_rotate(hash, 13) + tokens[i];
    hash = hash * 11400714819323198485u;
    hash = hash ^ (hash / 4294967296u);
    return hash == 0 ? 1 : hash;
}

static uint32_t plain_value(uint64_t seeded, uint32_t slot_count)
{
    uint64_t below_slot = seeded * slot_count; /* shifts the slot's bits out */

    return (uint32_t)(below_slot / 4294967296u);
}

static uint32_t plain_least_here(const uint64_t *shingles, size_t count,
                                 uint64_t multiplier, uint32_t slot_count, uint32_t slot)
{
    uint64_t slot_width = UINT64_MAX / slot_count + 1;
    uint32_t least = UINT32_MAX;

    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint32_t value = plain_value(seeded, slot_count);

        if (seeded / slot_width == slot && value < least)
            least = value;
    }
    return least;
}

static uint32_t plain_slot(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t slot)
{
    uint32_t least = UINT32_MAX;

    for (int round = 0; round < 4 && least == UINT32_MAX; round++)
        least = plain_least_here(shingles, count, plan->multipliers[round],
                                 plan->slot_count, slot);
    if (least < UINT32_MAX)
        return least;
    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * plan->multipliers[0];
        uint32_t product = plain_value(seeded, plan->slot_count) * plan->fill[slot];

        least = product < least ? product : least;
    }
    return least;
}

static void plain_odd_sketch(const uint64_t *shingles, size_t count, uint64_t multiplier,
                             uint64_t *out_words)
{
    bool bits[512] = {false};

    for (size_t i = 0; i < count; i++) {
        uint64_t seeded = shingles[i] * multiplier;
        uint64_t bit = seeded / 281474976710656u % 512;

        bits[bit] = !bits[bit];
    }
    for (int word = 0; word < 8; word++) {
        out_words[word] = 0;
        for (int bit = 63; bit >= 0; bit--)
            out_words[word] = out_words[word] * 2 + bits[word * 64 + bit];
    }
}

static void check_hashes_of(const struct wtw_kernel *kernel, const uint64_t *tokens,
                            size_t count, uint32_t width)
{
    struct guarded input = guarded_make(TOKENS_MAX * sizeof(uint64_t));
    struct guarded output = guarded_make(TOKENS_MAX * sizeof(uint64_t));
    uint64_t *hashes = guarded_end(&output, count * sizeof hashes[0]);

    kernel->hash_shingles(guarded_copy(&input, tokens, count + width - 1), count, width,
                          hashes);
    for (size_t i = 0; i < count; i++)
        cr_assert(hashes[i] == plain_shingle(tokens + i, width),
                  "%s: shingle %zu of %zu, %u wide", kernel->name, i, count, width);
    guarded_release(&input);
    guarded_release(&output);
}

static void check_hashes(const struct wtw_kernel *kernel)
{
    static uint64_t tokens[TOKENS_MAX];
    struct random_input random = random_begin(40);

    random_fill(&random, tokens, TOKENS_MAX);
    memset(tokens + 50, 0, 20 * sizeof tokens[0]);
    for (uint32_t width = 1; width <= 16; width++)
        for (size_t count = 0; count <= 100; count++)
            check_hashes_of(kernel, tokens + random_below(&random, 100), count, width);
}

Test(kernels, every_one_that_runs_here_hashes_shingles_like_plain_arithmetic)
{
    for_each_kernel(check_hashes);
}

static void check_signature(const struct wtw_kernel *kernel, const uint64_t *shingles,
                            size_t count, uint32_t slot_count, uint64_t seed)
{
    struct guarded input = guarded_make(TOKENS_MAX * sizeof(uint64_t));
    struct guarded output = guarded_make(WTW_SLOTS_MAX * sizeof(uint32_t));
    struct wtw_signature_plan plan;
    uint32_t *slots = guarded_end(&output, slot_count * sizeof slots[0]);

    wtw_signature_plan_make(slot_count, seed, &plan);
    kernel->make_signature(guarded_copy(&input, shingles, count), count, &plan, slots);
    for (uint32_t slot = 0; slot < slot_count; slot++)
        cr_assert(slots[slot] == plain_slot(shingles, count, &plan, slot),
                  "%s: slot %u of %u, %zu shingles", kernel->name, slot, slot_count,
                  count);
    guarded_release(&input);
    guarded_release(&output);
}

static void check_signatures(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[TOKENS_MAX];
    struct random_input random = random_begin(41);

    for (uint32_t slot_count = 16; slot_count <= 1024; slot_count *= 2) {
        for (size_t count = 1; count <= TOKENS_MAX;
             count = count < 90 ? count + 1 : count + 107) {
            random_fill(&random, shingles, count);
            check_signature(kernel, shingles, count, slot_count, random_next(&random));
        }
    }
}

Test(kernels, every_one_that_runs_here_makes_signatures_like_plain_arithmetic)
{
    for_each_kernel(check_signatures);
}

static void check_extremes(const struct wtw_kernel *kernel)
{
    static const uint64_t shingles[] = {1, UINT64_MAX, (uint64_t)1 << 63, UINT32_MAX, 2};

    for (size_t count = 1; count <= 5; count++)
        for (uint32_t slot_count = 16; slot_count <= 1024; slot_count *= 2)
            check_signature(kernel, shingles, count, slot_count, count);
}

Test(kernels, every_one_that_runs_here_takes_the_extremes_of_64_bits)
{
    for_each_kernel(check_extremes);
}

/* Shingles whose value is the largest there is: their slot counts as empty. */
static void check_full_values(const struct wtw_kernel *kernel)
{
    struct wtw_signature_plan plan;
    uint64_t shingles[3] = {0x3fffffffffffffff, 0x7fffffffff000000, 0x9000000000000000};
    uint32_t slots[16];

    wtw_signature_plan_make(16, 0, &plan);
    plan.multipliers[0] = 1;
    kernel->make_signature(shingles, 3, &plan, slots);
    for (uint32_t slot = 0; slot < 16; slot++)
        check_number(slots[slot], plain_slot(shingles, 3, &plan, slot));
    check(slots[3] != UINT32_MAX);
    check_number(slots[9], 0);
}

Test(kernels, in_every_one_that_runs_here_a_slot_of_all_ones_counts_as_empty)
{
    for_each_kernel(check_full_values);
}

static void check_odd_sketches(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[TOKENS_MAX];
    struct random_input random = random_begin(42);
    struct guarded input = guarded_make(TOKENS_MAX * sizeof(uint64_t));
    struct guarded output = guarded_make(WTW_ODD_SKETCH_WORDS * sizeof(uint64_t));

    for (size_t count = 0; count <= TOKENS_MAX; count += count < 200 ? 1 : 50) {
        uint64_t multiplier = random_next(&random) | 1;
        uint64_t *words = guarded_end(&output, WTW_ODD_SKETCH_WORDS * sizeof words[0]);
        uint64_t wanted[WTW_ODD_SKETCH_WORDS];

        random_fill(&random, shingles, count);
        plain_odd_sketch(shingles, count, multiplier, wanted);
        kernel->make_odd_sketch(guarded_copy(&input, shingles, count), count, multiplier,
                                words);
        cr_assert(memcmp(words, wanted, sizeof wanted) == 0, "%s: %zu shingles",
                  kernel->name, count);
    }
    guarded_release(&input);
    guarded_release(&output);
}

Test(kernels, every_one_that_runs_here_makes_odd_sketches_like_plain_arithmetic)
{
    for_each_kernel(check_odd_sketches);
}

static uint64_t fold_of(const struct wtw_kernel *kernel,
                        const struct wtw_shingles *shingles, uint64_t seed,
                        uint32_t slot_count)
{
    struct wtw_signature_plan plan;
    uint32_t slots[WTW_SLOTS_MAX];
    uint64_t fold = 0;

    wtw_signature_plan_make(slot_count, seed, &plan);
    kernel->make_signature(wtw_shingles_items(shingles), wtw_shingles_count(shingles),
                           &plan, slots);
    for (uint32_t slot = 0; slot < slot_count; slot++)
        fold = known_fold(fold, slots[slot]);
    return fold;
}

static void check_known_sketches(const struct wtw_kernel *kernel, size_t count,
                                 uint64_t seed, const uint64_t *folds,
                                 const uint64_t *odd_sketch)
{
    static uint64_t tokens[5000];
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    for (size_t i = 0; i < count + 2; i++)
        tokens[i] = known_token(i);
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_fill(shingles, kernel, tokens, count + 2, 3, &error), &error);
    check_number(wtw_shingles_count(shingles), count);
    for (uint32_t i = 0; i < 7; i++)
        cr_assert(fold_of(kernel, shingles, seed, 16u << i) == folds[i], "%s: %u slots",
                  kernel->name, 16u << i);
    if (odd_sketch) {
        kernel->make_odd_sketch(wtw_shingles_items(shingles), count,
                                wtw_seed_multiplier(0), words);
        check(memcmp(words, odd_sketch, sizeof words) == 0);
    }
    wtw_shingles_free(shingles);
}

static void check_known_keys(const struct wtw_kernel *kernel, const uint64_t *tokens,
                             size_t count, const uint32_t *wanted, size_t wanted_count)
{
    struct wtw_error error = {0};
    struct wtw_winnow_keys keys = {0};
    uint64_t shingles[400];

    kernel->hash_shingles(tokens, count - 2, 3, shingles);
    check_ok(wtw_winnow_append(kernel, shingles, count - 2, &keys, &error), &error);
    cr_assert(keys.count == wanted_count &&
                  memcmp(keys.items, wanted, wanted_count * sizeof wanted[0]) == 0,
              "%s: keys of %zu tokens", kernel->name, count);
    wtw_winnow_keys_release(&keys);
}

static void check_known_answers(const struct wtw_kernel *kernel)
{
    uint64_t tokens[400];
    uint64_t shingles[18];

    for (size_t i = 0; i < 400; i++)
        tokens[i] = known_token(i);
    kernel->hash_shingles(tokens, 18, 3, shingles);
    check(memcmp(shingles, known_shingles_3, sizeof known_shingles_3) == 0);
    kernel->hash_shingles(tokens, 16, 5, shingles);
    check(memcmp(shingles, known_shingles_5, sizeof known_shingles_5) == 0);
    check_known_sketches(kernel, 40, UINT64_MAX, known_folds_of_40, NULL);
    check_known_sketches(kernel, 4998, 7, known_folds_of_4998, known_odd_sketch_of_4998);
    check_known_keys(kernel, tokens, 31, known_keys_of_31_tokens,
                     sizeof known_keys_of_31_tokens / 4);
    check_known_keys(kernel, tokens, 400, known_keys_of_400_tokens,
                     sizeof known_keys_of_400_tokens / 4);
    for (size_t i = 0; i < 200; i++)
        tokens[i] = known_token(i % 40);
    check_known_keys(kernel, tokens, 200, known_keys_of_repeats,
                     sizeof known_keys_of_repeats / 4);
}

Test(kernels, every_one_that_runs_here_gives_the_known_answers_of_scheme_1)
{
    check_number(WTW_SCHEME, KNOWN_SCHEME);
    for_each_kernel(check_known_answers);
}

Test(kernels, are_listed_weakest_first_beginning_with_scalar)
{
    size_t count = wtw_kernel_count();

    check(count >= 1);
    check_string(wtw_kernel_name(0), "scalar");
    check(wtw_kernel_runs_here(0));
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            check(strcmp(wtw_kernel_name(i), wtw_kernel_name(j)) != 0);
    check(wtw_kernel_name(count) == NULL);
    check(wtw_kernel_name(SIZE_MAX) == NULL);
    check(!wtw_kernel_runs_here(count));
}

/* Name of the last listed kernel that runs here. */
static const char *strongest(void)
{
    const char *name = NULL;

    for (size_t i = 0; i < wtw_kernel_count(); i++)
        if (wtw_kernel_runs_here(i))
            name = wtw_kernel_name(i);
    return name;
}

Test(kernels, the_fastest_is_chosen_unless_an_option_or_the_environment_names_one)
{
    unsetenv("WIRETWIN_KERNEL");
    check_string(wtw_kernel_chosen(NULL), strongest());
    check_string(wtw_kernel_best()->name, strongest());
    check_string(wtw_kernel_chosen("scalar"), "scalar");
    check(wtw_kernel_chosen("abacus") == NULL);

    setenv("WIRETWIN_KERNEL", "scalar", 1);
    check_string(wtw_kernel_chosen(NULL), "scalar");
    check_string(wtw_kernel_chosen(strongest()), strongest());

    setenv("WIRETWIN_KERNEL", "abacus", 1);
    check(wtw_kernel_chosen(NULL) == NULL);
    check_string(wtw_kernel_chosen("scalar"), "scalar");
    unsetenv("WIRETWIN_KERNEL");
}

Test(kernels, an_unknown_one_is_refused_by_name_and_changes_nothing)
{
    struct wtw_error error = {0};
    const struct wtw_kernel *kernel = NULL;

    check_status(wtw_kernel_find("abacus", &kernel, &error), WTW_BAD_ARGUMENT);
    check_number(error.status, WTW_BAD_ARGUMENT);
    check(strstr(error.words, "\"abacus\"") != NULL);
    for (size_t i = 0; i < wtw_kernel_count(); i++)
        check(strstr(error.words, wtw_kernel_name(i)) != NULL);
    check(kernel == NULL);
    check_status(wtw_kernel_find("abacus", &kernel, NULL), WTW_BAD_ARGUMENT);
}
