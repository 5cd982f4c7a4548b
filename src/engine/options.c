/*
 * options.c - the defaults and the ranges of the engine's options
 */
#include "base/failure.h"
#include "sketch/shingles.h"
#include "sketch/signature.h"

void wtw_options_init(struct wtw_options *out_options)
{
    *out_options = (struct wtw_options){
        .shingle_tokens = 3,
        .threshold = 0.5,
        .containment = 0.8,
        .recall = 0.93,
        .slot_count = 64,
        .passage_tokens = 8,
        .bucket_limit = 16,
        .key_ceiling = 64,
        .sample_ceiling = 16,
        .exhaustive_limit = 128,
        .story_likeness = 0.24,
        .story_days = 4,
        .canonical = WTW_CANONICAL_EARLIEST,
    };
}

/* One option that is a share: over 'low', up to 'high'. */
struct share_rule {
    const char *name;
    double value;
    bool may_be_one;
};

/* One option that is a whole number. */
struct number_rule {
    const char *name;
    uint32_t value;
    uint32_t low;
    uint32_t high;
};

static enum wtw_status check_shares(const struct wtw_options *options,
                                    struct wtw_error *error)
{
    const struct share_rule rules[] = {
        {"threshold", options->threshold, true},
        {"containment", options->containment, true},
        {"recall", options->recall, false},
        {"story_likeness", options->story_likeness, true},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (!(rules[i].value > 0 &&
              (rules[i].may_be_one ? rules[i].value <= 1 : rules[i].value < 1)))
            return wtw_fail(error, WTW_BAD_ARGUMENT, "%s is over 0 and %s 1, not %g",
                            rules[i].name, rules[i].may_be_one ? "up to" : "under",
                            rules[i].value);
    return WTW_OK;
}

static enum wtw_status check_numbers(const struct wtw_options *options,
                                     struct wtw_error *error)
{
    const struct number_rule rules[] = {
        {"shingle_tokens", options->shingle_tokens, 1, WTW_SHINGLE_TOKENS_MAX},
        {"passage_tokens", options->passage_tokens, 2, 1000},
        {"bucket_limit", options->bucket_limit, 1, 10000},
        {"exhaustive_limit", options->exhaustive_limit, 0, 10000},
        {"story_days", options->story_days, 1, 36500},
        {"thread_count", options->thread_count, 0, 1024},
        {"canonical", (uint32_t)options->canonical, WTW_CANONICAL_EARLIEST,
         WTW_CANONICAL_PREFERRED},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].value < rules[i].low || rules[i].value > rules[i].high)
            return wtw_fail(error, WTW_BAD_ARGUMENT, "%s is from %u to %u, not %u",
                            rules[i].name, rules[i].low, rules[i].high, rules[i].value);
    if (options->key_ceiling == 1)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "key_ceiling is 2 or more, or 0 for no winnowed keys, not 1");
    if (options->sample_ceiling == 1)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "sample_ceiling is 2 or more, or 0 for no sampled shingles, not 1");
    if (!wtw_slot_count_is_valid(options->slot_count))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "slot_count is a power of two from %d to %d, not %u",
                        WTW_SLOTS_MIN, WTW_SLOTS_MAX, options->slot_count);
    return WTW_OK;
}

/* Terms of stories stay in memory, up to 152 bytes an article. */
static enum wtw_status check_memory(const struct wtw_options *options,
                                    struct wtw_error *error)
{
    if (options->memory_bytes && options->finds_stories)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "memory cannot be bounded where stories are found: leave out "
                        "memory_bytes (--memory) or finds_stories (--stories)");
    return WTW_OK;
}

enum wtw_status wtw_options_check(const struct wtw_options *options,
                                  struct wtw_error *error)
{
    const struct wtw_kernel *kernel = NULL;

    WTW_TRY(check_shares(options, error));
    WTW_TRY(check_numbers(options, error));
    WTW_TRY(check_memory(options, error));
    return wtw_kernel_find(options->kernel, &kernel, error);
}
