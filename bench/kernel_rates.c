/*
 * kernel_rates.c - the program: how long each hot loop of sketch/ takes an article, by
 * kernel
 *
 * Articles are rows of invented token hashes, of which a few shingles repeat as they do
 * in news, and the later half of each two articles is the same, so that two sets share
 * half of theirs. A loop alone is measured on 128 of them, which stay in the second-level
 * cache, where they are when the stage before has just made them; a processor learns some
 * of their branches by heart, which flatters loops that have many. "all of sketching" is
 * what is done with an article, on 2,048 of them, too many to be learned.
 *
 * Each figure is of many passes over all articles, the kernels in turn within one
 * repetition, since a shared machine changes its speed from second to second. The least
 * is what the loop can do; the median and the spread tell how quiet the machine was.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "sketch/mix.h"
#include "sketch/odd_sketch.h"
#include "sketch/samples.h"
#include "sketch/shingles.h"
#include "sketch/signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXIT_DONE = 0,
    EXIT_FAILED = 2,
    ARTICLES = 128,
    STREAMED = 2048,
    COMPARED = 16,
    WIDTH = 3,
    SLOTS = 64,
    REPEATS_PER_1000 = 4,
    KERNELS_MAX = 8,
    REPETITIONS_MAX = 1000
};

struct rates {
    const char *only; /* the loop to measure; NULL for all */
    uint32_t tokens_per_article;
    uint32_t repetitions;
    uint32_t passes; /* over all articles in one repetition */
    uint64_t *tokens;
    struct wtw_shingles *sets[ARTICLES]; /* made by the kernel that is measured */
    struct wtw_shingles *scratch;
    struct wtw_winnow_keys keys;
    struct wtw_signature_plan plan;
    uint64_t *hashes;
    uint64_t sink; /* takes each result, so that none is left out */
};

static const uint64_t *tokens_of(const struct rates *rates, size_t article)
{
    return rates->tokens + article * rates->tokens_per_article;
}

static void run_hash_shingles(struct rates *rates, const struct wtw_kernel *kernel,
                              size_t article)
{
    size_t count = rates->tokens_per_article - WIDTH + 1;

    kernel->hash_shingles(tokens_of(rates, article), count, WIDTH, rates->hashes);
    rates->sink += rates->hashes[count / 2];
}

static void run_fill(struct rates *rates, const struct wtw_kernel *kernel, size_t article)
{
    if (wtw_shingles_fill(rates->scratch, kernel, tokens_of(rates, article),
                          rates->tokens_per_article, WIDTH, NULL) == WTW_OK)
        rates->sink += wtw_shingles_count(rates->scratch);
}

/* Two sets are in the cache when they are compared, having just been made; sixteen are all
 * that fit. */
static void count_with(struct rates *rates, size_t article, size_t other)
{
    rates->sink += wtw_shingles_count_shared(rates->sets[article % COMPARED],
                                             rates->sets[other % COMPARED]);
}

static void run_count_all(struct rates *rates, const struct wtw_kernel *kernel,
                          size_t article)
{
    (void)kernel;
    count_with(rates, article, article);
}

static void run_count_half(struct rates *rates, const struct wtw_kernel *kernel,
                           size_t article)
{
    (void)kernel;
    count_with(rates, article, article ^ 1);
}

static void run_count_none(struct rates *rates, const struct wtw_kernel *kernel,
                           size_t article)
{
    (void)kernel;
    count_with(rates, article, article + 2);
}

static void run_signature(struct rates *rates, const struct wtw_kernel *kernel,
                          size_t article)
{
    uint32_t slots[SLOTS];

    kernel->make_signature(wtw_shingles_items(rates->sets[article]),
                           wtw_shingles_count(rates->sets[article]), &rates->plan, slots);
    rates->sink += slots[SLOTS / 2];
}

static void run_odd_sketch(struct rates *rates, const struct wtw_kernel *kernel,
                           size_t article)
{
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    kernel->make_odd_sketch(wtw_shingles_items(rates->sets[article]),
                            wtw_shingles_count(rates->sets[article]),
                            rates->plan.multipliers[0], words);
    rates->sink += words[3];
}

