/*
 * digest.c - from a text to all that the join needs of it
 */
#include "engine/digest.h"

#include "match/bands.h"
#include "sketch/samples.h"
#include "sketch/shingles.h"

#ifdef WTW_HAS_XXH_DISPATCH
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

#include <string.h>

enum wtw_status wtw_digest_plan_make(const struct wtw_options *options,
                                     struct wtw_digest_plan *plan,
                                     struct wtw_error *error)
{
    WTW_TRY(wtw_kernel_find(options->kernel, &plan->kernel, error));
    WTW_TRY(wtw_bands_choose(options->threshold, options->recall, options->slot_count,
                             &plan->bands, &plan->rows, error));
    wtw_signature_plan_make(options->slot_count, options->seed, &plan->signature);
    plan->shingle_tokens = options->shingle_tokens;
    plan->keeps_boilerplate = options->keeps_boilerplate;
    plan->makes_winnow_keys = options->key_ceiling > 0;
    plan->makes_samples = options->sample_ceiling > 0;
    plan->makes_terms = options->finds_stories;
    return WTW_OK;
}

static enum wtw_status prepare_digester(struct wtw_digester *digester,
                                        const struct wtw_digest_plan *plan,
                                        struct wtw_error *error)
{
    digester->story.kernel = wtw_text_kernel_named(plan->kernel->name);
    digester->story.has_no_use_for_ranges = !plan->makes_terms;
    return digester->shingles ? WTW_OK : wtw_shingles_new(&digester->shingles, error);
}

static void sketch(const struct wtw_digest_plan *plan,
                   const struct wtw_shingles *shingles, struct wtw_digest *digest,
                   uint32_t *out_band_keys)
{
    const uint64_t *items = wtw_shingles_items(shingles);
    size_t count = wtw_shingles_count(shingles);
    uint32_t slots[WTW_SLOTS_MAX];

    plan->kernel->make_signature(items, count, &plan->signature, slots);
    plan->kernel->make_odd_sketch(items, count, plan->signature.multipliers[0],
                                  digest->odd_sketch);
    wtw_bands_keys(slots, plan->bands, plan->rows, out_band_keys);
}

static enum wtw_status choose_keys(const struct wtw_digest_plan *plan,
                                   const struct wtw_shingles *shingles,
                                   struct wtw_winnow_keys *keys, struct wtw_error *error)
{
    size_t before = keys->count;
    size_t count = 0;
    const uint64_t *in_order = wtw_shingles_in_order(shingles, &count);
    enum wtw_status status = WTW_OK;

    if (plan->makes_winnow_keys)
        status = wtw_winnow_append(plan->kernel, in_order, count, keys, error);
    if (status == WTW_OK && plan->makes_samples)
        status = wtw_samples_append(plan->kernel, wtw_shingles_items(shingles),
                                    wtw_shingles_count(shingles),
                                    plan->signature.multipliers[0], keys, error);
    if (status != WTW_OK)
        keys->count = before;
    return status;
}

static void add_boilerplate(const struct wtw_boilerplate *boilerplate,
                            struct wtw_digest *digest)
{
    const struct wtw_agency_credit *credit = wtw_boilerplate_agency(boilerplate);

    digest->outline = wtw_outline_make(wtw_boilerplate_items(boilerplate),
                                       wtw_boilerplate_count(boilerplate));
    if (credit)
        digest->agency = credit->agency;
}

enum wtw_status wtw_digest_make(struct wtw_digester *digester,
                                const struct wtw_digest_plan *plan, const char *text,
                                size_t text_bytes, struct wtw_digest *out_digest,
                                uint32_t *out_band_keys,
                                struct wtw_winnow_keys *winnow_keys,
                                struct wtw_error *error)
{
    const uint64_t *hashes = NULL;
    size_t count = 0;

    WTW_TRY(prepare_digester(digester, plan, error));
    WTW_TRY(wtw_story_make(&digester->story, text, text_bytes, plan->keeps_boilerplate,
                           error));
    hashes = wtw_tokens_hashes(digester->story.tokens);
    count = wtw_tokens_count(digester->story.tokens);
    WTW_TRY(wtw_shingles_fill(digester->shingles, plan->kernel, hashes, count,
                              plan->shingle_tokens, error));
    WTW_TRY(choose_keys(plan, digester->shingles, winnow_keys, error));

    *out_digest = (struct wtw_digest){
        .content_hash = XXH3_64bits(hashes, count * sizeof hashes[0]),
        .bad_bytes = wtw_tokens_bad_bytes(digester->story.tokens),
        .token_count = (uint32_t)count,
        .shingle_count = (uint32_t)wtw_shingles_count(digester->shingles),
        .agency = WTW_NO_AGENCY};
    if (!plan->keeps_boilerplate)
        add_boilerplate(digester->story.boilerplate, out_digest);
    if (out_digest->shingle_count)
        sketch(plan, digester->shingles, out_digest, out_band_keys);
    else
        memset(out_band_keys, 0, plan->bands * sizeof out_band_keys[0]);
    return WTW_OK;
}

enum wtw_status wtw_digest_add_terms(struct wtw_digester *digester,
                                     const struct wtw_digest_plan *plan,
                                     const struct wtw_article *article,
                                     struct wtw_digest *digest, struct wtw_error *error)
{
    const struct wtw_term_text text = {.bytes = article->text,
                                       .text_bytes = article->text_bytes,
                                       .tokens = digester->story.tokens,
                                       .title = article->title,
                                       .title_bytes = article->title_bytes};

    if (!plan->makes_terms)
        return WTW_OK;
    if (!digester->terms)
        WTW_TRY(wtw_term_maker_new(plan->kernel, &digester->terms, error));
    return wtw_terms_make(digester->terms, &text, digest->terms, &digest->term_count,
                          error);
}

void wtw_digester_release(struct wtw_digester *digester)
{
    wtw_story_release(&digester->story);
    wtw_shingles_free(digester->shingles);
    wtw_term_maker_free(digester->terms);
    *digester = (struct wtw_digester){0};
}
