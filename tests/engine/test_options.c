/*
 * test_options.c - the defaults and the ranges of the engine's options
 */
#include "check.h"

#include <math.h>
#include <stdlib.h>

Test(options, defaults_are_those_of_the_header)
{
    struct wtw_options options;
    struct wtw_error error = {0};

    memset(&options, 0xff, sizeof options);
    wtw_options_init(&options);
    check_number(options.shingle_tokens, 3);
    check_real(options.threshold, .5, 0);
    check_real(options.containment, .8, 0);
    check_real(options.recall, .93, 0);
    check_number(options.slot_count, 64);
    check_number(options.seed, 0);
    check_number(options.passage_tokens, 8);
    check_number(options.bucket_limit, 16);
    check_number(options.key_ceiling, 64);
    check_number(options.sample_ceiling, 16);
    check_number(options.exhaustive_limit, 128);
    check(!options.keeps_boilerplate);
    check(!options.measure_passages);
    check_number(options.thread_count, 0);
    check_number(options.canonical, WTW_CANONICAL_EARLIEST);
    check(options.kernel == NULL);
    check(options.text_source.fetch == NULL);
    check(options.watch.keep_going == NULL);
    check_ok(wtw_options_check(&options, &error), &error);
}

/* Places of the options in the struct, by name. */
static const struct {
    const char *name;
    size_t offset;
    double too_low, lowest, highest, too_high; /* NAN: there is no such value */
} shares[] = {
    {"threshold", offsetof(struct wtw_options, threshold), 0, 1e-9, 1, 1.0000001},
    {"containment", offsetof(struct wtw_options, containment), 0, 1e-9, 1, 1.0000001},
    {"recall", offsetof(struct wtw_options, recall), 0, 1e-9, .999999999, 1},
};

static struct wtw_options with_share(size_t offset, double value)
{
    struct wtw_options options;

    wtw_options_init(&options);
    memcpy((char *)&options + offset, &value, sizeof value);
    return options;
}

static void check_refused(const struct wtw_options *options, const char *name,
                          const char *value)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    cr_assert(wtw_options_check(options, &error) == WTW_BAD_ARGUMENT, "%s = %s", name,
              value);
    cr_assert(strstr(error.words, name) != NULL, "\"%s\" names no %s", error.words, name);
    cr_assert(strstr(error.words, value) != NULL, "\"%s\" names no %s", error.words,
              value);
    check_number(error.status, WTW_BAD_ARGUMENT);
    check_status(wtw_options_check(options, NULL), WTW_BAD_ARGUMENT);
    check_status(wtw_engine_new(options, &engine, &error), WTW_BAD_ARGUMENT);
    check(engine == NULL);
}

static void check_accepted(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_options_check(options, &error), &error);
    check_ok(wtw_engine_new(options, &engine, &error), &error);
    wtw_engine_free(engine);
}

Test(options, shares_have_their_ranges_and_words)
{
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        struct wtw_options options = with_share(shares[i].offset, shares[i].too_low);

        check_refused(&options, shares[i].name, "0");
        options = with_share(shares[i].offset, -.25);
        check_refused(&options, shares[i].name, "-0.25");
        options = with_share(shares[i].offset, shares[i].too_high);
        check_refused(&options, shares[i].name, "1");
        options = with_share(shares[i].offset, 7);
        check_refused(&options, shares[i].name, "7");
        options = with_share(shares[i].offset, NAN);
        check_refused(&options, shares[i].name, "nan");
        options = with_share(shares[i].offset, INFINITY);
        check_refused(&options, shares[i].name, "inf");
        options = with_share(shares[i].offset, shares[i].lowest);
        check_accepted(&options);
        options = with_share(shares[i].offset, shares[i].highest);
        check_accepted(&options);
    }
}

static const struct {
    const char *name;
    size_t offset;
    uint32_t refused[4];
    const char *words[4];
    uint32_t accepted[3];
} numbers[] = {
    {"shingle_tokens",
     offsetof(struct wtw_options, shingle_tokens),
     {0, 17, 1000, UINT32_MAX},
     {"0", "17", "1000", "4294967295"},
     {1, 7, 16}},
    {"slot_count",
     offsetof(struct wtw_options, slot_count),
     {0, 8, 100, 2048},
     {"0", "8", "100", "2048"},
     {16, 256, 1024}},
    {"passage_tokens",
     offsetof(struct wtw_options, passage_tokens),
     {0, 1, 1001, UINT32_MAX},
     {"0", "1", "1001", "4294967295"},
     {2, 50, 1000}},
    {"bucket_limit",
     offsetof(struct wtw_options, bucket_limit),
     {0, 10001, 100000, UINT32_MAX},
     {"0", "10001", "100000", "4294967295"},
     {1, 500, 10000}},
    {"key_ceiling",
     offsetof(struct wtw_options, key_ceiling),
     {1, 1, 1, 1},
     {"1", "1", "1", "1"},
     {0, 2, UINT32_MAX}},
    {"sample_ceiling",
     offsetof(struct wtw_options, sample_ceiling),
     {1, 1, 1, 1},
     {"1", "1", "1", "1"},
     {0, 2, UINT32_MAX}},
    {"exhaustive_limit",
     offsetof(struct wtw_options, exhaustive_limit),
     {10001, 20000, 100000, UINT32_MAX},
     {"10001", "20000", "100000", "4294967295"},
     {0, 1, 10000}},
    {"thread_count",
     offsetof(struct wtw_options, thread_count),
     {1025, 5000, 100000, UINT32_MAX},
     {"1025", "5000", "100000", "4294967295"},
     {0, 1, 64}},
};

static struct wtw_options with_number(size_t offset, uint32_t value)
{
    struct wtw_options options;

    wtw_options_init(&options);
    memcpy((char *)&options + offset, &value, sizeof value);
    return options;
}

Test(options, numbers_have_their_ranges_and_words)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        for (size_t j = 0; j < 4; j++) {
            struct wtw_options options =
                with_number(numbers[i].offset, numbers[i].refused[j]);

            check_refused(&options, numbers[i].name, numbers[i].words[j]);
        }
        for (size_t j = 0; j < 3; j++) {
            struct wtw_options options =
                with_number(numbers[i].offset, numbers[i].accepted[j]);

            check_accepted(&options);
        }
    }
}

Test(options, an_unknown_policy_is_refused)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.canonical = (enum wtw_canonical)4;
    check_refused(&options, "canonical", "4");
    options.canonical = WTW_CANONICAL_PREFERRED;
    check_accepted(&options);
}

Test(options, an_unknown_kernel_is_refused_from_the_option_and_the_environment)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.kernel = "abacus";
    check_refused(&options, "kernel", "abacus");
    options.kernel = NULL;
    setenv("WIRETWIN_KERNEL", "slide-rule", 1);
    check_refused(&options, "kernel", "slide-rule");
    options.kernel = "scalar";
    check_accepted(&options);
    unsetenv("WIRETWIN_KERNEL");
}

Test(options, any_seed_will_do)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.seed = UINT64_MAX;
    check_accepted(&options);
}

Test(options, memory_is_not_bounded_where_stories_are_found)
{
    struct wtw_options options;
    struct wtw_error error = {0};

    wtw_options_init(&options);
    check_number(options.memory_bytes, 0);
    options.memory_bytes = 1 << 20;
    check_ok(wtw_options_check(&options, &error), &error);
    options.finds_stories = true;
    check_status(wtw_options_check(&options, &error), WTW_BAD_ARGUMENT);
    check(strstr(error.words, "--memory") && strstr(error.words, "--stories"));
}