static void run_winnow(struct rates *rates, const struct wtw_kernel *kernel,
                       size_t article)
{
    size_t count = 0;
    const uint64_t *in_order = wtw_shingles_in_order(rates->sets[article], &count);

    rates->keys.count = 0;
    if (wtw_winnow_append(kernel, in_order, count, &rates->keys, NULL) == WTW_OK)
        rates->sink += rates->keys.count;
}

static void run_samples(struct rates *rates, const struct wtw_kernel *kernel,
                        size_t article)
{
    rates->keys.count = 0;
    if (wtw_samples_append(kernel, wtw_shingles_items(rates->sets[article]),
                           wtw_shingles_count(rates->sets[article]),
                           rates->plan.multipliers[0], &rates->keys, NULL) == WTW_OK)
        rates->sink += rates->keys.count;
}

/* In the order of engine/digest.c. */
static void run_sketching(struct rates *rates, const struct wtw_kernel *kernel,
                          size_t article)
{
    struct wtw_shingles *one_set = rates->sets[0];

    rates->sets[0] = rates->scratch;
    run_fill(rates, kernel, article);
    run_winnow(rates, kernel, 0);
    run_samples(rates, kernel, 0);
    run_signature(rates, kernel, 0);
    run_odd_sketch(rates, kernel, 0);
    rates->sets[0] = one_set;
}

static const struct {
    const char *name;
    void (*run)(struct rates *rates, const struct wtw_kernel *kernel, size_t article);
} loops[] = {
    {"all of sketching", run_sketching},
    {"hash_shingles", run_hash_shingles},
    {"shingles", run_fill},
    {"count_shared, all", run_count_all},
    {"count_shared, half", run_count_half},
    {"count_shared, none", run_count_none},
    {"signature", run_signature},
    {"odd_sketch", run_odd_sketch},
    {"winnow", run_winnow},
    {"samples", run_samples},
};
enum { LOOP_COUNT = sizeof loops / sizeof loops[0] };

static int compare_doubles(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;

    return (left > right) - (left < right);
}

static void make_sets(struct rates *rates, const struct wtw_kernel *kernel)
{
    for (size_t i = 0; i < ARTICLES; i++)
        if (wtw_shingles_fill(rates->sets[i], kernel, tokens_of(rates, i),
                              rates->tokens_per_article, WIDTH, NULL) != WTW_OK)
            return;
}

static double seconds_of(struct rates *rates, size_t loop,
                         const struct wtw_kernel *kernel)
{
    size_t articles = loops[loop].run == run_sketching ? STREAMED : ARTICLES;
    size_t runs = (size_t)rates->passes * ARTICLES;
    double begin = 0;

    make_sets(rates, kernel);
    begin = wtw_seconds_now();
    for (size_t i = 0; i < runs; i++)
        loops[loop].run(rates, kernel, i % articles);
    return (wtw_seconds_now() - begin) / (double)runs;
}

static void print_figures(const struct rates *rates, const char *loop, const char *kernel,
                          double *seconds)
{
    double shingles = rates->tokens_per_article - WIDTH + 1;
    double least = 0;
    double median = 0;

    qsort(seconds, rates->repetitions, sizeof seconds[0], compare_doubles);
    least = seconds[0];
    median = seconds[rates->repetitions / 2];
    (void)printf("%s\t%s\t%.1f\t%.1f\t%.3f\t%.2f\n", loop, kernel, least * 1e9,
                 median * 1e9, least * 1e9 / shingles,
                 seconds[rates->repetitions * 3 / 4] / seconds[rates->repetitions / 4]);
}

static void measure_loop(struct rates *rates, size_t loop,
                         const struct wtw_kernel *const *kernels, size_t kernel_count)
{
    static double seconds[KERNELS_MAX][REPETITIONS_MAX];

    for (uint32_t i = 0; i < rates->repetitions; i++)
        for (size_t k = 0; k < kernel_count; k++)
            seconds[k][i] = seconds_of(rates, loop, kernels[k]);
    for (size_t k = 0; k < kernel_count; k++)
        print_figures(rates, loops[loop].name, kernels[k]->name, seconds[k]);
}

static void invent_tokens(struct rates *rates)
{
    size_t length = rates->tokens_per_article;

    for (size_t i = 0; i < STREAMED * length; i++) {
        uint64_t *tokens = rates->tokens + i / length * length;
        size_t place = i % length;
        uint64_t random = wtw_mix(i + 1);

        tokens[place] = random;
        if (i / length % 2 && place > length / 2)
            tokens[place] = rates->tokens[i - length];
        else if (place > 4 && random % 1000 < REPEATS_PER_1000)
            memcpy(tokens + place - 2, tokens, 3 * sizeof tokens[0]);
    }
}

static enum wtw_status prepare(struct rates *rates, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&rates->tokens, STREAMED * (size_t)rates->tokens_per_article,
                         error));
    WTW_TRY(WTW_ALLOCATE(&rates->hashes, rates->tokens_per_article, error));
    WTW_TRY(wtw_shingles_new(&rates->scratch, error));
    invent_tokens(rates);
    wtw_signature_plan_make(SLOTS, 0, &rates->plan);
    for (size_t i = 0; i < ARTICLES; i++)
        WTW_TRY(wtw_shingles_new(&rates->sets[i], error));
    return WTW_OK;
}

static void release(struct rates *rates)
{
    for (size_t i = 0; i < ARTICLES; i++)
        wtw_shingles_free(rates->sets[i]);
    wtw_shingles_free(rates->scratch);
    wtw_winnow_keys_release(&rates->keys);
    wtw_release_items(rates->tokens);
    wtw_release_items(rates->hashes);
}

static enum wtw_status measure(struct rates *rates, struct wtw_error *error)
{
    const struct wtw_kernel *kernels[KERNELS_MAX];
    size_t kernel_count = 0;

    for (size_t i = 0; i < wtw_kernel_count() && kernel_count < KERNELS_MAX; i++)
        if (wtw_kernel_runs_here(i))
            WTW_TRY(wtw_kernel_find(wtw_kernel_name(i), &kernels[kernel_count++], error));
    WTW_TRY(prepare(rates, error));
    (void)puts("loop\tkernel\tleast_ns\tmedian_ns\tleast_ns_per_shingle\tspread");
    for (size_t loop = 0; loop < LOOP_COUNT; loop++)
        if (!rates->only || strcmp(rates->only, loops[loop].name) == 0)
            measure_loop(rates, loop, kernels, kernel_count);
    return WTW_OK;
}

/* A number from 'least' to 'most', or 0. */
static uint32_t number_from(const char *word, uint32_t least, uint32_t most)
{
    char *end = NULL;
    unsigned long number = strtoul(word, &end, 10);

    return *word && !*end && number >= least && number <= most ? (uint32_t)number : 0;
}

static const char usage[] =
    "Usage: kernel_rates [TOKENS [REPETITIONS [LOOP]]]\n"
    "Writes, as TSV, how many nanoseconds each hot loop takes for an article of TOKENS\n"
    "tokens (400), by kernel: the least and the median of REPETITIONS (31), the least\n"
    "for each shingle, and the spread, third quarter by first. LOOP is one of the names\n"
    "written; without it all are measured.\n";

int main(int argument_count, char **arguments)
{
    struct rates rates = {.tokens_per_article = 400, .repetitions = 31};
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    if (argument_count > 1)
        rates.tokens_per_article = number_from(arguments[1], 8, 1000000);
    if (argument_count > 2)
        rates.repetitions = number_from(arguments[2], 1, REPETITIONS_MAX);
    if (argument_count > 3)
        rates.only = arguments[3];
    if (argument_count > 4 || !rates.tokens_per_article || !rates.repetitions) {
        (void)fputs(usage, stderr);
        return EXIT_FAILED;
    }
    rates.passes = 1 + 8000 / rates.tokens_per_article;
    status = measure(&rates, &error);
    release(&rates);
    if (status != WTW_OK)
        (void)fprintf(stderr, "kernel_rates: %s\n", error.words);
    return status == WTW_OK ? EXIT_DONE : EXIT_FAILED;
}
